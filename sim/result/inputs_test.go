package result

import "testing"

func TestInputsHaveNamesForPeople(t *testing.T) {
	for path, want := range map[string]string{
		"product.IRON.price.CA":             "price of IRON in Canada",
		`product."a.b".cost`:                "cost of a.b",
		"fx.CAD":                            "value of the CAD",
		"market.CA.response.per_day_faster": "response per day faster in Canada",
		"replenish.MX.lead_time":            "lead time in Mexico",
		"local.CA.monthly":                  "monthly cost of stocking Canada",
		"volume in Canada":                  "volume in Canada",
		"case.local.program.CA":             "case.local.program.CA",
	} {
		if got := InputLabel(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
