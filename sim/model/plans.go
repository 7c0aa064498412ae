package model

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Inbound plans: what package inbound decides about them is carried out here. A
// plan's shipments leave, travel, arrive and are put away; violations are found and
// judged. Scripts make plans by actions; with Config.Chance every replenishment
// order is one too.

// consignment is an inbound plan with what the model knows of its shipments.
type consignment struct {
	plan    *inbound.Plan
	voyages []voyage // by shipment
	checks  [3]des.Handle
	refusal string // why the last operation was refused, "" where it was not
	own     int32  // pool that it replenishes, -1 for a plan of the script
	index   uint64 // of its draws
}

// voyage is a shipment on its way.
type voyage struct {
	arrival  des.Handle
	due      int64          // tick of arrival
	held     int64          // ticks from arrival to sale by which violations delay it
	goods    []money.Amount // cost of goods per unit, by line
	late     int64          // ticks by which it was held up before it left
	sellable int64
	outcome  string
}

// consignmentNamed returns a plan of the script by name, nil where there is none.
func (r *Run) consignmentNamed(name string) *consignment {
	for i := range r.plans {
		if p := r.plans[i].plan; p.Name == name && r.plans[i].own < 0 {
			return &r.plans[i]
		}
	}
	return nil
}

// openPlan makes a plan; nil where it was refused.
func (r *Run) openPlan(q inbound.Request, own int32) *consignment {
	rules := r.planRules()
	plan, o := inbound.Create(q, r.standing, rules, r.now())
	if o.Refused {
		r.reject(o.Rule, o.Reason, "plan "+q.Name)
		return nil
	}
	r.plans = append(r.plans, consignment{plan: plan, voyages: make([]voyage, len(plan.Shipments)), own: own})
	c := &r.plans[len(r.plans)-1]
	for i := range c.voyages {
		c.voyages[i].sellable = never
	}
	r.audit(o.Rule, "plan "+q.Name, outcomeOK, "", fmt.Sprintf("%d shipments", len(plan.Shipments)))
	r.carryOut(c, &o)
	return c
}

// planRules are the rules that judge a plan made today.
func (r *Run) planRules() inbound.Rules {
	return r.rules
}

// carryOut carries out what an operation on a plan leads to.
func (r *Run) carryOut(c *consignment, o *inbound.Outcome) {
	name := "plan " + c.plan.Name
	c.refusal = ""
	if o.Refused {
		c.refusal = o.Reason
		r.reject(o.Rule, o.Reason, name)
		return
	}
	for _, w := range o.Warnings {
		r.find(w.Rule, outcomeWarn, w.Reason, r.entity(w.SKU, c.plan.Country))
	}
	for _, k := range o.Cancel {
		r.engine.Cancel(c.checks[k])
	}
	for _, d := range o.Due {
		ev := des.Event{Kind: evPlanCheck, Arg: uint16(d.Check), Subject: r.numberOf(c)}
		c.checks[d.Check] = r.engine.AtKeyed(des.Time(d.At), classStatus, ev)
	}
	for _, ch := range o.Charges {
		if ch.Line == inbound.LinePlacement {
			r.chargePlacing(c, ch.Units)
		}
	}
	for _, d := range o.Delays {
		wait := ticks(r.rules.Dist(d.Param).Quantile(0.5))
		if d.Arrival {
			r.moveArrival(c, d.Shipment, wait)
		} else {
			c.voyages[d.Shipment-1].held += wait
		}
		r.audit(d.Rule, r.shipmentEntity(c, d.Shipment), "DELAY", "", fmt.Sprintf("%.2f d", float64(wait)/float64(civil.Day)))
	}
	for _, v := range o.Violations {
		r.violated(c, v)
	}
}

func (r *Run) numberOf(c *consignment) uint32 {
	for i := range r.plans {
		if &r.plans[i] == c {
			return uint32(i)
		}
	}
	return 0
}

func (r *Run) shipmentEntity(c *consignment, n int) string {
	if n == 0 {
		return "plan " + c.plan.Name
	}
	return fmt.Sprintf("plan %s shipment %d", c.plan.Name, n)
}

// violated notes a violation and what Amazon makes of it (INB-ENF-01, INB-ENF-02).
func (r *Run) violated(c *consignment, v inbound.Violation) {
	r.find(v.Rule, outcomeViolation, v.Code.String(), r.shipmentEntity(c, v.Shipment))
	r.chargeDefect(c, v)
	key := r.keys.script.With("suspension")
	luck := inbound.Luck{Suspend: key.Uniform(uint64(r.judged), 0), Notice: ticks(r.rules.Dist("notice_delay").Quantile(0.5))}
	r.judged++
	r.enforce(r.standing.Judge(c.plan, v, r.now(), luck))
	if at, ok := r.standing.ForgetAt(r.rules); ok && at > r.now() {
		r.at(at, classStatus, evForget, 0)
	}
}

// enforce notes changes of the seller's standing.
func (r *Run) enforce(steps []inbound.Step) {
	for _, s := range steps {
		switch s.Kind {
		case inbound.StepNotice:
			r.notices++
			r.find(s.Rule, outcomeNotice, "notice", "seller")
		case inbound.StepSuspended:
			r.suspended.add(r.now(), 1)
			r.find(s.Rule, outcomeSuspended, "suspended", "seller")
			r.respond()
		case inbound.StepReinstated:
			r.suspended.add(r.now(), -1)
			r.find(s.Rule, outcomeReinstated, "reinstated", "seller")
		case inbound.StepForgotten:
			r.audit(s.Rule, "seller", outcomeOK, "", "notice forgotten")
		}
	}
}

// respond plans the seller's answer to a suspension where no script gives it.
func (r *Run) respond() {
	if r.answers() {
		r.after(int64(r.rules.Delay("response_days")), classStatus, evRespond, 0)
	}
}

func sellerResponds(r *Run, _ des.Event) {
	r.enforce(r.standing.Acknowledge(r.now(), r.rules))
	u := r.keys.script.With("acceptance").Uniform(uint64(r.judged), 0)
	r.enforce(r.standing.ActionPlan(u < r.rules.Share("accept_prob"), r.now(), r.rules))
	if r.standing.Suspended() {
		r.respond()
	}
}

func noticeForgotten(r *Run, _ des.Event) { r.enforce(r.standing.Forget(r.now(), r.rules)) }

func planChecked(r *Run, ev des.Event) {
	c := &r.plans[ev.Subject]
	var o inbound.Outcome
	switch inbound.Check(ev.Arg) {
	case inbound.CheckDeadline:
		o = c.plan.Deadline(r.now())
	case inbound.CheckAbandon:
		o = c.plan.AbandonCheck()
	default:
		o = c.plan.PartialDeleteCheck()
	}
	r.carryOut(c, &o)
}

// shipOut sends a shipment on its way.
func (r *Run) shipOut(c *consignment, n int, d inbound.Dispatch, lead, receiving int64) bool {
	o := c.plan.Ship(n, d, r.standing, r.now())
	if o.Refused {
		r.carryOut(c, &o)
		return false
	}
	s, v := c.plan.Shipments[n-1], &c.voyages[n-1]
	v.goods, v.due, v.held = v.goods[:0], r.now()+lead+v.late, receiving
	for _, line := range s.Lines {
		p := r.poolOf(line.SKU, c.plan.Country)
		sh := shipment{units: line.Sent, goods: r.money(r.cfg.SKUs[line.SKU].Cost)}
		v.goods = append(v.goods, sh.goods)
		p.onOrder += line.Sent
		r.payGoods(p, &sh)
	}
	ev := des.Event{Kind: evArrival, Arg: uint16(n), Subject: r.numberOf(c)}
	v.arrival = r.engine.AtKeyed(des.Time(v.due), classReceipt, ev)
	r.audit(o.Rule, r.shipmentEntity(c, n), outcomeOK, "", "shipped")
	r.carryOut(c, &o)
	return true
}

func (r *Run) poolOf(sku int32, m market.Marketplace) *pool { return &r.pools[poolIndex(int(sku), m)] }

// moveArrival holds up a shipment that has not arrived.
func (r *Run) moveArrival(c *consignment, n int, ticks int64) {
	v := &c.voyages[n-1]
	v.due += ticks
	if h, ok := r.engine.Reschedule(v.arrival, des.Time(v.due), classReceipt); ok {
		v.arrival = h
	}
}

// shipmentArrives is the arrival at the fulfillment center: received, or returned
// to its sender where duty is due (GS-INB-02).
func shipmentArrives(r *Run, ev des.Event) {
	c, n := &r.plans[ev.Subject], int(ev.Arg)
	v := &c.voyages[n-1]
	o := c.plan.Arrive(n, r.standing, r.now())
	switch {
	case o.Refused:
		r.await(c, n, ev)
		return
	case o.ReturnToSender:
		v.outcome = outcomeReturned
		r.find(o.Rule, outcomeReturned, "duty_unpaid", r.shipmentEntity(c, n))
		r.sendBack(c, n)
		r.carryOut(c, &o)
		return
	}
	v.outcome = outcomeOK
	receiving := v.held
	v.held = 0
	r.carryOut(c, &o)
	wait := inbound.ReceiptTime(receiving, c.plan.Rules) + v.held
	r.after(wait, classReceipt, evPutAway, ev.Subject<<8|uint32(n))
	r.audit(o.Rule, r.shipmentEntity(c, n), outcomeOK, "", "received")
}

// putAway puts a received shipment on the shelf and pays for bringing it in.
func putAway(r *Run, ev des.Event) {
	c, n := &r.plans[ev.Subject>>8], int(ev.Subject&0xff)
	v := &c.voyages[n-1]
	v.sellable = r.now()
	o := c.plan.PutAway(n, r.now())
	r.carryOut(c, &o)
	for i, line := range c.plan.Shipments[n-1].Lines {
		p := r.poolOf(line.SKU, c.plan.Country)
		sh := shipment{
			pool: poolIndex(int(line.SKU), c.plan.Country), units: line.Received, goods: v.goods[i],
			key: p.key, index: c.index,
		}
		p.onOrder -= line.Sent
		p.underway.add(r.now(), -int64(money.Amount(line.Sent)*sh.goods/money.Cent))
		if line.Received > 0 {
			r.shelve(p, &sh)
		}
	}
}

// sendBack returns a shipment: the seller pays the freight both ways and has the
// goods in the own warehouse again.
func (r *Run) sendBack(c *consignment, n int) {
	for i, line := range c.plan.Shipments[n-1].Lines {
		p := r.poolOf(line.SKU, c.plan.Country)
		goods := c.voyages[n-1].goods[i]
		p.onOrder -= line.Sent
		p.underway.add(r.now(), -int64(money.Amount(line.Sent)*goods/money.Cent))
		own := &r.own[line.SKU]
		own.units, own.value = own.units+line.Sent, own.value+goods*money.Amount(line.Sent)
		freight := r.freightOf(p, line.Sent) * money.Amount(line.Sent)
		post := ledger.Posting{Tick: r.now(), SKU: line.SKU, Market: c.plan.Country}
		r.payOwn(&post, ledger.InboundFreight, freight, ledger.Carriers)
		r.payOwn(&post, ledger.InboundReturn, freight, ledger.Carriers)
	}
}

// freightOf is what bringing in a unit of a shipment costs.
func (r *Run) freightOf(p *pool, units int64) money.Amount {
	c, _ := r.landedCost(p, units, &shipment{key: p.key})
	return c.Freight
}

// chargePlacing charges the placement of a plan's units at one center (INB-PLC-01).
func (r *Run) chargePlacing(c *consignment, units int64) {
	line := c.plan.Shipments[0].Lines[0]
	p := r.poolOf(line.SKU, c.plan.Country)
	if p.cfg.Tariff == nil {
		return
	}
	fee := p.cfg.Tariff.Placement(r.feeDay(), r.placementOption(p), r.cfg.Upkeep.PlacementShare)
	fee.Amount *= money.Amount(units)
	r.chargePool(p, &fee)
}

// placementOption is the inbound option that a plan to one center pays for.
func (r *Run) placementOption(p *pool) string {
	if p.cfg.Fees.Placement != "" {
		return p.cfg.Fees.Placement
	}
	return "minimal"
}

// chargeDefect charges the fee on the units of a violating shipment, where a rule lets
// Amazon and a card has a row of the violation's name (INB-CONS-03, EXT-08). The
// built-in cards have none, for what Amazon charges is not published; where
// INB-CONS-03 is off a planning value stands in.
func (r *Run) chargeDefect(c *consignment, v inbound.Violation) {
	charged, rule := inbound.DefectFee(c.plan.Rules)
	if !charged || r.cfg.Cards == nil || v.Shipment == 0 {
		return
	}
	line, err := r.cfg.Cards.DefectFee(c.plan.Country, r.feeDay(), v.Code.String(), "standard")
	switch {
	case err == nil:
	case rule == "EXT-08":
		return // it takes a card
	default:
		line = fee.Line{Kind: market.InboundDefect, Amount: r.planned("defect"), Currency: r.cfg.Report}
	}
	for _, one := range c.plan.Shipments[v.Shipment-1].Lines {
		due := line
		due.Amount *= money.Amount(one.Sent)
		r.chargePool(r.poolOf(one.SKU, c.plan.Country), &due)
	}
	r.audit(rule, r.shipmentEntity(c, v.Shipment), outcomeOK, v.Code.String(), "defect fee charged")
}

// await lets a shipment that the center does not take wait for another day, and gives
// up at the horizon.
func (r *Run) await(c *consignment, n int, ev des.Event) {
	v := &c.voyages[n-1]
	v.outcome = "refused"
	if r.now()+civil.Day < r.cfg.Horizon {
		v.due = r.now() + civil.Day
		v.arrival = r.engine.AtKeyed(des.Time(v.due), classReceipt, ev)
		return
	}
	r.sendBack(c, n)
}
