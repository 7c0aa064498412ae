package scenario

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShowFoldsAtTheWidthAndKeepsEveryValue(t *testing.T) {
	s := mustLoad(t, "testdata/good/full.toml", Options{})
	var narrow strings.Builder
	if err := s.Show(&narrow, 80); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"product.MUG.demand.CA = \"pert(60, 120, 220) units/month\"\n" +
			"    units/month; run; testdata",
		"product.LID.returns = 8 %\n    %; fixed; grade E; middle of the ranges",
	} {
		if !strings.Contains(narrow.String(), want) {
			t.Errorf("no %q in\n%s", want, &narrow)
		}
	}
	for _, line := range strings.Split(narrow.String(), "\n") {
		if strings.HasPrefix(line, "    ") && utf8.RuneCountInString(line) > 80 &&
			strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("wider than asked: %s", line)
		}
	}
}
