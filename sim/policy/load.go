package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"fbasim/sim/civil"
)

// file is a TOML file of rules. Each holds what all its rules have where they say
// nothing else.
type file struct {
	Each      Rule                  `toml:"each"`
	Rule      map[string]*Rule      `toml:"rule"`
	Source    map[string]*Source    `toml:"source"`
	Kind      map[string]kindText   `toml:"kind"`
	Family    map[string]*Family    `toml:"family"`
	Profile   map[string]*Profile   `toml:"profile"`
	Ambiguity map[string]*Ambiguity `toml:"ambiguity"`
}

type kindText struct {
	Off string `toml:"off"`
}

func (b *Book) read(text string) error {
	f, meta, err := decode(text)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(f.Rule)) {
		if b.rules[id] != nil {
			return fmt.Errorf("rule %s stands twice", id)
		}
		r := f.Rule[id]
		r.ID = id
		r.inherit(&f.Each)
		if r.Kind == "" || r.Title == "" || r.Grade == "" || r.Source == "" && r.Seed == "" {
			return fmt.Errorf("rule %s lacks kind, title, source or grade", id)
		}
		b.rules[id] = r
	}
	for i, prefix := range order(meta, "family") {
		f.Family[prefix].Prefix, f.Family[prefix].at = prefix, i
		b.families[prefix] = f.Family[prefix]
	}
	for name, k := range f.Kind {
		b.kinds[name] = k.Off
	}
	for _, code := range slices.Sorted(maps.Keys(f.Source)) {
		f.Source[code].Code = code
		b.sources = append(b.sources, f.Source[code])
	}
	for _, id := range slices.Sorted(maps.Keys(f.Ambiguity)) {
		f.Ambiguity[id].ID = id
		b.ambiguities = append(b.ambiguities, f.Ambiguity[id])
	}
	for _, name := range order(meta, "profile") {
		f.Profile[name].Name = name
		b.profiles = append(b.profiles, f.Profile[name])
	}
	return nil
}

// inherit fills what a rule leaves to its file.
func (r *Rule) inherit(each *Rule) {
	r.Kind = orElse(r.Kind, each.Kind)
	r.Off = orElse(r.Off, each.Off)
	r.Seed = orElse(r.Seed, each.Seed)
	r.Source = orElse(r.Source, each.Source)
	r.Grade = orElse(r.Grade, each.Grade)
	r.Profile = orElse(r.Profile, each.Profile)
}

// order lists the tables of a name as they stand in the file.
func order(meta toml.MetaData, table string) (names []string) {
	for _, key := range meta.Keys() {
		if len(key) >= 2 && key[0] == table && !slices.Contains(names, key[1]) {
			names = append(names, key[1])
		}
	}
	return names
}

// finish joins what the files hold and checks that it fits together.
func (b *Book) finish() error {
	for _, r := range b.rules {
		b.all = append(b.all, r)
		r.family = b.families[prefixOf(r.ID)]
	}
	slices.SortFunc(b.all, func(x, y *Rule) int {
		return cmp.Or(cmp.Compare(b.place(x), b.place(y)), strings.Compare(x.ID, y.ID))
	})
	if err := b.datedProfiles(); err != nil {
		return err
	}
	for i, r := range b.all {
		b.index[r.ID] = i
		if err := b.finishRule(r); err != nil {
			return fmt.Errorf("rule %s: %w", r.ID, err)
		}
	}
	if err := b.finishParams(); err != nil {
		return err
	}
	for _, r := range b.all {
		if name, word, ok := strings.Cut(r.When, "="); ok {
			p := b.Param(name)
			if p == nil {
				return fmt.Errorf("rule %s: no parameter %s", r.ID, name)
			}
			if _, err := p.parse(word); err != nil {
				return fmt.Errorf("rule %s: %w", r.ID, err)
			}
		}
	}
	return b.finishProfiles()
}

// place is the rank of the rule's family; rules without one come last.
func (b *Book) place(r *Rule) int {
	if r.family == nil {
		return len(b.families)
	}
	return r.family.at
}

func (b *Book) finishRule(r *Rule) (err error) {
	r.later = r.From != "" || r.family != nil && r.family.Area == "later-facts"
	if r.From != "" {
		if r.from, err = civil.ParseDate(r.From); err != nil {
			return err
		}
	}
	if r.Source == "" {
		if r.Source, err = b.inWords(r.Seed); err != nil {
			return err
		}
	}
	if !r.InCatalog() && !r.later {
		return nil
	}
	r.Off = orElse(r.Off, b.kinds[r.Kind])
	if r.Off == "" {
		return fmt.Errorf("no kind %q", r.Kind)
	}
	if p := b.Profile(r.Profile); p == nil || p.Pinned() {
		return fmt.Errorf("no dated profile %q", r.Profile)
	}
	return nil
}

// inWords writes out the codes of sources.
func (b *Book) inWords(codes string) (string, error) {
	var out []string
	for _, code := range strings.Split(codes, ",") {
		i := slices.IndexFunc(b.sources, func(s *Source) bool { return s.Code == code })
		if i < 0 {
			return "", fmt.Errorf("no source %q", code)
		}
		s := b.sources[i]
		text := s.Title + " (" + s.Date + ")"
		if s.URL != "" {
			text = s.URL + ": " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, "; "), nil
}

// finishParams numbers the parameters by name and parses their defaults.
func (b *Book) finishParams() error {
	for _, r := range b.all {
		for name, p := range r.Named {
			p.Name, p.Rule, p.Grade = name, r.ID, orElse(p.Grade, r.Grade)
			b.params = append(b.params, p)
		}
	}
	slices.SortFunc(b.params, func(x, y *Param) int { return strings.Compare(x.Name, y.Name) })
	for i, p := range b.params {
		if i > 0 && b.params[i-1].Name == p.Name {
			return fmt.Errorf("parameter %s belongs to %s and %s", p.Name, b.params[i-1].Rule, p.Rule)
		}
		if err := b.finishParam(i, p); err != nil {
			return fmt.Errorf("%s.%s: %w", p.Rule, p.Name, err)
		}
	}
	return nil
}

func (b *Book) finishParam(i int, p *Param) (err error) {
	if p.Doc == "" {
		return fmt.Errorf("lacks doc")
	}
	if p.kind, err = typeOf(p); err != nil {
		return err
	}
	v, err := p.parse(p.Value)
	if err != nil {
		return err
	}
	b.values = append(b.values, v)
	b.number[p.Name] = i
	if p.Short != "" {
		b.aliases[p.Rule+"."+p.Short] = alias{p, 0}
	}
	for end, name := range p.Ends {
		if !strings.Contains(name, ".") { // else it is a name within another rule
			name = p.Rule + "." + name
		}
		b.aliases[name] = alias{p, end + 1}
	}
	known := func(a *Ambiguity) bool { return a.ID == p.Ambiguity }
	if p.Ambiguity != "" && !slices.ContainsFunc(b.ambiguities, known) {
		return fmt.Errorf("no ambiguity %q", p.Ambiguity)
	}
	return nil
}

// Profile returns a profile by name, nil where there is none.
func (b *Book) Profile(name string) *Profile {
	for _, p := range b.profiles {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// datedProfiles ranks the dated profiles, whose files stand in order of date.
func (b *Book) datedProfiles() (err error) {
	for i, p := range b.profiles {
		if p.rank = i; p.From != "" {
			if p.from, err = civil.ParseDate(p.From); err != nil {
				return fmt.Errorf("profile %s: %w", p.Name, err)
			}
			if b.profiles[i-1].from >= p.from {
				return fmt.Errorf("profile %s begins before %s", p.Name, b.profiles[i-1].Name)
			}
		}
		if !p.Pinned() {
			continue
		}
		base := b.Profile(p.Like)
		if base == nil || base.Pinned() {
			return fmt.Errorf("profile %s: no dated profile %q", p.Name, p.Like)
		}
		p.rank = base.rank
	}
	return nil
}

// finishProfiles parses the values that differ by profile.
func (b *Book) finishProfiles() error {
	for _, p := range b.profiles {
		if p.Rule != "" && b.rules[p.Rule] == nil {
			return fmt.Errorf("profile %s: no rule %s", p.Name, p.Rule)
		}
		p.held = map[int]value{}
		for name, text := range p.Params {
			param := b.Param(name)
			if param == nil {
				return fmt.Errorf("profile %s: no parameter %s", p.Name, name)
			}
			v, err := param.parse(text)
			if err != nil {
				return fmt.Errorf("profile %s: %w", p.Name, err)
			}
			p.held[b.number[name]] = v
		}
	}
	return nil
}
