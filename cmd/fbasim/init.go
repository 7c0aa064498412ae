package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/result"
	"fbasim/sim/scenario/document"
	"fbasim/sim/template"
)

// initFlags are the flags of init.
type initFlags struct {
	template string
	product  string
	markets  []string
	from     string
	sets     []string
	out      string
	force    bool
	yes      bool
	answers  []*string // of initQuestions, in their order
}

// initQuestions are the figures with a flag of their own; all others are reached by --set.
var initQuestions = []struct{ name, help string }{
	{"start", "first `day` simulated"},
	{"horizon", "`time` simulated, such as \"52 w\""},
	{"category", "product `category`"},
	{"size", "`sides` of the packed unit, such as \"11 x 7 x 3 in\""},
	{"weight", "`weight` of the packed unit, such as \"1.4 lb\""},
	{"cost", "`money` a unit costs, such as \"9.10 USD\""},
	{"returns", "`share` of units that come back, such as \"8 %\""},
	{"price.US", "`price` in the US"},
	{"price.CA", "`price` in Canada"},
	{"price.MX", "`price` in Mexico"},
	{"demand.US", "`units` wanted in the US, such as\n\"410 units/month\""},
	{"demand.CA", "`units` wanted in Canada, such as\n\"pert(80, 160, 300) units/month\""},
	{"demand.MX", "`units` wanted in Mexico"},
	{"opening.US", "US `stock`, such as \"1200 units aged 40 d\""},
}

func initCommand() *cobra.Command {
	f := &initFlags{}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "write a first scenario: a question, with your figures in it",
		Long: `init writes a commented scenario that runs. On a terminal it asks for your
figures, one by one, and checks each; elsewhere they are given by flags. What
you do not say is an example, marked PLACEHOLDER in the file and listed.

Templates:
` + templateList() + `
With --from the scenario is laid over one that is there, such as that of
fbasim import, and adds the cases of the template.`,
		Example: "  fbasim init --template switch --market CA,MX -o plan.toml\n" +
			"  fbasim init --product MUG --price.CA \"27.99 CAD\" --weight \"0.95 lb\" \\\n" +
			"      --set local.CA.setup=\"1200 CAD\" -o mug.toml",
		Args: cobra.NoArgs, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.template, "template", "", "`name` of a template, see above")
	flags.StringVar(&f.from, "from", "", "`folder` or file of a scenario to lay the plan over")
	flags.StringSliceVar(&f.markets, "market", nil, "`stores` besides the US: CA, MX or CA,MX")
	flags.StringVar(&f.product, "product", "", "`SKU` of the product")
	for _, q := range initQuestions {
		f.answers = append(f.answers, flags.String(q.name, "", q.help))
	}
	flags.StringArrayVar(&f.sets, "set", nil, "any other value: `path=value` (repeatable)")
	flags.StringVarP(&f.out, "out", "o", "", "`file` to write; default: scenario.toml")
	flags.BoolVar(&f.force, "force", false, "overwrite the file if it is there")
	flags.BoolVar(&f.yes, "yes", false, "ask nothing, even on a terminal")
	return cmd
}

// templateList describes the templates for the help.
func templateList() string {
	var b strings.Builder
	for _, t := range template.Templates() {
		fmt.Fprintf(&b, "  %-19s %s\n", t.Name, t.Asks)
	}
	return b.String()
}

func (f *initFlags) run(cmd *cobra.Command) error {
	ask := &interview{in: newLines(cmd.Context(), cmd.InOrStdin()), out: cmd.ErrOrStderr()}
	asking := !f.yes && typedOn(cmd.InOrStdin())
	if !asking && cmd.Flags().NFlag() == 0 {
		return fail(exitUsage, errors.New("init asks its questions on a terminal, and this is none: name a template,\n"+
			"such as 'fbasim init --template remote-vs-local -o plan.toml'; see 'fbasim init --help'"))
	}
	err := f.make(cmd, ask, asking)
	if cmd.Context().Err() != nil || errors.Is(err, io.EOF) {
		return fail(exitInterrupted, errors.New("stopped before the last question: nothing was written"))
	}
	return err
}

// make finds out what is wanted, and writes it.
func (f *initFlags) make(cmd *cobra.Command, ask *interview, asking bool) error {
	if asking {
		if err := f.mayWrite(); err != nil {
			return err
		}
		if err := ask.frame(f); err != nil {
			return err
		}
	}
	plan, err := f.plan()
	if err != nil {
		return err
	}
	given, err := f.answer(cmd, plan)
	if err != nil {
		return err
	}
	if asking {
		if err := ask.figures(f, plan, given); err != nil {
			return err
		}
	}
	return f.write(cmd, plan)
}

// plan opens the template. A plan that would have nothing to ask about its product, because it is
// laid over a scenario or a catalog, refuses to be given one.
func (f *initFlags) plan() (*template.Plan, error) {
	if f.template == "" {
		f.template = template.Templates()[0].Name
	}
	t, err := template.Find(f.template)
	if err != nil {
		return nil, fail(exitUsage, err)
	}
	base, err := f.base()
	if err != nil {
		return nil, err
	}
	markets, err := f.stores(base)
	if err != nil {
		return nil, fail(exitUsage, err)
	}
	if f.product != "" && (t.Catalog || base != "") {
		return nil, fail(exitUsage, fmt.Errorf("--product %s: the products stand in a file of their own, with their names", f.product))
	}
	if err := f.mayWrite(); err != nil {
		return nil, err
	}
	plan, err := template.New(t, markets, relativeTo(f.file(), base), catalogBeside(f.file()))
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	return plan, nil
}

func (f *initFlags) file() string {
	if f.out == "" {
		return "scenario.toml"
	}
	return f.out
}

// base is the scenario that --from means, "" without one.
func (f *initFlags) base() (string, error) {
	if f.from == "" {
		return "", nil
	}
	path := f.from
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "scenario.toml")
	}
	if _, err := readFile(path); err != nil {
		return "", fail(exitInput, fmt.Errorf("--from %s: cannot read %s: %s", f.from, path, document.Reason(err)))
	}
	return path, nil
}

// stores reads --market. Without it Canada is meant, or what the scenario below sells in.
func (f *initFlags) stores(base string) ([]market.Marketplace, error) {
	if len(f.markets) == 0 && base != "" {
		text, err := readFile(base)
		if err != nil {
			return nil, err
		}
		if sold := template.Sold(string(text)); len(sold) > 0 {
			return sold, nil
		}
	}
	if len(f.markets) == 0 {
		return []market.Marketplace{market.CA}, nil
	}
	return foreignStores(f.markets)
}

// foreignStores reads codes of marketplaces besides the US, in their usual order.
func foreignStores(codes []string) ([]market.Marketplace, error) {
	var out []market.Marketplace
	for _, code := range codes {
		m, ok := market.ParseMarketplace(strings.ToUpper(strings.TrimSpace(code)))
		if !ok || m == market.US {
			return nil, fmt.Errorf("%q is no store besides the US: write CA, MX or CA,MX", diag.Escape(code))
		}
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return out, nil
}

// answer puts the flags into the plan and returns which questions they answer. All mistakes are told
// at once.
func (f *initFlags) answer(cmd *cobra.Command, plan *template.Plan) (given map[string]bool, err error) {
	given = map[string]bool{}
	wrong := false
	tell := func(flag string, list []diag.Problem, defect error) {
		if defect != nil && err == nil {
			err = fail(exitInternal, defect)
		}
		for _, p := range list {
			wrong = true
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s\n", flag, sentence(p))
		}
	}
	if f.product != "" {
		list, defect := plan.Rename(f.file(), f.product, readFile)
		tell("--product", list, defect)
	}
	for i, q := range initQuestions {
		if !cmd.Flags().Changed(q.name) {
			continue
		}
		list, defect := plan.Answer(f.file(), q.name, *f.answers[i], readFile)
		tell("--"+q.name, list, defect)
		given[q.name] = true
	}
	for _, s := range f.sets {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			tell("--set "+diag.Escape(s), []diag.Problem{{Msg: "there is no value", Hint: "write path=value, such as local.CA.setup=\"900 CAD\""}}, nil)
			continue
		}
		list, defect := plan.Answer(f.file(), strings.TrimSpace(name), value, readFile)
		tell("--set "+diag.Escape(name), list, defect)
		given[strings.TrimSpace(name)] = true
	}
	if wrong && err == nil {
		err = silent(exitUsage)
	}
	return given, err
}

// sentence is a problem with its hint, on one line.
func sentence(p diag.Problem) string {
	if p.Hint == "" {
		return p.Msg
	}
	return p.Msg + "; " + p.Hint
}

// mayWrite refuses to overwrite what is there.
func (f *initFlags) mayWrite() error {
	if f.force {
		return nil
	}
	for _, path := range []string{f.file(), filepath.Join(filepath.Dir(f.file()), catalogBeside(f.file()))} {
		if _, err := os.Lstat(path); err == nil && (path == f.file() || f.template == "catalog") {
			return fail(exitUsage, fmt.Errorf("%s is there already: choose another file with -o, or overwrite it with --force", path))
		}
	}
	return nil
}

// write writes the plan and says what is to be replaced in it.
func (f *initFlags) write(cmd *cobra.Command, plan *template.Plan) error {
	table, err := plan.Table()
	if err != nil {
		return fail(exitInternal, err)
	}
	out := cmd.OutOrStdout()
	if table != nil {
		path := filepath.Join(filepath.Dir(f.file()), catalogBeside(f.file()))
		if err := result.WriteWhole(path, table); err != nil {
			return fail(exitInput, err)
		}
		fmt.Fprintf(out, "wrote %s: the products, all of them placeholders\n", path)
	}
	if err := result.WriteWhole(f.file(), []byte(plan.Text())); err != nil {
		return fail(exitInput, err)
	}
	fmt.Fprintf(out, "wrote %s\n", f.file())
	var open grid
	for _, q := range plan.Questions() {
		if q.Open {
			open.add(fmt.Sprintf("  line %d", q.Line), q.Flag, q.Value)
		}
	}
	if len(open.rows) > 0 {
		fmt.Fprintf(out, "\n%s to replace by your own figures:\n", count(len(open.rows), "placeholder"))
		open.write(out)
	}
	fmt.Fprintf(out, "\nnext: fbasim check %s, then fbasim run %s\n", f.file(), f.file())
	return nil
}

// catalogBeside is the name of the file of products of a scenario.
func catalogBeside(file string) string {
	return strings.TrimSuffix(filepath.Base(file), ".toml") + "-products.csv"
}

// relativeTo names a path as a file elsewhere has to: relative to the folder of that file.
func relativeTo(file, path string) string {
	if path == "" {
		return ""
	}
	from, err1 := filepath.Abs(filepath.Dir(file))
	to, err2 := filepath.Abs(path)
	if rel, err := filepath.Rel(from, to); err == nil && err1 == nil && err2 == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(path)
}
