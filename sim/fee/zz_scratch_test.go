package fee

import (
	"encoding/csv"
	"os"
	"testing"
)

func TestGoldenScratch(t *testing.T) {
	b, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"/work/shared/golden/fees-local.csv", "/work/shared/golden/fees-remote-and-selling.csv"} {
		h, _ := os.Open(f)
		rows, err := csv.NewReader(h).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		n, ok := 0, 0
		for _, r := range rows[1:] {
			m := map[string]string{}
			for i, c := range rows[0] {
				m[c] = r[i]
			}
			a, err := b.Answer(m)
			n++
			if err == nil && a.OK {
				ok++
			} else {
				t.Errorf("%s %s got %q want %q err %v", m["id"], m["kind"], a.Got, a.Want, err)
			}
			if m["expected_size_tier"] != "" && a.Tier != "" && (a.Tier != m["expected_size_tier"]) {
				t.Errorf("%s tier %q want %q", m["id"], a.Tier, m["expected_size_tier"])
			}
			if os.Getenv("SHOW") != "" {
				t.Logf("%s %s %s | %s", m["id"], m["expected_shipping_weight"], a.Shipped, a.Tier)
			}
		}
		t.Logf("%s: %d of %d", f, ok, n)
	}
}
