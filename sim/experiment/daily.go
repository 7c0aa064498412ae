package experiment

import (
	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// dailyReplications is the number of replications whose days are kept for the
// daily series; more change the quantiles little and cost memory.
const dailyReplications = 100

// series is one daily figure.
type series struct {
	name, unit string
	of         func(d *model.DayEnd) float64
}

// daily summarizes the days of the first replications: stock, receipts and
// stock-outs of each country in which a case holds stock, Remote Fulfillment offers
// where there are any, suspensions where they happen, and cash.
func (s *Study) daily(sm *sample) []result.DailyRow {
	var list []result.DailyRow
	for c := range s.Cases {
		for m := market.US; m < market.MarketplaceCount; m++ {
			if s.stocked(c, m) {
				for _, x := range stockSeries(s, c, m) {
					list = append(list, s.dailySeries(sm, c, m.String(), x)...)
				}
			}
			for _, x := range remoteSeries(sm.days[c], m) {
				list = append(list, s.dailySeries(sm, c, m.String(), x)...)
			}
		}
		if x, ever := suspendedSeries(sm.days[c]); ever {
			list = append(list, s.dailySeries(sm, c, "", x)...)
		}
		cash := series{result.SeriesCash, s.Cases[c].Config.Report.String(),
			func(d *model.DayEnd) float64 { return d.Cash.Float() }}
		list = append(list, s.dailySeries(sm, c, "", cash)...)
	}
	return list
}

// stocked reports whether a case holds stock in a country.
func (s *Study) stocked(c int, m market.Marketplace) bool {
	for i := range s.Cases[c].Config.SKUs {
		if s.Cases[c].Config.SKUs[i].Pools[m].Used {
			return true
		}
	}
	return false
}

func stockSeries(s *Study, c int, m market.Marketplace) []series {
	skus := 0
	for i := range s.Cases[c].Config.SKUs {
		if s.Cases[c].Config.SKUs[i].Pools[m].Used {
			skus++
		}
	}
	return []series{
		{result.SeriesOnHand, "units", func(d *model.DayEnd) float64 { return float64(d.OnHand[m]) }},
		{result.SeriesReceipts, "units", func(d *model.DayEnd) float64 { return float64(d.Received[m]) }},
		{result.SeriesStockout, "share", func(d *model.DayEnd) float64 { return float64(d.Out[m]) / float64(skus) }},
	}
}

// remoteSeries are the shares of the Remote Fulfillment offers of a marketplace; the
// whole is the largest number there is on any day. It is nil where there are none.
func remoteSeries(reps [][]model.DayEnd, m market.Marketplace) []series {
	whole := int64(0)
	for _, days := range reps {
		for d := range days {
			l := &days[d].Remote[m]
			whole = max(whole, l.Active+l.Local+l.Waiting+l.Blocked)
		}
	}
	if whole == 0 {
		return nil
	}
	share := func(n int64) float64 { return float64(n) / float64(whole) }
	return []series{
		{result.SeriesRemoteActive, "share", func(d *model.DayEnd) float64 { return share(d.Remote[m].Active) }},
		{result.SeriesRemoteLocal, "share", func(d *model.DayEnd) float64 { return share(d.Remote[m].Local) }},
		{result.SeriesRemoteWaiting, "share", func(d *model.DayEnd) float64 { return share(d.Remote[m].Waiting) }},
		{result.SeriesRemoteBlocked, "share", func(d *model.DayEnd) float64 { return share(d.Remote[m].Blocked) }},
	}
}

// suspendedSeries is whether the seller is suspended; ever tells whether that happens.
func suspendedSeries(reps [][]model.DayEnd) (x series, ever bool) {
	for _, days := range reps {
		for d := range days {
			ever = ever || days[d].Suspended
		}
	}
	return series{result.SeriesSuspended, "share", func(d *model.DayEnd) float64 {
		if d.Suspended {
			return 1
		}
		return 0
	}}, ever
}

func (s *Study) dailySeries(sm *sample, c int, place string, x series) []result.DailyRow {
	reps := sm.days[c]
	if len(reps) == 0 {
		return nil
	}
	cfg := s.Cases[c].Config
	row := result.DailyRow{Case: s.Cases[c].Name, Market: place, Series: x.name, Unit: x.unit}
	if len(cfg.SKUs) == 1 && place != "" {
		row.SKU = cfg.SKUs[0].Name
	}
	list := make([]result.DailyRow, 0, len(reps[0]))
	values := make([]float64, len(reps))
	for d := range reps[0] {
		for r := range reps {
			values[r] = x.of(&reps[r][d])
		}
		sorted := stats.Sorted(values)
		row.Date = (cfg.Start + civil.Date(d)).String()
		row.Mean = stats.Summarize(values).Mean
		row.P5, row.P50, row.P95 = stats.Quantile(sorted, tail), stats.Quantile(sorted, 0.5), stats.Quantile(sorted, 1-tail)
		list = append(list, row)
	}
	return list
}
