package scenario

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/policy"
	"fbasim/sim/program"
	"fbasim/sim/scenario/document"
)

// argumentKey is how an argument of a type is read.
func argumentKey(kind string) Key {
	words := func(list ...string) Key { return Key{Kind: EnumKind, Words: list} }
	switch kind {
	case "market", "markets":
		return Key{Kind: MarketsKind}
	case "country":
		return Key{Kind: CountryKind}
	case "method":
		return words("alc", "bil", "manual")
	case "channel":
		return words("fba-local", "remote-fulfillment", "seller-fulfilled", "none")
	case "program":
		return words(market.ProgramIDs()[market.NoProgram+1:]...)
	case "money":
		return Key{Kind: MoneyKind, Range: positive()}
	case "units":
		return Key{Kind: UnitsKind, Range: Range{0, 1e9}}
	case "signed":
		return Key{Kind: UnitsKind, Range: Range{-1e9, 1e9}}
	case "span":
		return Key{Kind: DelayKind, Range: Range{0, 3660}}
	case "shipment":
		return Key{Kind: IntKind, Range: Range{1, 1000}}
	case "order":
		return Key{Kind: IntKind, Range: Range{1, 1e6}}
	case "level":
		return words("unassessed", "pass", "high")
	case "risk_reason":
		return words("docs", "scrutiny", "restriction")
	case "bool":
		return Key{Kind: BoolKind}
	case "items":
		return Key{Kind: ItemsKind}
	case "counts":
		return Key{Kind: NumbersKind, Range: Range{0, 1e9}}
	case "classes":
		return Key{Kind: TextsKind}
	case "file":
		return Key{Kind: FileKind}
	}
	if list := argumentWords(kind); list != nil {
		return words(list...)
	}
	return Key{Kind: TextKind} // sku, asin, plan, reason, text
}

// argumentWords are the words of the smaller types.
func argumentWords(kind string) []string {
	switch kind {
	case "via":
		return []string{"ui", "api"}
	case "mode":
		return []string{"parcel", "ltl", "ftl"}
	case "condition":
		return []string{"sellable", "unsellable"}
	case "fault":
		return []string{"amazon", "buyer", "none"}
	case "address":
		return []string{"local", "foreign", "none"}
	case "cause":
		return []string{"carrier_only", "mixed", "seller"}
	}
	return nil
}

// argument reads an argument that is there.
func (s scope) argument(arg policy.Arg, a *Action, known *scriptNames) (Argument, bool) {
	own := s.sub(arg.Name)
	own.keys = &keyNode{name: arg.Name, key: new(Key)}
	*own.keys.key = argumentKey(arg.Type)
	v, _ := own.value()
	out := Argument{Meta: v.meta, Name: arg.Name, Type: arg.Type}
	switch arg.Type {
	case "sku":
		out.Value = got(v.product(known.skus))
	case "asin":
		out.Value = got(v.asin(known))
	case "market", "markets":
		out.Value = got(v.markets(arg.Type == "markets", a.Word.Name))
	case "money":
		if list := a.Markets(); len(list) > 0 {
			own.market, own.placed = list[0], true
			v.scope = own
		}
		out.Value = got(v.moneyFor(a.Markets()))
	case "classes":
		out.Value = got(v.classes())
	case "items":
		out.Value = got(v.items(known.skus))
	case "counts":
		out.Value = got(v.wholeNumbers())
	case "file":
		out.Value = got(v.exclusions())
	case "reason":
		out.Value = got(v.reason())
	case "order":
		out.Value = got(v.orderNumber())
	case "country":
		out.Value = got(v.countryOrAll())
	default:
		out.Value = own.plainArgument(arg.Type)
	}
	return out, out.Value != nil
}

// got is a value that was read, nil where it is wrong.
func got[T any](x T, ok bool) any {
	if !ok {
		return nil
	}
	return x
}

// fieldValue is the value of a field, nil where it is wrong.
func fieldValue[T any](f *Field[T]) any {
	if f == nil {
		return nil
	}
	return f.Value
}

// plainArgument reads the types that other keys have too.
func (s scope) plainArgument(kind string) any {
	switch key := s.keys.key; {
	case kind == "channel":
		return fieldValue(once(s, func(v value) (market.Program, bool) { return v.channel() }))
	case kind == "program":
		return fieldValue(s.programField())
	case key.Kind == EnumKind:
		return fieldValue(s.enumField())
	case key.Kind == UnitsKind:
		return fieldValue(s.unitsField())
	case key.Kind == DelayKind:
		return fieldValue(s.spanField())
	case key.Kind == IntKind:
		return fieldValue(s.intField())
	case key.Kind == BoolKind:
		return fieldValue(s.boolField())
	}
	return fieldValue(s.textField())
}

// channel reads how an offer is fulfilled; Amazon calls local stock "FBA".
func (v value) channel() (market.Program, bool) {
	text, ok := v.text()
	if !ok {
		return 0, false
	}
	if !slices.Contains(v.keys.key.Words, text) {
		v.unknownWord(text, v.keys.key.Words)
		return 0, false
	}
	if text == "fba-local" {
		return market.LocalFBA, true
	}
	p, known := market.ParseProgram(text)
	return p, known
}

// oneOf reports a name that is none of a list.
func (v value) oneOf(name, what string, list []string) bool {
	if slices.Contains(list, name) {
		return true
	}
	hint := fmt.Sprintf("there is no %s", what)
	if len(list) > 0 {
		hint = fmt.Sprintf("names here: %s", someOf(list))
	}
	if near := diag.Suggest(name, list); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near) + hint
	}
	v.whole("no-match", fmt.Sprintf("no %s is called %q", what, name), hint)
	return false
}

func (v value) product(skus []string) (string, bool) {
	name, ok := v.text()
	return name, ok && v.oneOf(name, "product", skus)
}

// asin reads an ASIN, or the name of a product that has one.
func (v value) asin(known *scriptNames) (string, bool) {
	name, ok := v.text()
	if !ok {
		return "", false
	}
	if i := slices.Index(known.skus, name); i >= 0 {
		return known.asins[i], true
	}
	return name, v.oneOf(name, "product or ASIN", append(slices.Clip(known.asins), known.skus...))
}

// markets reads one marketplace or several. "all" stands for Canada and Mexico where only they
// can be meant, otherwise for every marketplace.
func (v value) markets(several bool, word string) (list []market.Marketplace, ok bool) {
	items := v.node.Items()
	switch {
	case v.node.Kind == document.String && v.node.Text == "all":
		for m := market.US; m < market.MarketplaceCount; m++ {
			if m != market.US || !several && word != "upload_status_report" {
				list = append(list, m)
			}
		}
		return list, v.mayBeAll(word)
	case v.node.Kind == document.String:
		items = []*document.Node{v.node}
	case v.node.Kind != document.Array || !several && len(items) == 0:
		v.wrongKind()
		return nil, false
	}
	list, ok = []market.Marketplace{}, true
	for _, item := range items {
		own := value{v.scope, item, v.meta}
		m, known := market.ParseMarketplace(item.Text)
		if !known || item.Kind != document.String {
			own.unknownWord(item.Text, marketCodes())
			ok = false
			continue
		}
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list, ok && (len(list) < 2 || several || v.mayBeAll(word))
}

// mayBeAll refuses several marketplaces for actions that make one thing.
func (v value) mayBeAll(word string) bool {
	if word != "create_plan" && word != "place_order" {
		return true
	}
	v.whole("type", fmt.Sprintf("%s takes one marketplace", word), `write "CA"`)
	return false
}

// moneyFor reads an amount in the currency of every marketplace that it is for.
func (v value) moneyFor(list []market.Marketplace) (any, bool) {
	m, ok := v.money()
	for _, place := range list {
		if ok && place.Currency() != m.Currency {
			v.whole("currency", fmt.Sprintf("marketplace %s sells in %s, not %s", place,
				place.Currency(), m.Currency), "write an action for each marketplace")
			return nil, false
		}
	}
	return m, ok
}

// items reads { MUG = 40, "LAMP" = "12 units" }.
func (v value) items(skus []string) (list []Item, ok bool) {
	if v.node.Kind != document.Table || len(v.node.Fields()) == 0 {
		v.wrongKind()
		return nil, false
	}
	ok = true
	units := &keyNode{name: "units", key: &Key{Kind: UnitsKind, Range: Range{0, 1e9}}}
	for _, f := range v.node.Fields() {
		own := v.scope
		own.node, own.keys, own.path = f.Node, units, join(v.path, f.Name)
		n := own.unitsField()
		name := value{own, document.NewString(f.Name, keyPos(f.Node)), v.meta}
		if !name.oneOf(f.Name, "product", skus) || n == nil {
			ok = false
			continue
		}
		list = append(list, Item{f.Name, n.Value})
	}
	return list, ok
}

// wholeNumbers reads [20, 20].
func (v value) wholeNumbers() (list []int64, ok bool) {
	if v.node.Kind != document.Array || len(v.node.Items()) == 0 {
		v.whole("type", fmt.Sprintf("%s stands where a list of whole numbers belongs",
			article(v.node.Kind.String())), "write [20, 20]")
		return nil, false
	}
	for _, item := range v.node.Items() {
		own := value{v.scope, item, v.meta}
		n, err := item.Int()
		if item.Kind != document.Integer || err != nil {
			own.whole("type", "this is not a whole number", "write [20, 20]")
			return nil, false
		}
		if !own.inRange(float64(n)) {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}

// reason reads a reason code.
func (v value) reason() (string, bool) {
	text, ok := v.text()
	if ok && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		v.whole("name", fmt.Sprintf("%q is not a reason", text),
			"write it in snake_case: missing_image")
		return "", false
	}
	return text, ok
}

// orderNumber reads the number of an order, or "all", which is 0.
func (v value) orderNumber() (int64, bool) {
	if v.node.Kind == document.String && v.node.Text == "all" {
		return 0, true
	}
	n, err := v.node.Int()
	if v.node.Kind != document.Integer || err != nil {
		v.whole("type", fmt.Sprintf("%s stands where the number of an order belongs",
			article(v.node.Kind.String())), `write 1, or "all"`)
		return 0, false
	}
	return n, v.inRange(float64(n))
}

// countryOrAll reads a country code or "all".
func (v value) countryOrAll() (string, bool) {
	text, ok := v.text()
	if ok && text != "all" && !isCountry(text) {
		v.whole("unknown-name", fmt.Sprintf("%q is not a country", text),
			`write two capital letters (ISO 3166), or "all"`)
		return "", false
	}
	return text, ok
}

func isCountry(text string) bool {
	return len(text) == 2 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// classes reads a list of product classes; a text may hold several.
func (v value) classes() (list []string, ok bool) {
	items := v.node.Items()
	if v.node.Kind == document.String {
		items = []*document.Node{v.node}
	} else if v.node.Kind != document.Array {
		v.wrongKind()
		return nil, false
	}
	list, ok = []string{}, true
	for _, item := range items {
		own := value{v.scope, item, v.meta}
		for _, word := range strings.FieldsFunc(item.Text, func(r rune) bool {
			return strings.ContainsRune(" ,;", r)
		}) {
			ok = own.oneOf(word, "product class", program.ClassCodes()) && ok
			list = append(list, word)
		}
	}
	return list, ok
}
