package policy

import (
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/quantity"
)

// At returns the rules in force on a day.
func (r *Rules) At(day civil.Date) *Set {
	i := len(r.from) - 1
	for i > 0 && r.from[i] > day {
		i--
	}
	return r.sets[i]
}

// Changes goes through the days on which other rules or values come into force, in order.
func (r *Rules) Changes() []civil.Date { return slices.Clone(r.from[1:]) }

// NextChange returns the first of Changes after a day, and whether there is one.
func (r *Rules) NextChange(d civil.Date) (civil.Date, bool) {
	for _, day := range r.from[1:] {
		if day > d {
			return day, true
		}
	}
	return 0, false
}

// Set is the rules in force over a span of days with the values of all parameters.
// It is immutable. Asking it for a rule or parameter that no file holds, or for a
// value of another type, is a defect of the build and panics.
type Set struct {
	book     *Book
	profile  *Profile
	held, on []bool
	values   []value
}

// Profile returns the name of the profile in force.
func (s *Set) Profile() string { return s.profile.Name }

// On reports whether a rule is in force and not switched off.
func (s *Set) On(id string) bool { return s.on[s.at(id)] }

// InForce reports whether a rule is in force by date and profile, switched off or
// not. Where it is not, there is nothing to switch off: another rule may hold
// instead, such as the cap of 6 units before that of 10 for plans of the API.
func (s *Set) InForce(id string) bool { return s.held[s.at(id)] }

func (s *Set) at(id string) int {
	i, ok := s.book.index[id]
	if !ok {
		panic("policy: no rule " + id)
	}
	return i
}

// has reports whether a parameter has a word, written "name=word".
func (s *Set) has(condition string) bool {
	name, word, _ := strings.Cut(condition, "=")
	return s.Text(name) == word
}

func (s *Set) equal(t *Set) bool {
	return s.profile == t.profile && slices.Equal(s.on, t.on) && slices.Equal(s.held, t.held) &&
		slices.EqualFunc(s.values, t.values, value.equal)
}

// get returns a value of one of some types.
func (s *Set) get(name string, types ...Type) *value {
	i, ok := s.book.number[name]
	if !ok {
		panic("policy: no parameter " + name)
	}
	if t := s.book.params[i].kind; len(types) > 0 && !slices.Contains(types, t) {
		panic("policy: parameter " + name + " is " + t.String())
	}
	return &s.values[i]
}

// Text returns a parameter of any type as written.
func (s *Set) Text(name string) string { return s.get(name).text }

// Word returns a parameter that is one of a list of words.
func (s *Set) Word(name string) string { return s.get(name, TypeWord).text }

// Bool returns a parameter that is true or false.
func (s *Set) Bool(name string) bool { return s.get(name, TypeBool).yes }

// Int returns a parameter that is a whole number.
func (s *Set) Int(name string) int64 { return s.get(name, TypeInt).whole }

// Number returns a parameter that is a number, whole or not.
func (s *Set) Number(name string) float64 { return s.get(name, TypeNumber, TypeInt).number }

// Delay returns a parameter that is a span of time, the mean of one that is a
// distribution; Dist has the whole of it.
func (s *Set) Delay(name string) quantity.Duration { return s.get(name, TypeSpan, TypeDays).span }

// Share returns a parameter that is a percentage as a fraction: 0.05 for 5 %.
func (s *Set) Share(name string) float64 { return s.get(name, TypeShare).number }

// Dist returns a parameter that is a distribution; one of time is in days, and a
// span of time is a constant one.
func (s *Set) Dist(name string) dist.Dist { return s.get(name, TypeSpan, TypeDays, TypeDist).dist }

// Date returns a parameter that is a day.
func (s *Set) Date(name string) civil.Date { return civil.Date(s.get(name, TypeDate).whole) }

// List returns the words of a parameter that is a list, in the order written. The
// slice must not be changed.
func (s *Set) List(name string) []string { return s.get(name, TypeList).words }

// Lists reports whether a parameter that is a list holds a word.
func (s *Set) Lists(name, word string) bool { return slices.Contains(s.List(name), word) }
