package fee

import (
	"slices"
	"sync"
	"testing"
)

// embeddedBook is the book most tests ask; it does not change, so they share it.
var embeddedBook = sync.OnceValues(Builtin)

func builtin(t testing.TB) *Book {
	t.Helper()
	b, err := embeddedBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWorkedExamplesOfEveryCard(t *testing.T) {
	b := builtin(t)
	count := 0
	for _, c := range b.Cards() {
		if c.Charged && len(c.Examples) == 0 {
			t.Errorf("%s:%d: %s has no worked example", c.File, c.Line, c.ID)
		}
		for _, e := range c.Examples {
			count++
			checkExample(t, b, c, e)
		}
	}
	for id, r := range b.rules {
		if len(r.Examples) == 0 {
			t.Errorf("rule %s has no worked example", id)
		}
		for _, e := range r.Examples {
			count++
			if a, err := b.Answer(e.Row); err != nil || !a.OK {
				t.Errorf("rule %s line %d: got %s, want %s, %v", id, e.Line, a.Got, a.Want, err)
			}
		}
	}
	t.Logf("%d examples on %d cards", count, len(b.Cards()))
}

func checkExample(t *testing.T, b *Book, c *Card, e Example) {
	t.Helper()
	a, err := b.Answer(e.Row)
	if err != nil || !a.OK {
		t.Errorf("%s:%d: %s of %s: got %s, want %s, error %v", c.File, e.Line, e.Row["kind"], c.ID, a.Got, a.Want, err)
		return
	}
	if want := e.Row["tier"]; want != "" && a.Tier != "" && a.Tier != want {
		t.Errorf("%s:%d: tier %s, want %s", c.File, e.Line, a.Tier, want)
	}
	if want := e.Row["shipping weight"]; want != "" && a.Shipped != "" && a.Shipped != want {
		t.Errorf("%s:%d: shipping weight %s, want %s", c.File, e.Line, a.Shipped, want)
	}
	optional := a.Got == "0.00" && len(a.Cards) == 0
	notCards := e.Row["kind"] == "days_of_supply" || e.Row["kind"] == "accs_saving" || e.Row["kind"] == "dim_weight_lb"
	if !slices.Contains(a.Cards, c.Ref()) && !notCards && !optional && a.Got != "0.00" {
		t.Errorf("%s:%d: the example of %s used other cards", c.File, e.Line, c.ID)
	}
}
