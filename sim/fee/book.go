package fee

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"fbasim/sim/diag"
	"fbasim/sim/market"
)

//go:embed cards/*.toml
var embedded embed.FS

// CardFile is a file of cards: a name for messages and its text.
type CardFile struct {
	Name string
	Text string
}

// Book holds every card, checked. It does not change once made, so any number of
// goroutines may read it.
type Book struct {
	cards   []*Card // index 0 stands for no card
	schemes map[string]*Scheme
	rules   map[string]*PriceRule
	taxes   map[string]*taxTable
	byID    map[string]CardRef
	layers  int
}

// Builtin returns the book of the embedded cards. It parses them on every call,
// so callers keep the result.
func Builtin() (*Book, error) {
	names, err := fs.Glob(embedded, "cards/*.toml")
	if err != nil {
		return nil, err
	}
	var files []CardFile
	for _, name := range names {
		text, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, CardFile{name, string(text)})
	}
	return Empty().With(files...)
}

// Empty returns a book without cards.
func Empty() *Book {
	return &Book{cards: []*Card{{ID: ""}}, schemes: map[string]*Scheme{},
		rules: map[string]*PriceRule{},
		taxes: map[string]*taxTable{}, byID: map[string]CardRef{}}
}

// With returns a book with more files of cards. A card of the id of an older one
// replaces it; where cards of the same fee, program and store hold on the same
// day, the later file's wins. The error is a *diag.List of all faults of all files.
func (b *Book) With(files ...CardFile) (*Book, error) {
	n := b.clone()
	n.layers++
	problems := &diag.List{}
	var roots []*section
	for _, f := range files {
		if root := parseFile(f, problems); root != nil {
			roots = append(roots, root)
		}
	}
	for _, root := range roots {
		n.addSchemes(root)
	}
	for _, root := range roots {
		n.addCards(root)
		n.addRules(root)
		n.addTaxes(root)
		root.finish()
	}
	n.checkOverlaps(problems)
	problems.Sort()
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return n, nil
}

func (b *Book) clone() *Book {
	n := Empty()
	n.layers = b.layers
	n.cards = slices.Clone(b.cards)
	for id, ref := range b.byID {
		n.byID[id] = ref
	}
	for id, s := range b.schemes {
		n.schemes[id] = s
	}
	for id, r := range b.rules {
		n.rules[id] = r
	}
	for id, t := range b.taxes {
		n.taxes[id] = t
	}
	return n
}

// parseFile returns the root of a file, nil after a syntax error.
func parseFile(f CardFile, problems *diag.List) *section {
	problems.Keep(f.Name, []byte(f.Text))
	root := &section{file: f.Name, source: f.Text, lines: linesOf(f.Text), problems: problems}
	root.lines[""] = place{1, 1}
	if _, err := toml.Decode(f.Text, &root.data); err != nil {
		line, msg := 1, err.Error()
		if e, ok := err.(toml.ParseError); ok {
			line, msg = e.Position.Line, e.Message
		}
		root.fail(line, "syntax", "", "%s", msg)
		return nil
	}
	return root
}

func (b *Book) addSchemes(root *section) {
	schemes := root.sub("scheme")
	if schemes == nil {
		return
	}
	for _, id := range schemes.keys() {
		if s := schemes.sub(id); s != nil {
			b.schemes[id] = parseScheme(id, s)
		}
	}
}

func (b *Book) addCards(root *section) {
	cards := root.sub("card")
	if cards == nil {
		return
	}
	for _, id := range cards.keys() {
		s := cards.sub(id)
		if s == nil {
			continue
		}
		c := parseCard(id, s, b.schemes)
		c.layer = b.layers
		c.Text = root.chunk("card." + id)
		ref, known := b.byID[id]
		if known && b.cards[ref].layer == b.layers {
			root.fail(c.Line, "overlap", "", "card %s is already in %s:%d", id, b.cards[ref].File,
				b.cards[ref].Line)
		}
		if !known {
			ref = CardRef(len(b.cards))
			b.cards = append(b.cards, nil)
		}
		c.ref, b.cards[ref], b.byID[id] = ref, c, ref
	}
}

// checkOverlaps requires that no two cards of the newest layer serve the same
// fee, program, store, product class and day.
func (b *Book) checkOverlaps(problems *diag.List) {
	for i, c := range b.cards {
		for _, other := range b.cards[:i] {
			if c.layer != b.layers || other.layer != b.layers || !rivals(c, other) {
				continue
			}
			for _, w := range c.Windows {
				for _, v := range other.Windows {
					if w.From <= v.To && v.From <= w.To {
						problems.Add(problems.Point(diag.Problem{File: c.File, Line: c.Line,
							Code: "overlap", Msg: fmt.Sprintf("card %s (%v) overlaps %s (%v)",
								c.ID, w, other.ID, v),
							Hint: "end one window before the other begins"}))
					}
				}
			}
		}
	}
}

// rivals reports whether two cards could price the same unit on the same day.
func rivals(a, b *Card) bool {
	if a.Kind != b.Kind || a.AssumedOnly || b.AssumedOnly {
		return false
	}
	for _, m := range a.Markets {
		for p := market.NoProgram; p < market.ProgramCount; p++ {
			if a.serves(p, m) && b.serves(p, m) {
				return sharedClass(a, b)
			}
		}
	}
	return false
}

func sharedClass(a, b *Card) bool {
	if a.tiers == nil || b.tiers == nil {
		return true
	}
	for _, x := range a.tiers.classes {
		for _, y := range b.tiers.classes {
			if x.name == y.name || x.name == "" || y.name == "" {
				return true
			}
		}
	}
	return false
}

// Card returns a card of the book; the card of NoCard has an empty ID.
func (b *Book) Card(ref CardRef) *Card { return b.cards[ref] }

// Find returns the card of an id.
func (b *Book) Find(id string) (*Card, bool) {
	ref, ok := b.byID[id]
	return b.cards[ref], ok
}

// Cards lists all cards in the order of kind and id.
func (b *Book) Cards() []*Card {
	out := slices.Clone(b.cards[1:])
	slices.SortFunc(out, func(x, y *Card) int {
		if x.Kind != y.Kind {
			return int(x.Kind) - int(y.Kind)
		}
		return strings.Compare(x.ID, y.ID)
	})
	return out
}

// AssumeKeys lists the keys that may stand in [assume] cards, sorted: one for each
// fee of each store, by program where the programs have cards of their own.
func (b *Book) AssumeKeys() []string {
	var keys []string
	for p := market.RemoteFulfillment; p < market.ProgramCount; p++ {
		for m := market.US; m < market.MarketplaceCount; m++ {
			r := Route{Program: p, Market: m}
			if p != market.SellerFulfilled {
				r.Also = stockKinds
			}
			for _, k := range b.newCompiler(Item{}, r, Assume{}).kinds() {
				if !optional(k) {
					keys = append(keys, keyOf(k, r))
				}
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// stockKinds are the fees on stock that a route may ask for beside the usual ones.
var stockKinds = []market.FeeKind{market.LowInventory, market.StorageUtilization,
	market.AgedInventory,
	market.LongTermStorage, market.Placement, market.Removal, market.Disposal, market.LiquidationProcessing,
	market.ReturnsProcessing}
