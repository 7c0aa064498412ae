package template

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/result"
)

//go:embed pieces
var pieces embed.FS

// Template is a question that a scenario answers.
type Template struct {
	Name    string // as --template takes it: "remote-vs-local"
	Asks    string // the question, for a list of templates
	Catalog bool   // products stand in a CSV file beside the scenario, not in it

	title  string   // of the scenario, with the words that are replaced
	pieces []string // in the order of the file
	adds   []string // of them, those that a scenario with other cases lacks
}

// Words of the pieces that are replaced by what is known of a plan.
const (
	productWord   = "WIDGET"
	countriesWord = "COUNTRIES"
	titleWord     = "TITLE"
	catalogWord   = "CATALOG"
)

// Templates lists all, the most common question first.
func Templates() []Template {
	return []Template{
		{
			Name: "remote-vs-local", Asks: "Remote Fulfillment from the US, or stock in the country?",
			title:  "WIDGET: keep it in the US or stock COUNTRIES?",
			pieces: []string{"study", "product", "markets", "local", "fx", "remote", "stock", "experiment"},
		},
		{
			Name: "remote-vs-merchant", Asks: "Remote Fulfillment, or parcels of your own?",
			title:  "WIDGET: Remote Fulfillment or parcels of our own to COUNTRIES?",
			pieces: []string{"study", "product", "markets", "merchant", "fx", "remote", "own", "experiment"},
			adds:   []string{"merchant", "own"},
		},
		{
			Name: "switch", Asks: "Stock in the country, and from when?",
			title:  "WIDGET: when should COUNTRIES move to local stock?",
			pieces: []string{"study", "product", "markets", "local", "fx", "remote", "stock", "switch", "experiment"},
			adds:   []string{"switch"},
		},
		{
			Name: "catalog", Asks: "Which of many products deserve stock in the country?", Catalog: true,
			title:  "Catalog: which products deserve stock in COUNTRIES?",
			pieces: []string{"study", "catalog", "markets", "local", "fx", "remote", "stock", "experiment"},
		},
	}
}

// Find returns the template of a name; the error lists all and guesses what was meant.
func Find(name string) (Template, error) {
	var names []string
	for _, t := range Templates() {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	guess := ""
	if like := diag.Suggest(name, names); like != "" {
		guess = fmt.Sprintf("; did you mean %s?", like)
	}
	return Template{}, fmt.Errorf("there is no template %s, only %s%s", name, strings.Join(names, ", "), guess)
}

// read returns the text of a piece.
func read(name string) (string, error) {
	text, err := pieces.ReadFile(path.Join("pieces", name))
	return string(text), err
}

// countries names marketplaces in a title: "Canada and Mexico".
func countries(markets []market.Marketplace) string {
	var names []string
	for _, m := range markets {
		names = append(names, result.Country(m.String()))
	}
	return strings.Join(names, " and ")
}
