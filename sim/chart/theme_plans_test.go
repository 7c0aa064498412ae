package chart

import (
	"testing"

	"fbasim/sim/result"
)

// An optimization compares its plan with the cases without being one of them; charts draw both.
func TestPlansThatAreComparedWithoutBeingCasesHaveAStyleOfTheirOwn(t *testing.T) {
	s := &result.Set{Cases: []result.Case{{Name: "remote"}}}
	styles := stylesWith(caseStyles(s, ""), "remote", "optimized", "other")
	for _, name := range []string{"remote", "optimized", "other"} {
		if styles[name].glyph == nil {
			t.Errorf("%s has no glyph: %v", name, styles)
		}
	}
	if styles["optimized"].glyph == styles["other"].glyph {
		t.Error("two plans look alike")
	}
}
