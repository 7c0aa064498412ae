package compile_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
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
		{"offers stay until the exit is over", `exit_delay="36 h"`, deed("a", "2 d", `do = "unenroll"`), "3 d",
			`seller().rf_enrolled && rf_state("X", "CA") == "ACTIVE"`},
		{"existing offers are priced anew", `existing_price="new"`, deed("a", "2 d", "do = \"enroll\"\nauto_listing = [\"CA\"]") +
			deed("b", "1 d", "do = \"set_price\"\nsku = \"X\"\nmarket = \"CA\"\nprice = \"44 CAD\""), "9 d",
			`offer("X", "CA").price != 44`},
		{"approved where stated only", `approved_default="false"`, "", "9 d", `rf_state("X", "CA") != "ACTIVE"`},
		{"Amazon's fault", `p_fault_amazon="100 %"`, buys("CA", "") + act("return_order", "30 d", "order = 1\ncondition = \"unsellable\""),
			"90 d", `charged("reimbursement", "amazon", 1) > 0`},
		{"faster local delivery", `local_days_ca="0.5 d"`, deed("a", "1 h", found+"\nunits = 9") + buys("CA", ""), "9 d", `order(1).days == 0.5`},
		{"tax of the place", `ifd_place_ca="AB"`, act("set_price", "1 h", "sku = \"X\"\nmarket = \"CA\"\nprice = \"59.99 CAD\"") + buys("CA", ""),
			"9 d", `charged("import_fees_deposit", "buyer", 1) < 4`},
		{"registered in the US alone", `rf_one_offer_enough="true"`, "[seller]\nfba_registered = [\"US\"]\n" + deed("a", "1 d", `do = "enroll"`),
			"2 d", `seller().rf_enrolled`},
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

func TestParametersThatNothingDependsOnAreWarnedOf(t *testing.T) {
	const text = "extends = [\"../../../../scenarios/rules/base.toml\"]\n[rules]\nclose_days = \"30 d\"\n" +
		"fo_speed_weight = \"2 %\"\n"
	f, err := facts()
	if err != nil {
		t.Fatal(err)
	}
	study, list := scenario.Load("testdata/test.toml", scenario.Options{Read: func(path string) ([]byte, error) {
		if path == "testdata/test.toml" {
			return []byte(text), nil
		}
		return os.ReadFile(path)
	}})
	compile.Study(study, f, list)
	var warned []string
	for _, p := range list.All() {
		if p.Code == "unused" {
			warned = append(warned, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Msg))
		}
	}
	const want = "3:1 close_days is there for readers: nothing that is simulated depends on it"
	if !slices.Equal(warned, []string{want}) {
		t.Errorf("warnings %q, want one: %q", warned, want)
	}
}
