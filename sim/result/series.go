package result

// UnitStep is one step of the waterfall of one sale: price first, then each fee
// and cost in charge order, last the kind "contribution" with what is left.
type UnitStep struct {
	Case    string `json:"case"`
	SKU     string `json:"sku"`
	Market  string `json:"market"`
	Program string `json:"program"`
	Step    int    `json:"step"`
	Kind    string `json:"kind"`  // "price", fee kind, "landed_cost", ..., "contribution"
	Label   string `json:"label"` // for people; from the kind where empty
	// Amount is per unit in Currency, the report currency; costs are negative.
	Amount   float64 `json:"amount"`
	Currency string  `json:"currency"`
	// Local is the amount as charged, in LocalCurrency.
	Local         float64 `json:"local"`
	LocalCurrency string  `json:"local_currency"`
	Card          string  `json:"card"`
	// Mark is "", "assumed", "estimated", "stale" or "not modeled".
	Mark string `json:"mark"`
}

// The kinds of the first and of the last step of a waterfall.
const (
	KindPrice        = "price"
	KindContribution = "contribution"
)

// CurvePoint is one point of a break-even curve: a metric of a case at one value
// of an input.
type CurvePoint struct {
	SKU     string  `json:"sku"`
	Market  string  `json:"market"`
	Input   string  `json:"input"` // "volume"
	Unit    string  `json:"unit"`  // of X: "units/month"
	Case    string  `json:"case"`
	Program string  `json:"program"`
	Metric  string  `json:"metric"` // "profit.CA"
	YUnit   string  `json:"y_unit"` // "USD/year"
	X       float64 `json:"x"`
	Mean    float64 `json:"mean"`
	Lo      float64 `json:"lo"` // 95 % interval of the mean
	Hi      float64 `json:"hi"`
	N       int     `json:"n"`
}

// DemandQuantile is a quantile of an input as the scenario states it, drawn as a
// rug under a break-even curve.
type DemandQuantile struct {
	SKU    string  `json:"sku"`
	Market string  `json:"market"`
	Input  string  `json:"input"`
	Unit   string  `json:"unit"`
	P      float64 `json:"p"` // 0..1
	X      float64 `json:"x"`
}

// HistogramBin counts outcomes in [From, To).
type HistogramBin struct {
	Name    string `json:"name"` // "delivery_days"
	Case    string `json:"case"`
	SKU     string `json:"sku"` // "" for all
	Market  string `json:"market"`
	Program string `json:"program"`
	Unit    string `json:"unit"`
	// From and To are the bin's ends.
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Count int     `json:"count"` // over all replications
	// WindowLo and WindowHi are the promised window, inclusive; NaN for none.
	WindowLo float64 `json:"window_lo"`
	WindowHi float64 `json:"window_hi"`
}

// DailyRow is one day of one series, summarized over replications.
type DailyRow struct {
	Case   string  `json:"case"`
	SKU    string  `json:"sku"` // "" for all
	Market string  `json:"market"`
	Series string  `json:"series"` // see SeriesOnHand and the others
	Unit   string  `json:"unit"`
	Date   string  `json:"date"` // 2026-02-02
	Mean   float64 `json:"mean"`
	P5     float64 `json:"p5"`
	P50    float64 `json:"p50"`
	P95    float64 `json:"p95"`
}

// The names of daily series that charts know.
const (
	SeriesOnHand   = "on_hand"  // sellable units at day's end
	SeriesReceipts = "receipts" // units received that day; the mean counts
	SeriesStockout = "stockout" // share of replications out of stock; the mean counts
	SeriesCash     = "cash"     // cumulative cash, report currency

	// Shares of the Remote Fulfillment offers; the mean over replications counts. What
	// is missing to one is out of the program, as while local stock is sold.
	SeriesRemoteActive  = "remote_active"  // for sale
	SeriesRemoteLocal   = "remote_local"   // kept out by stock in the country, which sells instead
	SeriesRemoteWaiting = "remote_waiting" // for Amazon's decision, an activation or the seller
	SeriesRemoteBlocked = "remote_blocked" // not eligible or not sellable
	// SeriesSuspended is the share of replications in which the seller may not send
	// shipments, without a marketplace; the mean counts.
	SeriesSuspended = "suspended"
)

// Replications holds the outcomes of single replications, all metrics.
type Replications struct {
	Metrics []string // the columns of Values
	Rows    []Replication
}

// Replication is one replication of one case.
type Replication struct {
	Case   string
	Index  int
	Values []float64 // as Replications.Metrics; NaN where a metric does not exist
}

// Sample returns the outcomes of one metric of one case by replication index;
// replications without the metric are left out.
func (r *Replications) Sample(caseName, metric string) (index []int, values []float64) {
	column := -1
	for i, name := range r.Metrics {
		if name == metric {
			column = i
		}
	}
	if column < 0 {
		return nil, nil
	}
	for _, row := range r.Rows {
		if row.Case == caseName && column < len(row.Values) && finite(row.Values[column]) {
			index = append(index, row.Index)
			values = append(values, row.Values[column])
		}
	}
	return index, values
}
