package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/policy"
)

const (
	rf     = market.RemoteFulfillment
	home   = market.LocalFBA
	export = market.FBAExport
	sf     = market.SellerFulfilled
	mcf    = market.MCF
)

// expected is the table of who pays, row by row as the catalog of rules has it: line,
// programs, circumstance, payer, payee, first rule.
var expected = []struct {
	line     string
	programs []market.Program
	when     string
	payer    Role
	payee    Role
	rule     string
}{
	{"price", []market.Program{rf, home, export, sf}, "charged", RoleBuyer, RoleSeller, "RF-GEN-03"},
	{"rf_fulfilment_fee", []market.Program{rf}, "shipped", RoleSeller, RoleAmazon, "RF-FEE-01"},
	{"us_fulfilment_fee", []market.Program{export}, "shipped", RoleSeller, RoleAmazon, "EXP-FEE-01"},
	{"us_fulfilment_fee", []market.Program{home}, "us", RoleSeller, RoleAmazon, "RF-FEE-02"},
	{"local_fulfilment_fee", []market.Program{home}, "abroad", RoleSeller, RoleAmazon, "GS-FBA-01"},
	{"mcf_export_fee", []market.Program{mcf}, "shipped", RoleSeller, RoleAmazon, "EXP-FEE-02"},
	{"sf_shipping", []market.Program{sf}, "shipped", RoleSeller, RoleCarrier, "GS-SF-02"},
	{"surcharge", []market.Program{rf, home, export, mcf}, "shipped", RoleSeller, RoleAmazon, "RF-FEE-05"},
	{"buyer_shipping", []market.Program{rf}, "not_prime", RoleBuyer, RoleAmazon, "RF-DLV-03"},
	{"buyer_shipping", []market.Program{home}, "below_free", RoleBuyer, RoleAmazon, "GS-FBA-08"},
	{"buyer_shipping", []market.Program{export}, "charged", RoleBuyer, RoleAmazon, "EXP-PAY-01"},
	{"buyer_shipping", []market.Program{sf}, "charged", RoleBuyer, RoleSeller, "GS-SF-02"},
	{"gift_wrap", []market.Program{home}, "chosen", RoleBuyer, RoleAmazon, "GS-FBA-08"},
	{"import_fees_deposit", []market.Program{rf}, "charged", RoleBuyer, RoleAmazon, "RF-DTY-02"},
	{"import_fees_deposit", []market.Program{export}, "charged", RoleBuyer, RoleAmazon, "EXP-PAY-01"},
	{"import_fees_actual", []market.Program{rf}, "cleared", RoleBuyer, RoleAuthority, "RF-DTY-01"},
	{"import_fees_actual", []market.Program{export}, "cleared", RoleBuyer, RoleAuthority, "EXP-PAY-01"},
	{"import_fees_actual", []market.Program{mcf}, "cleared", RoleBuyer, RoleAuthority, "EXP-FEE-02"},
	{"sf_import_duty", []market.Program{sf}, "dap", RoleBuyer, RoleAuthority, "GS-SF-01"},
	{"sf_import_duty", []market.Program{sf}, "ddp", RoleSeller, RoleAuthority, "GS-SF-01"},
	{"inbound_duty", []market.Program{home}, "stocked", RoleSeller, RoleAuthority, "GS-INB-01"},
	{"inbound_duty", []market.Program{rf, export, mcf}, "stocked", RoleSeller, RoleAuthority, "GS-INB-01"},
	{"inbound_freight", []market.Program{rf, home, export, mcf}, "stocked", RoleSeller, RoleCarrier, "GS-INB-02"},
	{"inbound_return_freight", []market.Program{home}, "refused", RoleSeller, RoleCarrier, "GS-INB-02"},
	{"placement_fee", []market.Program{rf, home, export, mcf}, "stocked", RoleSeller, RoleAmazon, "INB-PLC-01"},
	{"storage_fee", []market.Program{rf, home, export, mcf}, "month_end", RoleSeller, RoleAmazon, "RF-GEN-01"},
	{"setup_cost", []market.Program{home}, "first_stock", RoleSeller, RoleVendor, "GS-TAX-01"},
	{"sf_cs_cost", []market.Program{sf}, "shipped", RoleSeller, RoleVendor, "GS-FBA-01"},
	{"referral_fee", []market.Program{rf, home, sf}, "shipped", RoleSeller, RoleAmazon, "RF-FEE-03"},
	{"referral_fee", []market.Program{export}, "shipped", RoleSeller, RoleAmazon, "EXP-FEE-01"},
	{"conversion_fee", []market.Program{rf, home, sf}, "settled", RoleSeller, RoleAmazon, "RF-GEN-07"},
	{"return_shipping", []market.Program{rf, home}, "free_category", RoleAmazon, RoleCarrier, "RF-RET-05"},
	{"return_shipping", []market.Program{rf}, "no_defect", RoleBuyer, RoleCarrier, "RF-RET-05"},
	{"return_shipping", []market.Program{home}, "no_defect", RoleBuyer, RoleCarrier, "GS-RET-01"},
	{"return_shipping", []market.Program{rf, home}, "defect", RoleAmazon, RoleCarrier, "RF-RET-05"},
	{"return_shipping", []market.Program{export}, "no_defect", RoleBuyer, RoleCarrier, "EXP-RET-05"},
	{"return_shipping", []market.Program{export}, "defect", RoleBuyer, RoleCarrier, "EXP-RET-06"},
	{"return_shipping_refund", []market.Program{export}, "defect", RoleAmazon, RoleBuyer, "EXP-RET-06"},
	{"return_shipping", []market.Program{sf}, "local", RoleBuyer, RoleCarrier, "GS-RET-01"},
	{"return_shipping", []market.Program{sf}, "local_defect", RoleSeller, RoleCarrier, "GS-RET-01"},
	{"return_shipping", []market.Program{sf}, "foreign", RoleBuyer, RoleCarrier, "GS-RET-02"},
	{"return_shipping_refund", []market.Program{sf}, "foreign", RoleSeller, RoleBuyer, "GS-RET-02"},
	{"return_shipping", []market.Program{sf}, "free", RoleSeller, RoleCarrier, "GS-RET-04"},
	{"return_shipping", []market.Program{mcf}, "returned", RoleSeller, RoleCarrier, "EXP-RET-01"},
	{"returns_processing_fee", []market.Program{rf, home, export}, "free_category", RoleSeller, RoleAmazon, "RF-RET-03"},
	{"refund", []market.Program{rf, home, export, sf}, "returned", RoleSeller, RoleBuyer, "RF-RET-06"},
	{"refund", []market.Program{sf}, "claimed", RoleSeller, RoleBuyer, "GS-SF-05"},
	{"referral_credit", []market.Program{rf, home, export, sf}, "returned", RoleAmazon, RoleSeller, "RF-RET-06"},
	{"refund_admin", []market.Program{rf, home, export, sf}, "returned", RoleSeller, RoleAmazon, "RF-RET-06"},
	{"reimbursement", []market.Program{rf, home, export, mcf}, "amazon_fault", RoleAmazon, RoleSeller, "EXP-RET-04"},
}

func TestEveryLineHasItsPayerAndPayee(t *testing.T) {
	listed := map[string]bool{}
	for _, e := range expected {
		for _, p := range e.programs {
			got, ok := Pays(e.line, p, e.when)
			if !ok || got.Payer != e.payer || got.Payee != e.payee || got.Rules[0] != e.rule {
				t.Errorf("%s of %v when %s: %+v (%v)", e.line, p, e.when, got, ok)
			}
			listed[fmt.Sprint(e.line, p, e.when)] = true
		}
	}
	if rows := WhoPays(); len(rows) != len(listed) {
		t.Errorf("%d rows, want %d", len(rows), len(listed))
	}
	for _, line := range MoneyLines() {
		for p := market.NoProgram; p < market.ProgramCount; p++ {
			for _, row := range WhoPays() {
				if _, ok := Pays(line, p, row.When); ok && !listed[fmt.Sprint(line, p, row.When)] {
					t.Errorf("%s of %v when %s moves money", line, p, row.When)
				}
			}
		}
	}
}

func TestEveryRowHasOnePayerAndOnePayee(t *testing.T) {
	for _, row := range WhoPays() {
		if !slices.Contains([]Role{RoleBuyer, RoleSeller, RoleAmazon}, row.Payer) || row.Payee == row.Payer || row.Payee == NoRole {
			t.Errorf("%s of %v: %v to %v", row.Line, row.Program, row.Payer, row.Payee)
		}
		if !strings.Contains("SDAX", row.Grade) || row.Grade == "" || row.Circumstance == "" {
			t.Errorf("%s of %v: grade %q, circumstance %q", row.Line, row.Program, row.Grade, row.Circumstance)
		}
	}
}

func TestNoSellerPaysImportFeesOfRemoteAndExportOrders(t *testing.T) { // RF-FEE-04, INV-03
	for _, row := range WhoPays() {
		if strings.HasPrefix(row.Line, "import_fees") && row.Payer == RoleSeller {
			t.Errorf("%+v", row)
		}
	}
}

// only has one rule off.
type only string

func (o only) On(id string) bool { return id != string(o) }

func TestRulesOfPayersSwitchTheirMoneyOff(t *testing.T) {
	book, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range WhoPays() {
		for _, id := range row.Rules {
			r := book.Rule(id)
			if r == nil {
				t.Errorf("%s of %v: no rule %s", row.Line, row.Program, id)
				continue
			}
			payer := r.Kind == "payer"
			seen[id] = true
			if slices.Contains(row.Switches, id) != payer || row.Moves(only(id)) == payer {
				t.Errorf("%s of %v: %s is a %s, switches %v", row.Line, row.Program, id, r.Kind, row.Switches)
			}
		}
		if !row.Moves(only("")) {
			t.Errorf("%s of %v does not move", row.Line, row.Program)
		}
	}
	for _, r := range book.All() {
		if r.Kind == "payer" && strings.Contains("RF-EXP-GS-", strings.SplitAfter(r.ID, "-")[0]) && !seen[r.ID] {
			t.Errorf("%s pays nothing", r.ID)
		}
	}
}

func TestAnEmptyCircumstanceIsTheOnlyOneThereIs(t *testing.T) {
	if got, ok := Pays("rf_fulfilment_fee", rf, ""); !ok || got.When != "shipped" {
		t.Errorf("%+v %v", got, ok)
	}
	for _, c := range []struct {
		line string
		p    market.Program
	}{{"return_shipping", rf}, {"mcf_export_fee", rf}, {"nothing", rf}} {
		if got, ok := Pays(c.line, c.p, ""); ok {
			t.Errorf("%s of %v: %+v", c.line, c.p, got)
		}
	}
}

func TestMoneyLinesAreBookedUnderLinesOfTheAccount(t *testing.T) {
	for name, want := range map[string]Line{"price": Revenue, "us_fulfilment_fee": Fee(market.Fulfillment),
		"setup_cost": Setup, "reimbursement": Reimbursement} {
		if got, ok := LineOf(name); !ok || got != want {
			t.Errorf("%s is booked under %v", name, got)
		}
	}
	for _, name := range []string{"buyer_shipping", "import_fees_deposit", "nothing"} {
		if got, ok := LineOf(name); ok {
			t.Errorf("%s is booked under %v", name, got)
		}
	}
	used := map[string]bool{}
	for _, row := range WhoPays() {
		used[row.Line] = true
	}
	for _, name := range MoneyLines() {
		if !used[name] {
			t.Errorf("nobody pays %s", name)
		}
	}
}

func TestFaultyTablesAreRefused(t *testing.T) {
	head := "[line]\nprice=\"revenue\"\n[rows]\ntable='''\nline\n"
	for text, want := range map[string]string{
		head + "price|RF|x|buyer|seller|R|S'''":         "7 columns",
		head + "price|RF|x|buyer|moon|R|S|y'''":         "no role",
		head + "price|XX|x|buyer|seller|R|S|y'''":       "no program XX",
		head + "other|RF|x|buyer|seller|R|S|y'''":       "no line other",
		"[line]\nprice=\"gold\"\n[rows]\ntable='''a'''": "no line gold",
		"[": "toml",
	} {
		if _, err := readWhoPays(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
