package study_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

// certain makes the quickstart a sum that can be done by hand: nobody returns anything, nothing is
// late, buyers do not respond, and demand is known.
var certain = []string{
	"experiment.replications=30", "local.CA.setup=0 CAD", "product.IRON.returns=0 %", "market.CA.response.per_day_faster=0 %",
	"product.IRON.demand.CA=160 units/month", "product.IRON.demand.US=410 units/month",
	"product.IRON.opening.CA=600 units",
}

func breakEven(t *testing.T, sets ...string) (*result.Set, []result.BreakEven) {
	t.Helper()
	s := open(t, append(append([]string{}, certain...), sets...)...)
	set, err := experiment.Run(context.Background(), s.Experiment(2), nil)
	if err != nil {
		t.Fatal(err)
	}
	return set, set.BreakEven
}

// difference is the profit of local stock minus that of Remote Fulfillment.
func difference(t *testing.T, sets ...string) float64 {
	t.Helper()
	set, _ := breakEven(t, append(sets, `experiment.break_even.input="local.CA.setup=0..1 CAD"`)...)
	return set.Case("local").Metric("profit").Mean - set.Case("remote").Metric("profit").Mean
}

// TestTheBreakEvenOfACostIsItsValuePlusTheAdvantage: what is paid once in the local case alone
// lowers the difference one for one, so the break-even is known from a single run.
func TestTheBreakEvenOfACostIsItsValuePlusTheAdvantage(t *testing.T) {
	const rate = 0.731
	want := difference(t) / rate
	_, found := breakEven(t, `experiment.break_even.input="local.CA.setup = 0..200000 CAD"`)
	if len(found) != 1 {
		t.Fatalf("%d answers: %+v", len(found), found)
	}
	b := found[0]
	if b.Status != result.Finite || b.Unit != "CAD" || b.Input != "local.CA.setup" || !b.CI.Contains(b.At) {
		t.Errorf("%+v", b)
	}
	if math.Abs(b.At-want) > 0.01*want {
		t.Errorf("break-even at %.2f CAD, want %.2f", b.At, want)
	}
	if b.Below != "local" || b.Above != "remote" {
		t.Errorf("below %s, above %s", b.Below, b.Above)
	}
}

// TestTheDifferenceIsNoneAtTheBreakEven sets each kind of input to the value found: of a cost per
// unit, an exchange rate, a share, noise, and a key that is compiled.
func TestTheDifferenceIsNoneAtTheBreakEven(t *testing.T) {
	for _, input := range []string{
		"replenish.CA.freight = 0..40 USD/unit",
		"replenish.CA.duty = 0..400 %",
		"local.CA.monthly = 0..600 CAD/month",
	} {
		_, found := breakEven(t, "experiment.break_even.input="+input)
		if len(found) != 1 || found[0].Status != result.Finite {
			t.Errorf("%s: %+v", input, found)
			continue
		}
		b := found[0]
		path, _, _ := strings.Cut(input, " ")
		at := func(x float64) float64 {
			return difference(t, path+"="+fmt.Sprintf("%.6f %s", x, b.Unit))
		}
		if lo, mid, hi := at(b.CI.Lo), at(b.At), at(b.CI.Hi); lo*hi >= 0 || math.Abs(mid) > math.Max(lo, hi)/10 {
			t.Errorf("%s at %g %s: differences %.2f, %.2f, %.2f at it and the ends", input, b.At, b.Unit, lo, mid, hi)
		}
	}
}

func TestWrongLeversAreProblemsWithTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"nothing.CA":                          "is no number that the cases simulate with",
		"local.CA.setup = 10..5 CAD":          "ends before it begins",
		"local.CA.setup = 5..ten CAD":         "is in CAD, not in",
		"local.CA.setup = 5..10 MXN":          "is in CAD, not in",
		"replenish.CA.receiving":              "is 0, so multiples of it tell nothing",
		"replenish.CA.cover = -60..60 d":      "cannot be -60 d",
		"replenish.CA.covr = 30..60 d":        `"covr" in replenish.CA`,
		"product.IRON.price.CA = 1..2 widget": "is in CAD, not in",
		"product.IRON.price.CA = -5..5 CAD":   "cannot be -5 CAD",
		"program.CA = 1..2":                   "is no number",
	} {
		_, list, err := study.Open(quickstart, study.Options{
			Sets: []string{"experiment.break_even.input=" + `"` + text + `"`}, Read: os.ReadFile})
		if err != nil {
			t.Fatal(err)
		}
		all := list.All()
		if len(all) != 1 || !strings.Contains(all[0].Msg, want) || all[0].Line != 1 {
			t.Errorf("%s: %v, want %q", text, all, want)
		}
	}
}

// TestAFeeThatRisesCostsItsRiseOnEveryUnit: a dollar more on each unit is charged for each, and
// lowers profit by that less what the conversion of smaller proceeds costs less. The break-even of
// the fee is found by its name.
func TestAFeeThatRisesCostsItsRiseOnEveryUnit(t *testing.T) {
	const path = "market.CA.fee_change.remote-fulfillment"
	run := func(sets ...string) func(metric string) float64 {
		sets = append(append([]string{}, certain[:len(certain)-1]...), sets...)
		set, err := experiment.Run(context.Background(), withoutLevers(open(t, sets...)), nil)
		if err != nil {
			t.Fatal(err)
		}
		return func(metric string) float64 { return set.Case("remote").Metric(metric).Mean }
	}
	before, after := run(), run(path+"=1 CAD")
	want := 0.731 * before("units_sold.CA")
	if got := after("fees.fulfillment") - before("fees.fulfillment"); math.Abs(got-want) > 1e-6*want {
		t.Errorf("fees rise by %.6f, want %.6f", got, want)
	}
	lost := before("profit") - after("profit") + before("fees.conversion") - after("fees.conversion")
	if math.Abs(lost-want) > 0.02*want || after("units_sold.CA") != before("units_sold.CA") {
		t.Errorf("profit falls by %.6f, want %.6f", lost, want)
	}
	_, found := breakEven(t, "experiment.break_even.input="+path+" = -5..5 CAD")
	if len(found) != 1 || found[0].Status != result.Finite || found[0].Unit != "CAD" {
		t.Errorf("%+v", found)
	}
}

func withoutLevers(s *study.Study) *experiment.Study {
	e := s.Experiment(2)
	e.Settings.Levers = nil
	return e
}

// TestMultiplesAndPointsOfTheGridAreObeyed also for volume, whose value differs between products.
func TestMultiplesAndPointsOfTheGridAreObeyed(t *testing.T) {
	for _, c := range []struct {
		sets     []string
		from, to float64 // units/month, 160 being expected
	}{
		{[]string{"experiment.break_even.from=0.5", "experiment.break_even.to=1.5"}, 80, 240},
		{[]string{"experiment.break_even.from=3"}, 480, 960},
		{[]string{"experiment.break_even.to=0.25", "experiment.break_even.points=3"}, 10, 40},
	} {
		_, found := breakEven(t, c.sets...)
		if len(found) != 1 || math.Abs(found[0].From-c.from) > 1e-9*c.from || math.Abs(found[0].To-c.to) > 1e-9*c.to {
			t.Errorf("%v: searched %+v, want %g to %g", c.sets, found, c.from, c.to)
		}
	}
}
