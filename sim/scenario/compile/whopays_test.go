package compile_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fbasim/sim/ledger"
)

// story is a script that brings circumstances of the table of who pays about: the file
// it stands on, facts it adds, and what happens.
type story struct{ base, facts, actions string }

var stories = map[string]story{
	"remote":          {"base", dear, buys("CA", "") + returns("")},
	"remote clothing": {"base", clothing, buys("CA", "") + returns("")},
	"remote defect":   {"base", "", buys("CA", "") + returns("defect = true")},
	"remote guest":    {"base", "", buys("CA", "prime = false")},
	"remote fault":    {"base", "", buys("CA", "") + returns(amazonsFault)},
	"home":            {"base", "", buys("US", "")},
	"home clothing":   {"base", clothing, buys("US", "") + returns("")},
	"local":           {"base", shelf, buys("CA", "") + returns("")},
	"local clothing":  {"base", clothing + shelf, buys("CA", "") + returns("")},
	"local defect":    {"base", shelf, buys("CA", "") + returns("defect = true")},
	"local guest":     {"base", shelf, buys("CA", "prime = false")},
	"local fault":     {"base", shelf, buys("CA", "") + returns(amazonsFault)},
	"stocked":         {"base", "", plans("CA", "") + act("ship", "2 d", `plan = "P"`)},
	"placed":          {"base", "", plans("US", "placement = true")},
	"refused": {"base", "", plans("CA", "") + act("ship", "2 d", `plan = "P"`) +
		act("duty_unpaid", "3 d", "plan = \"P\"\nshipment = 1")},
	"export":        {"base-export", "", buys("US", british) + returns("")},
	"export defect": {"base-export", "", buys("US", british) + returns("defect = true")},
	"export fault":  {"base-export", "", buys("US", british) + returns(amazonsFault)},
	"mcf": {"base-export", "", act("request_mcf", "1 d", "sku = \"DVD\"\nunits = 2\n"+british) +
		returns("")},
	"own":        {"base", parcels, buys("CA", merchant) + returns("")},
	"own ddp":    {"base", parcels + "merchant.CA.incoterm = \"DDP\"\n", buys("CA", merchant)},
	"own local":  {"base", parcels + home, buys("CA", merchant) + returns("")},
	"own defect": {"base", parcels + home, buys("CA", merchant) + returns("defect = true")},
	"own free": {"base", parcels, act("set_return_address", "0 d", "market = \"CA\"\naddress = \"none\"\n"+
		"free_returns = true") + buys("CA", merchant) + returns("")},
	"own claim": {"base", parcels, buys("CA", merchant) + act("atoz_claim", "40 d", "order = 1\nupheld = true")},
}

const (
	clothing     = "product.X.category = \"Clothing\"\n"
	dear         = "product.X.price.CA = \"59.99 CAD\"\n" // more than comes in free
	shelf        = "product.X.price.CA = \"59.99 CAD\"\nproduct.X.opening.CA = \"50 units\"\n"
	british      = `country = "GB"`
	merchant     = `program = "seller-fulfilled"`
	amazonsFault = "condition = \"unsellable\"\nfault = \"amazon\""
	home         = "seller.return_address.CA = \"local\"\n"
	parcels      = "product.X.price.CA = \"59.99 CAD\"\nproduct.X.sf_quantity.CA = \"50 units\"\n" +
		"merchant.CA.shipping = \"18.00 USD/order\"\nmerchant.CA.service = \"1.20 USD/order\"\n" +
		"merchant.CA.return_cost = \"25.00 CAD/order\"\n"
)

func act(do, at, args string) string {
	return fmt.Sprintf("\n[action.%s]\ndo = %q\nat = %q\n%s\n", do, do, at, args)
}

func buys(market, more string) string {
	return act("place_order", "1 d", fmt.Sprintf("sku = \"X\"\nunits = 1\nmarket = %q\n%s", market, more))
}

func returns(more string) string { return act("return_order", "30 d", "order = 1\n"+more) }

func plans(market, more string) string {
	return act("create_plan", "1 d", fmt.Sprintf("plan = \"P\"\nmarket = %q\nitems = { X = 60 }\n"+
		"split = [30, 30]\n%s", market, more)) + act("approve_plan", "1 d", `plan = "P"`)
}

// told names the story of a row of the table; order is 0 for money that belongs to no
// order.
var told = []struct {
	line, program, when, story string
	order                      int
}{
	{"price", "remote-fulfillment", "charged", "remote", 1},
	{"price", "local-fba", "charged", "local", 1},
	{"price", "fba-export", "charged", "export", 1},
	{"price", "seller-fulfilled", "charged", "own", 1},
	{"rf_fulfilment_fee", "remote-fulfillment", "shipped", "remote", 1},
	{"us_fulfilment_fee", "fba-export", "shipped", "export", 1},
	{"us_fulfilment_fee", "local-fba", "us", "home", 1},
	{"local_fulfilment_fee", "local-fba", "abroad", "local", 1},
	{"mcf_export_fee", "mcf", "shipped", "mcf", 1},
	{"sf_shipping", "seller-fulfilled", "shipped", "own", 1},
	{"buyer_shipping", "remote-fulfillment", "not_prime", "remote guest", 1},
	{"buyer_shipping", "local-fba", "below_free", "local guest", 1},
	{"buyer_shipping", "fba-export", "charged", "export", 1},
	{"import_fees_deposit", "remote-fulfillment", "charged", "remote", 1},
	{"import_fees_deposit", "fba-export", "charged", "export", 1},
	{"import_fees_actual", "remote-fulfillment", "cleared", "remote", 1},
	{"import_fees_actual", "fba-export", "cleared", "export", 1},
	{"import_fees_actual", "mcf", "cleared", "mcf", 1},
	{"sf_import_duty", "seller-fulfilled", "dap", "own", 1},
	{"sf_import_duty", "seller-fulfilled", "ddp", "own ddp", 1},
	{"inbound_duty", "local-fba", "stocked", "stocked", 0},
	{"inbound_freight", "local-fba", "stocked", "stocked", 0},
	{"inbound_return_freight", "local-fba", "refused", "refused", 0},
	{"placement_fee", "local-fba", "stocked", "placed", 0},
	{"storage_fee", "remote-fulfillment", "month_end", "remote", 0},
	{"storage_fee", "local-fba", "month_end", "local", 0},
	{"setup_cost", "local-fba", "first_stock", "stocked", 0},
	{"sf_cs_cost", "seller-fulfilled", "shipped", "own", 1},
	{"referral_fee", "remote-fulfillment", "shipped", "remote", 1},
	{"referral_fee", "local-fba", "shipped", "local", 1},
	{"referral_fee", "seller-fulfilled", "shipped", "own", 1},
	{"referral_fee", "fba-export", "shipped", "export", 1},
	{"conversion_fee", "remote-fulfillment", "settled", "remote", 0},
	{"conversion_fee", "local-fba", "settled", "local", 0},
	{"conversion_fee", "seller-fulfilled", "settled", "own", 0},
	{"return_shipping", "remote-fulfillment", "free_category", "remote clothing", 1},
	{"return_shipping", "local-fba", "free_category", "local clothing", 1},
	{"return_shipping", "remote-fulfillment", "no_defect", "remote", 1},
	{"return_shipping", "local-fba", "no_defect", "local", 1},
	{"return_shipping", "remote-fulfillment", "defect", "remote defect", 1},
	{"return_shipping", "local-fba", "defect", "local defect", 1},
	{"return_shipping", "fba-export", "no_defect", "export", 1},
	{"return_shipping", "fba-export", "defect", "export defect", 1},
	{"return_shipping_refund", "fba-export", "defect", "export defect", 1},
	{"return_shipping", "seller-fulfilled", "local", "own local", 1},
	{"return_shipping", "seller-fulfilled", "local_defect", "own defect", 1},
	{"return_shipping", "seller-fulfilled", "foreign", "own", 1},
	{"return_shipping_refund", "seller-fulfilled", "foreign", "own", 1},
	{"return_shipping", "seller-fulfilled", "free", "own free", 1},
	{"return_shipping", "mcf", "returned", "mcf", 1},
	{"returns_processing_fee", "remote-fulfillment", "free_category", "remote clothing", 1},
	{"returns_processing_fee", "local-fba", "free_category", "home clothing", 1},
	{"refund", "remote-fulfillment", "returned", "remote", 1},
	{"refund", "local-fba", "returned", "local", 1},
	{"refund", "fba-export", "returned", "export", 1},
	{"refund", "seller-fulfilled", "returned", "own", 1},
	{"refund", "seller-fulfilled", "claimed", "own claim", 1},
	{"referral_credit", "remote-fulfillment", "returned", "remote", 1},
	{"referral_credit", "local-fba", "returned", "local", 1},
	{"referral_credit", "fba-export", "returned", "export", 1},
	{"referral_credit", "seller-fulfilled", "returned", "own", 1},
	{"refund_admin", "remote-fulfillment", "returned", "remote", 1},
	{"refund_admin", "local-fba", "returned", "local", 1},
	{"refund_admin", "fba-export", "returned", "export", 1},
	{"refund_admin", "seller-fulfilled", "returned", "own", 1},
	{"reimbursement", "remote-fulfillment", "amazon_fault", "remote fault", 1},
	{"reimbursement", "local-fba", "amazon_fault", "local fault", 1},
	{"reimbursement", "fba-export", "amazon_fault", "export fault", 1},
}

// untold are rows of the table that no story here tells, with the reason.
var untold = map[string]string{
	"surcharge remote-fulfillment shipped":            "no card of the stories' day has one",
	"surcharge local-fba shipped":                     "no card of the stories' day has one",
	"surcharge fba-export shipped":                    "no card of the stories' day has one",
	"surcharge mcf shipped":                           "no card of the stories' day has one",
	"buyer_shipping seller-fulfilled charged":         "the seller's offers ship free",
	"gift_wrap local-fba chosen":                      "gift wrap is not sold",
	"inbound_duty remote-fulfillment stocked":         "US stock is there from the start",
	"inbound_duty fba-export stocked":                 "US stock is there from the start",
	"inbound_duty mcf stocked":                        "US stock is there from the start",
	"inbound_freight remote-fulfillment stocked":      usShelf,
	"inbound_freight fba-export stocked":              usShelf,
	"inbound_freight mcf stocked":                     usShelf,
	"placement_fee remote-fulfillment stocked":        usShelf,
	"placement_fee fba-export stocked":                usShelf,
	"placement_fee mcf stocked":                       usShelf,
	"storage_fee fba-export month_end":                usShelf,
	"storage_fee mcf month_end":                       usShelf,
	"returns_processing_fee fba-export free_category": "the products of base-export are not of such a category",
	"reimbursement mcf amazon_fault":                  "a unit of a returned MCF order goes back as it is",
}

// usShelf: money of the US shelf is booked once, whoever the units are sold to later.
const usShelf = "the US shelf is one for all programs"

func TestWhoPaysInScriptedOrdersAsTheTableSays(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range told {
		name := strings.Join([]string{c.line, c.program, c.when}, " ")
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			row, ok := rowOf(name)
			if !ok {
				t.Fatal("the table has no such row")
			}
			order := ""
			if c.order > 0 {
				order = fmt.Sprintf(", %d", c.order)
			}
			that := fmt.Sprintf("charged(%q, %q%s) > 0 && received(%q, %q%s) == charged(%q, %q%s)",
				c.line, row.Payer, order, c.line, row.Payee, order, c.line, row.Payer, order)
			for _, role := range []string{"buyer", "seller", "amazon"} {
				if role != row.Payer.String() {
					that += fmt.Sprintf(" && charged(%q, %q%s) == 0", c.line, role, order)
				}
			}
			for _, role := range []string{"buyer", "seller", "amazon", "carrier", "authority", "vendor"} {
				if role != row.Payee.String() {
					that += fmt.Sprintf(" && received(%q, %q%s) == 0", c.line, role, order)
				}
			}
			tell(t, stories[c.story], that)
		})
	}
	for _, row := range ledger.WhoPays() {
		name := strings.Join([]string{row.Line, row.Program.String(), row.When}, " ")
		if !seen[name] && untold[name] == "" {
			t.Errorf("no story tells: %s", name)
		}
	}
}

func rowOf(name string) (ledger.Payment, bool) {
	for _, row := range ledger.WhoPays() {
		if strings.Join([]string{row.Line, row.Program.String(), row.When}, " ") == name {
			return row, true
		}
	}
	return ledger.Payment{}, false
}

// tell plays a story that ends with an expectation.
func tell(t *testing.T, s story, that string) {
	t.Helper()
	text := fmt.Sprintf("extends = [%q]\n%s%s\n[expect.table]\nat = \"110 d\"\nthat = '%s'\n",
		s.base+".toml", s.facts, s.actions, that)
	path := vectors + "who-pays.toml"
	cases, problems := try(t, path, func(name string) ([]byte, error) {
		if name == path {
			return []byte(text), nil
		}
		return os.ReadFile(name)
	})
	if problems != "" {
		t.Fatal(problems)
	}
	for _, c := range cases {
		for _, f := range playCase(t, c, true) {
			t.Errorf("expected %s; found %s", f.Text, f.Found)
		}
	}
}
