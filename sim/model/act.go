package model

import (
	"fbasim/sim/des"
)

// Actions of the script: what the seller, Amazon and the world do at a time or as
// soon as a condition holds. acts is the one table of what they do.

// handler is what a word of the vocabulary does.
type handler struct {
	word string
	do   func(r *Run, a *Action)
}

// acts is the one table of the vocabulary.
func acts() []handler {
	return []handler{
		{"enroll", actEnroll},
		{"unenroll", actUnenroll},
		{"set_auto_listing", actSetAutoListing},
		{"download_status_report", actDownloadReport},
		{"upload_status_report", actUploadReport},
		{"create_offer", actCreateOffer},
		{"remove_offer", actRemoveOffer},
		{"set_price", actSetPrice},
		{"set_channel", actSetChannel},
		{"add_seller_fulfilled_quantity", actAddQuantity},
		{"set_stranded_days", actSetStrandedDays},
		{"opt_out_auto_action", actOptOut},
		{"payment_method_changed", actPaymentMethod},
		{"set_currency_converter", actConverter},
		{"register_fba", actRegister},
		{"add_product", actAddProduct},
		{"set_fba_export", actSetExport},
		{"exclude_country", actExcludeCountry},
		{"exclude_product", actExcludeProduct},
		{"upload_exclusion_file", actExclusionFile},
		{"request_mcf", actRequestMCF},
		{"confirm_shipment", actConfirm},
		{"set_return_address", actReturnAddress},
		{"create_plan", actCreatePlan},
		{"approve_plan", actApprovePlan},
		{"edit_quantity", actEditQuantity},
		{"delete_shipment", actDeleteShipment},
		{"delete_plan", actDeletePlan},
		{"ship", actShip},
		{"misroute", actMisroute},
		{"acknowledge_policy", actAcknowledge},
		{"submit_action_plan", actActionPlan},
		{"risk_change", actRisk},
		{"compliance_change", actCompliance},
		{"approval_change", actApproval},
		{"fba_enabled_change", actEnabled},
		{"transport_block", actTransport},
		{"class_change", actClasses},
		{"lawful_change", actLawful},
		{"us_offer_pulled", actUSPulled},
		{"us_offer_restored", actUSRestored},
		{"listing_problem", actListingProblem},
		{"listing_fixed", actListingFixed},
		{"price_sync", actPriceSync},
		{"stock_adjustment", actAdjustStock},
		{"delay_shipment", actDelayShipment},
		{"duty_unpaid", actDutyUnpaid},
		{"place_order", actPlaceOrder},
		{"return_order", actReturnOrder},
		{"atoz_claim", actClaim},
		{"deliver_late", actDeliverLate},
	}
}

// Knows reports whether a word of the vocabulary has a handler.
func Knows(word string) bool { return doerOf(word) != nil }

func doerOf(word string) func(r *Run, a *Action) {
	for _, h := range acts() {
		if h.word == word {
			return h.do
		}
	}
	return nil
}

// openScript puts the script on the calendar.
func (r *Run) openScript() {
	s := &r.cfg.Script
	r.waiting = r.waiting[:0]
	for i := range s.Actions {
		if a := &s.Actions[i]; a.When != nil {
			r.waiting = append(r.waiting, i)
		} else {
			r.at(a.At, classDemand, evAction, uint32(i)) // after what is due at the same moment
		}
	}
	for i := range s.Expectations {
		r.at(s.Expectations[i].At, classStatistics, evExpect, uint32(i))
	}
	r.watchActions()
}

func actionDue(r *Run, ev des.Event) { r.act(&r.cfg.Script.Actions[ev.Subject]) }

func (r *Run) act(a *Action) {
	do := doerOf(a.Do)
	if do == nil {
		r.fail("no handler for action %s", a.Do)
		return
	}
	r.acting = a
	do(r, a)
	r.acting = nil
}

// watchActions carries out the actions whose condition holds for the first time.
func (r *Run) watchActions() {
	for i := 0; i < len(r.waiting); {
		a := &r.cfg.Script.Actions[r.waiting[i]]
		if holds, _ := a.When.Check(&Sight{r}); !holds {
			i++
			continue
		}
		r.waiting = append(r.waiting[:i], r.waiting[i+1:]...)
		r.act(a)
	}
}

// expectationDue checks what a scenario expects of this moment.
func expectationDue(r *Run, ev des.Event) {
	e := &r.cfg.Script.Expectations[ev.Subject]
	if holds, found := e.That.Check(&Sight{r}); !holds {
		r.failures = append(r.failures, Failure{Name: e.Name, Text: e.Text, Rule: e.Rule, Tick: r.now(), Found: found})
	}
}

// watched wraps handlers so that conditions and invariants are looked at after
// every event, which only scripted runs pay for.
func watched(list []des.Handler[Run]) []des.Handler[Run] {
	out := make([]des.Handler[Run], len(list))
	for i, h := range list {
		out[i] = func(r *Run, ev des.Event) {
			h(r, ev)
			r.afterEvent()
		}
	}
	return out
}

func (r *Run) afterEvent() {
	if len(r.waiting) > 0 {
		r.watchActions()
	}
	if r.strict && r.fault == nil {
		r.fault = r.invariants()
		if r.fault != nil {
			r.engine.Stop()
		}
	}
}

// reject notes that an action was refused and changed nothing.
func (r *Run) reject(rule, reason, entity string) {
	r.find(rule, outcomeRejected, reason, entity)
}
