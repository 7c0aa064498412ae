package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// output runs a command line that must succeed.
func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(args, &stdout, &stderr); code != exitDone {
		t.Fatalf("%v: exit %d, %s", args, code, stderr.String())
	}
	return stdout.String()
}

func TestRulesListHasEveryCatalogRuleThatIsNotInfo(t *testing.T) {
	type rule struct {
		ID, Kind, Title, Seed, Profile string
		Params                         map[string]string
		Tests                          []string
	}
	text := output(t, "rules", "list", "--json")
	var list []rule
	in := json.NewDecoder(strings.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&list); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, r := range list {
		area, _, _ := strings.Cut(r.ID, "-")
		count[area]++
		if r.Kind == "info" || r.Title == "" || r.Seed == "" || r.Profile == "" || r.Params == nil ||
			!slices.Equal(r.Tests, []string{"scenarios/rules/" + r.ID + ".toml"}) {
			t.Errorf("%+v", r)
		}
	}
	for area, want := range map[string]int{"RF": 105, "EXP": 33, "GS": 22, "INB": 30} {
		if count[area] != want {
			t.Errorf("%d rules of %s, want %d", count[area], area, want)
		}
	}
	if len(list) != 190 || strings.Contains(text, `\u0026`) {
		t.Errorf("%d rules, want 190", len(list))
	}
}

func TestRulesFiltersPartTheList(t *testing.T) {
	var all []struct{ Kind string }
	if err := json.Unmarshal([]byte(output(t, "rules", "list", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, kind := range []string{"gate", "timer", "payer", "effect", "permission", "report"} {
		var list []struct{ Kind string }
		if err := json.Unmarshal([]byte(output(t, "rules", "list", "--json", "--kind", kind)), &list); err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			if r.Kind != kind {
				t.Errorf("a %s among those of kind %s", r.Kind, kind)
			}
		}
		sum += len(list)
	}
	if sum != len(all) {
		t.Errorf("the kinds have %d rules, all have %d", sum, len(all))
	}
}

func TestRulesFitAPageOf80Columns(t *testing.T) {
	pages := []string{output(t, "rules", "list")}
	for _, id := range []string{"RF-ALC-03", "INB-QTY-01", "GS-FBA-02", "EXP-ELIG-04", "RF-ELIG-07", "EXT-09", "FBA-LOW-02"} {
		pages = append(pages, output(t, "rules", "show", id))
	}
	for _, page := range pages {
		for _, line := range strings.Split(page, "\n") {
			if utf8.RuneCountInString(line) > 80 && !strings.Contains(line, "http") {
				t.Errorf("too wide: %s", line)
			}
		}
	}
}
