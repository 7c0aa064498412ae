package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/market"
)

func TestAmazonsFeePreviewIsACatalog(t *testing.T) {
	base, _, _ := strings.Cut(mustRead(t, "testdata/ok.toml"), "[product.MUG]")
	_, rest, _ := strings.Cut(mustRead(t, "testdata/ok.toml"), "[local.CA]")
	text := base +
		"catalog.file = 'fees.txt'\n[product.MUG-1]\ncategory = 'Home & Kitchen'\n" +
		"cost = '9 USD'\ndemand.CA = '5 units/d'\nprice.CA = '39 CAD'\n" +
		"[product.MUG-2]\ncost = '2 USD'\n[local.CA]" + rest
	s := mustLoad(t, "d/x.toml", Options{Read: files(map[string]string{"d/x.toml": text,
		"d/fees.txt": mustRead(t, "testdata/fee-preview.txt")})})
	a, b := s.Cases[0].Products[0], s.Cases[0].Products[1]
	if a.ASIN != "B001" || a.Size.Value.String() != "11 x 7 x 3 in" ||
		a.Weight.Value.Pounds() != 1.4 ||
		a.Price[market.US][market.LocalFBA].Value.String() != "24.99 USD" ||
		a.Category.Pos.File != "d/x.toml" {
		t.Errorf("first product %+v", a)
	}
	if b.Category.Value.ID() != "toys" || b.Weight.Value.Kilograms() != 0.65 ||
		b.Size.Value.String() != "28 x 18 x 8 cm" ||
		b.Price[market.US][market.LocalFBA] != nil {
		t.Errorf("second product %+v", b)
	}
	if at := a.Size.Pos; at.File != "d/fees.txt" || at.Line != 2 || at.Col != 63 {
		t.Errorf("size stands at %v", at)
	}
}

// bigCatalog is a scenario with a catalog of n products, each with its own uncertain demand.
func bigCatalog(n int) func(string) ([]byte, error) {
	var csv strings.Builder
	csv.WriteString("sku,category,size,weight,cost,price.US,price.CA,demand.US,demand.CA," +
		"opening.US\n")
	for i := range n {
		fmt.Fprintf(&csv,
			"SKU-%05d,Home & Kitchen,11 x 7 x %d in,%d.4 lb,%d.10 USD,%d.99 USD,%d.99 CAD,"+
				"\"pert(%d, %d, %d) units/month\",%d units/month,%d units\n",
			i, 1+i%9, 1+i%20, 1+i%50, 20+i%80, 30+i%90, i, i+50, i+200, 1+i%60, i%500)
	}
	ok := map[string]string{"big.csv": csv.String()}
	ok["big.toml"] = `schema = 1
start = 2026-02-02
horizon = "365 d"
catalog = { file = "big.csv", where = 'category != "Books"' }
fx.CAD = "0.731 USD"
[product.SKU-00007]
cost = "99 USD"
[replenish.US]
policy = "order-up-to"
cover = "60 d"
lead_time = "30 d"
[replenish.CA]
policy = "order-up-to"
cover = "60 d"
lead_time = "30 d"
[local.CA]
setup = "900 CAD"
monthly = "60 CAD"
entry = "150 USD/shipment"
[case.remote]
program.CA = "remote-fulfillment"
[case.local]
program.CA = "local-fba"
[case.mixed]
program.CA = "remote-fulfillment"
product.SKU-00009.price.CA = "41 CAD"
`
	return files(ok)
}

func TestABigCatalogLoadsOnceForAllCases(t *testing.T) {
	s := mustLoad(t, "big.toml", Options{Read: bigCatalog(1000)})
	for _, p := range s.Cases {
		if len(p.Products) != 1000 || p.Products[7].Cost.Dist.Mean() != 99 {
			t.Fatalf("case %s has %d products", p.Case, len(p.Products))
		}
	}
	shared := 0
	for i := range s.Cases[0].Products {
		if s.Cases[0].Products[i] == s.Cases[2].Products[i] {
			shared++
		}
	}
	if shared != 999 || s.Cases[0].Products[3] != s.Cases[1].Products[3] {
		t.Errorf("%d of 1000 products are shared, want all but the one overridden", shared)
	}
}

func BenchmarkLoad10000Products(b *testing.B) {
	read := bigCatalog(10000)
	for b.Loop() {
		mustLoad(b, "big.toml", Options{Read: read})
	}
}

func TestCatalogProblemsPointIntoTheTable(t *testing.T) {
	cases := []struct{ csv, where, want string }{
		{"sku,category,size,weight,cost\nA,toys,1 x 2 x 3 in,1 lb,9 USD\n", "num(cost) > 100",
			"empty 1:20"},
		{"sku,category\nA,toys\n", "category", "expression 1:37"},
		{"sku,category\nA,toys\n", `catgory == "toys"`, "expression 1:38"},
		{"SKU;category;size;weight;cost\nA;toys;1 x 2 x 3 in;1 lb;9\n", "", "unit 2:26 c.csv"},
		{"asin,category\nA,toys\n", "", "file 1:20"},
		{"sku,cost\n\"A,9 USD\n", "", "file 2:10 c.csv"},
		{"sku,demand.CA,category,size,weight,cost\n" +
			"Ä,\"pert(9, 2, 3) units/d\",toys,1 x 2 x 3 in,1 lb,9 USD\n", "", "order 2:12 c.csv"},
	}
	for _, c := range cases {
		text := "catalog = { file = \"c.csv\""
		if c.where != "" {
			text += fmt.Sprintf(", where = %s", quote(c.where))
		}
		text += " }\nextends = ['testdata/ok.toml']\n"
		_, list := Load("x.toml", Options{Read: files(map[string]string{"x.toml": text,
			"c.csv": c.csv})})
		if got := found(list, "x.toml"); !slices.Contains(got, c.want) {
			t.Errorf("%q where %q: found %v, want %s\n%s", c.csv, c.where, got, c.want,
				rendered(list))
		}
	}
}
