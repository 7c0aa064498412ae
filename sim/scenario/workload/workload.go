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
// factor around 1; sides and weight are at most the goods' own, so that cards price every product.
var goods = []struct {
	name, category string
	sides          [3]float64 // inches
	pounds         float64
	cost, us       float64 // USD
	ca, mx         float64 // prices in CAD and MXN
}{
	{"MUG", "Home & Kitchen", [3]float64{5, 4.5, 4}, 0.95, 2.90, 14.99, 27.99, 459},
	{"PAN", "Home & Kitchen", [3]float64{17, 10, 3}, 2.6, 8.40, 32.99, 54.99, 899},
	{"BALL", "Sports", [3]float64{9, 9, 9}, 1.3, 5.20, 21.99, 36.99, 619},
	{"LAMP", "Office Products", [3]float64{12, 6, 6}, 2.1, 9.80, 34.99, 56.99, 949},
	{"PUZZLE", "Toys & Games", [3]float64{10, 8, 2}, 1.5, 4.10, 18.99, 31.99, 529},
	{"CABLE", "Electronics", [3]float64{6, 4, 1}, 0.3, 1.60, 12.99, 22.99, 389},
	{"BRUSH", "Beauty, Health and Personal Care", [3]float64{8, 3, 2}, 0.4, 1.90, 13.99, 24.99, 419},
}

// catalog is the table of n products. Demand falls with the product's rank as in a real catalog:
// few sell a lot, most sell little. Two products of the same goods share a package, like colors of
// one thing; other than that hardly any two are of one size and weight.
func catalog(n int) []byte {
	var b strings.Builder
	b.WriteString("sku,category,size,weight,cost,price.US,price.CA,price.MX,demand.US,demand.CA,demand.MX,opening.US\n")
	for i := range n {
		g := &goods[i%len(goods)]
		factor := 0.8 + 0.4*float64(i%11)/10
		us := 36 + 1100/float64(1+i%97)
		fmt.Fprintf(&b, "%s-%06d,%q,%s,%.2f USD,%.2f USD,%.2f CAD,%.2f MXN,", g.name, i, g.category,
			packaged(g.sides, g.pounds, i/len(goods)/2), g.cost*factor, g.us*factor, g.ca*factor, g.mx*factor)
		fmt.Fprintf(&b, "%.0f units/month,%q,%q,%.0f units aged 30 d\n", us,
			demand(us*0.15), demand(us*0.06), 3*us)
	}
	return []byte(b.String())
}

// packaged writes the size and weight of a package: sides and weight shrink each by a factor of
// their own, which wanders over 0.7 to 1 with the package's number without coming back soon.
func packaged(sides [3]float64, pounds float64, number int) string {
	shrunk := func(x float64, step int) float64 { return x * (1 - 0.3*float64(number*step%1009)/1009) }
	return fmt.Sprintf("%.1f x %.1f x %.1f in,%.2f lb",
		shrunk(sides[0], 624), shrunk(sides[1], 417), shrunk(sides[2], 233), shrunk(pounds, 787))
}

func demand(mean float64) string {
	return fmt.Sprintf("pert(%.1f, %.1f, %.1f) units/month", mean*0.4, mean, mean*2.2)
}
