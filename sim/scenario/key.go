package scenario

import (
	"slices"
	"strings"

	"fbasim/sim/diag"
)

// Key describes one setting of scenario files.
type Key struct {
	// Path has placeholders in angle brackets for names the user chooses or picks from a list:
	// product.<sku>.price.<market>. A part "[]" is any element of a list.
	Path string
	Kind Kind
	Doc  string // one line

	Required bool
	Default  Default   // used when the key is absent and no Special applies
	Special  []Default // defaults for particular markets, programs or categories
	Suggest  []Default // values worth trying instead of a convention; never used by themselves

	Draw  Draw     // of inputs that do not say
	Range Range    // allowed values, in the unit of inputs (days, factors, units a day)
	Words []string // allowed words of an EnumKind

	// Quiet defaults only say that nothing is special; lists of defaults in use leave them out.
	Quiet bool
}

// Range is a closed interval of allowed values. The zero value allows everything.
type Range struct{ Lo, Hi float64 }

func (r Range) set() bool { return r != Range{} }

// Keys returns every key with its defaults, in the order of the documentation.
func Keys() []Key {
	keys := keyTable()
	list := &diag.List{}
	withDefaults(keys, defaultsFile, list)
	if list.Len() > 0 {
		panic("scenario: " + list.All()[0].Error()) // a mistake in defaults.toml, which tests find
	}
	return keys
}

// keyTable returns every key without defaults.
func keyTable() []Key {
	return slices.Concat(studyKeys(), productKeys(), marketKeys(), stockKeys(), moneyKeys(),
		programKeys(), scriptKeys())
}

// InCase reports whether a case may override the key, as case.<case>.<path>.
func (k Key) InCase() bool {
	top, _, _ := strings.Cut(k.Path, ".")
	return slices.Contains(caseTables(), top)
}

// caseTables are the top-level keys that cases override. Dates and the reporting currency are
// common to all cases: they advance together and are compared replication by replication.
func caseTables() []string {
	return []string{"program", "product", "market", "local", "replenish", "fx", "conversion",
		"seller", "assume", "unmet", "settlement", "leftover", "profile", "rules",
		"risk", "merchant", "export"}
}

// specialFor returns the default for a place, the general one where none is particular.
func (k *Key) specialFor(place string) Default {
	for _, d := range k.Special {
		if d.For == place {
			return d
		}
	}
	return k.Default
}

// suggestedFor returns the value suggested for a place, with an empty text where there is none.
func (k *Key) suggestedFor(place string) Default {
	general := Default{}
	for _, d := range k.Suggest {
		if d.For == place {
			return d
		}
		if d.For == "" {
			general = d
		}
	}
	return general
}

// Table is all keys with their defaults, ready for any number of Loads at a time.
type Table struct{ root *keyNode }

// NewTable makes the table of keys.
func NewTable() *Table { return &Table{keyTree(Keys())} }

// keyNode is the keys as a tree, by parts of their paths.
type keyNode struct {
	name     string
	key      *Key
	children []*keyNode
	any      *keyNode // the child under a placeholder or "[]"
}

// keyTree arranges keys as a tree and hangs the tables that cases override under case.<case>.
func keyTree(keys []Key) *keyNode {
	root := &keyNode{}
	for i := range keys {
		n := root
		for _, part := range strings.Split(keys[i].Path, ".") {
			n = n.make(part)
		}
		n.key = &keys[i]
	}
	one := root.find("case").any
	for _, name := range caseTables() {
		one.children = append(one.children, root.find(name))
	}
	return root
}

func (n *keyNode) make(part string) *keyNode {
	if strings.HasPrefix(part, "<") || part == "[]" {
		if n.any == nil {
			n.any = &keyNode{name: part}
		}
		return n.any
	}
	if c := n.find(part); c != nil {
		return c
	}
	c := &keyNode{name: part}
	n.children = append(n.children, c)
	return c
}

// find returns the child of a fixed name.
func (n *keyNode) find(name string) *keyNode {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// Numeric reports whether values of the key are numbers, with or without a unit.
func (k *Key) Numeric() bool {
	if k.Kind.IsInput() || k.Whole() {
		return true
	}
	switch k.Kind {
	case NumberKind, MoneyKind, PriceKind, PercentKind, DurationKind, DelayKind, WeightKind,
		VolumeKind:
		return true
	}
	return false
}

// Whole reports whether values of the key are whole numbers.
func (k *Key) Whole() bool { return k.Kind == IntKind || k.Kind == UnitsKind }
