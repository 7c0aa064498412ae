package inbound

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/quantity"
)

// book is a set of rules with the catalogue's defaults, for tests that switch
// rules and parameters at will.
type book struct {
	off    string // ids, each between spaces
	params map[string]string
}

func (b *book) On(id string) bool {
	later := id == "EXT-08" || id == "EXT-13"
	return later == strings.Contains(b.off, " "+id+" ") && b.InForce(id)
}

func (b *book) InForce(id string) bool { return !strings.Contains(b.off, " later:"+id+" ") }

func (b *book) Word(p string) string {
	if v, ok := b.params[p]; ok {
		return v
	}
	panic("no parameter " + p)
}
func (b *book) Int(p string) int64               { return must(strconv.ParseInt(b.Word(p), 10, 64)) }
func (b *book) Share(p string) float64           { return must(strconv.ParseFloat(b.Word(p), 64)) }
func (b *book) Delay(p string) quantity.Duration { return must(quantity.ParseDelay(b.Word(p))) }
func (b *book) Bool(p string) bool               { return b.Word(p) == "true" }
func (b *book) Lists(p, word string) bool {
	return slices.Contains(strings.Split(b.Word(p), ", "), word)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// rules returns the defaults with changes: a rule id switches that rule (off, or
// on where it is a later fact), "later:" and an id puts it out of force, "name=value"
// sets a parameter.
func rules(changes ...string) *book {
	b := &book{off: " ", params: map[string]string{
		"edit_pct": "0.05", "edit_cap_ui": "6", "edit_cap_api": "10", "edit_mode": "cap", "edit_base": "both",
		"deadline_days": "30 d", "apc_scope": "shipment", "abandon_days": "45 d", "grace_h": "24 h",
		"p_suspend": "0.25", "notice_memory": "365 d", "receipt_tolerance": "0", "edit_decrease": "keep_one",
		"deadline_inclusive": "true", "deadline_clock": "arrival", "delay_scope": "violating",
		"suspended_scope": "plans_and_shipments", "receive_peak_months": "11, 12", "inbound_min_units": "1",
		"notice_for": strings.Join(codeNames[:], ", "),
	}}
	for _, c := range changes {
		if name, value, ok := strings.Cut(c, "="); ok {
			b.params[name] = value
		} else if c != "" {
			b.off += c + " "
		}
	}
	return b
}

const day = civil.Day

// plan is a draft of 100 units of SKU 1, shared evenly over so many centers.
func plan(t *testing.T, via Via, centers int, r Rules) *Plan {
	t.Helper()
	p, o := Create(Request{Name: "P", Via: via, Items: []Item{{SKU: 1, Units: 100, Listed: true}},
		Weights: even(centers), DutyPaid: true}, Standing{}, r, 0)
	if o.Refused {
		t.Fatalf("the plan was refused: %s", o.Reason)
	}
	return p
}

func even(n int) []int64 {
	w := make([]int64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}

// approved is such a plan, approved at tick 0.
func approved(t *testing.T, via Via, centers int, r Rules) *Plan {
	t.Helper()
	p := plan(t, via, centers, r)
	ok(t, p.Approve(0, 0))
	return p
}

func ok(t *testing.T, o Outcome) Outcome {
	t.Helper()
	if o.Refused {
		t.Fatalf("refused: %s by %s", o.Reason, o.Rule)
	}
	return o
}

// says writes an outcome in short: a refusal, or the codes of its violations.
func says(o Outcome) string {
	if o.Refused {
		return "REJECTED(" + o.Reason + ")"
	}
	if len(o.Violations) == 0 {
		return "OK"
	}
	var codes []string
	for _, v := range o.Violations {
		codes = append(codes, v.Code.String())
	}
	return strings.Join(codes, ",")
}

// all gathers the violations of several outcomes.
func all(list ...Outcome) (o Outcome) {
	for _, x := range list {
		o.Violations = append(o.Violations, x.Violations...)
	}
	return o
}

func ship(p *Plan, n int, now int64) Outcome   { return p.Ship(n, Dispatch{}, Standing{}, now) }
func arrive(p *Plan, n int, now int64) Outcome { return p.Arrive(n, Standing{}, now) }

// due returns the tick of a check, -1 where it is not due.
func due(o Outcome, c Check) int64 {
	for _, d := range o.Due {
		if d.Check == c {
			return d.At
		}
	}
	return -1
}

// held lists what an outcome delays, the way or the receipt, by parameters.
func held(o Outcome) string {
	var list []string
	for _, d := range o.Delays {
		on := "receipt"
		if d.Arrival {
			on = "way"
		}
		list = append(list, on+" "+d.Param)
	}
	return strings.Join(list, ", ")
}

func charged(o Outcome, line string) (units int64) {
	for _, c := range o.Charges {
		if c.Line == line {
			units += c.Units
		}
	}
	return units
}
