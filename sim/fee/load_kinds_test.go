package fee

import (
	"errors"
	"strings"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/market"
)

// header is what every card needs; a kind's own keys follow it.
const header = `[card.x]
title = "X"
marketplace = ["MX"]
currency = "MXN"
windows = "open .. open"
confidence = "T"
source = "https://example.com"
`

// rows writes a table of rates.
func rows(lines ...string) string {
	return "rates = \"\"\"\n" + strings.Join(lines, "\n") + "\n\"\"\"\n"
}

// TestFaultsOfEachKindOfTable expects one problem of a code on the line that
// holds mark; an empty code expects none.
func TestFaultsOfEachKindOfTable(t *testing.T) {
	referral := "kind = \"referral\"\n"
	aged := "kind = \"aged_inventory\"\nper_volume = \"m3\"\n"
	usage := "kind = \"storage_utilization\"\n"
	supply := "kind = \"low_inventory\"\nscheme = \"mx\"\n"
	storage := "kind = \"storage\"\nscheme = \"mx\"\nper_volume = \"m3\"\n"
	for _, c := range []struct{ name, text, mark, code string }{
		{"referral", referral + rows("category | rate", "toys, Home & Kitchen | 15 %", "* | whole < 10: 8 %, else 15 %"), "", ""},
		{"referral without bands' type", referral + rows("category | rate", "toys | <= 10: 8 %, else 15 %"), "toys", "value"},
		{"referral whole without bands", referral + rows("category | rate", "toys | whole 15 %"), "toys", "value"},
		{"referral without else", referral + rows("category | rate", "toys | whole <= 10: 8 %, <= 20: 9 %"), "toys", "value"},
		{"referral bands fall", referral + rows("category | rate", "toys | whole <= 10: 8 %, <= 5: 9 %, else 7 %"), "toys", "value"},
		{"referral slice below", referral + rows("category | rate", "toys | slice < 10: 8 %, else 7 %"), "toys", "value"},
		{"referral over 100 %", referral + rows("category | rate", "toys | 150 %"), "toys", "value"},
		{"referral bare number", referral + rows("category | rate", "toys | 0.15"), "toys", "value"},
		{"referral unknown category", referral + rows("category | rate", "toyz and stuff | 15 %"), "toyz", "reference"},
		{"referral twice", referral + rows("category | rate", "toys | 15 %", "Toys and Games | 8 %"), "Games", "overlap"},
		{"referral without rates", referral, "[card.x]", "missing-key"},
		{"referral columns", referral + rows("rate | category", "15 % | toys"), "rate | cat", "columns"},
		{"percent missing", "kind = \"refund_admin\"\n", "[card.x]", "missing-key"},
		{"percent bare", "kind = \"refund_admin\"\npercent = \"0.2\"\n", "0.2", "value"},
		{"flat missing", "kind = \"subscription\"\n", "[card.x]", "missing-key"},
		{"flat free negative", "kind = \"high_volume_listing\"\namount = \"1\"\nfree = -1\n", "free", "value"},
		{"aged", aged + rows("from | to | per volume | per unit", "1 | 5 | 1 | -", "6 | - | 2 | 0.1"), "", ""},
		{"aged gap", aged + rows("from | to | per volume | per unit", "1 | 5 | 1 | -", "7 | - | 2 | 0.1"), "7 | -", "unsorted"},
		{"aged backwards", aged + rows("from | to | per volume | per unit", "5 | 1 | 1 | -"), "5 | 1", "unsorted"},
		{"aged exempt unknown", aged + "exempt = [\"moons\"]\n" + rows("from | to | per volume | per unit", "1 | - | 1 | -"), "moons", "reference"},
		{"aged per nothing", "kind = \"aged_inventory\"\nper_volume = \"mile\"\n" + rows("from | to | per volume | per unit", "1 | - | 1 | -"), "mile", "value"},
		{"usage", usage + rows("weeks | standard", "> 22 | 1", ">= 28 | 2"), "", ""},
		{"usage falls", usage + rows("weeks | standard", "> 22 | 1", ">= 20 | 2"), ">= 20", "unsorted"},
		{"usage text", usage + rows("weeks | standard", "many | 1"), "many", "unsorted"},
		{"low inventory", supply + rows("tier | up to | < 14 | < 28", "* | - | 2 | 1"), "", ""},
		{"low inventory days fall", supply + rows("tier | up to | < 28 | < 14", "* | - | 2 | 1"), "rates", "columns"},
		{"low inventory no days", supply + rows("tier | up to | low", "* | - | 2"), "rates", "columns"},
		{"storage", storage + "seasons = \"\"\"\n10-15 .. 01-14 peak\n01-15 .. 10-14 base\n\"\"\"\n" + rows("tier | up to | base | peak", "* | - | 1 | 2"), "", ""},
		{"season missing days", storage + "seasons = \"10-15 .. 01-14 peak\"\n" + rows("tier | up to | base | peak", "* | - | 1 | 2"), "seasons = ", "gap"},
		{"season of no month", storage + "seasons = \"13-15 .. 01-14 peak\"\n" + rows("tier | up to | peak", "* | - | 2"), "13-15", "window"},
		{"conversion", "kind = \"conversion\"\n" + rows("volume | other | CNY", "0 | 2 % | 1 %", "10 | 1 % | 0.5 %"), "", ""},
		{"conversion falls", "kind = \"conversion\"\n" + rows("volume | other", "10 | 2 %", "5 | 1 %"), "5 | 1", "unsorted"},
		{"conversion currency", "kind = \"conversion\"\n" + rows("volume | other | XYZ", "0 | 2 % | 1 %"), "rates", "columns"},
		{"services", "kind = \"prep\"\n" + rows("service | standard", "label | 0.3"), "", ""},
		{"services without rates", "kind = \"prep\"\n", "[card.x]", "missing-key"},
		{"import", "kind = \"import_tax\"\n" + rows("ship from | channel | value up to | duty | tax", "US | * | 50 | no | 17 %"), "", ""},
		{"import tax in words", "kind = \"import_tax\"\n" + rows("ship from | channel | value up to | duty | tax", "US | * | 50 | no | some"), "some", "value"},
		{"fulfillment without a tier", "kind = \"fulfillment\"\nscheme = \"mx\"\n" + rows("tier | up to | all", "envelope | 0.5 kg | 1", "standard | - | 2"), "rates", "gap"},
		{"fulfillment ends too early", "kind = \"fulfillment\"\nscheme = \"mx\"\n" + rows("tier | up to | all", "envelope | 0.5 kg | 1", "standard | 9 kg | 2", "oversize | - | 3"), "9 kg", "gap"},
		{"rows of a tier apart", "kind = \"removal\"\nscheme = \"mx\"\n" + rows("tier | up to | all", "envelope | 0.1 kg | 1", "standard | - | 2", "envelope | 0.5 kg | 3"), "0.5 kg", "unsorted"},
		{"table without amounts", "kind = \"removal\"\nscheme = \"mx\"\n" + rows("tier | up to", "* | -"), "rates", "columns"},
		{"column named twice", "kind = \"removal\"\nscheme = \"mx\"\n" + rows("tier | up to | all | all", "* | - | 1 | 2"), "| all |", "columns"},
		{"empty table", "kind = \"removal\"\nscheme = \"mx\"\n" + rows("tier | up to | all"), "tier |", "empty"},
		{"disposal has no cards", "kind = \"disposal\"\nscheme = \"mx\"\n" + rows("tier | up to | all", "* | - | 1"), "disposal", "reference"},
		{"card is no table", "kind = \"removal\"\n[card]\ny = 1\n", "y = 1", "value"},
		{"rule step", "charged = false\nkind = \"removal\"\n[rule.r]\ntitle = \"r\"\nsource = \"s\"\noption_step = \"never\"\nrate_rounding = \"none\"\n", "never", "value"},
		{"rule rounding", "charged = false\nkind = \"removal\"\n[rule.r]\ntitle = \"r\"\nsource = \"s\"\noption_step = \"price\"\nrate_rounding = \"up\"\n", "\"up\"", "value"},
		{"tax without rates", "charged = false\nkind = \"removal\"\n[tax.MX]\ntitle = \"r\"\nsource = \"s\"\n", "[tax.MX]", "missing-key"},
		{"tax rate", "charged = false\nkind = \"removal\"\n[tax.MX]\ntitle = \"r\"\nsource = \"s\"\n" + rows("place | from | to | rate", "CDMX | - | - | 16"), "CDMX", "value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := header + c.text
			if strings.Contains(c.text, "seasons = ") {
				text = strings.Replace(text, "open .. open", "open .. open seasons", 1)
			}
			_, err := builtin(t).With(CardFile{"x.toml", text})
			if c.code == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var list *diag.List
			if !errors.As(err, &list) {
				t.Fatalf("loaded with error %v", err)
			}
			want := lineOf(t, text, c.mark)
			for _, p := range list.All() {
				if p.Line == want && p.Code == c.code {
					return
				}
			}
			t.Errorf("no %s on line %d in %v", c.code, want, list.All())
		})
	}
}

func TestRowsOfQuestionsUseTheInputsTheyName(t *testing.T) {
	b := builtin(t)
	usage := "avg_daily_units=100; unit_volume_cuft=0.05; utilization_weeks=25; "
	for _, c := range []struct{ kind, program, market, on, category, price, inputs, tier, want string }{
		{"storage_utilization", "fba_local", "US", "2024-06-01", "any", "", usage + "first_receipt_date=2023-06-01; account=professional", "standard", "2.20"},
		{"storage_utilization", "fba_local", "US", "2024-06-01", "any", "", usage + "first_receipt_date=2023-06-02", "standard", "0.00"},
		{"storage_utilization", "fba_local", "US", "2024-06-01", "any", "", usage + "account=individual", "standard", "0.00"},
		{"storage_utilization", "fba_local", "US", "2024-06-01", "any", "", usage + "size_class_volume_cuft=24.9", "standard", "0.00"},
		{"storage_utilization", "fba_local", "US", "2024-06-15", "any", "", usage + "first_receipt_date=2023-06-02; month=2024-06", "standard", "2.20"},
		{"low_inventory", "FBA", "US", "2026-03-01", "grocery", "", "days_of_supply_long=3; days_of_supply_short=3; shipping_weight_lb=0.5", "small_standard", "0.00"},
		{"low_inventory", "FBA", "US", "2026-01-14", "grocery", "", "days_of_supply_long=3; days_of_supply_short=3; shipping_weight_lb=0.5", "small_standard", "0.89"},
		{"mcf_export", "fba_export_mcf", "US", "2024-01-01", "books", "", "units=1; total_weight_lb=10; destination=Middle East", "", "53.85"},
		{"refund_admin", "Selling", "US", "2026-02-01", "home", "100.00", "refund=40.00; referral_rate=0.15", "", "1.20"},
		{"refund_admin", "Selling", "US", "2026-02-01", "home", "100.00", "refund=full", "", "3.00"},
		{"closing", "Selling", "US", "2026-02-01", "dvd", "", "", "", "1.80"},
		{"closing", "Selling", "US", "2026-02-01", "toys", "", "", "", "0.00"},
		{"long_term_storage", "fba_local", "CA", "", "toys", "", "units=1; unit_volume_m3=0.01; age_days=365; card=long-term-ca-legacy", "", "0.00"},
		{"mcf_export", "fba_export_mcf", "US", "2024-01-01", "books", "", "units=1; total_weight_lb=10; destination=asia_oceania", "", "47.25"},
		{"placement", "FBA", "US", "2024-06-01", "any", "", "size_tier=large_standard; shipping_weight_lb=1; split=partial", "", "0.22"},
		{"fulfillment", "fba_local", "MX", "2026-03-01", "home", "258", "size_tier=standard; fee_group=essentials; price_includes_iva=no; shipping_weight_lb=1", "", "54.00"},
		{"fulfillment", "RF", "CA", "2024-06-01", "home", "", "size_tier=large_bulky; shipping_weight_lb=10.2", "", "28.08"},
		{"fulfillment", "FBA", "US", "2026-03-01", "hazmat", "25", "size_tier=small_standard; shipping_weight_lb=0.125; dangerous_goods=yes", "", "4.29"},
		{"disposal", "fba_local", "US", "2026-03-01", "any", "", "units=3; size_tier=standard; shipping_weight_lb=0.4", "", "2.52"},
		{"liquidation_net", "fba_local", "US", "2026-03-01", "any", "", "units=3; gross_recovery_per_unit=1.11; size_tier=oversize; shipping_weight_lb=1", "", "1.03"},
		{"accs_saving", "ACCS", "multi", "2024-06-05", "any", "", "store_volumes_usd=600000+600000; payout_currency=CNY", "", "1200.00"},
		{"dim_weight_lb", "FBA", "US", "2022-06-05", "apparel", "", "", "", "3.291"},
		{"dim_weight_lb", "FBA", "US", "2026-06-05", "home", "", "min_side_in=0", "", "3.291"},
	} {
		row := map[string]string{"kind": c.kind, "program": c.program, "marketplace": c.market, "effective_date": c.on,
			"category": c.category, "price": c.price, "inputs": c.inputs, "expected_size_tier": c.tier}
		if c.kind == "dim_weight_lb" {
			row["length_in"], row["width_in"], row["height_in"], row["weight_lb"] = "12.6", "6.6", "5.5", "3.35"
		}
		if got, err := b.CheckExample(row); err != nil || got != c.want {
			t.Errorf("%s %s: %s, %v; want %s", c.kind, c.inputs, got, err, c.want)
		}
	}
}

func TestMarksAndKindsHaveNames(t *testing.T) {
	for c := Quoted; c <= Unverified; c++ {
		if got, err := parseConfidence(c.String()); err != nil || got != c || c.Word() == "" {
			t.Errorf("%v does not parse back", c)
		}
	}
	for _, kind := range ExampleKinds() {
		if kind == "" || exampleKinds[kind] == nil {
			t.Errorf("kind %q", kind)
		}
	}
	for _, c := range builtin(t).Cards() {
		if c.Source == "" || !strings.HasPrefix(c.Source, "http") || c.Title == "" || len(c.Markets) == 0 {
			t.Errorf("%s: source %q, title %q", c.ID, c.Source, c.Title)
		}
		if c.AssumedOnly && c.Confidence < Estimated && c.Kind != market.Storage && c.Kind != market.LongTermStorage {
			t.Errorf("%s is only assumed although it is marked %v", c.ID, c.Confidence)
		}
	}
}
