package scenario

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/scenario/document"
)

// Options say how Load reads.
type Options struct {
	Sets    []string                          // overrides, each `path=value`
	Over    []string                          // overrides that win over Sets: a point of a sweep
	Cases   []string                          // names of the cases wanted; none means all
	Without []string                          // rules to switch off besides those of the file
	Read    func(path string) ([]byte, error) // required; os.ReadFile is one
	Table   *Table                            // nil: made anew, which takes a good part of a Load
}

// WithoutFile is the file name in problems with the ids in Options.Without.
const WithoutFile = "--without-rule"

// CaseFile is the file name in problems with the names in Options.Cases.
const CaseFile = "--case"

// Load reads a scenario, with everything it refers to, through opts.Read, and checks it. The study
// is nil when the list, which is sorted and never nil, holds errors; it may hold warnings besides
// a study. The list keeps the texts of all files for rendering.
func Load(path string, opts Options) (*Study, *diag.List) {
	list := &diag.List{}
	study := load(path, opts, list)
	list.Sort()
	if list.Errors() > 0 {
		return nil, list
	}
	return study, list
}

func load(path string, opts Options, list *diag.List) *Study {
	file := filepath.ToSlash(filepath.Clean(path))
	if opts.Read == nil {
		list.Add(document.Pos{File: file, Line: 1, Col: 1, Len: 1}.Problem("file",
			"there is nothing to read files with", "set Options.Read, for example to os.ReadFile"))
		return nil
	}
	tree := document.Load(path, opts.Read, list)
	sets := document.Merge(document.Sets(opts.Sets, document.SetFile, list),
		document.Sets(opts.Over, document.OverFile, list))
	if list.Errors() > 0 {
		return nil
	}
	b := newBuilder(file, opts, list)
	rows := b.catalog(document.Merge(tree, sets).Get("catalog"))
	tree = document.Merge(rows, tree)
	if !b.checkSets(sets, tree) {
		sets = nil
	}
	tree = b.inlineRates(document.Merge(tree, sets))
	tree = withoutRules(tree, opts.Without, list)
	b.checkKeys(tree, b.tree, "")
	study := b.study(tree)
	study.Cases = selectCases(study.Cases, opts.Cases, list)
	return study
}

// withoutRules adds ids to the rules that a scenario switches off, in every case that has a list of
// its own too, so that the resolved scenario says so.
func withoutRules(tree *document.Node, ids []string, list *diag.List) *document.Node {
	if len(ids) == 0 {
		return tree
	}
	list.Keep(WithoutFile, []byte(strings.Join(ids, "\n")))
	var added []*document.Node
	for i, id := range ids {
		at := document.Pos{File: WithoutFile, Line: i + 1, Col: 1, Len: max(1, len([]rune(id)))}
		added = append(added, document.NewString(id, at))
	}
	over := func(own *document.Node) *document.Node {
		off := own.Get("rules", "off")
		items := off.Items()
		if off != nil && off.Kind == document.String {
			items = []*document.Node{off}
		}
		all := document.NewTable(added[0].Pos)
		all.Put(document.NewList(added[0].Pos, append(slices.Clone(items), added...)...), "rules",
			"off")
		return all
	}
	out := document.Merge(tree, over(tree))
	for _, f := range tree.Get("case").Fields() {
		if f.Node.Get("rules", "off") == nil {
			continue
		}
		one := document.NewTable(f.Node.Pos, document.Field{Name: f.Name, Node: over(f.Node)})
		out = document.Merge(out, document.NewTable(f.Node.Pos,
			document.Field{Name: "case", Node: one}))
	}
	return out
}

// checkSets reports overrides under a name that the scenario does not have: a new product or case
// cannot be made on the command line, so such a name is a slip. It reports whether all is well.
func (b *builder) checkSets(sets, tree *document.Node) bool {
	before := b.list.Errors()
	b.checkNames(sets.Get("product"), tree.Get("product"), "product")
	b.checkNames(sets.Get("case"), tree.Get("case"), "case")
	return b.list.Errors() == before
}

// checkNames reports the fields of one table that another does not have, and returns their names.
func (b *builder) checkNames(set, have *document.Node, what string) []string {
	var names, unknown []string
	for _, f := range set.Fields() {
		if have.Get(f.Name) != nil {
			continue
		}
		unknown = append(unknown, f.Name)
		if names == nil {
			for _, h := range have.Fields() {
				names = append(names, h.Name)
			}
		}
		hint := fmt.Sprintf("there is no %s", what)
		if len(names) > 0 {
			hint = "names here: " + someOf(names)
		}
		if near := diag.Suggest(f.Name, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		b.list.Add(keyPos(f.Node).Problem("no-match", fmt.Sprintf("no %s is called %q", what,
			f.Name), hint))
	}
	return unknown
}

// someOf lists names, the first ten of many.
func someOf(names []string) string {
	if len(names) > 10 {
		return strings.Join(names[:10], ", ") + fmt.Sprintf(" and %d more", len(names)-10)
	}
	return strings.Join(names, ", ")
}

// study builds everything from the merged document.
func (b *builder) study(tree *document.Node) *Study {
	s := &Study{File: b.file, tree: tree}
	root := b.root(tree)
	root.sub("schema").schemaVersion()
	s.Name = strings.TrimSuffix(filepath.Base(b.file), filepath.Ext(b.file))
	if t := root.sub("name").textField(); t != nil {
		s.Name = t.Value
	}
	if t := root.sub("description").textField(); t != nil {
		s.Description = t.Value
	}
	if c := root.sub("currency").currencyField(); c != nil {
		b.currency = c.Value
	}
	s.Cards = root.sub("cards").textsField()
	s.Script = b.script(root)
	b.scripted = s.Script
	b.markUsed(tree)
	b.cases(s, root)
	s.Experiment = b.experiment(root.sub("experiment"))
	s.Compare = Compare{Metrics: root.sub("compare").sub("metrics").textsField(),
		Family:  root.sub("compare").sub("family").enumField(),
		Against: root.sub("compare").sub("against").enumField()}
	s.Checks = b.checks(root.sub("check"))
	s.Sweep = b.swept(root.sub("sweep"))
	s.Optimize = b.optimize(root.sub("optimize"))
	s.Correlations = b.correlations(root.sub("correlate"), s.Cases)
	b.checkStudy(s)
	s.notes, s.columns = b.notes, b.columns
	return s
}

// markUsed notes the marketplaces that any case may sell in. The US is always one: its stock
// serves the others.
func (b *builder) markUsed(tree *document.Node) {
	b.used[market.US] = true
	for m := range b.used {
		code := market.Marketplace(m).String()
		used := tree.Get("program", code) != nil
		for _, f := range tree.Get("case").Fields() {
			used = used || f.Node.Get("program", code) != nil
		}
		b.used[m] = b.used[m] || used || b.scripted.touches(market.Marketplace(m))
		b.used[m] = b.used[m] || tree.Get("export", code) != nil
		for _, f := range tree.Get("product").Fields() {
			b.used[m] = b.used[m] || f.Node.Get("export", code) != nil
			named := f.Node.Get("price", code) != nil || f.Node.Get("offered", code) != nil
			b.used[m] = b.used[m] || named && b.scripted.Scripted()
		}
	}
}

// baseCase is the name of the case of a scenario that names none.
const baseCase = "base"

// schemaVersion reads the version of the file format, which must be 1.
func (s scope) schemaVersion() {
	if s.present() && s.node.Text != "1" {
		s.b.list.Add(s.node.Pos.Problem("schema", fmt.Sprintf("schema %s is not known",
			s.node.Text),
			"this program reads schema = 1"))
		return
	}
	s.intField()
}

// cases builds a plan for each case. A scenario without cases but with programs of its own is a
// study of one case.
func (b *builder) cases(s *Study, root scope) {
	base := document.Without(root.node, "case")
	b.base = base
	all := root.sub("case")
	alone := root.sub("program").present() || s.Script.Scripted()
	if all.node.Fields() == nil && alone {
		s.Cases = []*Plan{b.plan(b.root(base), scope{near: root.near}, baseCase)}
	}
	for _, f := range all.node.Fields() {
		if f.Node.Kind != document.Table {
			continue // reported with the unknown keys
		}
		one := all.sub(f.Name)
		over := b.override(f.Node, base)
		s.Cases = append(s.Cases, b.plan(b.root(document.Merge(base, over)), one, f.Name))
	}
	if len(s.Cases) == 0 {
		root.fail("missing", "the scenario has no case",
			`add [case.remote] with program.CA = "remote-fulfillment"`)
		b.plan(b.root(base), scope{near: root.near}, baseCase) // for its problems
		return
	}
	b.markBaseline(s.Cases, all)
}

// override returns what a case lays over the base. Products that the base does not have are
// reported and left out: all cases sell the same ones.
func (b *builder) override(own, base *document.Node) *document.Node {
	over := document.Without(own, "baseline", "title")
	products := own.Get("product")
	unknown := b.checkNames(products, base.Get("product"), "product")
	if len(unknown) == 0 {
		return over
	}
	over = document.Without(over, "product")
	rest := document.NewTable(own.Pos, document.Field{Name: "product",
		Node: document.Without(products, unknown...)})
	return document.Merge(over, rest)
}

// markBaseline makes the first case the baseline when none is marked.
func (b *builder) markBaseline(plans []*Plan, all scope) {
	var marked []*Plan
	for _, p := range plans {
		if p.Baseline {
			marked = append(marked, p)
		}
	}
	switch len(marked) {
	case 0:
		plans[0].Baseline = true
	case 1:
	default:
		for _, p := range marked[1:] {
			p.Baseline = false
			b.list.Add(all.sub(p.Case).sub("baseline").near.Problem("baseline",
				fmt.Sprintf("case %s is a baseline too, besides %s", p.Case, marked[0].Case),
				"mark one case"))
		}
	}
}

// selectCases keeps the cases wanted, and with them always the order of the file. Without the
// baseline among them, the first becomes it.
func selectCases(plans []*Plan, names []string, list *diag.List) []*Plan {
	if len(names) == 0 {
		return plans
	}
	list.Keep(CaseFile, []byte(strings.Join(names, "\n")))
	var have []string
	for _, p := range plans {
		have = append(have, p.Case)
	}
	for i, name := range names {
		if !slices.Contains(have, name) {
			at := document.Pos{File: CaseFile, Line: i + 1, Col: 1, Len: max(1, len([]rune(name)))}
			list.Add(at.Problem("no-match", fmt.Sprintf("no case is called %q", name),
				"cases here: "+someOf(have)))
		}
	}
	var out []*Plan
	for _, p := range plans {
		if slices.Contains(names, p.Case) {
			out = append(out, p)
		}
	}
	if len(out) > 0 && !slices.ContainsFunc(out, func(p *Plan) bool { return p.Baseline }) {
		out[0].Baseline = true
	}
	return out
}
