package program

import "fbasim/sim/quantity"

// Rules are the rules in force at a moment with their parameters; *policy.Set is
// one. Asking for a parameter that does not exist is a defect of the build.
type Rules interface {
	On(id string) bool        // in force and not switched off
	Word(param string) string // one of a few words
	Bool(param string) bool
	Int(param string) int64
	Share(param string) float64 // 0 to 1
	Delay(param string) quantity.Duration
	Number(param string) float64
	Lists(param, word string) bool // whether a list has a word
}

// on reports whether a rule holds. Without rules all of them do: that serves
// callers that look at stock only.
func on(r Rules, id string) bool { return r == nil || r.On(id) }

// word reports whether a parameter has a value that is not its default.
func word(r Rules, param, value string) bool { return r != nil && r.Word(param) == value }

// yes returns a switch, its default without rules.
func yes(r Rules, param string, otherwise bool) bool {
	if r == nil {
		return otherwise
	}
	return r.Bool(param)
}

// wait returns a delay in ticks, zero where the timer rule that asks for it is off.
func wait(r Rules, rule, param string) int64 {
	if r == nil || rule != "" && !r.On(rule) {
		return 0
	}
	return int64(r.Delay(param))
}

// lists reports whether a list holds a word; without rules no list does.
func lists(r Rules, param, word string) bool { return r != nil && r.Lists(param, word) }
