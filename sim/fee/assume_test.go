package fee

import (
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

func usd(t testing.TB, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestMissingCardsAreReportedAllAtOnceAndNeverPriced(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.LocalFBA, Market: market.MX, From: day(t, "2026-01-01"), To: day(t, "2026-12-31")}
	tariff, gaps := b.Tariff(iron(t, "home"), route, Assume{})
	want := map[string]string{"fulfillment.local-fba.MX": "2026-01-01 2026-02-16", "referral.MX": "2026-01-01 2026-12-31",
		"closing.MX": "2026-01-01 2026-12-31", "refund_admin.MX": "2026-01-01 2026-12-31", "storage.MX": "2026-01-01 2026-12-31"}
	for _, g := range gaps {
		if want[g.Key] != g.From.String()+" "+g.To.String() {
			t.Errorf("gap %s from %v to %v, want %s", g.Key, g.From, g.To, want[g.Key])
		}
		if !strings.Contains(g.Text, g.Nearest) || !strings.Contains(g.Text, g.Key) {
			t.Errorf("the text of %s does not say what to write: %s", g.Key, g.Text)
		}
		if !strings.HasPrefix(g.Text, g.Reason+"; ") || strings.Contains(g.Reason, "[") {
			t.Errorf("the reason of %s is %q of %q", g.Key, g.Reason, g.Text)
		}
		delete(want, g.Key)
	}
	if len(want) > 0 {
		t.Errorf("not reported: %v", want)
	}
	if l, _ := tariff.Sale(route.From, usd(t, "100")); !l.Missing || l.Amount != 0 || l.Card != NoCard {
		t.Errorf("a missing referral card gave %+v", l)
	}
}

func TestNearestCardRepeatsItsSeasonsAndTakesTheSurchargeOnTop(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(t, "2025-09-01"), To: day(t, "2027-03-31")}
	tariff, gaps := b.Tariff(iron(t, "home"), route, Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	for _, c := range []struct {
		on, base, surcharge string
		assumed             bool
	}{
		{"2025-10-14", "15.83", "0.00", false}, {"2025-10-15", "17.17", "0.00", true}, {"2026-01-14", "17.17", "0.00", true},
		{"2026-01-15", "15.83", "0.00", true}, {"2026-04-17", "15.83", "0.55", true}, {"2026-10-15", "17.17", "0.60", true},
		{"2027-01-14", "17.17", "0.60", true}, {"2027-01-15", "15.83", "0.55", true},
	} {
		f, s := tariff.Ship(day(t, c.on), NoPrice)
		if f.Amount.String() != c.base || s.Amount.String() != c.surcharge || f.Assumed != c.assumed || s.Assumed || f.Currency != money.CAD || s.Currency != money.CAD {
			t.Errorf("%s: %v + %v, assumed %v; want %s + %s, %v", c.on, f.Amount, s.Amount, f.Assumed, c.base, c.surcharge, c.assumed)
		}
	}
	var entries []Assumption
	for _, a := range tariff.Assumptions() {
		if a.Key == "fulfillment.remote-fulfillment.CA" {
			entries = append(entries, a)
		}
	}
	if len(entries) != 1 || entries[0].From != day(t, "2025-10-15") || entries[0].To != route.To || entries[0].Card != "rf-ca-2024" {
		t.Errorf("assumptions %+v, want one from 2025-10-15 to the end", entries)
	}
}

func TestEachDayTakesTheCardNearestInTime(t *testing.T) {
	b := builtin(t)
	// The gap 2022-06-30 .. 2024-02-04 lies between two cards; its middle day is as
	// far from either and goes to the earlier one.
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(t, "2022-06-01"), To: day(t, "2024-03-01")}
	tariff, gaps := b.Tariff(iron(t, "home"), route, Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	for on, id := range map[string]string{"2022-06-29": "rf-ca-legacy", "2023-04-18": "rf-ca-legacy", "2023-04-19": "rf-ca-2024", "2024-02-05": "rf-ca-2024"} {
		f, _ := tariff.Ship(day(t, on), NoPrice)
		if got := b.Card(f.Card).ID; got != id {
			t.Errorf("%s: %s, want %s", on, got, id)
		}
	}
}

func TestANamedCardStandsInForItsKey(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.RemoteFulfillment, Market: market.MX, From: day(t, "2026-03-01"), To: day(t, "2026-03-31")}
	named := Assume{Cards: map[string]string{"fulfillment.remote-fulfillment.MX": "rf-ca-2024", "referral.MX": "referral-mx-estimate",
		"closing.MX": "referral-mx-estimate", "refund_admin.MX": "refund-admin-mx-estimate"}}
	tariff, gaps := b.Tariff(iron(t, "consumer electronics"), route, named)
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	f, _ := tariff.Ship(route.From, NoPrice)
	if f.Amount.String() != "15.83" || f.Currency != money.CAD || !f.Assumed {
		t.Errorf("another store's card: %+v, want 15.83 CAD assumed", f)
	}
	r, _ := tariff.Sale(route.From, usd(t, "150"))
	if r.Amount.String() != "15.00" || !r.Estimated || !r.Assumed {
		t.Errorf("estimate: %+v, want 15.00 marked", r)
	}
	if a := tariff.Assumptions()[1]; !strings.Contains(a.Text, "another store") {
		t.Errorf("the text hides the foreign card: %s", a.Text)
	}
	named.Cards["fulfillment.remote-fulfillment.MX"] = "rf-mx-2099"
	if _, gaps := b.Tariff(iron(t, "toys"), route, named); len(gaps) != 1 || !strings.Contains(gaps[0].Text, "rf-mx-2099") {
		t.Errorf("an unknown card id gave %v", gaps)
	}
}

func TestEstimatesAreUsedOnlyWhereAssumed(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.SellerFulfilled, Market: market.MX, From: day(t, "2026-03-01"), To: day(t, "2026-03-31")}
	if _, gaps := b.Tariff(iron(t, "toys"), route, Assume{}); len(gaps) != 3 {
		t.Errorf("%d gaps without assumptions, want referral, closing and refund administration", len(gaps))
	}
	tariff, gaps := b.Tariff(iron(t, "toys"), route, Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	if l := tariff.RefundAdmin(route.From, usd(t, "100")); l.Amount.String() != "20.00" || !l.Estimated {
		t.Errorf("refund administration %+v, want 20.00 estimated", l)
	}
}

func TestAStoreWithoutACardMayBorrowOneAndSaysSo(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.LocalFBA, Market: market.MX, From: day(t, "2026-03-01"), To: day(t, "2026-03-31")}
	tariff, gaps := b.Tariff(iron(t, "toys"), route, Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	s := tariff.Storage(route.From, 100, 1)
	if !s.Assumed || s.Currency == money.MXN || s.Currency != b.Card(s.Card).Currency {
		t.Errorf("borrowed storage %+v, want another store's currency", s)
	}
	found := false
	for _, a := range tariff.Assumptions() {
		found = found || a.Key == "storage.MX" && strings.Contains(a.Text, "another store") && strings.Contains(a.Text, s.Currency.String())
	}
	if !found {
		t.Errorf("no assumption tells of the borrowed card: %+v", tariff.Assumptions())
	}
}

func TestACategoryWithoutARateTakesThatOfEverythingElseOnlyWhereAssumed(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(t, "2024-06-01"), To: day(t, "2024-06-30")}
	_, gaps := b.Tariff(iron(t, "jewelry"), route, Assume{})
	if len(gaps) == 0 || gaps[0].Key != "referral.CA" || !strings.Contains(gaps[0].Text, "jewelry") {
		t.Errorf("gaps %v, want the referral rate of jewelry", gaps)
	}
	tariff, gaps := b.Tariff(iron(t, "jewelry"), route, Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	if r, _ := tariff.Sale(route.From, usd(t, "100")); r.Amount.String() != "15.00" || !r.Assumed || r.Currency != money.CAD {
		t.Errorf("referral %+v, want 15.00 CAD assumed", r)
	}
}

func TestANamedCardWithoutTheClassServesByItsOtherColumnAndSaysSo(t *testing.T) {
	b := builtin(t)
	route := Route{Program: market.LocalFBA, Market: market.US, From: day(t, "2025-06-01"), To: day(t, "2025-06-30")}
	key := "fulfillment.local-fba.US"
	tariff, gaps := b.Tariff(iron(t, "clothing"), route, Assume{Cards: map[string]string{key: "fba-us-2024-04"}})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	if f, _ := tariff.Ship(route.From, NoPrice); f.Amount.String() != "7.08" || !strings.Contains(tariff.Assumptions()[0].Text, "apparel") {
		t.Errorf("%v by %+v, want 7.08 and a word on apparel", f.Amount, tariff.Assumptions())
	}
	// Without a name the nearest card with an apparel column serves.
	tariff, gaps = b.Tariff(iron(t, "clothing"), route, Assume{Nearest: true})
	if f, _ := tariff.Ship(route.From, NoPrice); len(gaps) > 0 || b.Card(f.Card).ID != "fba-us-2026" || f.Amount.String() != "7.13" {
		t.Errorf("nearest: %v by %s", f.Amount, b.Card(f.Card).ID)
	}
}
