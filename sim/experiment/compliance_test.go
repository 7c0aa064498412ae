package experiment

import (
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/result"
)

// ruled is a study of one case with an expectation and the real rule book.
func ruled(t *testing.T) *Study {
	t.Helper()
	book, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	rules, errs := book.Resolve(policy.Choice{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	cfg := &model.Config{Name: "a", Start: civil.Of(2023, 12, 1), Rules: rules}
	return &Study{Rules: book, Cases: []Case{{Name: "a", Config: cfg, Expected: []Expected{
		{Name: "holds", That: "1 == 1", At: "2 d"}, {Name: "fails", That: "1 == 2", At: "36 h", Rule: "RF-ENR-03"},
	}}}}
}

func TestAFailedExpectationSaysHowOftenAndWhatWasFoundFirst(t *testing.T) {
	s, sm := ruled(t), &sample{values: [][][]float64{make([][]float64, 20)}, rules: make([]compliance, 1)}
	for n := 1; n <= 20; n++ {
		var failures []model.Failure
		if n == 4 || n == 7 || n == 19 {
			failures = []model.Failure{{Name: "fails", Found: string(rune('0' + n%10))}}
		}
		sm.rules[0].add(n, nil, failures)
	}
	list := s.expectations(sm)
	want := []result.Check{
		{Name: "holds", Case: "a", Expect: "1 == 1", OK: true, At: "expect.holds.that", When: "2 d", Replications: 20},
		{Name: "fails", Case: "a", Expect: "1 == 2", Got: "4", At: "expect.fails.that", When: "36 h", Rule: "RF-ENR-03", Failed: 3, Replications: 20},
	}
	if len(list) != 2 || list[0] != want[0] || list[1] != want[1] {
		t.Errorf("%+v", list)
	}
}

func TestFindingsAreSummedByRuleAndProduct(t *testing.T) {
	s, sm := ruled(t), &sample{values: [][][]float64{make([][]float64, 4)}, rules: make([]compliance, 1)}
	late := model.Finding{Tick: 40 * civil.Day, Rule: "RF-ELIG-10", Decision: "BLOCKED", Reason: "risk_high", Entity: "A/B/CA"}
	plan := model.Finding{Tick: 0, Rule: "INB-PLAN-03", Decision: "VIOLATION", Reason: "short", Entity: "P1/2"}
	own := model.Finding{Tick: 0, Rule: "rule.mine", Decision: "WARN", Reason: "low", Entity: "A/B/CA"}
	sm.rules[0].add(1, []model.Finding{late, plan, late}, nil)
	sm.rules[0].add(2, nil, nil)
	sm.rules[0].add(3, []model.Finding{own, late}, nil)
	sm.rules[0].add(4, nil, nil)
	list := s.findings(sm)
	if len(list) != 3 {
		t.Fatalf("%+v", list)
	}
	for i, want := range []result.Finding{
		{Rule: "INB-PLAN-03", Profile: "2022", Case: "a", Severity: "violation", Count: 1, Share: 0.25, Reason: "short"},
		{Rule: "RF-ELIG-10", Profile: "2024", Case: "a", SKU: "A/B", Market: "CA", Severity: "warning", Count: 3, Share: 0.5, Reason: "risk_high"},
		{Rule: "rule.mine", Profile: "2022", Case: "a", SKU: "A/B", Market: "CA", Severity: "warning", Count: 1, Share: 0.25, Reason: "low"},
	} {
		if list[i].Title == "" {
			t.Errorf("%s has no title", list[i].Rule)
		}
		list[i].Title = ""
		if list[i] != want {
			t.Errorf("%+v, want %+v", list[i], want)
		}
	}
}

func TestTheAuditTrailIsBounded(t *testing.T) {
	a := &auditor{name: "a", start: civil.Of(2026, 3, 1).Tick()}
	for range mostAuditRows + 5 {
		a.Audit(model.AuditEntry{Tick: 90, Rule: "RF-ENR-01", Profile: "2024", Entity: "seller", Decision: "OK", Effect: "enrolled"})
	}
	want := result.AuditLine{T: "2026-03-01T00:01:30", Case: "a", Rule: "RF-ENR-01", Profile: "2024", Entity: "seller", Decision: "OK", Effect: "enrolled"}
	if len(a.rows) != mostAuditRows || a.rows[0] != want {
		t.Errorf("%d rows, first %+v", len(a.rows), a.rows[0])
	}
}
