package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/asinstatus"
	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
)

// statusFile is the name of the workbook in the folder of a plan.
const statusFile = "asin-status.xlsx"

// exportStatus are the flags of export-status.
type exportStatus struct {
	out, template  string
	onlySure, json bool
}

func exportStatusCommand() *cobra.Command {
	f := &exportStatus{}
	cmd := &cobra.Command{
		Use:   "export-status RUN|OPTIMIZATION",
		Short: "a plan as the ASIN Status file that switches Remote Fulfillment",
		Long: `Writes what an optimization chose, or the best program of each SKU in a run,
as the ASIN Status workbook of Remote Fulfillment: Yes or No for each SKU and
store.

With --template it edits the workbook that you downloaded from Seller Central:
only answers that the plan decides and that say otherwise are changed, in the
workbook's own words; all else in the file stays as it is. A file of text with
tabs is edited as well. Without a template it makes a workbook in the layout of
newer downloads, with the SKUs of the plan.

An optimization decides the SKUs that Remote Fulfillment serves today or in the
plan; a run those for which one of its two best cases uses it. SKUs that only
the plan or only the workbook has are listed.`,
		Example: "  fbasim export-status results/quickstart --template status.xlsx -o up.xlsx\n" +
			"  fbasim export-status results/optimize-canada/optimize-0a1b2c3d",
		Args: cobra.ExactArgs(1), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd, args[0]))
		},
	}
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "`file` to write (.xlsx); default: "+statusFile+"\nin the plan's folder")
	cmd.Flags().StringVar(&f.template, "template", "", "the `file` that you downloaded: a workbook, or text\nwith tabs")
	cmd.Flags().BoolVar(&f.onlySure, "only-sure", false, "leave SKUs as they are whose plan is not surely\nthe best")
	cmd.Flags().BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

func (f *exportStatus) run(cmd *cobra.Command, path string) error {
	plan, dir, err := f.plan(cmd, path)
	if err != nil {
		return err
	}
	if f.onlySure {
		kept := plan.Choices[:0:0]
		for _, c := range plan.Choices {
			if c.Sure {
				kept = append(kept, c)
			}
		}
		plan.Choices = kept
	}
	if len(plan.Choices) == 0 {
		return fail(exitInput, fmt.Errorf("%s decides nothing about Remote Fulfillment: no SKU is served by it today or "+
			"in the plan%s", dir, map[bool]string{true: ", or no plan is sure"}[f.onlySure]))
	}
	if f.out == "" {
		f.out = filepath.Join(dir, statusFile)
		if f.template != "" { // a text stays one
			f.out = strings.TrimSuffix(f.out, filepath.Ext(f.out)) + filepath.Ext(f.template)
		}
	}
	if err := notInput("--out", f.out, f.template); err != nil {
		return err
	}
	var book bytes.Buffer
	done, err := f.write(&book, plan)
	if err != nil {
		return err
	}
	if err := result.WriteWhole(f.out, book.Bytes()); err != nil {
		return fail(exitInput, err)
	}
	if f.json {
		return writeJSON(cmd.OutOrStdout(), struct {
			FormatVersion int    `json:"format_version"`
			File          string `json:"file"`
			*asinstatus.Outcome
		}{result.FormatVersion, filepath.ToSlash(f.out), listed(done)})
	}
	f.print(cmd.OutOrStdout(), done)
	return nil
}

// write makes or fills the workbook.
func (f *exportStatus) write(w io.Writer, plan asinstatus.Plan) (*asinstatus.Outcome, error) {
	if f.template == "" {
		done, err := asinstatus.Write(w, plan)
		if err != nil {
			return nil, fail(exitInternal, err)
		}
		return done, nil
	}
	data, err := readFile(f.template)
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("%s: %w", f.template, err))
	}
	done, err := asinstatus.Fill(w, data, plan)
	if errors.Is(err, asinstatus.ErrLayout) {
		return nil, fail(exitInput, fmt.Errorf("%s: %w; download it anew from Seller Central: Remote Fulfillment, "+
			"ASIN status, as an Excel file", f.template, err))
	}
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("%s: %w", f.template, err))
	}
	return done, nil
}

// plan reads the choices of an optimization or a run.
func (f *exportStatus) plan(cmd *cobra.Command, path string) (plan asinstatus.Plan, dir string, err error) {
	if hasFile(path, result.ParetoFile) {
		if err := unchanged(path); err != nil {
			return plan, "", err
		}
		o, err := result.ReadOptimum(path)
		if err != nil {
			return plan, "", fail(exitInput, err)
		}
		return asinstatus.OfOptimum(o), path, nil
	}
	set, err := openWhole(path)
	if err != nil {
		return plan, "", err
	}
	l, err := reload(cmd, set)
	if err != nil {
		return plan, "", err
	}
	asins := map[string]string{}
	for i := range l.Cases {
		for _, p := range l.Cases[i].Plan.Products {
			asins[p.SKU] = p.ASIN
		}
	}
	served := func(of, sku, code string) market.Program {
		m, _ := market.ParseMarketplace(code)
		for i := range l.Cases {
			c := &l.Cases[i]
			if c.Plan.Case != of {
				continue
			}
			if p := planned(c.Plan, sku); p != nil {
				use, _ := c.Served(p, m, c.Plan.Start.Value)
				return use
			}
		}
		return market.NoProgram
	}
	return asinstatus.OfRun(set, func(sku string) string { return asins[sku] }, served), set.Dir, nil
}

func planned(p *scenario.Plan, sku string) *scenario.Product {
	for _, product := range p.Products {
		if product.SKU == sku {
			return product
		}
	}
	return nil
}

// unchanged fails where files of a folder are not as they were written.
func unchanged(dir string) error {
	changed, err := result.Changed(dir)
	if err != nil {
		return fail(exitInput, err)
	}
	for _, name := range changed {
		if !strings.HasPrefix(name, result.ChartsDir) {
			return fail(exitInput, fmt.Errorf("%s was changed after it was written (%s): repeat the command that wrote it "+
				"with --force", dir, name))
		}
	}
	return nil
}

// listed has empty lists in place of none, for JSON.
func listed(o *asinstatus.Outcome) *asinstatus.Outcome {
	if o.Changed == nil {
		o.Changed = []asinstatus.Change{}
	}
	if o.NoRow == nil {
		o.NoRow = []asinstatus.Choice{}
	}
	if o.NoChoice == nil {
		o.NoChoice = []string{}
	}
	if o.Unsure == nil {
		o.Unsure = []asinstatus.Choice{}
	}
	return o
}

func (f *exportStatus) print(w io.Writer, o *asinstatus.Outcome) {
	fmt.Fprintf(w, "%s: %s, %s (%s)\n", filepath.ToSlash(f.out), plural(len(o.Changed), "answer written", "answers written"),
		plural(o.Same, "was there already", "were there already"), strings.Join(o.Stores, ", "))
	g := grid{indent: 2}
	g.add("SKU", "STORE", "CELL", "WAS", "NOW", "FROM")
	for _, c := range o.Changed {
		g.add(result.Visible(c.SKU), c.Market, c.Cell, orDash(diag.Escape(c.Was)), c.Now, orDash(c.From))
	}
	if len(o.Changed) > 0 {
		g.write(w)
	}
	names := func(list []asinstatus.Choice) string {
		var out []string
		for _, c := range list {
			out = append(out, result.Visible(c.SKU)+" "+c.Market)
		}
		return strings.Join(out, ", ")
	}
	if len(o.Unsure) > 0 {
		paragraph(w, pageWidth(), "Not sure: ", names(o.Unsure)+" (--only-sure leaves them as they are)")
	}
	if len(o.NoRow) > 0 {
		paragraph(w, pageWidth(), "Not in the workbook: ", names(o.NoRow))
	}
	if len(o.NoChoice) > 0 {
		paragraph(w, pageWidth(), "Not in the plan, left as they are: ", visibleList(o.NoChoice))
	}
	if f.template == "" {
		paragraph(w, pageWidth(), "", "Made without a download: if Seller Central refuses it, download the ASIN status file "+
			"and name it with --template.")
	}
}

// mostNames bounds a list of names in a sentence.
const mostNames = 20

func visibleList(names []string) string {
	var out []string
	for i, n := range names {
		if i == mostNames {
			out = append(out, fmt.Sprintf("and %d more", len(names)-i))
			break
		}
		out = append(out, result.Visible(n))
	}
	return strings.Join(out, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
