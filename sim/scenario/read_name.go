package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

func (s scope) enumField() *Text {
	return once(s, func(v value) (string, bool) {
		text, ok := v.text()
		if !ok {
			return "", false
		}
		words := v.keys.key.Words
		if slices.Contains(words, text) {
			return text, true
		}
		v.unknownWord(text, words)
		return "", false
	})
}

// unknownWord reports a word that is not in a list.
func (v value) unknownWord(text string, words []string) {
	hint := "write one of " + strings.Join(words, ", ")
	if near := diag.Suggest(text, words); near != "" {
		hint = fmt.Sprintf("did you mean %q? Words here: %s", near, strings.Join(words, ", "))
	}
	v.whole("unknown-name", fmt.Sprintf("%q is not a %s", text, v.noun()), hint)
}

// noun is what a word of a list is called: the kind, or the last part of the path.
func (v value) noun() string {
	switch v.keys.key.Kind {
	case EnumKind:
		path := v.path
		if v.placed { // risk.CA is a value of risk
			path = strings.TrimSuffix(path, "."+v.market.String())
		}
		return "value of " + path[strings.LastIndexByte(path, '.')+1:]
	case MarketsKind:
		return "marketplace"
	}
	return v.keys.key.Kind.String()
}

func (s scope) categoryField() *Category {
	return once(s, func(v value) (market.Category, bool) {
		text, ok := v.text()
		if !ok {
			return 0, false
		}
		c, err := market.ParseCategory(text)
		var unknown *market.UnknownCategory
		if errors.As(err, &unknown) {
			hint := "write a category of the referral fee tables, such as \"Home & Kitchen\""
			if len(unknown.Candidates) > 0 {
				hint = "did you mean " + strings.Join(unknown.Candidates, ", ") + "?"
			}
			v.whole("unknown-name", fmt.Sprintf("%q is not a product category", text), hint)
		}
		return c, err == nil
	})
}

func (s scope) programField() *Field[market.Program] {
	return once(s, func(v value) (market.Program, bool) { return v.program() })
}

func (v value) program() (market.Program, bool) {
	text, ok := v.text()
	if !ok {
		return 0, false
	}
	p, known := market.ParseProgram(text)
	if !known {
		v.unknownWord(text, market.ProgramIDs())
	}
	return p, known
}

func (s scope) marketField() *Place {
	return once(s, func(v value) (market.Marketplace, bool) {
		text, ok := v.text()
		if !ok {
			return 0, false
		}
		m, known := market.ParseMarketplace(text)
		if !known {
			v.unknownWord(text, marketCodes())
		}
		return m, known
	})
}

func (s scope) currencyField() *Currency {
	return once(s, func(v value) (money.Currency, bool) {
		text, ok := v.text()
		if !ok {
			return 0, false
		}
		c, known := money.ParseCurrency(text)
		if !known {
			v.unknownWord(text, currencyCodes())
		}
		return c, known
	})
}

func (s scope) countryField() *Text {
	return once(s, func(v value) (string, bool) {
		text, ok := v.text()
		if ok && (len(text) != 2 || strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
			v.whole("unknown-name", fmt.Sprintf("%q is not a country", text),
				"write two capital letters (ISO 3166): US, CA, MX, CN")
			return "", false
		}
		return text, ok
	})
}

func marketCodes() []string {
	var out []string
	for m := market.US; m < market.MarketplaceCount; m++ {
		out = append(out, m.String())
	}
	return out
}

func currencyCodes() []string {
	var out []string
	for c := money.USD; c < money.CurrencyCount; c++ {
		out = append(out, c.String())
	}
	return out
}
