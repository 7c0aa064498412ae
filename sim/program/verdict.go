package program

// Outcome is what became of an action.
type Outcome uint8

// The outcomes that this package gives.
const (
	OK       Outcome = iota
	Warned           // done, with a finding
	Rejected         // refused, nothing changed
	Blocked          // an offer or order that is not possible
	Skipped          // the rule that would do it is switched off
)

var outcomeNames = [...]string{"OK", "WARN", "REJECTED", "BLOCKED", "SKIPPED"}

// String returns the outcome's name in findings.
func (o Outcome) String() string { return outcomeNames[o] }

// Verdict is what became of an action, and the rule that decided it.
type Verdict struct {
	Outcome Outcome
	Reason  Reason
	Rule    string  // "" where no rule stood against it
	Details Reasons // every reason found, Reason among them
	Finding bool    // a finding against the seller, besides the outcome
}

// Done reports whether the action was carried out.
func (v Verdict) Done() bool { return v.Outcome == OK || v.Outcome == Warned }

func refuse(reason Reason, rule string) Verdict {
	return Verdict{Outcome: Rejected, Reason: reason, Rule: rule, Details: Reasons(0).With(reason)}
}

func warn(reason Reason, rule string) Verdict {
	return Verdict{Outcome: Warned, Reason: reason, Rule: rule, Details: Reasons(0).With(reason), Finding: true}
}

func block(reason Reason, rule string) Verdict {
	return Verdict{Outcome: Blocked, Reason: reason, Rule: rule, Details: Reasons(0).With(reason)}
}
