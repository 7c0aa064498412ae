package compile

import (
	"strings"
	"sync"

	"github.com/expr-lang/expr/vm"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// scope is what the conditions of a case may name.
type scope struct {
	start   civil.Date
	skus    []string // sorted, as in the configuration
	index   map[string]int32
	plans   []string // inbound plans that actions create
	orders  int      // orders that actions place
	known   func(rule string) bool
	listing bool // the condition is about one SKU in one marketplace

	pool sync.Pool // of *evaluator; conditions are evaluated by several workers
}

func newScope(cfg *model.Config, listing bool) *scope {
	s := &scope{start: cfg.Start, index: map[string]int32{}, listing: listing}
	for i := range cfg.SKUs {
		s.skus = append(s.skus, cfg.SKUs[i].Name)
		s.index[cfg.SKUs[i].Name] = int32(i)
	}
	s.pool.New = func() any { return &evaluator{env: s.newEnv()} }
	return s
}

// only returns the SKU of a scenario that has one, "" otherwise.
func (s *scope) only() string {
	if len(s.skus) == 1 {
		return s.skus[0]
	}
	return ""
}

// evaluator runs compiled conditions for one worker at a time.
type evaluator struct {
	vm  vm.VM
	env *sightEnv
}

// run evaluates a program on what a sight shows.
func (s *scope) run(p *vm.Program, at *model.Sight, sku int32, m market.Marketplace) (any, error) {
	ev := s.pool.Get().(*evaluator)
	ev.env.sight, ev.env.own = at, sku
	if s.listing {
		ev.env.SKU, ev.env.Market = s.skus[sku], m.String()
	}
	out, err := ev.vm.Run(p, ev.env)
	ev.env.sight = nil
	s.pool.Put(ev)
	return out, err
}

// sightEnv is the environment of conditions about the whole state. Its functions read the sight of
// the moment; the table in functions.go documents them. Names with a point are those that the
// patch in names.go calls for: no one can write them.
type sightEnv struct {
	scope *scope
	sight *model.Sight
	own   int32 // the SKU that the condition is about

	SKU    string `expr:"sku"`
	Market string `expr:"market"`

	RFState  func(sku, m string) string                             `expr:"rf_state"`
	RFReason func(sku, m string) string                             `expr:"rf_reason"`
	Offer    func(sku, m string, channel ...string) model.OfferView `expr:"offer"`
	Stock    func(sku, country string, condition ...string) int64   `expr:"stock"`
	Shelf    func() places                                          `expr:"stock."`
	OnOrder  func() places                                          `expr:"on_order."`
	Seller   func() model.SellerView                                `expr:"seller"`
	Plan     func(name string) model.PlanView                       `expr:"plan"`
	Shipment func(plan string, n int) model.ShipmentView            `expr:"shipment"`
	Order    func(n int) model.OrderView                            `expr:"order"`
	Report   func(sku, m string) model.ReportView                   `expr:"report"`
	Rows     func() int64                                           `expr:"report_rows"`
	Findings func(idOrCode ...string) int64                         `expr:"findings"`
	Charged  func(kind, payer string, order ...int) float64         `expr:"charged"`
	Received func(kind, payee string, order ...int) float64         `expr:"received"`
	Sold     func(sku, m string, use ...string) int64               `expr:"sold"`
	Lost     func(sku, m string) int64                              `expr:"lost"`
	Export   func(sku string) string                                `expr:"export_state"`
	Exports  func(sku, country string) bool                         `expr:"exportable"`
	Barred   func(sku string, country ...string) string             `expr:"export_reason"`
	InReport func(sku string) bool                                  `expr:"in_export_report"`
	Featured func(sku, m string, prime ...bool) string              `expr:"featured"`
	Others   func(sku, m string) []string                           `expr:"alternatives"`
	PerKept  func(sku, m string) float64                            `expr:"cost_per_kept"`
	Day      func() float64                                         `expr:"day"`
	Hours    func() float64                                         `expr:"hours"`
	Date     func() string                                          `expr:"date"`
	Pct      func(float64) float64                                  `expr:"pct"`
	Days     func(float64) float64                                  `expr:"days"`
	Money    func(string) (float64, error)                          `expr:"money"`
}

// newEnv makes an environment whose functions read what it is pointed at.
func (s *scope) newEnv() *sightEnv {
	e := &sightEnv{scope: s}
	e.addOffers()
	e.addStock()
	e.addScripted()
	e.addMoney()
	e.addExport()
	e.Day = func() float64 { return float64(e.sight.Tick()) / float64(civil.Day) }
	e.Hours = func() float64 { return float64(e.sight.Tick()) / float64(civil.Hour) }
	e.Date = func() string { return civil.DateOf(s.start.Tick() + e.sight.Tick()).String() }
	e.Pct = func(x float64) float64 { return x * money.Percent.Float() }
	e.Days = func(x float64) float64 { return x }
	e.Money = func(text string) (float64, error) {
		m, err := quantity.ParseMoney(text)
		return m.Amount.Float(), err
	}
	return e
}

// at finds a SKU and a marketplace by name; a name that does not exist shows an empty view.
func (e *sightEnv) at(sku, m string) (int32, market.Marketplace, bool) {
	i, known := e.scope.index[sku]
	place, is := market.ParseMarketplace(m)
	return i, place, known && is
}

func (e *sightEnv) addOffers() {
	state := func(sku, m string) (string, string) {
		if i, place, ok := e.at(sku, m); ok {
			return e.sight.RFState(i, place)
		}
		return "", ""
	}
	e.RFState = func(sku, m string) string { s, _ := state(sku, m); return s }
	e.RFReason = func(sku, m string) string { _, reason := state(sku, m); return reason }
	e.Offer = func(sku, m string, channel ...string) (v model.OfferView) {
		if i, place, ok := e.at(sku, m); ok {
			v = e.sight.Offer(i, place, ofChannel(first(channel)))
		}
		return v
	}
	e.Report = func(sku, m string) (v model.ReportView) {
		if i, place, ok := e.at(sku, m); ok {
			v = e.sight.Report(i, place)
		}
		return v
	}
	e.Rows = func() int64 { return e.sight.ReportRows() }
	e.Featured = func(sku, m string, prime ...bool) string {
		if i, place, ok := e.at(sku, m); ok {
			return e.sight.Featured(i, place, len(prime) == 0 || prime[0])
		}
		return ""
	}
	e.PerKept = func(sku, m string) float64 {
		if i, place, ok := e.at(sku, m); ok {
			return e.sight.CostPerKept(i, place)
		}
		return 0
	}
	e.Others = func(sku, m string) []string {
		if i, place, ok := e.at(sku, m); ok {
			return e.sight.Alternatives(i, place)
		}
		return nil
	}
	e.Sold = func(sku, m string, use ...string) int64 {
		if i, place, ok := e.at(sku, m); ok {
			return e.sight.Sold(i, place, first(use))
		}
		return 0
	}
	e.Lost = func(sku, m string) int64 {
		if i, place, ok := e.at(sku, m); ok {
			return e.sight.Lost(i, place)
		}
		return 0
	}
}

// ofChannel turns the channels of actions into the two kinds of offers that a SKU can have.
func ofChannel(name string) string {
	if name == "fba-local" || name == market.RemoteFulfillment.String() {
		return "fba"
	}
	return name
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (e *sightEnv) addStock() {
	e.Stock = func(sku, country string, condition ...string) int64 {
		i, place, ok := e.at(sku, country)
		if !ok {
			return 0
		}
		if len(condition) == 0 {
			return e.sight.Stock(i, place, "sellable")
		}
		return e.sight.Stock(i, place, condition[0])
	}
	units := func(condition string) places {
		return look(func(m market.Marketplace) int64 { return e.sight.Stock(e.own, m, condition) })
	}
	e.Shelf = func() places { return units("sellable") }
	e.OnOrder = func() places { return units("inbound") }
}

func (e *sightEnv) addScripted() {
	e.Seller = func() model.SellerView { return e.sight.Seller() }
	e.Plan = func(name string) model.PlanView { return e.sight.Plan(name) }
	e.Shipment = func(plan string, n int) model.ShipmentView { return e.sight.Shipment(plan, n) }
	e.Order = func(n int) model.OrderView { return e.sight.Order(n) }
	e.Findings = func(idOrCode ...string) int64 { return e.sight.Findings(first(idOrCode)) }
}

func (e *sightEnv) addMoney() {
	one := func(order []int) int {
		if len(order) == 0 {
			return 0
		}
		return order[0]
	}
	e.Charged = func(kind, payer string, order ...int) float64 {
		return e.sight.Charged(lineName(kind), payer, one(order))
	}
	e.Received = func(kind, payee string, order ...int) float64 {
		return e.sight.Received(lineName(kind), payee, one(order))
	}
}

// lineName lets the names of money lines be written in American spelling too.
func lineName(kind string) string {
	return strings.Replace(kind, "_fulfillment_fee", "_fulfilment_fee", 1)
}

func (e *sightEnv) addExport() {
	state := func(sku string) (string, string) {
		if i, ok := e.scope.index[sku]; ok {
			return e.sight.ExportState(i)
		}
		return "", ""
	}
	e.Export = func(sku string) string { s, _ := state(sku); return s }
	barred := func(sku, country string) string {
		if i, ok := e.scope.index[sku]; ok {
			return e.sight.Exportable(i, country)
		}
		return "no_product"
	}
	e.Exports = func(sku, country string) bool { return barred(sku, country) == "" }
	e.Barred = func(sku string, country ...string) string {
		if len(country) > 0 {
			return barred(sku, country[0])
		}
		_, reason := state(sku)
		return reason
	}
	e.InReport = func(sku string) bool {
		i, ok := e.scope.index[sku]
		return ok && e.sight.ExportReport(i)
	}
}
