package backtest

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"fbasim/sim/market"
)

//go:embed descriptions.toml
var descriptionsTOML string

// Compared says with what of ours a row of a settlement is compared.
type Compared uint8

// A row is compared with our fee of the order line it belongs to, with our credit or fee of a refunded
// line, or with nothing.
const (
	NotCompared Compared = iota
	WithSale
	WithRefund
)

// Meaning is what rows of one description are.
type Meaning struct {
	Name       string           // a kind of fee, or "price", "tax", "transfer" ...: see descriptions.toml
	Kinds      []market.FeeKind // that Amazon charges as one; nil for what is no fee of our cards
	Compared   Compared
	Confidence string // "S" seen or stated by Amazon, "T" by a third party, "M" from memory
	Source     string

	transaction, amountType, description pattern
	markets                              []string         // nil for all
	programs                             []market.Program // nil for all
}

// The names of what a line's price is made of, and of money that leaves the balance.
const (
	namePrice    = "price"
	nameDiscount = "discount"
	nameTransfer = "transfer"
)

// noFees are the names of rows that are no fee of our cards.
var noFees = []string{
	namePrice, nameDiscount, "shipping", "gift_wrap", "goodwill", "restocking", "tax", "buyer", "reimbursement",
	"advertising", "inbound_freight", "own_shipping", nameTransfer, "reserve", "other_fee",
}

// meanings are the rows of the table, in its order.
var meanings = sync.OnceValue(func() []Meaning {
	rows, err := readMeanings(descriptionsTOML)
	if err != nil {
		panic("backtest: descriptions.toml: " + err.Error()) // a defect of the build that the tests find
	}
	return rows
})

// Meanings returns the table of descriptions in its order.
func Meanings() []Meaning { return slices.Clone(meanings()) }

// meaningOf returns what a row is, nil where the table does not know it.
func meaningOf(transaction, amountType, description, store string, served market.Program) *Meaning {
	t, a, d := fold(transaction), fold(amountType), fold(description)
	rows := meanings()
	for i := range rows {
		m := &rows[i]
		if !m.transaction.matches(t) || !m.amountType.matches(a) || !m.description.matches(d) {
			continue
		}
		if m.markets != nil && !slices.Contains(m.markets, store) {
			continue
		}
		if m.programs == nil || slices.Contains(m.programs, served) {
			return m
		}
	}
	return nil
}

// meaningColumns is the number of columns of the table.
const meaningColumns = 9

func readMeanings(text string) (list []Meaning, err error) {
	var file struct {
		Source map[string]string
		Rows   struct{ Table string }
	}
	if _, err := toml.Decode(text, &file); err != nil {
		return nil, err
	}
	for i, row := range strings.Split(strings.TrimSpace(file.Rows.Table), "\n")[1:] {
		cells := strings.Split(row, "|")
		if len(cells) != meaningColumns {
			return nil, fmt.Errorf("row %d: %d columns", i+1, len(cells))
		}
		for c := range cells {
			cells[c] = strings.TrimSpace(cells[c])
		}
		m, err := meaningFrom(cells)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		source, known := file.Source[cells[8]]
		if !known {
			return nil, fmt.Errorf("row %d: no source %q", i+1, cells[8])
		}
		m.Source = source
		list = append(list, m)
	}
	return list, nil
}

func meaningFrom(cells []string) (m Meaning, err error) {
	m.transaction, m.amountType, m.description = patternOf(cells[0]), patternOf(cells[1]), patternOf(cells[2])
	if cells[3] != "*" {
		m.markets = strings.Fields(cells[3])
	}
	if cells[4] != "*" {
		for _, id := range strings.Fields(cells[4]) {
			p, ok := market.ParseProgram(id)
			if !ok {
				return m, fmt.Errorf("no program %q", id)
			}
			m.programs = append(m.programs, p)
		}
	}
	names := strings.Fields(cells[5])
	if len(names) == 0 {
		return m, fmt.Errorf("nothing that it becomes")
	}
	m.Name = names[0]
	if !slices.Contains(noFees, m.Name) {
		for _, name := range names {
			k, ok := market.ParseFeeKind(name)
			if !ok || k == market.NoFee {
				return m, fmt.Errorf("no kind of fee %q", name)
			}
			m.Kinds = append(m.Kinds, k)
		}
	}
	switch cells[6] {
	case "no":
	case "sale":
		m.Compared = WithSale
	case "refund":
		m.Compared = WithRefund
	default:
		return m, fmt.Errorf("compared %q", cells[6])
	}
	if m.Confidence = cells[7]; !slices.Contains([]string{"S", "T", "M"}, m.Confidence) {
		return m, fmt.Errorf("confidence %q", cells[7])
	}
	if m.Compared != NotCompared && m.Kinds == nil {
		return m, fmt.Errorf("%s is no fee to compare", m.Name)
	}
	return m, nil
}

// pattern is a folded text that may be open at its beginning and its end.
type pattern struct {
	text        string
	before, any bool // any text before; any after
}

func patternOf(cell string) pattern {
	return pattern{text: fold(cell), before: strings.HasPrefix(cell, "*"), any: strings.HasSuffix(cell, "*")}
}

func (p pattern) matches(folded string) bool {
	switch {
	case p.before && p.any:
		return strings.Contains(folded, p.text)
	case p.any:
		return strings.HasPrefix(folded, p.text)
	case p.before:
		return strings.HasSuffix(folded, p.text)
	}
	return folded == p.text
}

// fold brings the spellings of a name together: letters and digits only, in lower case, in American
// spelling.
func fold(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "fulfilment", "fulfillment")
}
