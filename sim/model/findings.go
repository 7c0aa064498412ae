package model

// Finding is a decision of a rule that a planner wants to hear of.
type Finding struct {
	Tick                           int64
	Rule, Decision, Reason, Entity string // Entity: "MUG/CA", "order 1", "seller"
}

// Findings returns those of the last replication, in the order of time; nil where
// there were none.
func (r *Run) Findings() []Finding {
	if len(r.findings) == 0 {
		return nil
	}
	list := make([]Finding, len(r.findings))
	for i := range r.findings {
		f := &r.findings[i]
		list[i] = Finding{f.tick, f.rule, f.decision, f.reason, f.entity}
	}
	return list
}
