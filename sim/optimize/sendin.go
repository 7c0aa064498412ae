package optimize

import (
	"fmt"
	"math"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// mostSent bounds the replications that send-in quantities are averaged over.
const mostSent = 100

// sent is an order for stock.
type sent struct {
	tick    int64
	sku     int
	country market.Marketplace
	units   int64
}

// shipper follows what is ordered in one replication.
type shipper struct{ list []sent }

// Order is not looked at.
func (s *shipper) Order(int64, model.OrderName, model.Step) {}

// Offer is not looked at.
func (s *shipper) Offer(int64, int, market.Marketplace, program.Remote, string) {}

// Plan is not looked at.
func (s *shipper) Plan(int64, int, market.Marketplace, market.Program) {}

// Stock notes what is ordered.
func (s *shipper) Stock(tick int64, sku int, country market.Marketplace, units int64, what string) {
	if what == "ordered" {
		s.list = append(s.list, sent{tick, sku, country, units})
	}
}

// sendIn simulates the chosen plan and averages what it orders for every SKU and country: the first shipment,
// then month by month.
func (p *Problem) sendIn(field *experiment.Field, cfg *model.Config, reps int) ([]result.SendIn, error) {
	reps = min(reps, mostSent)
	jobs, all := make([]experiment.Job, reps), make([]*shipper, reps)
	for i := range jobs {
		all[i] = &shipper{}
		jobs[i] = experiment.Job{Config: cfg, Replication: i, Tracer: all[i]}
	}
	errs, err := field.Each(jobs, func(int, *model.Outcome) {})
	if err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	var rows []result.SendIn
	for sku := range cfg.SKUs {
		for m := market.US; m < market.MarketplaceCount; m++ {
			base := result.SendIn{SKU: cfg.SKUs[sku].Name, ASIN: p.skus[sku].product.ASIN, Market: m.String()}
			rows = append(rows, sendInOf(cfg, all, sku, m, base)...)
		}
	}
	return rows, nil
}

// sendInOf makes the rows of a SKU and country; none where nothing is ordered.
func sendInOf(cfg *model.Config, all []*shipper, sku int, m market.Marketplace, base result.SendIn) []result.SendIn {
	var days []float64
	first := make([]float64, len(all))
	units, counts := map[civil.Date][]float64{}, map[civil.Date]float64{}
	for rep, s := range all {
		for _, x := range s.list {
			if x.sku != sku || x.country != m {
				continue
			}
			day := civil.DateOf(cfg.Start.Tick() + x.tick)
			if first[rep] == 0 {
				first[rep], days = float64(x.units), append(days, float64(day))
			}
			month := day.FirstOfMonth()
			if units[month] == nil {
				units[month] = make([]float64, len(all))
			}
			units[month][rep] += float64(x.units)
			counts[month]++
		}
	}
	if len(days) == 0 {
		return nil
	}
	row := quantity(base, "first", first, float64(len(days)))
	row.Date = civil.Date(stats.Quantile(stats.Sorted(days), 0.5)).String()
	rows := []result.SendIn{row}
	for month := cfg.Start.FirstOfMonth(); len(rows) <= len(units); month = month.NextMonth().FirstOfMonth() {
		if units[month] == nil {
			continue
		}
		y, mo, _ := month.YMD()
		rows = append(rows, quantity(base, fmt.Sprintf("%04d-%02d", y, mo), units[month], counts[month]))
	}
	return rows
}

func quantity(row result.SendIn, period string, units []float64, shipments float64) result.SendIn {
	sorted := slices.Sorted(slices.Values(units))
	row.Period, row.Units = period, rounded(stats.Summarize(units).Mean)
	row.P5, row.P95 = rounded(stats.Quantile(sorted, tail)), rounded(stats.Quantile(sorted, 1-tail))
	row.Shipments = rounded(shipments / float64(len(units)))
	return row
}

// tail is the share of replications below P5 and above P95.
const tail = 0.05

// rounded keeps two decimals: means of whole units need no more.
func rounded(x float64) float64 { return math.Round(100*x) / 100 }
