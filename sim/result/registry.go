package result

import (
	"cmp"
	"strings"
)

// Definition is what "fbasim metrics" says about a metric.
type Definition struct {
	// Name is the stem: "profit" stands for profit and, per marketplace, profit.CA.
	Name string
	// Scope says which names exist: see the Scope values.
	Scope Scope
	// Unit is "money" (the report currency), "share" (a fraction of one), "d",
	// "units", "orders" or "count".
	Unit string
	// Better is Higher, Lower or Neutral.
	Better string
	// Measure says what a replication's value is: "total" over the horizon, "time
	// average", "mean" over events, "ratio" of totals, or "extreme".
	Measure string
	Label   string // for tables: "late orders"
	Text    string // the definition
}

// Scope says how a metric's name is completed.
type Scope int

// The scopes of metrics.
const (
	Whole           Scope = iota // the whole plan only: "roi"
	PerMarket                    // "late_share.CA"
	WholeAndMarkets              // "profit" and "profit.CA"
	PerKind                      // "fees.referral"
)

// MoneyUnit marks, in a Definition, the report currency.
const MoneyUnit = "money"

// Definitions returns the metric registry in the order in which tables show it.
// A new metric is one line here and its computation in the experiment.
func Definitions() []Definition {
	return []Definition{
		{"profit", WholeAndMarkets, MoneyUnit, Higher, "total", "profit",
			"Accrual profit over the horizon: proceeds less all fees, costs of goods sold, freight, " +
				"duty, storage, fixed costs of stocking a country and currency conversion."},
		{"revenue", WholeAndMarkets, MoneyUnit, Higher, "total", "revenue",
			"Item prices of units shipped less refunds, valued at the exchange rate of the day."},
		{"contribution_per_unit", PerMarket, MoneyUnit, Higher, "ratio", "contribution per unit",
			"Profit before set-up, monthly and entry costs of stocking the country, divided by units sold."},
		{"margin", WholeAndMarkets, "share", Higher, "ratio", "margin",
			"Profit divided by revenue."},
		{"orders", PerMarket, "orders", Higher, "total", "orders",
			"Orders accepted."},
		{"units_sold", PerMarket, "units", Higher, "total", "units sold",
			"Units in accepted orders."},
		{"lost_units", PerMarket, "units", Lower, "total", "lost sales",
			"Units that buyers wanted while no offer was active or no stock was free."},
		{"fill_rate", PerMarket, "share", Higher, "ratio", "fill rate",
			"Units there at once divided by units wanted: buyers who wait do not count as filled."},
		{"delivery_days", PerMarket, "d", Lower, "mean", "days to deliver",
			"Mean days from order to door over delivered orders."},
		{"late_share", PerMarket, "share", Lower, "ratio", "late orders",
			"Orders delivered after the promised window divided by orders delivered."},
		{"in_transit", PerMarket, "orders", Neutral, "time average", "orders in transit",
			"Orders placed and not yet at the door; the delivery clock starts with the order."},
		{"on_hand", PerMarket, "units", Neutral, "time average", "stock on hand",
			"Units in the country's fulfillment centers, sellable or promised to an order and not yet shipped."},
		{"backorders", PerMarket, "units", Lower, "time average", "backorders",
			"Units ordered and waiting for stock."},
		{"stockout_days", PerMarket, "d", Lower, "total", "days out of stock",
			"Days without a sellable unit in the country, summed over its SKUs."},
		{"aged_units", PerMarket, "units", Lower, "mean", "aged stock",
			"Units that pay the aged-inventory surcharge, mean over its monthly snapshots."},
		{"returns", PerMarket, "units", Lower, "total", "returns",
			"Units returned by buyers."},
		{"capital", WholeAndMarkets, MoneyUnit, Lower, "time average", "capital tied up",
			"Landed cost of stock on hand and on the way."},
		{"cash_trough", Whole, MoneyUnit, Higher, "extreme", "cash trough",
			"Lowest cumulative cash since the start."},
		{"roi", Whole, "share", Higher, "ratio", "return on capital",
			"Profit divided by the capital tied up."},
		{"payback_days", Whole, "d", Lower, "extreme", "payback",
			"First day after which cumulative cash stays at or above zero."},
		{"fees", PerKind, MoneyUnit, Lower, "total", "fees",
			"Fees charged of one kind."},
		{"findings", Whole, "count", Lower, "total", "rule findings",
			"Findings of policy rules."},
		{"suspended_days", Whole, "d", Lower, "total", "days suspended",
			"Days on which a sanction closed inbound shipments or the account."},
	}
}

// Define returns the definition of a full metric name such as "profit.CA" or
// "fees.referral", and whether the name is one.
func Define(metric string) (Definition, bool) {
	stem, part, dotted := strings.Cut(metric, ".")
	for _, d := range Definitions() {
		if d.Name != stem {
			continue
		}
		if dotted {
			return d, part != "" && d.Scope != Whole
		}
		return d, d.Scope == Whole || d.Scope == WholeAndMarkets
	}
	return Definition{}, false
}

// UnitIn returns the unit of a metric in a run that reports in the currency.
func (d Definition) UnitIn(currency string) string {
	if d.Unit == MoneyUnit {
		return currency
	}
	return d.Unit
}

// CompareMetrics orders full metric names as tables show them: by registry line,
// the whole plan before its markets; unknown names last, by name.
func CompareMetrics(a, b string) int {
	return cmp.Or(cmp.Compare(registryLine(a), registryLine(b)), cmp.Compare(a, b))
}

func registryLine(metric string) int {
	stem, _, _ := strings.Cut(metric, ".")
	definitions := Definitions()
	for i, d := range definitions {
		if d.Name == stem {
			return i
		}
	}
	return len(definitions)
}
