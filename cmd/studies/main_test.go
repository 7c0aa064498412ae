package main

import (
	"strings"
	"testing"
)

func TestStudiesReport(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-macros", "20", "-most", "40", "selection"}, 0, "Rinott"},
		{[]string{"-studies", "4", "imports"}, 0, "demand"},
		{[]string{"selection", "coverage"}, 2, "usage: studies"},
		{[]string{"-studies", "0", "coverage"}, 2, "usage: studies"},
		{[]string{"speed"}, 2, "usage: studies"},
		{[]string{"-x"}, 2, "usage: studies"},
	} {
		var out, errs strings.Builder
		code := run(c.args, &out, &errs)
		if code != c.code || !strings.Contains(out.String()+errs.String(), c.want) {
			t.Errorf("%v: exit code %d, want %d\n%s%s", c.args, code, c.code, out.String(), errs.String())
		}
	}
}

// TestCoverageReport: twenty studies say little about coverage, so the exit code is not looked at.
func TestCoverageReport(t *testing.T) {
	var out, again, errs strings.Builder
	run([]string{"-studies", "20", "-j", "1", "coverage"}, &out, &errs)
	run([]string{"-studies", "20", "-j", "3", "coverage"}, &again, &errs)
	if out.String() != again.String() {
		t.Error("the report depends on the number of goroutines")
	}
	for _, want := range []string{"break-even", "quantile", "paired", "Welch", "95"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestEstimatesReport(t *testing.T) {
	var out, errs strings.Builder
	run([]string{"-studies", "2", "estimates"}, &out, &errs)
	for _, want := range []string{"level", "year ahead", "return rate", "40 SKUs", "promised"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
