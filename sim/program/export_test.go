package program

import (
	"fmt"
	"testing"

	"fbasim/sim/civil"
)

// item returns a fine product changed.
func item(changes ...func(*Product)) *Product {
	p := Fine("B0")
	for _, change := range changes {
		change(&p)
	}
	return &p
}

func classed(code string) func(*Product) {
	return func(p *Product) {
		c, ok := ParseClass(code)
		if !ok {
			panic(code)
		}
		p.Classes |= c
	}
}

func oversize(p *Product)  { p.Oversize = true }
func wordless(p *Product)  { p.HasDescription, p.HasBullet = false, false }
func unlawful(p *Product)  { p.UnlawfulIn = []string{"CU"} }
func printed(p *Product)   { p.Media = Book }
func on35mm(p *Product)    { p.Media = DVD }
func recording(p *Product) { p.Media = Music }

func TestClassesAndSizeDecideExport(t *testing.T) {
	cases := []struct {
		rule   string
		change func(*Product)
		reason Reason
	}{{"EXP-ELIG-06", oversize, Oversize}, {"EXP-ELIG-09", classed("EXR6"), ExportRestricted},
		{"EXP-ELIG-05", classed("dangerous_goods"), DangerousGoods}}
	for i := 1; i <= 5; i++ {
		cases = append(cases, struct {
			rule   string
			change func(*Product)
			reason Reason
		}{"EXP-ELIG-03", classed(fmt.Sprint("EXR", i)), ExportRestricted})
	}
	for i := 1; i <= 4; i++ {
		cases = append(cases, struct {
			rule   string
			change func(*Product)
			reason Reason
		}{"EXP-ELIG-05", classed(fmt.Sprint("TRR", i)), Transport})
	}
	for _, c := range cases {
		p := item(c.change)
		rule(t, c.rule, p.Classes.String(), func(t *testing.T, r Rules, on bool) {
			want := Export{State: Exportable}
			if on {
				want = Export{NotExportable, c.reason}
			}
			if got := NewExport(p, r).Cycle(p, r); got != want {
				t.Errorf("%+v, want %+v", got, want)
			}
			seller := ready()
			v := ExportCheck{Rules: r, Seller: &seller, Product: p, State: Processed(p, r), Country: "BR"}.Order()
			if v.Done() == on || on && (v.Outcome != Blocked || v.Rule != c.rule || v.Reason != c.reason) {
				t.Errorf("an order to Brazil: %+v", v)
			}
		})
	}
	if got := Processed(item(classed("restricted"), classed("prohibited"), classed("IMR3")), rules()); got.State != Exportable {
		t.Errorf("Remote Fulfillment's exclusions and import classes bar export: %+v", got)
	}
}

func TestNewASINsWaitForTheMonthlyCycle(t *testing.T) {
	rule(t, "EXP-ELIG-07", "", func(t *testing.T, r Rules, on bool) {
		e := NewExport(item(), r)
		if (e.State == NotProcessed) != on || !on && e.State != Exportable {
			t.Errorf("%v", e.State)
		}
	})
	for _, c := range []struct {
		today, want civil.Date
		changes     []string
	}{
		{civil.Of(2023, 3, 2), civil.Of(2023, 4, 1), nil},
		{civil.Of(2023, 4, 1), civil.Of(2023, 5, 1), nil},
		{civil.Of(2023, 12, 31), civil.Of(2024, 1, 1), nil},
		{civil.Of(2023, 3, 2), civil.Of(2023, 3, 15), []string{"export_cycle_day=15"}},
		{civil.Of(2023, 2, 2), civil.Of(2023, 4, 1), []string{"export_cycle_months=3"}},
	} {
		if got := NextCycle(c.today, rules(c.changes...)); got != c.want {
			t.Errorf("after %v %v: %v, want %v", c.today, c.changes, got, c.want)
		}
	}
	rule(t, "EXP-ELIG-08", "", func(t *testing.T, r Rules, on bool) {
		p := item(wordless)
		e := NewExport(p, r).Cycle(p, r)
		if (e.State == NotProcessed) != on {
			t.Errorf("no text: %v", e.State)
		}
		p.HasBullet = true
		if e = e.Cycle(p, r); e.State != Exportable {
			t.Errorf("a bullet point: %v", e.State)
		}
	})
	p := item()
	e := Processed(p, rules())
	oversize(p)
	if e = e.Cycle(p, rules()); e != (Export{NotExportable, Oversize}) {
		t.Errorf("grown: %+v", e)
	}
	p.Oversize = false
	if e = e.Cycle(p, rules()); e.State != Exportable {
		t.Errorf("shrunk: %+v", e)
	}
}

func TestExcludingEverywhereAndLifting(t *testing.T) {
	e := Processed(item(), rules()).Exclude(true)
	if e.State != ExcludedState || e.Cycle(item(oversize), rules()) != e {
		t.Errorf("%+v", e)
	}
	if e = e.Exclude(false); e.State != Exportable {
		t.Errorf("lifted: %+v", e)
	}
	if got := (Export{NotExportable, Oversize}).Exclude(true); got.State != NotExportable {
		t.Errorf("what is not eligible was excluded: %+v", got)
	}
}

// order asks for an Export order of a processed product.
func order(p *Product, country string, r Rules, changes ...func(*Seller)) Verdict {
	s := ready()
	for _, change := range changes {
		change(&s)
	}
	return ExportCheck{Rules: r, Seller: &s, Product: p, State: Processed(p, r), Country: country}.Order()
}

func TestCountriesDecideOnTopOfEligibility(t *testing.T) {
	excluded := func(country, asin string) func(*Seller) {
		return func(s *Seller) {
			if asin == "" {
				s.Excluded, _ = s.Excluded.ExcludeCountry(country, true, nil)
			} else {
				s.Excluded, _ = s.Excluded.ExcludeProduct(asin, country, true, nil)
			}
		}
	}
	for _, c := range []struct {
		rule, country, open string
		p                   *Product
		seller              func(*Seller)
		reason              Reason
		finding             bool
	}{
		{"EXP-EXC-01", "BR", "JP", item(), excluded("BR", ""), CountryExcluded, false},
		{"EXP-EXC-02", "BR", "JP", item(), excluded("BR", "B0"), ProductExcluded, false},
		{"EXP-ELIG-02", "CA", "JP", item(printed), nil, BookToCanada, false},
		{"EXP-ELIG-04", "JP", "", item(classed("IMR1")), nil, ImportRestricted, false},
		{"EXP-ELIG-04", "JP", "", item(classed("IMR12")), nil, ImportRestricted, false},
		{"EXP-LAW-01", "CU", "JP", item(unlawful), nil, Unlawful, true},
	} {
		rule(t, c.rule, c.country, func(t *testing.T, r Rules, on bool) {
			set := func(s *Seller) {}
			if c.seller != nil {
				set = c.seller
			}
			v := order(c.p, c.country, r, set)
			if v.Done() == on || on && (v.Outcome != Blocked || v.Reason != c.reason || v.Rule != c.rule || v.Finding != c.finding) {
				t.Errorf("%+v", v)
			}
			if v := order(c.p, c.open, r, set); c.open != "" && !v.Done() {
				t.Errorf("to %s: %+v", c.open, v)
			}
		})
	}
	if v := order(item(on35mm), "CA", rules()); !v.Done() {
		t.Errorf("a DVD to Canada: %+v", v)
	}
	rule(t, "EXP-GEN-01", "", func(t *testing.T, r Rules, on bool) {
		if v := order(item(), "BR", r); v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
	if v := order(item(), "BR", rules(), func(s *Seller) { s.ExportEnabled = false }); v.Reason != FBAExportOff || v.Outcome != Blocked {
		t.Errorf("Export off: %+v", v)
	}
	s := ready()
	waiting := ExportCheck{Rules: rules(), Seller: &s, Product: item(), Country: "BR"}
	if v := waiting.Order(); v.Reason != Unprocessed {
		t.Errorf("not processed: %+v", v)
	}
	all := order(item(printed, unlawful, func(p *Product) { p.UnlawfulIn = []string{"CA"} }), "CA", rules(), excluded("CA", ""), excluded("CA", "B0"))
	if all.Details.String() != "book_to_ca, country_excluded, product_excluded, unlawful" || all.Reason != CountryExcluded || !all.Finding {
		t.Errorf("all reasons: %+v (%v)", all, all.Details)
	}
}

func TestImportClassesOpenCountryByCountry(t *testing.T) { // AMB-10
	s, p := ready(), item(classed("IMR2"), classed("IMR5"))
	two, _ := ParseClass("IMR2")
	five, _ := ParseClass("IMR5")
	q := ExportCheck{Rules: rules(), Seller: &s, Product: p, State: Processed(p, rules()),
		Open: []Opening{{two, "JP"}, {five, "JP"}, {two, "DE"}}}
	for country, open := range map[string]bool{"JP": true, "DE": false, "FR": false} {
		q.Country = country
		if v := q.Order(); v.Done() != open {
			t.Errorf("%s: %+v", country, v)
		}
	}
	if v := order(p, "FR", rules("import_restricted_default=open")); !v.Done() {
		t.Errorf("open by default: %+v", v)
	}
}

func TestExclusionList(t *testing.T) {
	rule(t, "EXP-EXC-04", "", func(t *testing.T, r Rules, on bool) {
		e, v := Exclusions{}.ExcludeProduct("B1", "FR", true, r)
		if e.Product("B1", "FR") != on || v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
	r := rules()
	first, _ := Exclusions{}.ExcludeProduct("B1", "FR", true, r)
	both, _ := first.ExcludeProduct("B1", everywhere, true, r)
	left, _ := both.ExcludeProduct("B1", everywhere, false, r)
	none, _ := left.ExcludeProduct("B1", "FR", false, r)
	for i, c := range []struct {
		e           Exclusions
		fr, it, all bool
	}{{first, true, false, false}, {both, true, true, true}, {left, true, false, false}, {none, false, false, false}} {
		if c.e.Product("B1", "FR") != c.fr || c.e.Product("B1", "IT") != c.it || c.e.Everywhere("B1") != c.all || c.e.Product("B2", "FR") {
			t.Errorf("list %d: FR %v, IT %v, everywhere %v", i, c.e.Product("B1", "FR"), c.e.Product("B1", "IT"), c.e.Everywhere("B1"))
		}
	}
	if none.Products() != 0 {
		t.Error("an empty entry stays")
	}
	closed, _ := Exclusions{}.ExcludeCountry("BR", true, r)
	if open, _ := closed.ExcludeCountry("BR", false, r); !closed.Country("BR") || open.Country("BR") || closed.Country("AR") {
		t.Error("countries")
	}
}

// file makes rows of distinct products, and rows of media behind them.
func file(products, media int) []ExclusionRow {
	rows := make([]ExclusionRow, products+media)
	for i := range rows {
		rows[i] = ExclusionRow{ASIN: fmt.Sprint("B", i), Media: i >= products}
	}
	return rows
}

func TestExclusionFilesHaveALimit(t *testing.T) { // T-14, AMB-38
	limit := "exclusion_limit=1000"
	for _, c := range []struct {
		rows    []ExclusionRow
		changes []string
		want    Outcome
		reason  Reason
		listed  int
	}{
		{file(1000, 0), nil, OK, NoReason, 1000},
		{file(1001, 0), nil, Rejected, ExclusionLimit, 0},
		{file(1000, 7), nil, Warned, MediaIgnored, 1000},
		{file(10, 7), []string{"exclusion_media=reject"}, Rejected, MediaIgnored, 0},
		{append(file(1000, 0), ExclusionRow{ASIN: "B0", Country: "FR"}), nil, OK, NoReason, 1000},
		{append(file(1000, 0), ExclusionRow{ASIN: "B0", Country: "FR"}), []string{"exclusion_counts=rows"}, Rejected, ExclusionLimit, 0},
		{file(1001, 7), []string{"-EXP-EXC-03"}, OK, NoReason, 1008},
	} {
		e, v := Exclusions{}.Upload(c.rows, rules(append(c.changes, limit)...))
		if v.Outcome != c.want || v.Reason != c.reason || e.Products() != c.listed {
			t.Errorf("%d rows %v: %+v, %d listed", len(c.rows), c.changes, v, e.Products())
		}
	}
	if testing.Short() {
		return
	}
	if e, v := (Exclusions{}).Upload(file(1_000_000, 0), rules()); v.Outcome != OK || e.Products() != 1_000_000 {
		t.Errorf("a million: %+v", v)
	}
	if _, v := (Exclusions{}).Upload(file(1_000_001, 0), rules()); v.Reason != ExclusionLimit {
		t.Errorf("a million and one: %+v", v)
	}
}

func TestMultiChannelFulfillmentAbroadIsForMedia(t *testing.T) { // T-14
	ask := func(p *Product, country string, r Rules) Verdict {
		s := ready()
		return ExportCheck{Rules: r, Seller: &s, Product: p, State: Processed(p, r), Country: country}.MCF()
	}
	for _, id := range []string{"EXP-MCF-01", "EXP-MCF-02"} {
		rule(t, id, "toy", func(t *testing.T, r Rules, on bool) {
			if v := ask(item(), "FR", r); v.Done() == on || on && (v.Reason != MCFMediaOnly || v.Outcome != Rejected) {
				t.Errorf("%+v", v)
			}
			if v := order(item(), "FR", r); !v.Done() {
				t.Errorf("Export: %+v", v)
			}
		})
	}
	for medium, want := range map[Media]bool{NoMedia: false, Music: false, Video: true, DVD: true, Movie: true, Book: true} {
		p := item(func(p *Product) { p.Media = medium })
		if v := ask(p, "FR", rules()); v.Done() != want {
			t.Errorf("%v: %+v", medium, v)
		}
		if v := ask(p, "US", rules()); !v.Done() {
			t.Errorf("%v at home: %+v", medium, v)
		}
	}
	rule(t, "EXP-ELIG-02", "MCF", func(t *testing.T, r Rules, on bool) {
		if v := ask(item(printed), "CA", r); v.Done() == on {
			t.Errorf("a book to Canada: %+v", v)
		}
	})
	if v := ask(item(recording), "CA", rules()); v.Reason != MCFMediaOnly {
		t.Errorf("music: %+v", v)
	}
}

func TestTheExportReportIsAsOfItsRefresh(t *testing.T) {
	eligible := func(sku int32) bool { return sku != 1 }
	rule(t, "EXP-ELIG-01", "", func(t *testing.T, r Rules, on bool) {
		report := Refresh(5*day, []ExportRow{{0, 4}, {1, 4}, {2, 0}, {3, 1}}, eligible, r)
		if report.At != 5*day || report.Has(0) != on || report.Has(1) || report.Has(2) || report.Has(3) != on {
			t.Errorf("%+v", report)
		}
	})
}

func TestClassCodesRoundTrip(t *testing.T) {
	var all Classes
	for _, code := range ClassCodes() {
		c, ok := ParseClass(code)
		if !ok || c.String() != code || all&c != 0 {
			t.Errorf("%s is %v", code, c)
		}
		all |= c
	}
	if len(ClassCodes()) != 3+6+12+4 {
		t.Errorf("%d codes", len(ClassCodes()))
	}
	if _, ok := ParseClass("EXR7"); ok {
		t.Error("EXR7 exists")
	}
	for m := NoMedia; m <= Book; m++ {
		if got, ok := ParseMedia(m.String()); !ok || got != m {
			t.Errorf("%v", m)
		}
	}
	for l := Unassessed; l <= HighRisk; l++ {
		if got, ok := ParseRisk(l.String()); !ok || got != l {
			t.Errorf("%v", l)
		}
	}
	if _, ok := ParseRisk("low"); ok {
		t.Error("low risk exists")
	}
}
