package compile

import "testing"

func TestProductsOfWhichTheSameIsSaidAreNamedTogether(t *testing.T) {
	c := compiler{said: map[string]int{}}
	for _, sku := range []string{"A", "B", "C", "D", "E", "F", "G"} {
		c.remarkOf(sku, "no opening stock.")
		c.remarkOf(sku, "no opening stock.")
		if sku < "C" {
			c.remarkOf(sku, "8 % come back.")
		}
	}
	c.remark("CA: receiving takes 0 d.")
	c.remark("CA: receiving takes 0 d.")
	want := []string{"A, B, C, D, E and 2 more: no opening stock.", "A, B: 8 % come back.", "CA: receiving takes 0 d."}
	if len(c.taken) != len(want) {
		t.Fatalf("%d remarks, want %d", len(c.taken), len(want))
	}
	for i := range want {
		if got := c.taken[i].String(); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
}
