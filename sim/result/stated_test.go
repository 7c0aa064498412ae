package result

import (
	"math"
	"testing"
)

func TestStatedValuesAreFoundByPath(t *testing.T) {
	values, err := Stated(`
program.MX = "fba-export"
[product."a b"]
price.CA = "39.99 CAD"
demand.CA = "pert(20, 45, 110) units/month"
ads = 3
[case.remote]
title = "From the US"
program.CA = "remote-fulfillment"
[case.local]
program.CA = [ { use = "local-fba", from = 2026-06-01 } ]
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, unit string
		want       float64
	}{
		{`product."a b".price.CA`, "CAD", 39.99}, {`product."a b".ads`, "1", 3},
		{`product."a b".price.CA`, "USD", math.NaN()}, {`product."a b".demand.CA`, "units/month", math.NaN()},
		{"nothing", "CAD", math.NaN()},
	} {
		if got := StatedNumber(values, c.path, c.unit); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s in %s: %v, want %v", c.path, c.unit, got, c.want)
		}
	}
	list := StatedCases(values, []string{"remote", "local"})
	if list[0].Title != "From the US" || !list[0].Baseline || list[0].Program("CA") != "remote-fulfillment" ||
		list[0].Program("MX") != "fba-export" || list[1].Program("CA") != "" {
		t.Errorf("%+v", list)
	}
}
