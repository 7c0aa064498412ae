package policy

import (
	"slices"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

func builtin(t *testing.T) *Book {
	t.Helper()
	b, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryRuleHasItsSourceAndReadableParameters(t *testing.T) {
	b := builtin(t)
	kinds := []string{"gate", "timer", "payer", "effect", "permission", "report", "info"}
	for _, r := range b.Rules() {
		if !slices.Contains(kinds, r.Kind) || !slices.Contains([]string{"S", "D", "A", "X"}, r.Grade) {
			t.Errorf("%s: kind %q, grade %q", r.ID, r.Kind, r.Grade)
		}
		if len(r.Source) < len("assumption") || strings.HasSuffix(r.Title, ".") || len(r.Title) > 150 {
			t.Errorf("%s: source %q, title %q", r.ID, r.Source, r.Title)
		}
		for name, text := range r.Params {
			if r.InCatalog() {
				t.Errorf("%s.%s: a number of the catalog has a name in the whole book", r.ID, name)
			}
			if !readable(text) {
				t.Errorf("%s.%s = %q is no number, time, share, date or distribution", r.ID, name, text)
			}
		}
	}
}

func readable(text string) bool {
	value, _, _ := quantity.Split(text)
	_, e1 := quantity.ParseDelay(text)
	_, e2 := quantity.ParsePercent(text)
	_, e3 := civil.ParseDate(text)
	_, e4 := dist.Parse(value)
	return e1 == nil || e2 == nil || e3 == nil || e4 == nil
}

func TestRulesAreSortedAndFingerprinted(t *testing.T) {
	b, again := builtin(t), builtin(t)
	ids := func(b *Book) (list []string) {
		for _, r := range b.Rules() {
			list = append(list, r.ID)
		}
		return list
	}
	if !slices.IsSorted(ids(b)) || !slices.Equal(ids(b), ids(again)) {
		t.Errorf("rules %v", ids(b))
	}
	if b.Fingerprint() != again.Fingerprint() || len(b.Fingerprint()) != 64 {
		t.Errorf("fingerprints %q and %q", b.Fingerprint(), again.Fingerprint())
	}
}

func TestParametersReadAsWhatTheyAre(t *testing.T) {
	b := builtin(t)
	if got := b.Delay("RF-ENR-03", "evaluation"); int64(got) != civil.Day {
		t.Errorf("evaluation takes %v s, want 24 h", got)
	}
	if got := b.Percent("MX-WHT-NONE-2020", "income"); got != 20*money.Percent {
		t.Errorf("income tax withheld without an RFC: %v", got)
	}
	if got := b.Percent("MX-WHT-NONE-2020", "income") + b.Percent("MX-WHT-NONE-2020", "vat"); got != 36*money.Percent {
		t.Errorf("withheld in all without an RFC: %v, published are 36 %%", got)
	}
	if got := b.Date("MX-WHT-COMPANY-2026", "from"); got != civil.Of(2026, 1, 1) {
		t.Errorf("from %v", got)
	}
	if got := b.Days("RF-RET-01", "return_transit_ca").Mean(); got < 7 || got > 30 {
		t.Errorf("returns after %v days", got)
	}
	if b.Rule("NO-SUCH") != nil {
		t.Error("a rule out of nothing")
	}
}

func TestAWrongRuleFileIsRefused(t *testing.T) {
	const good = "[rule.X-1]\nkind = \"gate\"\ntitle = \"t\"\nsource = \"s\"\ngrade = \"S\"\n"
	for _, c := range []struct{ name, text, want string }{
		{"syntax", "[rule.X-1", "expected"},
		{"unknown key", good + "kynd = \"gate\"\n", "unknown key rule.X-1.kynd"},
		{"unknown table", good + "[rules.Y]\n", "unknown key rules"},
		{"no source", strings.Replace(good, "source = \"s\"\n", "", 1), "X-1 lacks"},
		{"no grade", strings.Replace(good, "grade = \"S\"\n", "", 1), "X-1 lacks"},
		{"number for a text", good + "params = { days = 3 }\n", "incompatible types"},
	} {
		b := newBook()
		if err := b.read(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one about %q", c.name, err, c.want)
		}
	}
	b := newBook()
	if err := b.read(good); err != nil {
		t.Fatal(err)
	}
	if err := b.read(good); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("the same rule in two files: %v", err)
	}
}

func TestAskingForWhatNoRuleHoldsIsAProgrammersError(t *testing.T) {
	b := builtin(t)
	for name, ask := range map[string]func(){
		"rule":      func() { b.Text("NO-SUCH", "x") },
		"parameter": func() { b.Text("RF-ENR-03", "x") },
		"kind":      func() { b.Percent("RF-ENR-03", "evaluation") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			ask()
		}()
	}
}

func FuzzRuleFilesNeverPanic(f *testing.F) {
	f.Add("[rule.X]\nkind = \"gate\"\ntitle = \"t\"\nsource = \"s\"\ngrade = \"S\"\n")
	f.Add("[rule]\nX = 3")
	f.Add("rule = []")
	f.Fuzz(func(t *testing.T, text string) {
		b := newBook()
		if err := b.read(text); err != nil {
			return
		}
		for _, r := range b.Rules() {
			if r.ID == "" || r.Kind == "" || r.Title == "" || r.Source+r.Seed == "" || r.Grade == "" {
				t.Errorf("%+v was taken", r)
			}
		}
	})
}
