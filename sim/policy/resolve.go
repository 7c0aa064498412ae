package policy

import (
	"fmt"
	"maps"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
)

// Choice is what a scenario says about the rules.
type Choice struct {
	Profile string            // "" or "date": by the date of each event; else the profile to pin
	Params  map[string]string // parameters by name, as written; they hold in every profile
	Off     []string          // ids of rules that are switched off
}

// ByDate is the name of the profile that goes by the date of each event.
const ByDate = "date"

// ChoiceError is something wrong with a choice. Error returns it with its hint.
type ChoiceError struct {
	Field string // "profile", "params" or "off"
	Name  string // the profile, parameter or rule that is meant
	Msg   string
	Hint  string // how to mend it; ""
}

// Error returns message and hint on one line.
func (e *ChoiceError) Error() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + "; " + e.Hint
}

// Rules are the rules as a scenario chose them, over all dates. They are immutable.
type Rules struct {
	sets []*Set // by date; the first has no beginning
	from []civil.Date
}

// Resolve applies a choice. It returns everything that is wrong with it as
// *ChoiceError, in the order profile, parameters by name, rules as listed; the
// rules are nil then.
func (b *Book) Resolve(c Choice) (*Rules, []error) {
	if (c.Profile == "" || c.Profile == ByDate) && len(c.Params)+len(c.Off) == 0 {
		return b.asWritten(), nil // what most cases say, of most points of a sweep
	}
	s := b.choose(c)
	if len(s.errs) > 0 {
		return nil, s.errs
	}
	return s.rules(), nil
}

// choose reads a choice.
func (b *Book) choose(c Choice) selection {
	s := selection{book: b, off: make([]bool, len(b.all)), set: map[int]value{}}
	s.pin(c.Profile)
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		s.change(name, c.Params[name])
	}
	for _, id := range c.Off {
		s.switchOff(id)
	}
	return s
}

// selection is a choice as far as it has been understood.
type selection struct {
	book   *Book
	pinned *Profile // nil: by date
	off    []bool
	set    map[int]value
	errs   []error
}

func (s *selection) wrong(field, name, hint, format string, args ...any) {
	s.errs = append(s.errs, &ChoiceError{Field: field, Name: name, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

func (s *selection) pin(name string) {
	if name == "" || name == ByDate {
		return
	}
	if s.pinned = s.book.Profile(name); s.pinned != nil {
		return
	}
	names := []string{ByDate}
	for _, p := range s.book.profiles {
		names = append(names, p.Name)
	}
	s.wrong("profile", name, meant(name, names, "there are "+either(names)), "there is no profile %q", diag.Escape(name))
}

func (s *selection) change(name, text string) {
	p := s.book.Param(name)
	if p == nil {
		var names []string
		for _, p := range s.book.params {
			names = append(names, p.Name)
		}
		s.wrong("params", name, meant(name, names, "fbasim rules show ID lists the parameters of a rule"),
			"no rule has a parameter %q", diag.Escape(name))
		return
	}
	if p.Given != "" {
		s.wrong("params", name, "it comes from "+p.Value, "%s (%s) is not set here", name, p.Rule)
		return
	}
	v, err := p.parse(text)
	switch {
	case err != nil:
		s.wrong("params", name, "", "%v", err)
	case s.book.rules[p.Rule].later && !s.later() && text != p.Value:
		s.wrong("params", name, `use profile "date" or "2024"`,
			"%s belongs to %s, a later fact that profile %q leaves out", name, p.Rule, s.pinned.Name)
	default:
		s.set[s.book.number[name]] = v
	}
}

func (s *selection) switchOff(id string) {
	r := s.book.rules[id]
	if r == nil {
		var ids []string
		for _, r := range s.book.all {
			ids = append(ids, r.ID)
		}
		s.wrong("off", id, meant(id, ids, "fbasim rules list shows all of them"), "there is no rule %q", diag.Escape(id))
		return
	}
	if !r.Switchable() {
		why := "it only holds numbers of the model"
		if r.Kind == "info" {
			why = "it changes nothing in a simulation"
		}
		s.wrong("off", id, "", "rule %s cannot be switched off: %s", id, why)
		return
	}
	s.off[s.book.index[id]] = true
}

// meant is a hint: what was perhaps meant, or else the other hint.
func meant(word string, known []string, other string) string {
	if near := diag.Suggest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return other
}

// later reports whether facts from after the source documents can hold.
func (s *selection) later() bool { return s.pinned == nil || s.pinned.Later }

// rules builds a set for each span of days in which nothing changes.
func (s *selection) rules() *Rules {
	var days []civil.Date
	if s.pinned == nil {
		for _, p := range s.book.profiles {
			if p.From != "" {
				days = append(days, p.from)
			}
		}
	}
	for _, r := range s.book.all {
		if r.From != "" && s.later() {
			days = append(days, r.from)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	first := civil.Of(1, 1, 1)
	out := &Rules{sets: []*Set{s.build(first)}, from: []civil.Date{first}}
	for _, day := range days {
		next := s.build(day)
		if !next.equal(out.sets[len(out.sets)-1]) {
			out.sets, out.from = append(out.sets, next), append(out.from, day)
		}
	}
	return out
}

// profile returns the one in force on a day.
func (s *selection) profile(day civil.Date) *Profile {
	if s.pinned != nil {
		return s.pinned
	}
	last := s.book.profiles[0]
	for _, p := range s.book.profiles {
		if p.From != "" && p.from <= day {
			last = p
		}
	}
	return last
}

func (s *selection) build(day civil.Date) *Set {
	b, p := s.book, s.profile(day)
	set := &Set{book: b, profile: p, held: make([]bool, len(b.all)), on: make([]bool, len(b.all)), values: slices.Clone(b.values)}
	for _, over := range []map[int]value{p.held, s.set} {
		for i, v := range over {
			set.values[i] = v
		}
	}
	for i, r := range b.all {
		set.held[i] = s.holds(r, set, day)
		set.on[i] = set.held[i] && !s.off[i]
	}
	return set
}

// holds reports whether a rule is in force on a day, switched off or not.
func (s *selection) holds(r *Rule, set *Set, day civil.Date) bool {
	b := s.book
	if r.later && (!s.later() || day < r.from) {
		return false
	}
	if !r.later && !r.InCatalog() {
		return true
	}
	if r.When != "" {
		return set.has(r.When)
	}
	if r.later {
		return true
	}
	begins := b.Profile(r.Profile)
	// A profile whose date is a rule has always been there when that rule is off.
	dateless := begins.Rule != "" && s.off[b.index[begins.Rule]]
	return dateless || set.profile.rank >= begins.rank
}
