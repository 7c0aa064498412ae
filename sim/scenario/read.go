package scenario

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// text returns the value's text, or reports that something else stands there.
func (v value) text() (string, bool) {
	if v.node.Kind == document.String {
		if strings.TrimSpace(v.node.Text) == "" {
			v.whole("empty", "the value is empty", "write "+v.example())
			return "", false
		}
		return v.node.Text, true
	}
	v.wrongKind()
	return "", false
}

func (v value) example() string {
	k := v.keys.key
	if k.Kind == EnumKind {
		return fmt.Sprintf("%q", k.Words[0])
	}
	return kinds[k.Kind].example
}

// unit returns the unit to suggest for a bare number.
func (v value) unit() string {
	unit := kinds[v.keys.key.Kind].unit
	if v.placed && (v.keys.key.Kind == PriceKind || v.keys.key.Kind == MoneyKind) {
		return v.market.Currency().String()
	}
	return unit
}

// wrongKind reports a value that is not text where text is needed. Bare numbers get the unit they
// lack.
func (v value) wrongKind() {
	kind := v.keys.key.Kind
	number := v.node.Kind == document.Integer || v.node.Kind == document.Float
	if unit := v.unit(); number && unit != "" {
		what := "unit"
		if isMoney(kind) {
			what = "currency"
		}
		v.whole("unit", fmt.Sprintf("%s has no %s", v.node.Text, what),
			fmt.Sprintf("write %q%s", v.node.Text+" "+unit, v.whose(kind)))
		return
	}
	hint := ""
	if example := v.example(); example != "" {
		hint = "write " + example
	}
	if v.node.Kind == document.Table && len(v.node.Fields()) > 0 && kind == TextKind {
		hint = "put names that contain points in quotes"
	}
	v.whole("type", fmt.Sprintf("%s stands where %s belongs", article(v.node.Kind.String()),
		article(kind.String())), hint)
}

func isMoney(k Kind) bool {
	return k == MoneyKind || k == PriceKind || k >= InputMoney
}

// whose says which marketplace a suggested currency is that of.
func (v value) whose(k Kind) string {
	if v.placed && (k == PriceKind || k == MoneyKind) {
		return fmt.Sprintf(" (the currency of marketplace %s)", v.market)
	}
	return ""
}

func article(noun string) string {
	switch {
	case strings.HasPrefix(noun, "text") || strings.HasPrefix(noun, "money") || strings.HasPrefix(noun, "true") ||
		strings.HasPrefix(noun, "units") || strings.HasPrefix(noun, "days") || strings.HasPrefix(noun, "lots"):
		return noun
	case strings.ContainsAny(noun[:1], "aeiou"):
		return "an " + noun
	}
	return "a " + noun
}

// quantityError reports an error of package quantity at its place.
func (v value) quantityError(err error) {
	var q *quantity.Error
	if !errors.As(err, &q) {
		v.whole("number", err.Error(), "")
		return
	}
	hint := q.Hint
	if q.Code == "unit" && v.unit() != "" && !strings.Contains(q.Msg, "is not a unit") {
		number, _, _ := quantity.Split(v.node.Text)
		hint = fmt.Sprintf("write %q%s", number+" "+v.unit(), v.whose(v.keys.key.Kind))
	}
	v.fail(q.Offset, q.Len, q.Code, q.Msg, hint)
}

// measured reads a text with a parser of package quantity and checks the range.
func measured[T any](parse func(string) (T, error), size func(T) float64) func(v value) (T, bool) {
	return func(v value) (T, bool) {
		var zero T
		text, ok := v.text()
		if !ok {
			return zero, false
		}
		got, err := parse(text)
		if err != nil {
			v.quantityError(err)
			return zero, false
		}
		return got, size == nil || v.inRange(size(got))
	}
}

// inRange checks a number against the range of its key.
func (v value) inRange(x float64) bool {
	r := v.keys.key.Range
	if !r.set() || x >= r.Lo && x <= r.Hi {
		return true
	}
	v.whole("range", fmt.Sprintf("%s is out of range", strings.TrimSpace(v.node.Text)),
		rangeText(r, v.scale(), v.suffix()))
	return false
}

// scale is how many of the unit in which the range of a key is shown make one of the unit the
// range is kept in, and suffix its name.
func (v value) scale() float64 {
	if k := v.keys.key.Kind; k == PercentKind {
		return 100
	}
	return 1
}

func (v value) suffix() string {
	switch v.keys.key.Kind {
	case PercentKind:
		return " %"
	case DurationKind, DelayKind:
		return " d"
	}
	return ""
}

// rangeText says what is allowed, in a unit of which `per` make one of the range's.
func rangeText(r Range, per float64, suffix string) string {
	suffix = strings.TrimRight(suffix, " ")
	show := func(x float64) string { return strconv.FormatFloat(x*per, 'g', 6, 64) + suffix }
	switch {
	case r.Hi < 1e12 && r.Lo == r.Hi:
		return "only " + show(r.Lo) + " is allowed"
	case r.Hi < 1e12:
		return "allowed are " + show(r.Lo) + " to " + show(r.Hi)
	case r.Lo > 0:
		return "it must be above zero"
	}
	return "it must not be negative"
}

func (s scope) textField() *Text {
	return once(s, func(v value) (string, bool) { return v.text() })
}

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
	if v.keys.key.Kind == EnumKind {
		return "value of " + v.path[strings.LastIndexByte(v.path, '.')+1:]
	}
	return v.keys.key.Kind.String()
}

func (s scope) intField() *Int {
	return once(s, func(v value) (int64, bool) {
		if v.node.Kind != document.Integer {
			v.wrongKind()
			return 0, false
		}
		i, err := v.node.Int()
		if err != nil {
			v.whole("number", "the number is too large", "")
			return 0, false
		}
		return i, v.inRange(float64(i))
	})
}

// unitsField reads a count of units: 12 or "12 units".
func (s scope) unitsField() *Int {
	return once(s, func(v value) (int64, bool) {
		if v.node.Kind == document.Integer {
			i, err := v.node.Int()
			return i, err == nil && v.inRange(float64(i))
		}
		text, ok := v.text()
		if !ok {
			return 0, false
		}
		i, ok := v.units(text, 0)
		return i, ok && v.inRange(float64(i))
	})
}

// units reads "12 units" from a part of the value's text that begins at an offset.
func (v value) units(text string, offset int) (int64, bool) {
	number, unit, at := quantity.Split(text)
	if unit != "units" && unit != "unit" {
		msg := fmt.Sprintf("%q has no unit", strings.TrimSpace(text))
		if unit != "" {
			msg = fmt.Sprintf("%q is not a count of units", strings.TrimSpace(text))
		}
		if unit == "" {
			at = 0
		}
		v.fail(offset+at, len(unit), "unit", msg, fmt.Sprintf("write %q", number+" units"))
		return 0, false
	}
	i, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		v.fail(offset, len(number), "number", fmt.Sprintf("%q is not a whole number of units", number),
			`write "12 units"`)
		return 0, false
	}
	return i, true
}

func (s scope) numberField() *Number {
	return once(s, func(v value) (float64, bool) { return v.number() })
}

func (v value) number() (float64, bool) {
	if v.node.Kind != document.Integer && v.node.Kind != document.Float {
		v.wrongKind()
		return 0, false
	}
	x, err := v.node.Float()
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		v.whole("number", v.node.Text+" is not a number", "")
		return 0, false
	}
	return x, v.inRange(x)
}

func (s scope) boolField() *Bool {
	return once(s, func(v value) (bool, bool) {
		if v.node.Kind != document.Bool {
			hint := "write true or false, without quotes"
			v.whole("type", fmt.Sprintf("%s stands where true or false belongs",
				article(v.node.Kind.String())), hint)
			return false, false
		}
		return v.node.Text == "true", true
	})
}

func (s scope) dateField() *Date {
	return once(s, func(v value) (civil.Date, bool) {
		switch v.node.Kind {
		case document.Date, document.String:
			d, err := civil.ParseDate(v.node.Text)
			if y, _, _ := d.YMD(); err == nil && (y < 2000 || y > 2100) {
				v.whole("range", fmt.Sprintf("the year %d is out of range", y), "allowed are 2000 to 2100")
				return 0, false
			}
			if err != nil {
				v.whole("date", err.Error(), "write 2026-02-28, without quotes")
			}
			return d, err == nil
		case document.Time:
			v.whole("date", "a time of day does not belong here", "write only the day: 2026-02-28")
			return 0, false
		}
		v.wrongKind()
		return 0, false
	})
}

func (s scope) spanField() *Span {
	parse := quantity.ParseDuration
	if s.keys.key.Kind == DelayKind {
		parse = quantity.ParseDelay
	}
	return once(s, measured(parse, quantity.Duration.Days))
}

func (s scope) percentField() *Percent {
	return once(s, measured(quantity.ParsePercent, money.Rate.Float))
}

func (s scope) sizeField() *Size { return once(s, measured(quantity.ParseDims, nil)) }

func (s scope) weightField() *Weight { return once(s, measured(quantity.ParseWeight, nil)) }

func (s scope) moneyField() *Money {
	return once(s, func(v value) (money.Money, bool) { return v.money() })
}

// money reads an amount and checks its range, and its currency where the key belongs to a
// marketplace.
func (v value) money() (money.Money, bool) {
	text, ok := v.text()
	if !ok {
		return money.Money{}, false
	}
	if sign := strings.TrimLeft(text, "$€£ "); len(sign) < len(text) {
		v.whole("currency", fmt.Sprintf("%q does not say which currency", text),
			fmt.Sprintf("write %q%s", sign+" "+v.unit(), v.whose(v.keys.key.Kind)))
		return money.Money{}, false
	}
	m, err := quantity.ParseMoney(text)
	if err != nil {
		v.moneyError(err)
		return m, false
	}
	if v.placed && m.Currency != v.market.Currency() {
		_, _, at := quantity.Split(text)
		v.fail(at, 3, "currency", fmt.Sprintf("marketplace %s sells in %s, not %s", v.market,
			v.market.Currency(), m.Currency), "")
		return m, false
	}
	return m, v.inRange(m.Amount.Float())
}

// moneyError reports a missing currency as a missing unit, with the currency to write.
func (v value) moneyError(err error) {
	var q *quantity.Error
	number, code, _ := quantity.Split(v.node.Text)
	if errors.As(err, &q) && q.Code == "currency" && code == "" {
		v.whole("unit", fmt.Sprintf("%q has no currency", v.node.Text),
			fmt.Sprintf("write %q%s", number+" "+v.unit(), v.whose(v.keys.key.Kind)))
		return
	}
	v.quantityError(err)
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

// numbersField reads a list of exactly n numbers.
func (s scope) numbersField(n int) *Numbers {
	return once(s, func(v value) ([]float64, bool) {
		if v.node.Kind != document.Array {
			v.wrongKind()
			return nil, false
		}
		if len(v.node.Items()) != n {
			v.whole("count", fmt.Sprintf("the list has %d numbers, not %d", len(v.node.Items()), n),
				"write decimals with a point: 0.82")
			return nil, false
		}
		out, good := make([]float64, n), true
		for i, item := range v.node.Items() {
			x, ok := value{v.scope, item, v.meta}.number()
			out[i], good = x, good && ok
		}
		return out, good
	})
}

// textsField reads a list of texts; a single text counts as a list of one.
func (s scope) textsField() []*Text {
	v, ok := s.value()
	if !ok {
		return nil
	}
	items := v.node.Items()
	if v.node.Kind == document.String {
		items = []*document.Node{v.node}
	} else if v.node.Kind != document.Array {
		v.wrongKind()
		return nil
	}
	var out []*Text
	for i, item := range items {
		own := value{s, item, v.meta}
		if item.Kind != document.String || item.Text == "" {
			own.whole("type", fmt.Sprintf("%s stands where text belongs", article(item.Kind.String())),
				"put the text in quotes")
			continue
		}
		own.meta.Path, own.meta.Pos, own.meta.Text = fmt.Sprintf("%s[%d]", s.path, i), item.Pos, item.Text
		out = append(out, &Text{own.meta, item.Text})
	}
	return out
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
