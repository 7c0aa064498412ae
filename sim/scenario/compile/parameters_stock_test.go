package compile_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestParametersOfLocalStockAndExportTakeEffect shows a case in which each parameter
// decides: what is expected with it fails without it.
func TestParametersOfLocalStockAndExportTakeEffect(t *testing.T) {
	const (
		found = `do = "stock_adjustment"
sku = "X"
country = "CA"`
		removed = `do = "upload_status_report"
sku = "X"
market = "CA"`
		stranding = `do = "set_channel"
sku = "X"
market = "US"
channel = "seller-fulfilled"`
	)
	for _, c := range []struct {
		name, parameter, actions, at, that string
	}{
		{"unsellable units block", `local_counts="all"`, deed("a", "5 d", found+"\nunits = 4\ncondition = \"unsellable\""),
			"6 d", `rf_state("X", "CA") == "INELIGIBLE"`},
		{"two units do not block", `local_block_min_units="3"`, deed("a", "5 d", found+"\nunits = 2"),
			"6 d", `rf_state("X", "CA") == "ACTIVE"`},
		{"a new price on the way back", `price_back="new"`, deed("a", "2 d", removed+"\nenable = false") + deed("b", "4 d", removed+"\nenable = true"),
			"6 d", `offer("X", "CA").price != 39.99`},
		{"opted out from the start", `opt_out_auto="true"`, deed("a", "5 d", stranding), "40 d", `offer("X", "US").stranded`},
		{"lawful where stated only", `lawful_default="false"`, "", "1 d", `!exportable("X", "FR") && exportable("X", "DE")`},
		{"waiting for the first cycle", `initial_export="unprocessed"`, "", "1 d", `export_state("X") == "UNPROCESSED"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "extends = [\"../../../../scenarios/rules/base.toml\"]\n" + "[product.X]\nlawful.DE = true\n" + c.actions +
				fmt.Sprintf("[expect.effect]\nat = %q\nthat = '%s'\n", c.at, c.that)
			if failed := playText(t, text, "rules."+c.parameter); len(failed) != 0 {
				t.Errorf("with %s: %s", c.parameter, strings.Join(failed, "; "))
			}
			if failed := playText(t, text); len(failed) == 0 {
				t.Errorf("holds without %s too", c.parameter)
			}
		})
	}
}

// deed is an action of a scenario's text.
func deed(name, at, rest string) string {
	return fmt.Sprintf("[action.%s]\nat = %q\n%s\n", name, at, rest)
}

// playText plays a scenario's text and returns the expectations that failed.
func playText(t *testing.T, text string, sets ...string) (failed []string) {
	t.Helper()
	cases, problems := tryText(t, text, sets...)
	if problems != "" {
		t.Fatal(problems)
	}
	for _, c := range cases {
		for _, f := range playCase(t, c, true) {
			failed = append(failed, f.Name+": "+f.Found)
		}
	}
	return failed
}
