// Package workload is the reference catalog that speed is measured with: a scenario of as many
// products as asked for in three marketplaces over a year. `fbasim bench` and the benchmarks of the
// model run the same one, so that their figures can be compared.
package workload

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
)

// Name is the name of the scenario file.
const Name = "reference-catalog.toml"

const tableName = "reference-catalog.csv"

//go:embed workload.toml
var text []byte

// Read returns a reader of the scenario's files with a catalog of n products; it knows no other
// file.
func Read(n int) func(path string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		switch path {
		case Name:
			return text, nil
		case tableName:
			return catalog(n), nil
		}
		return nil, fmt.Errorf("open %s: %w", path, os.ErrNotExist)
	}
}

// goods are what products are made of in turn. Amounts of a product are those of its goods times a
// factor around 1.
var goods = []struct {
	name, category, size, weight string
	cost, us, ca, mx             float64 // cost and prices: USD, USD, CAD, MXN
}{
	{"MUG", "Home & Kitchen", "5 x 4.5 x 4 in", "0.95 lb", 2.90, 14.99, 27.99, 459},
	{"PAN", "Home & Kitchen", "17 x 10 x 3 in", "2.6 lb", 8.40, 32.99, 54.99, 899},
	{"BALL", "Sports", "9 x 9 x 9 in", "1.3 lb", 5.20, 21.99, 36.99, 619},
	{"LAMP", "Office Products", "12 x 6 x 6 in", "2.1 lb", 9.80, 34.99, 56.99, 949},
	{"PUZZLE", "Toys & Games", "10 x 8 x 2 in", "1.5 lb", 4.10, 18.99, 31.99, 529},
	{"CABLE", "Electronics", "6 x 4 x 1 in", "0.3 lb", 1.60, 12.99, 22.99, 389},
	{"BRUSH", "Beauty, Health and Personal Care", "8 x 3 x 2 in", "0.4 lb", 1.90, 13.99, 24.99, 419},
}

// catalog is the table of n products. Demand falls with the product's rank as in a real catalog:
// few sell a lot, most sell little.
func catalog(n int) []byte {
	var b strings.Builder
	b.WriteString("sku,category,size,weight,cost,price.US,price.CA,price.MX,demand.US,demand.CA,demand.MX,opening.US\n")
	for i := range n {
		g := &goods[i%len(goods)]
		factor := 0.8 + 0.4*float64(i%11)/10
		us := 36 + 1100/float64(1+i%97)
		fmt.Fprintf(&b, "%s-%06d,%q,%s,%s,%.2f USD,%.2f USD,%.2f CAD,%.2f MXN,", g.name, i, g.category, g.size, g.weight,
			g.cost*factor, g.us*factor, g.ca*factor, g.mx*factor)
		fmt.Fprintf(&b, "%.0f units/month,%q,%q,%.0f units aged 30 d\n", us,
			demand(us*0.15), demand(us*0.06), 3*us)
	}
	return []byte(b.String())
}

func demand(mean float64) string {
	return fmt.Sprintf("pert(%.1f, %.1f, %.1f) units/month", mean*0.4, mean, mean*2.2)
}
