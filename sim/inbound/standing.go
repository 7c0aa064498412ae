package inbound

// State is where a seller stands with Amazon's inbound team.
type State uint8

// The states of a seller.
const (
	Good State = iota
	Noticed
	Suspended
)

var stateNames = [...]string{"GOOD", "NOTICED", "SUSPENDED"}

// String returns the state as findings and expressions write it.
func (s State) String() string { return stateNames[s] }

// Standing is the enforcement state of a seller; the zero value is a seller in
// good standing. It knows nothing of plans: each carries its own mark that its
// notice has been given.
type Standing struct {
	State        State
	NoticeSentAt int64 // of the first notice, in ticks; while not Good
	MemoryFrom   int64 // tick of the last violation, notice or reinstatement
	Acked        bool  // the policy was acknowledged since the suspension
	PlanAccepted bool  // an action plan was accepted since the suspension
}

// Suspended tells whether plans and shipments are refused (INV-09).
func (s Standing) Suspended() bool { return s.State == Suspended }

// Step is a change of standing.
type Step struct {
	Kind StepKind
	At   int64 // tick; a notice may be sent later than its violation
	Rule string
}

// StepKind is a kind of change.
type StepKind uint8

// The kinds: the seller is notified, suspended, reinstated, or a notice is
// forgotten.
const (
	StepNotice StepKind = iota
	StepSuspended
	StepReinstated
	StepForgotten
)

var stepNames = [...]string{"NOTICE", "SUSPENDED", "REINSTATED", "FORGOTTEN"}

// String returns the step as findings write it.
func (k StepKind) String() string { return stepNames[k] }

// Luck is what the model draws for a violation: whether it suspends, uniform on
// [0, 1), and the ticks until a notice is there (parameter notice_delay).
type Luck struct {
	Suspend float64
	Notice  int64
}

// Judge takes a violation of a plan at now. The first raises a notice
// (INB-ENF-01). One of a shipment sent after the notice suspends the seller with
// probability p_suspend, and raises another notice otherwise (INB-ENF-02). Further
// violations of the same plan, and of shipments sent before the notice, stay
// findings. Call Forget when ForgetAt comes.
func (s *Standing) Judge(p *Plan, v Violation, now int64, luck Luck) []Step {
	steps := s.Forget(now, p.Rules)
	if !p.Rules.Lists("notice_for", v.Code.String()) {
		return steps
	}
	if s.State != Good {
		s.MemoryFrom = max(s.MemoryFrom, now)
	}
	switch {
	case p.Noticed:
	case s.State == Good:
		if p.Rules.On("INB-ENF-01") {
			at := now + max(0, luck.Notice)
			*s = Standing{State: Noticed, NoticeSentAt: at, MemoryFrom: at}
			p.Noticed = true
			return append(steps, Step{StepNotice, at, "INB-ENF-01"})
		}
	case s.State == Noticed && v.SentAt > s.NoticeSentAt && p.Rules.On("INB-ENF-02"):
		p.Noticed = true
		if luck.Suspend >= p.Rules.Share("p_suspend") {
			return append(steps, Step{StepNotice, now + max(0, luck.Notice), "INB-ENF-01"})
		}
		s.State, s.Acked, s.PlanAccepted = Suspended, false, false
		steps = append(steps, Step{StepSuspended, now, "INB-ENF-02"})
		if !p.Rules.On("INB-ENF-03") {
			steps = append(steps, s.reinstate(now)...)
		}
	}
	return steps
}

// Acknowledge is the seller's acknowledgment of the policy; it lifts a suspension
// together with an accepted action plan (INB-ENF-03).
func (s *Standing) Acknowledge(now int64, r Rules) []Step {
	s.Acked = s.Acked || s.State == Suspended
	return s.lift(now, r)
}

// ActionPlan is a plan of action, accepted or not (INB-ENF-03).
func (s *Standing) ActionPlan(accepted bool, now int64, r Rules) []Step {
	s.PlanAccepted = s.PlanAccepted || accepted && s.State == Suspended
	return s.lift(now, r)
}

// lift reinstates a suspended seller who has done both, or anything at all where
// INB-ENF-03 is off.
func (s *Standing) lift(now int64, r Rules) []Step {
	if s.State != Suspended || r.On("INB-ENF-03") && !(s.Acked && s.PlanAccepted) {
		return nil
	}
	return s.reinstate(now)
}

func (s *Standing) reinstate(now int64) []Step {
	s.State, s.MemoryFrom = Noticed, now
	s.Acked, s.PlanAccepted = false, false
	return []Step{{StepReinstated, now, "INB-ENF-03"}}
}

// ForgetAt returns the tick at which a notice is forgotten unless something
// happens before; false where none is outstanding.
func (s Standing) ForgetAt(r Rules) (int64, bool) {
	if s.State != Noticed {
		return 0, false
	}
	return s.MemoryFrom + wait(r, "notice_memory") + 1, true
}

// Forget returns a seller to good standing when the notice has been forgotten at
// now; at exactly the end of the memory it is still there.
func (s *Standing) Forget(now int64, r Rules) []Step {
	at, ok := s.ForgetAt(r)
	if !ok || now < at {
		return nil
	}
	*s = Standing{}
	return []Step{{StepForgotten, now, "INB-ENF-02"}}
}
