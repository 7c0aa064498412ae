package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fbasim/sim/market"
)

// kindTable lists the kind of every rule of the catalog: numbers of a family, "01-03" a range.
var kindTable = map[string]string{
	"gate": `RF-GEN 02; RF-FEE 05; RF-ELIG 01-09 14 15; RF-ENR 06 10; RF-ALC 05; RF-OFFER 02 03 06 08 09; RF-RPT 05 07;
		RF-SF 03 04; RF-LOC 01 02; RF-RET 04; RF-EXIT 04; EXP-LAW 01; EXP-ENR 04; EXP-EXC 01-03; EXP-ELIG 02-06 08 09;
		EXP-MCF 01 02; EXP-RET 01; GS-SF 02 04; GS-INB 02; GS-FBA 02-04; GS-RET 04; INB-PLAN 03 04 06-08 13 14;
		INB-TIME 01; INB-QTY 01 02; INB-ENF 03; INB-DATE 01 02; INB-CONS 03`,
	"timer": `RF-DLV 01 02 07; RF-ENR 03; RF-RPT 04; EXP-ELIG 07; INB-CAR 01; INB-CONS 01 02`,
	"payer": `RF-GEN 07; RF-FEE 01-04; RF-DLV 03; RF-DTY 01-03; RF-RET 03 05 06; EXP-FEE 01 02; EXP-PAY 01; EXP-RET 04-06;
		GS-SF 01 05; GS-INB 01; GS-FBA 01 08; GS-RET 01 02`,
	"effect": `RF-GEN 01 03-05 09; RF-DLV 05 06; RF-ELIG 10 11; RF-ENR 01 02 04 05 07-09; RF-ALC 01-04; RF-OFFER 07; RF-GSKU 01;
		RF-SF 01 02; RF-STR 01 02; RF-LOC 03 05-08; RF-RET 01 02; RF-FO 01 02; RF-EXIT 01-03 05 06; EXP-GEN 02; EXP-ENR 01;
		EXP-RET 03; GS-SF 03; GS-FBA 05 07; GS-RET 03; GS-TAX 01; INB-PLAN 01 02 09; INB-ENF 01 02`,
	"permission": `RF-GEN 06; RF-DTY 04; RF-ELIG 12; RF-ALC 06; RF-OFFER 01 04 05; RF-RPT 03; RF-SF 05; RF-STR 03 04; RF-LOC 04;
		EXP-GEN 01; EXP-ENR 02; EXP-EXC 04 05; EXP-RET 02; GS-FBA 06; GS-DEC 02; INB-PLAN 05 11 12; INB-TIME 02 03;
		INB-PLC 01; INB-ENF 04`,
	"report": `RF-DLV 04; RF-ELIG 13; RF-RPT 01 02 06 08; RF-SF 06; EXP-ENR 03; EXP-ELIG 01; EXP-RPT 02; GS-RET 05; INB-PLAN 10`,
	"info":   `RF-GEN 08; RF-FO 03; EXP-RPT 01; GS-SF 06 07; GS-DEC 01`,
}

// ids writes out a row of kindTable.
func ids(t *testing.T, row string) (list []string) {
	t.Helper()
	for _, part := range strings.Split(row, ";") {
		words := strings.Fields(part)
		for _, w := range words[1:] {
			from, to, ranged := strings.Cut(w, "-")
			if !ranged {
				to = from
			}
			first, err1 := strconv.Atoi(from)
			last, err2 := strconv.Atoi(to)
			if err1 != nil || err2 != nil {
				t.Fatalf("row %q", part)
			}
			for n := first; n <= last; n++ {
				list = append(list, fmt.Sprintf("%s-%02d", words[0], n))
			}
		}
	}
	return list
}

func TestEveryCatalogRuleHasItsKind(t *testing.T) {
	b := builtin(t)
	total := 0
	for kind, row := range kindTable {
		for _, id := range ids(t, row) {
			total++
			if r := b.Rule(id); r == nil || r.Kind != kind || !r.InCatalog() {
				t.Errorf("%s: %+v, want kind %s", id, r, kind)
			}
		}
	}
	if total != 196 {
		t.Fatalf("the table has %d rules", total)
	}
}

func TestTheCatalogHasItsNumberOfRules(t *testing.T) {
	count := map[string]int{}
	for _, r := range builtin(t).All() {
		area, _, _ := strings.Cut(r.ID, "-")
		count[area]++
		if r.Kind == "info" && r.InCatalog() {
			count["info"]++
		}
		if r.InCatalog() != slices.Contains([]string{"RF", "EXP", "GS", "INB"}, area) {
			t.Errorf("%s in the catalog: %t", r.ID, r.InCatalog())
		}
	}
	for area, want := range map[string]int{"RF": 107, "EXP": 34, "GS": 25, "INB": 30, "EXT": 13, "info": 6} {
		if count[area] != want {
			t.Errorf("%d rules of %s, want %d", count[area], area, want)
		}
	}
}

func TestRulesStandInTheOrderOfTheCatalog(t *testing.T) {
	var families []string
	before := ""
	for _, r := range builtin(t).All() {
		f := prefixOf(r.ID)
		if len(families) == 0 || families[len(families)-1] != f {
			if slices.Contains(families, f) {
				t.Errorf("%s stands apart from its family", r.ID)
			}
			families, before = append(families, f), ""
		}
		if r.ID < before {
			t.Errorf("%s after %s", r.ID, before)
		}
		before = r.ID
	}
	want := []string{
		"RF-GEN", "RF-FEE", "RF-DLV", "RF-DTY", "RF-ELIG", "RF-ENR", "RF-ALC", "RF-OFFER", "RF-GSKU", "RF-RPT", "RF-SF",
		"RF-STR", "RF-LOC", "RF-RET", "RF-FO", "RF-EXIT", "EXP-GEN", "EXP-FEE", "EXP-PAY", "EXP-LAW", "EXP-ENR", "EXP-EXC",
		"EXP-ELIG", "EXP-RPT", "EXP-MCF", "EXP-RET", "GS-SF", "GS-INB", "GS-FBA", "GS-RET", "GS-TAX", "GS-DEC", "INB-PLAN",
		"INB-TIME", "INB-QTY", "INB-CAR", "INB-PLC", "INB-ENF", "INB-DATE", "INB-CONS", "EXT",
	}
	if !slices.Equal(families[:len(want)], want) {
		t.Errorf("families %v", families)
	}
}

// particular lists the rules whose "off" is not the sentence of their kind.
var particular = strings.Fields(`RF-GEN-02 RF-GEN-03 RF-GEN-04 RF-FEE-05 RF-FEE-03 RF-FEE-04 RF-DTY-01 RF-DTY-04 RF-ELIG-12
	RF-ENR-06 RF-ENR-10 RF-ENR-07 RF-ALC-02 RF-ALC-03 RF-ALC-06 RF-STR-02 RF-LOC-05 RF-LOC-06 RF-RET-01 RF-RET-04 RF-FO-01
	RF-FO-02 RF-EXIT-02 RF-EXIT-03 RF-EXIT-04 EXP-RET-01 GS-FBA-07 INB-ENF-03 INB-DATE-01 INB-DATE-02 INB-CONS-03`)

func TestOffIsTheSentenceOfTheKindUnlessTheRuleSaysMore(t *testing.T) {
	b := builtin(t)
	if len(particular) != 31 {
		t.Fatalf("%d rules in the list", len(particular))
	}
	for _, r := range b.All() {
		if !r.InCatalog() {
			continue
		}
		own := r.Off != b.KindOff(r.Kind)
		if own != slices.Contains(particular, r.ID) || r.Off == "" {
			t.Errorf("%s: off means %q", r.ID, r.Off)
		}
	}
}

func TestEveryOpenQuestionIsSettled(t *testing.T) {
	b := builtin(t)
	settled := map[string]bool{}
	for _, p := range b.Params() {
		settled[p.Ambiguity] = true
	}
	byHowRulesWork := []string{"AMB-43"} // no parameter: the structure of the model
	list := b.Ambiguities()
	if len(list) != 44 {
		t.Errorf("%d questions", len(list))
	}
	for i, a := range list {
		if a.ID != fmt.Sprintf("AMB-%02d", i+1) || a.Question == "" || a.Reading == "" {
			t.Errorf("%+v", a)
		}
		if settled[a.ID] == slices.Contains(byHowRulesWork, a.ID) {
			t.Errorf("%s settled by a parameter: %t", a.ID, settled[a.ID])
		}
	}
}

func TestSourcesAreNamed(t *testing.T) {
	b := builtin(t)
	var codes []string
	for _, s := range b.Sources() {
		codes = append(codes, s.Code)
		if s.Title == "" || s.Date == "" {
			t.Errorf("%+v", s)
		}
	}
	if !slices.Equal(codes, []string{"S0", "S1", "S2", "S3", "S4"}) {
		t.Errorf("sources %v", codes)
	}
	if src := b.Rule("RF-ALC-02").Source; !strings.Contains(src, "older wording") || strings.Contains(src, ";") {
		t.Errorf("source of the older price rule: %s", src)
	}
	for id, want := range map[string]string{"RF-GEN-01": "S0,S1", "RF-ELIG-08": "S0", "EXP-GEN-01": "S2", "GS-SF-01": "S3", "INB-QTY-01": "S4", "RF-RET-06": "-"} {
		if got := b.Rule(id).Seed; got != want {
			t.Errorf("%s comes from %q, want %q", id, got, want)
		}
	}
}

// defaults of the catalog by parameter.
var defaults = map[string]string{
	"eval_hours_max": "24 h", "eval_mode": "max", "activation_hours": "24 h", "existing_second_delay": "false",
	"late_prob": "5 %", "late_extra_days": "pert(1, 2, 7) d", "prime_share": "70 %", "export_off_while_rf": "allow",
	"sf_lock": "fba_or_enrolled", "twin_scope": "any", "mismatch_scope": "market_specific", "local_scope": "market",
	"fba_scope": "target", "require_risk_pass": "true", "rf_books_to_ca": "true", "alc_conversion": "divide",
	"edit_mode": "cap", "edit_base": "both", "edit_pct": "5 %", "edit_cap_ui": "6", "edit_cap_api": "10", "grace_h": "24 h",
	"abandon_days": "45 d", "deadline_days": "30 d", "apc_scope": "shipment", "appt_delay_days": "3 d", "reroute_days": "10 d",
	"incomplete_days": "5 d", "delete_days": "5 d", "receive_days": "pert(2, 3, 6) d", "receive_days_mx": "pert(3, 5, 10) d",
	"p_suspend": "25 %", "notice_memory": "365 d", "response_days": "5 d", "accept_prob": "100 %", "hold_prob": "0 %",
	"hold_days": "14 d", "refusal_prob_rf": "0.5 %", "refusal_prob_export": "0.5 %", "refusal_prob_sf_dap": "2 %",
	"refusal_prob_sf_ddp": "0.5 %", "incoterm": "DAP", "prime_filter_share": "30 %", "late_accept_prob": "10 %",
	"p_fault_amazon": "10 %", "return_window": "30 d", "keep_removed": "true", "auto_readd": "false", "restore_delay": "0 h",
	"remove_delay": "0 h", "nonprime_days": "same", "fo_price_includes_deposit": "false", "exclusion_limit": "1000000",
	"plan_split_us": "discrete(1:0.3, 2:0.3, 3:0.2, 4:0.2)", "plan_split_ca": "discrete(1:0.7, 2:0.25, 3:0.05)",
	"plan_split_mx": "discrete(1:1)", "misroute_prob": "1 %", "short_prob": "3 %", "eligibility_hazard": "3 %",
	"accs": "true", "accs_rate": "1.5 %", "reaction_days": "3 d", "pickup_hours": "24 h", "local_block_min_units": "1",
	"rf_sellable_share": "60 %", "export_sellable_share": "50 %", "mx_days": "uniform(5, 9) d", "ca_days": "uniform(7, 12) d",
	"local_days_ca": "uniform(1, 3) d", "local_days_mx": "uniform(2, 4) d", "return_transit_ca": "pert(7, 14, 30) d",
	"return_transit_mx": "pert(10, 18, 40) d", "stranded_auto_days": "1 d", "handling_days": "2 d", "receipt_tolerance": "0",
	"export_refresh_days": "30 d", "export_cycle_day": "1", "activation_hours_max": "24 h", "return_address": "foreign",
}

func TestParametersHaveTheDefaultsOfTheCatalog(t *testing.T) {
	b := builtin(t)
	for name, want := range defaults {
		p := b.Param(name)
		if p == nil || p.Value != want {
			t.Errorf("%s: %+v, want %q", name, p, want)
		}
	}
}

func TestOlderNamesReadTheSameNumbers(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct{ rule, name, want string }{
		{"RF-DLV-01", "window_min", "5 d"}, {"RF-DLV-01", "window_max", "9 d"},
		{"RF-DLV-02", "window_min", "7 d"}, {"RF-DLV-02", "window_max", "12 d"},
		{"FBA-DLV-CA", "window_min", "1 d"}, {"FBA-DLV-CA", "window_max", "3 d"},
		{"FBA-DLV-MX", "window_min", "2 d"}, {"FBA-DLV-MX", "window_max", "4 d"},
		{"RF-DLV-05", "pickup", "24 h"}, {"RF-DLV-06", "late_share", "5 %"}, {"RF-ENR-03", "evaluation", "24 h"},
		{"RF-RPT-04", "activation", "24 h"}, {"RF-LOC-04", "reaction", "3 d"}, {"RF-DTY-02", "place_CA", "ON"},
	} {
		if got := b.Text(c.rule, c.name); got != c.want {
			t.Errorf("%s.%s = %q, want %q", c.rule, c.name, got, c.want)
		}
	}
}

func TestTheReturnsFeeCoversTheCategoriesWithFreeReturns(t *testing.T) {
	set := resolve(t, Choice{}).At(0)
	n := 0
	for c := market.Category(0); int(c) < market.CategoryCount(); c++ {
		if c.FreeReturns() != set.Lists("returns_fee_categories", c.ID()) {
			t.Errorf("%s: free returns %t, in the rule's list otherwise", c.ID(), c.FreeReturns())
		}
		if c.FreeReturns() {
			n++
		}
	}
	if n != len(set.List("returns_fee_categories")) {
		t.Errorf("the list names %v, of which %d are categories", set.List("returns_fee_categories"), n)
	}
}
