package fee

import (
	"encoding/csv"
	"os"
	"testing"
)

// testdata/kinds.csv holds questions of every kind at the edges of bands, tiers and
// dates. The expected amounts were computed apart from this package, in decimal
// arithmetic from the published tables; "error" marks what no card can answer.
func TestQuestionsOfEveryKindAgreeWithFiguresComputedApart(t *testing.T) {
	f, err := os.Open("testdata/kinds.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	b, asked := builtin(t), map[string]int{}
	for i, record := range records[1:] {
		row := map[string]string{}
		for c, name := range records[0] {
			row[name] = record[c]
		}
		asked[row["kind"]]++
		a, err := b.Answer(row)
		switch want := row["expected_amount"]; {
		case want == "error" && err == nil:
			t.Errorf("line %d: %v answers %s, though no card holds it", i+2, row, a.Got)
		case want != "error" && (err != nil || !a.OK):
			t.Errorf("line %d: %v answers %s, %v", i+2, row, a.Got, err)
		case row["expected_size_tier"] != "" && a.Tier != "" && a.Tier != row["expected_size_tier"]:
			t.Errorf("line %d: %v is %s", i+2, row, a.Tier)
		}
	}
	for kind := range exampleKinds {
		if asked[kind] == 0 && !extraKinds[kind] {
			t.Errorf("no question of the kind %s", kind)
		}
	}
}

// extraKinds are asked in the cards' own examples alone.
var extraKinds = map[string]bool{"subscription": true, "prep": true, "fee_tax": true, "overmax": true,
	"bulky_packaging": true, "sipp_discount": true}
