package policy

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"github.com/BurntSushi/toml"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

//go:embed rules/*.toml
var files embed.FS

// Rule is one rule of the catalogue with its parameters as text.
type Rule struct {
	ID     string            `toml:"-"`
	Kind   string            `toml:"kind"` // gate, timer, payer, effect, permission or report
	Title  string            `toml:"title"`
	Source string            `toml:"source"`
	Grade  string            `toml:"grade"` // S stated, D derived, A assumption
	Params map[string]string `toml:"params"`
}

// Book is the set of rules in force, immutable once loaded.
type Book struct {
	rules map[string]*Rule
	hash  string
}

// Builtin reads the embedded rules. An error is a defect of the build.
func Builtin() (*Book, error) {
	b := &Book{rules: map[string]*Rule{}}
	names, err := fs.Glob(files, "rules/*.toml")
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := b.read(string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(sum, "%s\n%s\n", name, text)
	}
	b.hash = hex.EncodeToString(sum.Sum(nil))
	return b, nil
}

func (b *Book) read(text string) error {
	var f struct {
		Rule map[string]*Rule `toml:"rule"`
	}
	meta, err := toml.Decode(text, &f)
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("unknown key %v", unknown[0])
	}
	for id, r := range f.Rule {
		if b.rules[id] != nil {
			return fmt.Errorf("rule %s stands twice", id)
		}
		if r.Kind == "" || r.Title == "" || r.Source == "" || r.Grade == "" {
			return fmt.Errorf("rule %s lacks kind, title, source or grade", id)
		}
		r.ID = id
		b.rules[id] = r
	}
	return nil
}

// Rules lists every rule by id.
func (b *Book) Rules() []*Rule {
	list := make([]*Rule, 0, len(b.rules))
	for _, r := range b.rules {
		list = append(list, r)
	}
	slices.SortFunc(list, func(x, y *Rule) int {
		if x.ID < y.ID {
			return -1
		}
		return 1
	})
	return list
}

// Rule returns a rule by id, nil where there is none.
func (b *Book) Rule(id string) *Rule { return b.rules[id] }

// Text returns a parameter as written. Asking for a rule or parameter that the
// files do not hold is a defect of the build and panics.
func (b *Book) Text(id, param string) string {
	r := b.rules[id]
	if r == nil || r.Params[param] == "" {
		panic("policy: no parameter " + id + "." + param)
	}
	return r.Params[param]
}

// Delay returns a parameter that is a span of time.
func (b *Book) Delay(id, param string) quantity.Duration {
	return must(quantity.ParseDelay(b.Text(id, param)))
}

// Percent returns a parameter that is a percentage.
func (b *Book) Percent(id, param string) money.Rate {
	return must(quantity.ParsePercent(b.Text(id, param)))
}

// Date returns a parameter that is a day.
func (b *Book) Date(id, param string) civil.Date { return must(civil.ParseDate(b.Text(id, param))) }

// Days returns a parameter that is a distribution of days.
func (b *Book) Days(id, param string) dist.Dist {
	value, _, _ := quantity.Split(b.Text(id, param))
	return must(dist.Parse(value))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic("policy: " + err.Error())
	}
	return v
}

// Fingerprint is the SHA-256 of all rule files, for the manifest of a run.
func (b *Book) Fingerprint() string { return b.hash }
