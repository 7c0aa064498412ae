package market

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Category is a product category of the referral fee tables; the zero value is
// none. The values follow the order of categories.toml, from 1.
type Category uint8

// NoCategory is the category of a text that named none.
const NoCategory Category = 0

//go:embed categories.toml
var categoriesTOML string

type categoryFacts struct {
	ID          string
	Names       []string
	Aliases     []string
	Apparel     bool
	FreeReturns bool   `toml:"free_returns"`
	FeeGroup    string `toml:"fee_group"`
}

type categoryTable struct {
	rows   []categoryFacts // index 0 is NoCategory
	byName map[string]Category
}

var categories = sync.OnceValue(loadCategories)

// loadCategories reads the embedded table; a fault in it is a programmer error
// that the package's tests find.
func loadCategories() categoryTable {
	var file struct{ Category []categoryFacts }
	if _, err := toml.Decode(categoriesTOML, &file); err != nil {
		panic("market: categories.toml: " + err.Error())
	}
	t := categoryTable{make([]categoryFacts, 1), make(map[string]Category)}
	for _, f := range file.Category {
		c := Category(len(t.rows))
		t.rows = append(t.rows, f)
		names := append([]string{f.ID}, f.Names...)
		for _, name := range append(names, f.Aliases...) {
			key := normalize(name)
			if other, taken := t.byName[key]; taken && other != c {
				panic(fmt.Sprintf("market: %q names both %s and %s", name, t.rows[other].ID, f.ID))
			}
			t.byName[key] = c
		}
	}
	return t
}

// CategoryCount returns the number of categories, NoCategory included.
func CategoryCount() int { return len(categories().rows) }

// ID returns the id used in rate cards and files: "home_kitchen"; "" for none.
func (c Category) ID() string { return categories().rows[c].ID }

// String returns the id.
func (c Category) String() string { return c.ID() }

// Name returns the name of the US store's fee table: "Home and Kitchen".
func (c Category) Name() string {
	if c == NoCategory {
		return ""
	}
	return categories().rows[c].Names[0]
}

// Apparel reports whether units pay the apparel fulfillment column.
func (c Category) Apparel() bool { return categories().rows[c].Apparel }

// FreeReturns reports whether buyers return free of charge, so that remote
// fulfillment returns pay the returns processing fee.
func (c Category) FreeReturns() bool { return categories().rows[c].FreeReturns }

// FeeGroup returns the column of the Mexican local card used where a product
// names none: "general" or "essentials".
func (c Category) FeeGroup() string {
	if g := categories().rows[c].FeeGroup; g != "" {
		return g
	}
	return "general"
}

// UnknownCategory is the error of ParseCategory.
type UnknownCategory struct {
	Text       string
	Candidates []string // ids, nearest first; empty when nothing is near
}

// Error says which text is no category and what was perhaps meant.
func (e *UnknownCategory) Error() string {
	msg := fmt.Sprintf("%q is not a product category", e.Text)
	if len(e.Candidates) > 0 {
		msg += "; did you mean " + strings.Join(e.Candidates, ", ") + "?"
	}
	return msg
}

// ParseCategory returns the category of an id, a store's name or an alias in any
// case: "&" means "and", punctuation and accents do not matter. The error is an
// *UnknownCategory.
func ParseCategory(text string) (Category, error) {
	key := normalize(text)
	if c, ok := categories().byName[key]; ok {
		return c, nil
	}
	return NoCategory, &UnknownCategory{text, nearestCategories(key)}
}

// accents folds the letters of the Spanish names.
var accents = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n",
	"&", " and ")

// normalize reduces a name to lower-case words divided by single spaces.
func normalize(text string) string {
	words := strings.FieldsFunc(accents.Replace(strings.ToLower(text)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, " ")
}
