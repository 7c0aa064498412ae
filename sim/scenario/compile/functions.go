package compile

import (
	"reflect"
	"slices"
	"strings"

	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
)

// Function is something that conditions can call.
type Function struct {
	Name   string
	Params []Param
	Result string // type or view: "text", "units", "offer"
	Doc    string
}

// Param is a parameter of a function.
type Param struct {
	Name, Kind string // kinds are those of words
	Optional   bool
}

// Usage writes "offer(sku, market[, channel])".
func (f Function) Usage() string {
	var b strings.Builder
	b.WriteString(f.Name + "(")
	for i, p := range f.Params {
		switch {
		case p.Optional && i > 0:
			b.WriteString("[, " + p.Name + "]")
		case p.Optional:
			b.WriteString("[" + p.Name + "]")
		case i > 0:
			b.WriteString(", " + p.Name)
		default:
			b.WriteString(p.Name)
		}
	}
	return b.String() + ")"
}

// bounds are the least and the most arguments of a function.
func (f Function) bounds() (least, most int) {
	for _, p := range f.Params {
		if !p.Optional {
			least++
		}
	}
	return least, len(f.Params)
}

// params reads "sku market channel?": names are kinds, unless written name:kind.
func params(text string) (list []Param) {
	for _, word := range strings.Fields(text) {
		word, optional := strings.CutSuffix(word, "?")
		name, kind, named := strings.Cut(word, ":")
		if !named {
			kind = name
		}
		list = append(list, Param{name, kind, optional})
	}
	return list
}

// Functions lists what the conditions of actions, expectations and rules can call.
func Functions() []Function {
	f := func(name, of, result, doc string) Function {
		return Function{name, params(of), result, doc}
	}
	return []Function{
		f("rf_state", "sku market", "text", "Remote Fulfillment state of a SKU, such as ACTIVE"),
		f("rf_reason", "sku market", "text", "why it is in that state, such as local_inventory"),
		f("offer", "sku market channel?", "offer",
			"an offer; without a channel the one that buyers see"),
		f("stock", "sku country:place condition?", "units",
			"units in a country: sellable unless a condition is named"),
		f("seller", "", "seller", "the seller's account; seller.x is short for seller().x"),
		f("plan", "plan", "plan", "an inbound plan by name"),
		f("shipment", "plan n:shipment", "shipment", "a shipment of a plan, numbered from 1"),
		f("order", "n:order", "order", "an order that an action placed, numbered from 1"),
		f("report", "sku market", "report",
			"a row of the ASIN Status report, as it would be downloaded now"),
		f("report_rows", "", "count", "rows of the last report downloaded, -1 for none"),
		f("findings", "id_or_code:finding?", "count",
			"findings by rule id or code; all without an argument"),
		f("charged", "line payer order?", "money",
			"what a payer has paid on a money line; of one order, or of all"),
		f("received", "line payee order?", "money", "the same by who gets it"),
		f("sold", "sku market program?", "units", "units sold"),
		f("lost", "sku market", "units", "units wanted and not sold"),
		f("export_state", "sku", "text", "FBA Export state of a SKU, such as ELIGIBLE"),
		f("export_reason", "sku country?", "text",
			"why it is in that state, or why it cannot be exported to a country"),
		f("exportable", "sku country", "true or false",
			"whether an order from the country would be exported now"),
		f("in_export_report", "sku", "true or false",
			"whether the Exportable Inventory report lists it, as last refreshed"),
		f("featured", "sku market prime:flag?", "text",
			`who wins the Featured Offer for a buyer, with Prime unless said: "us" or a name`),
		f("alternatives", "sku market", "texts", "programs that remain for a SKU"),
		f("cost_per_kept", "sku market", "money", "what returns cost a seller-fulfilled sale that is kept"),
		f("day", "", "days", "days since the start, with fractions"),
		f("hours", "", "hours", "hours since the start"),
		f("date", "", "text", `the day, such as "2026-03-01"`),
		f("pct", "number", "number", "a percentage as a share: pct(8) is 0.08"),
		f("days", "number", "number", "days, for readers: days(3) is 3"),
		f("money", "amount:text", "number", `an amount: money("29.99 CAD")`),
	}
}

// findFunction returns a function by name.
func findFunction(name string) (Function, bool) {
	for _, f := range Functions() {
		if f.Name == name {
			return f, true
		}
	}
	return Function{}, false
}

// wordsOf lists what a literal argument of a kind may be; nil where anything may.
func (s *scope) wordsOf(kind string) []string {
	switch kind {
	case "sku":
		return s.skus
	case "market", "place":
		return marketCodes()
	case "channel":
		return []string{"fba", "fba-local", "remote-fulfillment", "seller-fulfilled"}
	case "condition":
		return []string{"sellable", "reserved", "unsellable", "inbound", "on_hand"}
	case "plan":
		return append([]string{}, s.plans...)
	case "payer":
		return []string{"buyer", "seller", "amazon"}
	case "payee":
		return []string{"buyer", "seller", "amazon", "carrier", "authority", "vendor", "deposit"}
	case "program":
		return market.ProgramIDs()[market.NoProgram+1:]
	case "line":
		return moneyLines()
	}
	return nil
}

func marketCodes() (list []string) {
	for m := market.US; m < market.MarketplaceCount; m++ {
		list = append(list, m.String())
	}
	return list
}

// moneyLines are the lines of the who-pays table, then the kinds of fees.
func moneyLines() []string {
	list := []string{
		"price", "buyer_shipping", "gift_wrap", "import_fees_deposit", "import_fees_actual",
		"referral_fee", "us_fulfilment_fee", "rf_fulfilment_fee", "local_fulfilment_fee",
		"mcf_export_fee", "surcharge", "conversion_fee", "storage_fee", "returns_processing_fee",
		"return_shipping", "return_shipping_refund", "refund", "referral_credit", "refund_admin",
		"reimbursement", "placement_fee", "inbound_freight", "inbound_return_freight",
		"inbound_duty", "setup_cost", "sf_shipping", "sf_import_duty", "sf_cs_cost",
	}
	for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
		if !slices.Contains(list, k.String()) {
			list = append(list, k.String())
		}
	}
	for l := ledger.Revenue; l < ledger.LineCount; l++ {
		if !slices.Contains(list, l.String()) {
			list = append(list, l.String())
		}
	}
	return list
}

// View is a group of values that a function returns.
type View struct {
	Name   string      `json:"name"`
	Fields []ViewField `json:"fields"`
}

// ViewField is a value of a view.
type ViewField struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Views lists the views of functions with their fields.
func Views() []View {
	return []View{
		viewOf("offer", model.OfferView{}), viewOf("seller", model.SellerView{}),
		viewOf("plan", model.PlanView{}), viewOf("shipment", model.ShipmentView{}),
		viewOf("order", model.OrderView{}), viewOf("report", model.ReportView{}),
	}
}

func viewOf(name string, v any) View {
	out := View{Name: name}
	t := reflect.TypeOf(v)
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("expr"); tag != "" {
			out.Fields = append(out.Fields, ViewField{tag, typeName(t.Field(i).Type)})
		}
	}
	return out
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "text"
	case reflect.Int64:
		return "whole number"
	case reflect.Float64:
		return "number"
	case reflect.Slice:
		return "list of " + typeName(t.Elem()) + "s"
	case reflect.Struct: // a field for each marketplace
		return typeName(t.Field(0).Type) + " by marketplace"
	}
	return t.String()
}
