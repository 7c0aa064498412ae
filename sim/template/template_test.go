package template_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/template"
)

const file = "plan.toml"

var both = []market.Marketplace{market.CA, market.MX}

func nothing(string) ([]byte, error) { return nil, fs.ErrNotExist }

func plan(t *testing.T, name string, markets ...market.Marketplace) *template.Plan {
	t.Helper()
	found, err := template.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := template.New(found, markets, "", "products.csv")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryTemplateIsAValidScenarioForEachChoiceOfCountries(t *testing.T) {
	for _, x := range template.Templates() {
		for _, markets := range [][]market.Marketplace{{market.CA}, {market.MX}, both} {
			p := plan(t, x.Name, markets...)
			wrong, err := p.Check(file, nothing)
			if err != nil || len(wrong) > 0 {
				t.Errorf("%s in %v: %v %v\n%s", x.Name, markets, err, wrong, p.Text())
			}
			for m := market.US + 1; m < market.MarketplaceCount; m++ {
				sold := len(markets) == 2 || markets[0] == m
				if got := strings.Contains(p.Text(), "."+m.String()); got != sold {
					t.Errorf("%s in %v: names %v: %v", x.Name, markets, m, got)
				}
			}
		}
	}
}

func TestEveryLineSaysWhatItMeans(t *testing.T) {
	for _, x := range template.Templates() {
		p := plan(t, x.Name, both...)
		lines := strings.Split(p.Text(), "\n")
		for i, l := range lines {
			if strings.Contains(l, " = ") && !strings.HasPrefix(l, "#") && !strings.Contains(l, "# ") &&
				!strings.HasPrefix(lines[i-1], "# ") {
				t.Errorf("%s:%d: no comment: %s", x.Name, i+1, l)
			}
			if len(l) > 120 {
				t.Errorf("%s:%d: %d columns", x.Name, i+1, len(l))
			}
		}
		for _, q := range p.Questions() {
			last := q.Flag[strings.LastIndex(q.Flag, ".")+1:]
			if !strings.Contains(lines[q.Line-1], last) || !q.Open {
				t.Errorf("%s: question %s is not in line %d: %s", x.Name, q.Path, q.Line, lines[q.Line-1])
			}
		}
	}
}

func TestAnswersReplacePlaceholders(t *testing.T) {
	p := plan(t, "remote-vs-local", market.CA)
	if wrong, err := p.Rename(file, `BLUE "MUG" 3.5`, nothing); err != nil || len(wrong) > 0 {
		t.Fatal(wrong, err)
	}
	for name, text := range map[string]string{
		"cost": "2.90 USD", "price.CA": `"27.99 CAD"`, "start": "2026-03-01", "local.CA.setup": "1200 CAD",
		"category": "toys", "size": "5 x 4.5 x 4 in", "demand.CA": "55 units/month",
	} {
		if wrong, err := p.Answer(file, name, text, nothing); err != nil || len(wrong) > 0 {
			t.Errorf("%s: %v %v", name, wrong, err)
		}
	}
	for _, want := range []string{
		`[product."BLUE \"MUG\" 3.5"]`, `"2.90 USD"             # what a unit`, "start    = 2026-03-01 ", `"1200 CAD"`,
		`# PLACEHOLDER: weight`, `name     = "BLUE \"MUG\" 3.5: keep it in the US or stock Canada?"`,
	} {
		if !strings.Contains(p.Text(), want) {
			t.Errorf("%q is missing in\n%s", want, p.Text())
		}
	}
}

func TestWrongAnswersAreRefusedInTheWordsOfTheScenario(t *testing.T) {
	p := plan(t, "switch", both...)
	before := p.Text()
	for _, c := range []struct{ name, text, msg, hint string }{
		{"price.CA", "59.99 USD", "CAD", ""},
		{"weight", "3", "has no unit", `write "3 lb"`},
		{"category", "Tois", "Tois", "toys"},
		{"start", "soon", "soon", ""},
		{"start", `2026-01-01 # "`, "", ""},
		{"demand.CA", "pert(9, 2, 3) units/month", "", ""},
		{"horizon", "0 d", "", ""},
		{"prize.CA", "3 CAD", "no line", "did you mean price.CA?"},
		{"case.switch.replenish.CA.from", "2026-13-01", "", ""},
	} {
		wrong, err := p.Answer(file, c.name, c.text, nothing)
		if err != nil || len(wrong) == 0 {
			t.Errorf("%s = %s is taken (%v)", c.name, c.text, err)
			continue
		}
		if !strings.Contains(wrong[0].Msg, c.msg) || !strings.Contains(strings.ToLower(wrong[0].Hint), strings.ToLower(c.hint)) {
			t.Errorf("%s = %s: %q, %q", c.name, c.text, wrong[0].Msg, wrong[0].Hint)
		}
	}
	if wrong, _ := p.Rename(file, " ", nothing); len(wrong) == 0 {
		t.Error("a product without a name")
	}
	if p.Text() != before {
		t.Error("a refused answer changed the plan")
	}
}

func TestAFigureOfAStoreThatIsLeftOutSaysSo(t *testing.T) {
	wrong, _ := plan(t, "remote-vs-local", market.CA).Answer(file, "price.MX", "300 MXN", nothing)
	if len(wrong) != 1 || !strings.Contains(wrong[0].Hint, "--market CA,MX") {
		t.Error(wrong)
	}
}

func TestAPlanOverAnotherScenarioHoldsOnlyWhatIsNew(t *testing.T) {
	quickstart := "../../scenarios/quickstart.toml"
	for _, x := range template.Templates() {
		p, err := template.New(x, both[:1], quickstart, "")
		if err != nil {
			t.Fatal(err)
		}
		wrong, err := p.Check(file, os.ReadFile)
		if err != nil || len(wrong) > 0 {
			t.Errorf("%s: %v %v\n%s", x.Name, err, wrong, p.Text())
		}
		if strings.Contains(p.Text(), "[product") || !strings.Contains(p.Text(), "extends = ") {
			t.Errorf("%s:\n%s", x.Name, p.Text())
		}
	}
}

func TestUnknownTemplatesAreGuessed(t *testing.T) {
	if _, err := template.Find("remote-vs-locl"); err == nil || !strings.Contains(err.Error(), "did you mean remote-vs-local?") {
		t.Error(err)
	}
}
