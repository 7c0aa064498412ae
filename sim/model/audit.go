package model

import (
	"fmt"

	"fbasim/sim/market"
)

// The audit trail: which rule decided what, when, about whom. Findings are the
// decisions that are not plain sailing; they are always counted, while the trail
// itself is kept only where somebody asks for it.

// AuditEntry is a decision of a rule.
type AuditEntry struct {
	Tick                                            int64
	Rule, Profile, Entity, Decision, Reason, Effect string
}

// Auditor receives every decision; nil costs nothing.
type Auditor interface{ Audit(e AuditEntry) }

// The compliance outcomes of the rule catalogue.
const (
	outcomeOK         = "OK"
	outcomeWarn       = "WARN"
	outcomeRejected   = "REJECTED"
	outcomeBlocked    = "BLOCKED"
	outcomeConflict   = "CONFLICT"
	outcomeViolation  = "VIOLATION"
	outcomeNotice     = "NOTICE"
	outcomeSuspended  = "SUSPENDED"
	outcomeReinstated = "REINSTATED"
	outcomeReturned   = "RETURN_TO_SENDER"
	outcomeLate       = "LATE"
)

// finding is a decision that a planner wants to hear of.
type finding struct {
	tick                           int64
	rule, decision, reason, entity string
}

// audit notes a decision that is no finding.
func (r *Run) audit(rule, entity, decision, reason, effect string) {
	if r.auditor != nil {
		r.auditor.Audit(AuditEntry{r.now(), rule, r.profileName(), entity, decision, reason, effect})
	}
}

// find notes a finding. Its reason is a code in snake_case.
func (r *Run) find(rule, decision, reason, entity string) {
	r.findings = append(r.findings, finding{r.now(), rule, decision, reason, entity})
	r.audit(rule, entity, decision, reason, "")
}

// countFindings counts the findings of a rule or with a reason; "" counts all.
func (r *Run) countFindings(idOrCode string) (n int64) {
	for i := range r.findings {
		f := &r.findings[i]
		if idOrCode == "" || f.rule == idOrCode || f.reason == idOrCode || f.decision == idOrCode {
			n++
		}
	}
	return n
}

// entity names a SKU in a marketplace.
func (r *Run) entity(sku int32, m market.Marketplace) string {
	return r.cfg.SKUs[sku].Name + "/" + m.String()
}

func (r *Run) orderEntity(o *order) string {
	if o.script > 0 {
		return fmt.Sprintf("order %d", o.script)
	}
	return r.orderName(o).Text(r.cfg.SKUs[r.listings[o.listing].sku].Name)
}
