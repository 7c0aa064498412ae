package template_test

import (
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/template"
)

func TestStatedKeysStandInTheirTablesWithWhatTheyRestOn(t *testing.T) {
	p, err := template.NewOver("Mine", "products.csv", []market.Marketplace{market.CA}, []string{"Mine, from somewhere"})
	if err != nil {
		t.Fatal(err)
	}
	p.State([]string{"horizon"}, `"30 d"`, "a month")
	p.State([]string{"market", "CA", "seasonality", "trend"}, `"3 %/year"`, "n = 7")
	p.State([]string{"market", "US", "prime_share"}, `"60 %"`, "known")
	p.State([]string{"replenish", "CA", "receiving"}, `"2 d"`, "known")
	p.Comment("catalog", "first "+strings.Repeat("long ", 40), "second")
	text := p.Text()
	for _, want := range []string{
		"# Mine, from somewhere\n\nschema", `horizon  = "30 d"     # a month`, "[market.US]\nprime_share = \"60 %\" # known\n",
		"seasonality.trend", "# second\n[catalog]", "receiving = \"2 d\"",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	ca, us := strings.Index(text, "[market.CA]"), strings.Index(text, "[market.US]")
	if trend := strings.Index(text, "seasonality.trend"); trend < ca || trend > us {
		t.Errorf("the trend of Canada stands elsewhere:\n%s", text)
	}
	for _, q := range p.Questions() {
		if q.Flag == "horizon" {
			t.Error("a figure that is known is asked for")
		}
	}
}
