package imported

import (
	"fmt"
	"strconv"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/dist"
	"fbasim/sim/estimate"
	"fbasim/sim/market"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/template"
)

// scenario writes what holds for whole marketplaces, and explains every figure.
func (im *Import) scenario() (*template.Plan, error) {
	p, err := template.NewOver(im.title(), CatalogFile, im.Markets, im.origin())
	if err != nil {
		return nil, err
	}
	p.State([]string{"start"}, im.Start.String(), "the day after the last sale that was read")
	p.State([]string{"horizon"}, scenario.QuoteText(fmt.Sprintf("%d d", im.Days)), "time simulated")
	p.State([]string{"catalog", "file"}, scenario.QuoteText(CatalogFile), "the products, a row each: facts, prices, stock, demand, returns")
	for m, fitted := range im.Fitted {
		if fitted != nil {
			im.stateMarket(p, market.Marketplace(m), fitted)
		}
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if d, ok := im.Receive[m]; ok {
			p.State([]string{"replenish", m.String(), "receiving"}, scenario.QuoteText(d.Dist.String()+" d"), rests("days from dock to shelf", d.Estimate, "d"))
		}
	}
	p.Comment("catalog", im.explained()...)
	return p, nil
}

// title is that of the scenario.
func (im *Import) title() string {
	var names []string
	for _, m := range im.Markets {
		names = append(names, result.Country(m.String()))
	}
	if len(names) == 0 {
		return im.Name + ": imported"
	}
	return im.Name + ": keep it in the US or stock " + strings.Join(names, " and ") + "?"
}

// origin are the first lines of the file.
func (im *Import) origin() []string {
	return []string{
		diag.Escape(im.title()),
		fmt.Sprintf("Written by fbasim import: %d products, sales of %v to %v. Values marked PLACEHOLDER are in no report:", len(im.Products), im.From, im.To),
		"replace them, then take the word away. The other comments say what each figure rests on; fits.csv has all of them.",
	}
}

// stateMarket writes season, growth and delays of a marketplace.
func (im *Import) stateMarket(p *template.Plan, m market.Marketplace, f *Market) {
	id := m.String()
	if f.Weekday != nil {
		p.State([]string{"market", id, "seasonality", "weekday"}, list(f.Weekday), "Monday to Sunday; "+basis(f.Weekday[0]))
	}
	if f.Month != nil {
		p.State([]string{"market", id, "seasonality", "monthly"}, list(f.Month), "January to December; "+basis(f.Month[0]))
	}
	if f.Trend != nil {
		p.State([]string{"market", id, "seasonality", "trend"}, scenario.QuoteText(f.Trend.Dist.String()+" %/year"), rests("growth a year", percent(f.Trend.Estimate), "%"))
	}
	if m != market.US {
		p.State([]string{"market", id, "response", "reference_program"}, scenario.QuoteText(f.Reference.String()), "demand is what it was under this program, by which most units were shipped")
	}
	if f.Door != nil {
		p.State([]string{"market", id, "transit", f.Reference.String()}, scenario.QuoteText(f.Door.Dist.String()+" d"), rests("days from order to estimated arrival", f.Door.Estimate, "d"))
	}
	if f.Good != nil {
		p.State([]string{"market", id, "returns", "sellable"}, scenario.QuoteText(f.Good.Dist.String()+" %"),
			rests("share of returned units that can be sold again", percent(f.Good.Estimate), "%"))
	}
	if f.Back != nil {
		value, comment := returnDelay(f)
		p.State([]string{"market", id, "returns", "delay"}, scenario.QuoteText(value+" d"), comment)
		p.State([]string{"market", id, "returns", "transit"}, scenario.QuoteText("0 d"), "the way back is part of the delay: reports do not tell them apart")
	}
}

// returnDelay is the time from delivery until a return is back: reports have that from purchase, so
// that the mean time to the door is taken out of it.
func returnDelay(f *Market) (value, comment string) {
	d, what := f.Back.Dist, "days from purchase to return, as no time to the door is known"
	if f.Door != nil && f.Door.Value < f.Back.Value {
		factor, err := strconv.ParseFloat(number(1-f.Door.Value/f.Back.Value), 64)
		if err == nil {
			d = dist.Scale(d, factor)
			what = fmt.Sprintf("days from delivery to return: those from purchase less %s to the door", number(f.Door.Value))
		}
	}
	return d.String(), rests(what, f.Back.Estimate, "d from purchase")
}

// list writes factors as a TOML list.
func list(factors []estimate.Estimate) string {
	var texts []string
	for _, f := range factors {
		texts = append(texts, fmt.Sprintf("%.3f", f.Value))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// rests says what a value is and what it rests on.
func rests(what string, e estimate.Estimate, unit string) string {
	return fmt.Sprintf("%s: %s (95 %% %s .. %s) %s, %s", what, number(e.Value), number(e.Lo), number(e.Hi), unit, basis(e))
}

// basis is the method with its sample size.
func basis(e estimate.Estimate) string {
	if strings.Contains(e.Method, "n =") {
		return e.Method
	}
	return fmt.Sprintf("n = %d; %s", e.N, e.Method)
}

func percent(e estimate.Estimate) estimate.Estimate {
	e.Value, e.Lo, e.Hi = hundred*e.Value, hundred*e.Lo, hundred*e.Hi
	return e
}

// mostExplained is the number of products whose figures are explained in the scenario; fits.csv has
// those of all.
const mostExplained = 50

// explained says what the figures of the catalog rest on, a line for each.
func (im *Import) explained() []string {
	var out []string
	for _, o := range im.Open {
		out = append(out, fmt.Sprintf("PLACEHOLDER: column %s of %s: %s", o.Key, o.File, diag.Escape(o.Ask)))
	}
	for _, a := range im.Assumed {
		out = append(out, "Assumed: "+diag.Escape(a))
	}
	out = append(out, "What demand and returns in the catalog rest on, with 95 % intervals:")
	for i, p := range im.Products {
		if i == mostExplained {
			out = append(out, fmt.Sprintf("and %d more products in fits.csv", len(im.Products)-i))
			break
		}
		for _, f := range p.Fits {
			e := f.Estimate
			if f.Unit == "%" {
				e = percent(e)
			}
			out = append(out, "  "+diag.Escape(p.SKU)+" "+rests(f.Key, e, f.Unit))
		}
	}
	return out
}

// marketFits are the fitted values of marketplaces.
func (im *Import) marketFits() (out []Fit) {
	one := func(key, unit string, e estimate.Estimate, d dist.Dist) {
		out = append(out, Fit{key, unit, estimate.Fitted{Estimate: e, Dist: d}})
	}
	for m, f := range im.Fitted {
		if f == nil {
			continue
		}
		at := "market." + market.Marketplace(m).String() + "."
		for i, e := range f.Weekday {
			one(fmt.Sprintf("%sseasonality.weekday[%d]", at, i+1), "1", e, nil)
		}
		for i, e := range f.Month {
			one(fmt.Sprintf("%sseasonality.monthly[%d]", at, i+1), "1", e, nil)
		}
		if f.Trend != nil {
			one(at+"seasonality.trend", "%/year", f.Trend.Estimate, f.Trend.Dist)
		}
		if f.Door != nil {
			one(at+"transit."+f.Reference.String(), "d", f.Door.Estimate, f.Door.Dist)
		}
		if f.Good != nil {
			one(at+"returns.sellable", "%", f.Good.Estimate, f.Good.Dist)
		}
		if f.Back != nil {
			one(at+"returns.delay (from purchase)", "d", f.Back.Estimate, f.Back.Dist)
		}
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if d, ok := im.Receive[m]; ok {
			one("replenish."+m.String()+".receiving", "d", d.Estimate, d.Dist)
		}
	}
	return out
}
