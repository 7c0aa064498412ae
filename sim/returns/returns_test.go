package returns

import (
	"flag"
	"os"
	"strings"
	"sync"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/policy"
	"fbasim/sim/program"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

var book = sync.OnceValues(policy.Builtin)

// rules returns those of profile seed with changes "name=value" and "-RULE" for off.
func rules(changes ...string) program.Rules {
	b, err := book()
	if err != nil {
		panic(err)
	}
	choice := policy.Choice{Profile: "seed", Params: map[string]string{}}
	for _, change := range changes {
		if id, off := strings.CutPrefix(change, "-"); off {
			choice.Off = append(choice.Off, id)
			continue
		}
		name, value, _ := strings.Cut(change, "=")
		choice.Params[name] = value
	}
	chosen, errs := b.Resolve(choice)
	if len(errs) > 0 {
		panic(errs[0])
	}
	return chosen.At(civil.Of(2023, 6, 1))
}

// rule runs a test of a rule with it on and off.
func rule(t *testing.T, id, name string, test func(t *testing.T, r program.Rules, on bool)) {
	t.Helper()
	t.Run(id+" "+name, func(t *testing.T) { test(t, rules(), true) })
	t.Run(id+" off "+name, func(t *testing.T) { test(t, rules("-"+id), false) })
}

func category(name string) market.Category {
	c, err := market.ParseCategory(name)
	if err != nil {
		panic(err)
	}
	return c
}

var apparel, toy = category("Clothing and Accessories"), category("Toys and Games")

const (
	buyer   = ledger.RoleBuyer
	seller  = ledger.RoleSeller
	amazon  = ledger.RoleAmazon
	carrier = ledger.RoleCarrier
)

// leg is who pays whom, the zero value for nobody.
type leg struct{ payer, payee ledger.Role }

func legOf(c Charge) leg { return leg{c.Payer, c.Payee} }

func TestWhoPaysTheShippingOfAReturn(t *testing.T) { // T-22 among them
	rf, local, export, sf := market.RemoteFulfillment, market.LocalFBA, market.FBAExport, market.SellerFulfilled
	for _, c := range []struct {
		rule      string
		c         Case
		out, back leg
	}{
		{"RF-RET-05", Case{Use: rf, Category: apparel}, leg{amazon, carrier}, leg{}},
		{"RF-RET-05", Case{Use: rf, Category: apparel, Defect: true}, leg{amazon, carrier}, leg{}},
		{"RF-RET-05", Case{Use: rf, Category: toy}, leg{buyer, carrier}, leg{}},
		{"RF-RET-05", Case{Use: rf, Category: toy, Defect: true}, leg{amazon, carrier}, leg{}},
		{"RF-RET-05", Case{Use: local, Category: apparel}, leg{amazon, carrier}, leg{}},
		{"GS-RET-01", Case{Use: local, Category: toy}, leg{buyer, carrier}, leg{}},
		{"RF-RET-05", Case{Use: local, Category: toy, Defect: true}, leg{amazon, carrier}, leg{}},
		{"EXP-RET-05", Case{Use: export, Category: apparel}, leg{buyer, carrier}, leg{}},
		{"EXP-RET-06", Case{Use: export, Category: toy, Defect: true}, leg{buyer, carrier}, leg{amazon, buyer}},
		{"GS-RET-01", Case{Use: sf, Category: toy, Address: program.LocalAddress}, leg{buyer, carrier}, leg{}},
		{"GS-RET-01", Case{Use: sf, Category: toy, Address: program.LocalAddress, Defect: true}, leg{seller, carrier}, leg{}},
		{"GS-RET-02", Case{Use: sf, Category: toy, Address: program.ForeignAddress}, leg{buyer, carrier}, leg{seller, buyer}},
		{"GS-RET-02", Case{Use: sf, Category: toy, Address: program.NoAddress}, leg{buyer, carrier}, leg{seller, buyer}},
		{"GS-RET-04", Case{Use: sf, Category: toy, Address: program.ForeignAddress, Free: true}, leg{seller, carrier}, leg{}},
		{"EXP-RET-01", Case{Use: market.MCF, Category: toy}, leg{seller, carrier}, leg{}},
	} {
		rule(t, c.rule, c.c.Use.String(), func(t *testing.T, r program.Rules, on bool) {
			p := c.c.Postage(r)
			gate := c.rule == "GS-RET-04" || c.rule == "EXP-RET-01" // says who pays, is about something else
			if !on && !gate {
				if p.Out.Any() || p.Back.Any() {
					t.Errorf("%+v: %+v", c.c, p)
				}
				return
			}
			if legOf(p.Out) != c.out || legOf(p.Back) != c.back || p.Out.Rule != c.rule || p.Back.Any() && p.Back.Rule != c.rule {
				t.Errorf("%+v: %+v", c.c, p)
			}
		})
	}
	for word, want := range map[string][2]ledger.Role{"buyer": {buyer, buyer}, "amazon": {amazon, amazon}, "defect": {buyer, amazon}} {
		r := rules("rf_return_payer=" + word)
		whole, broken := Case{Use: rf, Category: toy}.Postage(r), Case{Use: rf, Category: toy, Defect: true}.Postage(r)
		if whole.Out.Payer != want[0] || broken.Out.Payer != want[1] {
			t.Errorf("rf_return_payer %s: %v and %v", word, whole.Out.Payer, broken.Out.Payer)
		}
	}
}

func TestProcessingFeeInTheCategoriesOfFreeReturns(t *testing.T) { // T-13
	charged := func(c market.Category, r program.Rules) bool {
		_, ok := Case{Use: market.RemoteFulfillment, Category: c}.Processing(r)
		return ok
	}
	rule(t, "RF-RET-03", "", func(t *testing.T, r program.Rules, on bool) {
		for _, name := range []string{"clothing", "watches", "jewelry", "footwear", "bags_luggage", "eyewear"} {
			if charged(category(name), r) != on {
				t.Errorf("%s", name)
			}
		}
	})
	rule(t, "RF-RET-04", "", func(t *testing.T, r program.Rules, on bool) {
		if charged(toy, r) == on || !charged(apparel, r) {
			t.Errorf("toy %v, apparel %v", charged(toy, r), charged(apparel, r))
		}
	})
	if fee, ok := (Case{Use: market.SellerFulfilled, Category: apparel}).Processing(rules()); ok {
		t.Errorf("seller-fulfilled: %+v", fee)
	}
	for c := market.Category(1); int(c) < market.CategoryCount(); c++ {
		if c.FreeReturns() != inFeeCategory(c, rules()) {
			t.Errorf("%s: the list of categories and the rule differ", c)
		}
	}
}

func TestARefundMovesThreeLines(t *testing.T) {
	for _, use := range []market.Program{market.RemoteFulfillment, market.LocalFBA, market.FBAExport, market.SellerFulfilled} {
		rule(t, "RF-RET-06", use.String(), func(t *testing.T, r program.Rules, on bool) {
			got := Case{Use: use}.Refund(r)
			if !on {
				if len(got) != 0 {
					t.Errorf("%+v", got)
				}
				return
			}
			want := []Charge{{"refund", seller, buyer, "RF-RET-06"}, {"referral_credit", amazon, seller, "RF-RET-06"},
				{"refund_admin", seller, amazon, "RF-RET-06"}}
			if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
				t.Errorf("%+v", got)
			}
		})
	}
	if got := (Case{Use: market.MCF}).Refund(rules()); len(got) != 0 {
		t.Errorf("orders of other shops: %+v", got)
	}
}

func TestWhereUnitsGo(t *testing.T) {
	for _, c := range []struct {
		rule     string
		use      market.Program
		sellable bool
		place    Place
	}{
		{"RF-RET-01", market.RemoteFulfillment, true, USStock},
		{"RF-RET-01", market.RemoteFulfillment, false, USStock},
		{"RF-RET-02", market.RemoteFulfillment, true, USStock},
		{"GS-RET-03", market.LocalFBA, true, LocalStock},
		{"EXP-RET-03", market.FBAExport, true, USStock},
	} {
		rule(t, c.rule, c.use.String(), func(t *testing.T, r program.Rules, on bool) {
			got := Case{Use: c.use}.Dispose(c.sellable, r)
			if on && (got.Place != c.place || got.Sellable != c.sellable) || !on && got != (Disposition{Rule: c.rule}) {
				t.Errorf("%+v", got)
			}
		})
	}
	if got := (Case{Use: market.FBAExport}).Dispose(false, rules()); got != (Disposition{USStock, false, "EXP-RET-04"}) {
		t.Errorf("an unsellable export: %+v", got)
	}
	if got := (Case{Use: market.SellerFulfilled}).Dispose(true, rules()); got.Place != SellersHands {
		t.Errorf("seller-fulfilled: %+v", got)
	}
}

func TestFaultDecidesReimbursement(t *testing.T) {
	for _, use := range []market.Program{market.RemoteFulfillment, market.LocalFBA, market.FBAExport, market.MCF} {
		rule(t, "EXP-RET-04", use.String(), func(t *testing.T, r program.Rules, on bool) {
			got, ok := Case{Use: use}.Reimbursed(AmazonsFault, r)
			if ok != on || on && got != (Charge{"reimbursement", amazon, seller, "EXP-RET-04"}) {
				t.Errorf("Amazon's fault: %+v %v", got, ok)
			}
			for _, f := range []Fault{BuyersFault, NobodysFault} {
				if _, ok := (Case{Use: use}).Reimbursed(f, r); ok {
					t.Errorf("fault %v is reimbursed", f)
				}
			}
		})
	}
	if _, ok := (Case{Use: market.SellerFulfilled}).Reimbursed(AmazonsFault, rules()); ok {
		t.Error("Amazon pays for what the seller ships")
	}
	if _, ok := (Case{Use: market.FBAExport}).Reimbursed(BuyersFault, rules("reimburse_fault_buyer=true")); !ok {
		t.Error("AMB-11")
	}
	if _, ok := (Case{Use: market.FBAExport}).Reimbursed(NobodysFault, rules("reimburse_fault_none=true")); !ok {
		t.Error("AMB-42")
	}
	for f := NobodysFault; f <= BuyersFault; f++ {
		if got, ok := ParseFault(f.String()); !ok || got != f {
			t.Errorf("%v", f)
		}
	}
	if _, ok := ParseFault("carrier"); ok {
		t.Error("a fault that does not exist")
	}
	if got := Value(40*money.Unit, 15*money.Unit, 9*money.Unit, rules()); got != 25*money.Unit {
		t.Errorf("price less fees: %v", got)
	}
	if got := Value(40*money.Unit, 15*money.Unit, 9*money.Unit, rules("reimbursement_basis=cost")); got != 9*money.Unit {
		t.Errorf("cost: %v", got)
	}
	if got := Value(5*money.Unit, 15*money.Unit, 9*money.Unit, rules()); got != 0 {
		t.Errorf("fees above the price: %v", got)
	}
}

func TestTheWindow(t *testing.T) {
	const window = 30 * civil.Day
	for _, c := range []struct {
		after int64
		u     float64
		want  bool
	}{{0, 0.9, true}, {window, 0.9, true}, {window + 1, 0.09, true}, {window + 1, 0.1, false}} {
		if got, _ := Accepted(c.after, window, c.u, rules()); got != c.want {
			t.Errorf("after %d with %v: %v", c.after, c.u, got)
		}
	}
	rule(t, "EXP-RET-01", "", func(t *testing.T, r program.Rules, on bool) {
		if got, _ := Accepted(2*window, window, 0.99, r); got == on {
			t.Errorf("late: %v", got)
		}
	})
	rule(t, "EXP-RET-02", "", func(t *testing.T, r program.Rules, on bool) {
		if got, _ := Accepted(2*window, window, 0, r); got != on {
			t.Errorf("late and lucky: %v", got)
		}
	})
}

func TestPostageComesBackToWhoPaidIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Case{Use: market.Program(rapid.IntRange(1, int(market.ProgramCount)-1).Draw(t, "program")),
			Category: market.Category(rapid.IntRange(1, market.CategoryCount()-1).Draw(t, "category")),
			Defect:   rapid.Bool().Draw(t, "defect"), Free: rapid.Bool().Draw(t, "free"),
			Address: program.Address(rapid.IntRange(0, 2).Draw(t, "address"))}
		p := c.Postage(rules())
		if !p.Out.Any() || p.Out.Payee != carrier {
			t.Fatalf("%+v: nobody pays the carrier: %+v", c, p)
		}
		if p.Back.Any() && (p.Back.Payee != p.Out.Payer || p.Back.Payer == p.Out.Payer) {
			t.Fatalf("%+v: %+v", c, p)
		}
		if c.Use != market.SellerFulfilled && c.Use != market.MCF && (p.Out.Payer == seller || p.Back.Payer == seller) {
			t.Fatalf("%+v: the seller pays for what Amazon sells: %+v", c, p)
		}
	})
}
