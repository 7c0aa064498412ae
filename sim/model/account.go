package model

import (
	"cmp"
	"fmt"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// The rules in force and the seller's account as rules see it.

// knowProducts makes room for what rules know of every SKU, and finds those that
// share an ASIN.
func (r *Run) knowProducts() {
	n := len(r.cfg.SKUs)
	r.products, r.twins = make([]program.Product, n), make([]program.Twin, n)
	r.exports, r.away = make([]program.Export, n), make([]bool, n)
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	asin := func(i int32) string { return r.cfg.SKUs[i].Facts.ASIN }
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(asin(a), asin(b)) })
	if n == 0 || asin(order[0]) == "" || !r.scripted && !sharesASIN(order, asin) {
		return
	}
	r.siblings = make([][]int32, n)
	for from := 0; from < n; {
		to := from + 1
		for to < n && asin(order[to]) == asin(order[from]) {
			to++
		}
		for _, i := range order[from:to] {
			r.siblings[i] = order[from:to:to]
		}
		from = to
	}
}

// sharesASIN reports whether two SKUs in the order of their ASINs have the same.
func sharesASIN(order []int32, asin func(i int32) string) bool {
	for i := 1; i < len(order); i++ {
		if asin(order[i]) == asin(order[i-1]) {
			return true
		}
	}
	return false
}

// recorderFor returns who gets the postings: the journal where a script may ask.
func (r *Run) recorderFor(o Options) ledger.Recorder {
	if r.scripted {
		return r
	}
	return o.Recorder
}

// enterProfile takes up the rules of the day and plans the next change.
func (r *Run) enterProfile() {
	r.rules = nil
	if r.cfg.Rules != nil {
		r.rules = r.cfg.Rules.At(r.today())
		r.clocks = program.ClocksOf(r.rules, r.keys.script.With("evaluation").Uniform(uint64(r.now()), 0))
		if day, more := r.cfg.Rules.NextChange(r.today()); more {
			if t := int64(day-r.cfg.Start) * civil.Day; t < r.cfg.Horizon {
				r.at(t, classStatus, evProfile, 0)
			}
		}
	} else {
		c := r.cfg.Clocks
		r.clocks = program.Clocks{Evaluation: c.Evaluation, Upload: c.Activation, Activation: c.Activation}
	}
	r.readLaw()
}

func profileChanges(r *Run, _ des.Event) {
	r.enterProfile()
	r.audit("INB-DATE-01", "rules", outcomeOK, "", "profile "+r.profileName())
}

// on reports whether a rule is in force and not switched off: a gate that is not in
// force lets everything pass.
func (r *Run) on(id string) bool { return r.rules == nil || r.rules.On(id) }

// holds reports whether a rule has not been switched off, in force or not.
func (r *Run) holds(id string) bool {
	return r.rules == nil || r.rules.On(id) || !r.rules.InForce(id)
}

func (r *Run) profileName() string {
	if r.rules == nil {
		return ""
	}
	return r.rules.Profile()
}

// exportBarrier returns the rule and reason for which a SKU cannot be exported to a
// country, "" where it can.
func (r *Run) exportBarrier(sku int32, country string) (rule, reason string) {
	if r.rules == nil {
		return "", ""
	}
	v := r.exportCheck(sku, country).Order()
	if v.Outcome == program.OK {
		return "", ""
	}
	return v.Rule, v.Reason.String()
}

func (r *Run) exportCheck(sku int32, country string) program.ExportCheck {
	return program.ExportCheck{
		Rules: r.rules, Seller: &r.seller, Product: &r.products[sku], State: r.exports[sku], Country: country, Open: r.cfg.Open,
	}
}

func (r *Run) exportState(sku int32) (state, reason string) {
	e := r.exports[sku]
	return e.State.String(), e.Reason.String()
}

// mcfBarrier is what stands against a Multi-Channel Fulfillment order.
func (r *Run) mcfBarrier(p *placedOrder) (rule, reason string) {
	if v := r.exportCheck(p.sku, p.country).MCF(); !v.Done() {
		return v.Rule, v.Reason.String()
	}
	if p.at < 0 || r.poolOf(p.sku, market.US).stock.Sellable() < p.units {
		return "RF-GEN-05", "no_stock"
	}
	return "", ""
}

// exportTime is how long an exported order is on its way.
func (r *Run) exportTime(p *placedOrder) int64 {
	if m, ok := market.ParseMarketplace(p.country); ok && r.cfg.Markets[m].Transit[market.FBAExport] != NoRef {
		return ticks(r.values[r.cfg.Markets[m].Transit[market.FBAExport]])
	}
	if a := r.abroad(p.country); a != nil && a.Days != NoRef {
		return ticks(r.values[a.Days])
	}
	return r.exportDays(0.5)
}

// exportDays is the time to countries for which the scenario states none (EXP-GEN-02),
// at a draw u in [0, 1).
func (r *Run) exportDays(u float64) int64 {
	if r.rules == nil {
		return civil.Day
	}
	return ticks(r.rules.Dist("export_days").Quantile(u))
}

// planCycle puts the next monthly cycle of export eligibility on the calendar
// (EXP-ELIG-07).
func (r *Run) planCycle() {
	if r.cycling || r.rules == nil {
		return
	}
	next := int64(program.NextCycle(r.today(), r.rules)-r.cfg.Start) * civil.Day
	if next > r.now() && next < r.cfg.Horizon {
		r.cycling = true
		r.at(next, classStatus, evCycle, 0)
	}
}

func exportCycle(r *Run, _ des.Event) {
	r.cycling = false
	for i := range r.exports {
		before := r.exports[i]
		r.exports[i] = before.Cycle(&r.products[i], r.rules)
		if r.exports[i] != before {
			r.audit("EXP-ELIG-07", r.cfg.SKUs[i].Name, r.exports[i].State.String(), r.exports[i].Reason.String(), "monthly cycle")
		}
	}
	r.followExclusions()
	r.planCycle()
}

// openExportReport makes the Exportable Inventory report of the start and plans its
// refreshes (EXP-ELIG-01).
func (r *Run) openExportReport() {
	if r.scripted && r.rules != nil {
		r.refreshExportList()
		r.planCycle()
	}
}

func (r *Run) refreshExportList() {
	var stock []program.ExportRow
	for i := range r.cfg.SKUs {
		stock = append(stock, program.ExportRow{SKU: int32(i), Units: r.poolOf(int32(i), market.US).stock.Sellable()})
	}
	r.exportList = program.Refresh(r.now(), stock, func(sku int32) bool { return r.exports[sku].State == program.Exportable }, r.rules)
	if next := r.now() + int64(r.rules.Delay("export_refresh_days")); next < r.cfg.Horizon {
		r.at(next, classStatus, evRefresh, 0)
	}
}

func exportListRefreshed(r *Run, _ des.Event) { r.refreshExportList() }

func (r *Run) inExportReport(sku int32) bool { return r.exportList.Has(sku) }

func actSetExport(r *Run, a *Action) {
	seller, v, leave := r.seller.SetExport(*a.Args.Enable, r.rules)
	if !r.verdict(v, "seller") {
		return
	}
	r.seller = seller
	if leave {
		r.unenroll()
	}
}

func actExcludeCountry(r *Run, a *Action) {
	list, v := r.seller.Excluded.ExcludeCountry(a.Args.Country, a.Args.Enable == nil || *a.Args.Enable, r.rules)
	if r.verdict(v, "seller to "+a.Args.Country) {
		r.seller.Excluded = list
	}
}

func actExcludeProduct(r *Run, a *Action) {
	country, enable := a.Args.Country, a.Args.Enable == nil || *a.Args.Enable
	if country == "" {
		country = "all"
	}
	list, v := r.seller.Excluded.ExcludeProduct(a.Args.ASIN, country, enable, r.rules)
	if !r.verdict(v, a.Args.ASIN+" to "+country) {
		return
	}
	r.seller.Excluded = list
	r.followExclusions()
}

// followExclusions puts every ASIN that is excluded from all countries into the state
// that says so, and takes the others out of it (EXP-EXC-02).
func (r *Run) followExclusions() {
	for i := range r.exports {
		r.exports[i] = r.exports[i].Exclude(r.seller.Excluded.Everywhere(r.products[i].ASIN) && r.on("EXP-EXC-02"))
	}
}

func actExclusionFile(r *Run, a *Action) {
	rows := make([]program.ExclusionRow, len(a.Args.Exclusions))
	for i, x := range a.Args.Exclusions {
		rows[i] = program.ExclusionRow{ASIN: x.ASIN, Country: x.Country, Media: x.Media}
	}
	list, v := r.seller.Excluded.Upload(rows, r.rules)
	if r.verdict(v, "exclusion file") {
		r.seller.Excluded = list
		r.followExclusions()
	}
}

// storedIn notes the first stock in a country: it may create tax obligations
// (GS-TAX-01).
func (r *Run) storedIn(m market.Marketplace) {
	if r.rules == nil || m == market.US {
		return
	}
	seller, first := r.seller.StoresIn(m, r.rules)
	r.seller = seller
	if first {
		r.find("GS-TAX-01", outcomeWarn, "tax_registration", r.sellers[m])
		if r.scripted && !r.cfg.Markets[m].StocksHere {
			r.paySetup(m)
		}
	}
}

// openDuties notes what the start brings with it in a scripted case: stock abroad was
// stored there before (GS-TAX-01), and returns of seller-fulfilled offers go nowhere
// where the scenario says so (GS-RET-04).
func (r *Run) openDuties() {
	if !r.scripted || r.rules == nil {
		return
	}
	var stored, ships program.Flags
	for i := range r.cfg.SKUs {
		for m := market.US; m < market.MarketplaceCount; m++ {
			stored[m] = stored[m] || m != market.US && r.pools[poolIndex(i, m)].stock.OnHand() > 0
			ships[m] = ships[m] || r.twins[i].Merchant[m]
		}
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if stored[m] {
			r.seller, _ = r.seller.StoresIn(m, r.rules)
		}
		if ships[m] && r.seller.ReturnAddress[m] == program.NoAddress {
			r.checkReturnAddress(m)
		}
	}
}

// paySetup books what setting up in a country costs.
func (r *Run) paySetup(m market.Marketplace) {
	r.payOwn(&ledger.Posting{Tick: r.now(), SKU: -1, Market: m}, ledger.Setup, r.stated(r.cfg.Markets[m].Local.Setup, "setup"), ledger.Vendors)
}

// payAccountSetup books what a new account costs (GS-FBA-04).
func (r *Run) payAccountSetup(code string) {
	m, ok := market.ParseMarketplace(code)
	if !ok {
		m = market.US
	}
	r.paySetup(m)
}

// writeOn takes a unit that turned up into stock again.
func (r *Run) writeOn(p *ledger.Posting, cost money.Amount) {
	if v := (money.Money{Amount: cost, Currency: r.cfg.Report}); v.Amount > 0 {
		r.book.Earn(entry(p, ledger.WriteOff, v, ledger.Result, ledger.Inventory))
	}
}

// answers reports whether the seller answers a suspension by itself: where no action
// of the script does.
func (r *Run) answers() bool {
	return !slices.ContainsFunc(r.cfg.Script.Actions, func(a Action) bool {
		return a.Do == "acknowledge_policy" || a.Do == "submit_action_plan"
	}) && r.rules != nil && !r.scripted
}

// awaitsConfirmation reports whether the script confirms shipments.
func (r *Run) awaitsConfirmation() bool {
	return slices.ContainsFunc(r.cfg.Script.Actions, func(a Action) bool { return a.Do == "confirm_shipment" })
}

// invariants looks at what must hold after every event.
func (r *Run) invariants() error {
	for i := range r.listings {
		l := &r.listings[i]
		if l.remote.State == program.Active && l.market != market.US && r.localBlocks(l) && r.on("RF-LOC-02") && r.on("RF-LOC-01") && r.on("RF-ELIG-15") {
			return fmt.Errorf("INV-01: %s is active in Remote Fulfillment beside local stock", r.entity(l.sku, l.market))
		}
		waits := l.remote.State == program.Evaluating || l.remote.State == program.Pending
		if waits && l.remote.Until > 0 && l.remote.Until < r.now() {
			return fmt.Errorf("INV-07: %s is still %s", r.entity(l.sku, l.market), l.remote.State)
		}
	}
	for i := range r.pools {
		if p := &r.pools[i]; p.cfg.Used {
			if err := p.stock.Check(); err != nil {
				return fmt.Errorf("INV-02: %s: %w", r.entity(p.sku, p.country), err)
			}
		}
	}
	for i := range r.plans {
		if !r.plans[i].plan.Balanced() {
			return fmt.Errorf("INV-08: plan %s does not add up", r.plans[i].plan.Name)
		}
	}
	return r.book.Balanced()
}
