package model

import "fbasim/sim/des"

// The kinds of events. A new kind is a line here and one in handlers.
const (
	evReceipt      des.Kind = iota // Subject: shipment
	evReturn                       // Subject: order
	evOfferDue                     // Subject: listing, Arg: program.Signal
	evPlanChange                   // Subject: listing
	evReadd                        // Subject: listing
	evBuyer                        // Subject: strip
	evPickup                       // Subject: order
	evDelivery                     // Subject: order
	evReview                       // Subject: pool
	evMonthEnd                     // Subject: 0
	evLocalMonth                   // Subject: marketplace
	evSettlement                   // Subject: 0
	evWarmupEnd                    // Subject: 0
	evHorizon                      // Subject: 0
	evTerms                        // Subject: listing
	evRate                         // Subject: currency
	evTaxBack                      // Subject: claim
	evDayEnd                       // Subject: 0
	evSnapshot                     // Subject: block
	evDisposal                     // Subject: pool
	evStockDay                     // Subject: block
	evPlacement                    // Subject: shipment
	evAccountFee                   // Subject: index into Config.Account
	evPriceSync                    // Subject: listing
	evReturnsDue                   // Subject: listing, Arg: month of shipment
	evAction                       // Subject: index into Script.Actions
	evExpect                       // Subject: index into Script.Expectations
	evReturnAsked                  // Subject: number of a placed order
	evPlacedReturn                 // Subject: number of a placed order
	evMCFArrives                   // Subject: number of a placed order
	evStranded                     // Subject: listing
	evPlanCheck                    // Subject: plan, Arg: inbound.Check
	evArrival                      // Subject: plan, Arg: shipment
	evPutAway                      // Subject: plan << 8 | shipment
	evForget                       // Subject: 0
	evRespond                      // Subject: 0
	evProfile                      // Subject: 0
	evCycle                        // Subject: 0
	evRefresh                      // Subject: 0
	evHazard                       // Subject: listing
	evRules                        // Subject: 0
	evStatus                       // Subject: 0
	evLeave                        // Subject: 0
)

// The classes order what happens at one instant.
const (
	classReceipt des.Class = iota
	classStatus
	classDemand
	classReview
	classSettlement
	classStatistics
)

func (r *Run) handlers() []des.Handler[Run] {
	if r.scripted {
		return watched(handlers())
	}
	return afterBlocks(handlers())
}

func handlers() []des.Handler[Run] {
	return []des.Handler[Run]{
		evReceipt:    receiptArrives,
		evReturn:     returnReceived,
		evOfferDue:   offerDue,
		evPlanChange: planChanges,
		evReadd:      sellerReadds,
		evBuyer:      buyerArrives,
		evPickup:     carrierPicksUp,
		evDelivery:   parcelDelivered,
		evReview:     stockReviewed,
		evMonthEnd:   monthEnds,
		evLocalMonth: localMonthBegins,
		evSettlement: balanceSettled,
		evWarmupEnd:  warmupEnds,
		evHorizon:    horizonEnds,
		evTerms:      termsChange,
		evRate:       rateMoves,
		evTaxBack:    taxPaidBack,
		evDayEnd:     dayEnds,
		evSnapshot:   agedStockCounted,
		evDisposal:   unsellableLeave,
		evStockDay:   stockDayEnds,
		evPlacement:  placementCharged,
		evAccountFee: accountCharged,
		evPriceSync:  pricesFollow, evReturnsDue: returnsBilled,

		evAction: actionDue, evExpect: expectationDue, evReturnAsked: returnAsked, evPlacedReturn: placedReturned,
		evMCFArrives: mcfArrives, evStranded: strandedDue, evPlanCheck: planChecked, evArrival: shipmentArrives,
		evPutAway: putAway, evForget: noticeForgotten, evRespond: sellerResponds, evProfile: profileChanges,
		evCycle: exportCycle, evRefresh: exportListRefreshed, evHazard: eligibilityChanges, evRules: userRulesLooked, evStatus: statusReported,
		evLeave: sellerLeaves,
	}
}
