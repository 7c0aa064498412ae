package policy

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"fbasim/sim/civil"
)

//go:embed rules/*.toml
var files embed.FS

// Book is the set of all rules as written, immutable once loaded.
type Book struct {
	Numbers     // as written
	rules       map[string]*Rule
	families    map[string]*Family
	kinds       map[string]string
	sources     []*Source
	profiles    []*Profile
	ambiguities []*Ambiguity
	hash        string

	all     []*Rule          // in the order of the catalog
	index   map[string]int   // place in all
	params  []*Param         // by name
	number  map[string]int   // place in params
	values  []value          // the defaults, parsed
	aliases map[string]alias // "rule.short" to the parameter that it reads

	asWritten func() *Rules // the rules of the empty choice, resolved once
}

// alias is an older name of a parameter within its rule.
type alias struct {
	param *Param
	end   int // 0 the value, 1 its least and 2 its largest number of days
}

func newBook() *Book {
	b := &Book{rules: map[string]*Rule{}, families: map[string]*Family{}, kinds: map[string]string{},
		index: map[string]int{}, number: map[string]int{}, aliases: map[string]alias{}}
	b.Numbers = Numbers{b, nil}
	b.asWritten = sync.OnceValue(func() *Rules {
		s := b.choose(Choice{})
		return s.rules()
	})
	return b
}

// Builtin reads the embedded rules. An error is a defect of the build.
func Builtin() (*Book, error) {
	b := newBook()
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
	return b, b.finish()
}

// Rules lists every rule by id.
func (b *Book) Rules() []*Rule {
	list := slices.Clone(b.all)
	slices.SortFunc(list, func(x, y *Rule) int { return strings.Compare(x.ID, y.ID) })
	return list
}

// All lists every rule in the order of the catalog: those of Remote Fulfillment,
// FBA Export, Global Selling and inbound shipments, later facts, and last the
// numbers of the model that no catalog rule holds.
func (b *Book) All() []*Rule { return slices.Clone(b.all) }

// Sources lists the documents that state the rules, by code.
func (b *Book) Sources() []*Source { return slices.Clone(b.sources) }

// Profiles lists the dated profiles by date, then those that can only be pinned.
func (b *Book) Profiles() []*Profile { return slices.Clone(b.profiles) }

// Ambiguities lists the open questions with their readings, by id.
func (b *Book) Ambiguities() []*Ambiguity { return slices.Clone(b.ambiguities) }

// Params lists the named parameters of all rules by name.
func (b *Book) Params() []*Param { return slices.Clone(b.params) }

// Param returns a named parameter, nil where there is none.
func (b *Book) Param(name string) *Param {
	if i, ok := b.number[name]; ok {
		return b.params[i]
	}
	return nil
}

// Rule returns a rule by id, nil where there is none.
func (b *Book) Rule(id string) *Rule { return b.rules[id] }

// KindOff returns what "switched off" means for rules of a kind, "" for none.
func (b *Book) KindOff(kind string) string { return b.kinds[kind] }

// Begins returns the day from which a later fact holds.
func (b *Book) Begins(id string) civil.Date { return must(civil.ParseDate(b.rules[id].From)) }

// Fingerprint is the SHA-256 of all rule files, for the manifest of a run.
func (b *Book) Fingerprint() string { return b.hash }

// decode reads one file without judging it; undecoded keys are errors.
func decode(text string) (*file, toml.MetaData, error) {
	f := &file{}
	meta, err := toml.Decode(text, f)
	if err != nil {
		return nil, meta, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, meta, fmt.Errorf("unknown key %v", unknown[0])
	}
	return f, meta, nil
}
