package optimize

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/study"
)

// PlanFile is the overlay of the chosen plan in the folder of an optimization. It extends the resolved scenario
// beside it, so that both may be moved together.
const PlanFile = "plan.toml"

// caseName is the name of the case that holds the chosen plan.
func (p *Problem) caseName() string {
	for n := 1; ; n++ {
		name := "optimized"
		if n > 1 {
			name = fmt.Sprintf("optimized-%d", n)
		}
		if !slices.ContainsFunc(p.study.Scenario.Cases, func(c *scenario.Plan) bool { return c.Case == name }) &&
			!p.study.Scenario.NamesCase(name) {
			return name
		}
	}
}

// overlay writes the chosen plan as a case of its own: what today's case overrides, then what was chosen.
func (p *Problem) overlay(picks []*candidate) []byte {
	var out bytes.Buffer
	name, today := p.caseName(), p.today().Plan.Case
	fmt.Fprintf(&out, "# The plan that fbasim optimize chose, as a case beside those of the scenario.\n")
	fmt.Fprintf(&out, "# fbasim run %s compares it with them; to go on from the scenario itself, extend that instead.\n", PlanFile)
	fmt.Fprintf(&out, "schema  = 1\nextends = [%q]\nname    = %s\n", result.ResolvedFile,
		scenario.QuoteText(p.Title+" (the plan chosen)"))
	if !p.study.Scenario.NamesCase(today) {
		fmt.Fprintf(&out, "\n[%s]\nbaseline = true\n", scenario.Path("case", today))
	}
	fmt.Fprintf(&out, "\n[%s]\ntitle = \"the plan chosen\"\n", scenario.Path("case", name))
	own := p.study.Scenario.CaseSettings(today)
	for _, c := range picks {
		for _, s := range c.settings {
			own = slices.DeleteFunc(own, func(o scenario.Setting) bool {
				return o.Path == s.Path || strings.HasPrefix(o.Path, s.Path+".")
			})
		}
	}
	for _, s := range own {
		fmt.Fprintf(&out, "%s = %s # as in case %s\n", s.Path, s.Text, today)
	}
	for i, c := range picks {
		if len(c.settings) > 0 {
			fmt.Fprintf(&out, "\n# %s: %s\n", diag.Escape(p.skus[i].product.SKU), diag.Escape(c.words))
		}
		for _, s := range c.settings {
			fmt.Fprintf(&out, "%s = %s\n", s.Path, s.Text)
		}
	}
	return out.Bytes()
}

// open reads the overlay as anybody would who has the folder: today's case and the plan. It must be without
// problems that the scenario does not have.
func (p *Problem) open(overlay []byte) (*study.Study, error) {
	files := map[string][]byte{PlanFile: overlay, result.ResolvedFile: p.study.Scenario.Resolved()}
	for _, c := range p.study.Cards {
		files[filepath.Base(c.Name)] = []byte(c.Text)
	}
	opened, list, err := study.Open(PlanFile, study.Options{
		Cases: []string{p.today().Plan.Case, p.caseName()},
		Cards: ".",
		Read: func(path string) ([]byte, error) {
			if text, ok := files[filepath.ToSlash(filepath.Clean(path))]; ok {
				return text, nil
			}
			return nil, fmt.Errorf("the folder of an optimization holds no %s", path)
		},
	})
	if err != nil {
		return nil, err
	}
	for _, x := range list.All() {
		known := slices.ContainsFunc(p.known, func(msg string) bool { return msg == x.Msg })
		if !x.Warning || !known && !strings.Contains(x.Msg, "case "+p.caseName()) {
			return nil, fmt.Errorf("the chosen plan does not compile: %s\n%s", x.Error(), overlay)
		}
	}
	return opened, nil
}
