package program

import (
	"math"
	"testing"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"pgregory.net/rapid"
)

func dims(t *testing.T, text string) quantity.Dims {
	t.Helper()
	d, err := quantity.ParseDims(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCarriersHaveLimits(t *testing.T) {
	c := CarrierLimits{Weight: 2 * quantity.Pound, Longest: dims(t, "12 x 1 x 1 in").Longest(), LengthPlusGirth: dims(t, "12 x 4 x 4 in").LengthPlusGirth()}
	for _, p := range []struct {
		weight quantity.Weight
		size   string
		fits   bool
	}{
		{2 * quantity.Pound, "12 x 4 x 4 in", true}, {2*quantity.Pound + 1, "12 x 4 x 4 in", false},
		{quantity.Pound, "12.1 x 1 x 1 in", false}, {quantity.Pound, "12 x 4.1 x 4 in", false},
	} {
		rule(t, "GS-SF-02", p.size, func(t *testing.T, r Rules, on bool) {
			v := c.Takes(p.weight, dims(t, p.size), r)
			if v.Done() != (p.fits || !on) || !v.Done() && (v.Outcome != Blocked || v.Reason != CarrierLimit) {
				t.Errorf("%+v", v)
			}
		})
	}
	if v := (CarrierLimits{}).Takes(1000*quantity.Pound, dims(t, "90 x 90 x 90 in"), rules()); !v.Done() {
		t.Errorf("no limits: %+v", v)
	}
}

func TestSellerFulfilledOrders(t *testing.T) {
	for _, id := range []string{"", "-GS-SF-03"} {
		r := rules("business_discount=20 %")
		want := 8 * money.Unit
		if id != "" {
			r, want = rules("business_discount=20 %", id), 10*money.Unit
		}
		if got := Postage(10*money.Unit, r); got != want {
			t.Errorf("GS-SF-03 %s: %v, want %v", id, got, want)
		}
	}
	rule(t, "GS-SF-01", "", func(t *testing.T, r Rules, on bool) {
		if seller, any := Duty(r); seller || any != on {
			t.Errorf("by seller %v, any %v", seller, any)
		}
	})
	if seller, any := Duty(rules("incoterm=DDP")); !seller || !any {
		t.Error("AMB-12: DDP is paid by the seller")
	}
	rule(t, "GS-SF-04", "", func(t *testing.T, r Rules, on bool) {
		if got := Notified(100, 900, r); (got == 900) != on || !on && got != 100 {
			t.Errorf("told at %d", got)
		}
	})
	rule(t, "GS-SF-05", "", func(t *testing.T, r Rules, on bool) {
		if Claim(market.SellerFulfilled, true, r) != on || Claim(market.SellerFulfilled, false, r) || Claim(market.LocalFBA, true, r) {
			t.Error("wrong refund")
		}
	})
	if !Claim(market.LocalFBA, true, rules("atoz_scope=all")) {
		t.Error("AMB-29: atoz_scope all leaves FBA out")
	}
	rule(t, "GS-FBA-05", "", func(t *testing.T, r Rules, on bool) {
		if PrimeSees(market.SellerFulfilled, true, 0.29, r) == on || !PrimeSees(market.SellerFulfilled, true, 0.3, r) ||
			!PrimeSees(market.SellerFulfilled, false, 0, r) || !PrimeSees(market.RemoteFulfillment, true, 0, r) {
			t.Error("who sees the offer")
		}
	})
	for use, want := range map[market.Program]string{market.RemoteFulfillment: "refusal_prob_rf", market.FBAExport: "refusal_prob_export",
		market.SellerFulfilled: "refusal_prob_sf_dap", market.LocalFBA: ""} {
		name := RefusalParam(use, rules())
		if name != want || name != "" && rules().Share(name) <= 0 {
			t.Errorf("%v: %q", use, name)
		}
	}
	if got := RefusalParam(market.SellerFulfilled, rules("incoterm=DDP")); got != "refusal_prob_sf_ddp" || rules().Share(got) <= 0 {
		t.Errorf("DDP: %q", got)
	}
}

func TestSellersMustOfferReturns(t *testing.T) {
	for _, c := range []struct {
		address Address
		free    bool
		fine    bool
	}{{LocalAddress, false, true}, {ForeignAddress, true, true}, {NoAddress, true, true}, {ForeignAddress, false, false}, {NoAddress, false, false}} {
		rule(t, "GS-RET-04", c.address.String(), func(t *testing.T, r Rules, on bool) {
			s := ready()
			s.ReturnAddress[market.CA], s.FreeReturns[market.CA] = c.address, c.free
			v := s.ReturnsOffered(market.CA, r)
			if v.Finding != (on && !c.fine) || !v.Done() {
				t.Errorf("free %v: %+v", c.free, v)
			}
			f := situation(r)
			f.Seller = &s
			if v := (OfferRequest{Method: "manual", Use: market.SellerFulfilled}).Create(f); v.Finding != (on && !c.fine) {
				t.Errorf("listing, free %v: %+v", c.free, v)
			}
		})
	}
}

func TestReturnsAtHomeAreLocal(t *testing.T) {
	s := ready()
	if s.ReturnsTo(market.US) != LocalAddress || s.ReturnsTo(market.CA) != ForeignAddress {
		t.Errorf("US %v, CA %v", s.ReturnsTo(market.US), s.ReturnsTo(market.CA))
	}
	for a := ForeignAddress; a <= NoAddress; a++ {
		if got, ok := ParseAddress(a.String()); !ok || got != a {
			t.Errorf("%v", a)
		}
	}
}

func TestCostOfReturnsPerKeptSale(t *testing.T) {
	rule(t, "GS-RET-05", "", func(t *testing.T, r Rules, on bool) {
		want := money.Amount(0)
		if on {
			want = 3 * money.Unit // 0.2 x 12 / 0.8
		}
		if got := CostPerKept(20*money.Percent, 12*money.Unit, r); got != want {
			t.Errorf("%v, want %v", got, want)
		}
	})
	if got := CostPerKept(money.One, 12*money.Unit, rules()); got != 0 {
		t.Errorf("everything comes back: %v", got)
	}
	if got := Uplift(3*money.Unit, 15*money.Percent); got != 3529412 {
		t.Errorf("uplift %v, want 3/0.85", got)
	}
}

func TestCheckout(t *testing.T) {
	base := Checkout{Price: 40 * money.Unit, Listed: 9 * money.Unit, Deposit: 5 * money.Unit}
	at := func(use market.Program, prime bool, change ...func(*Checkout)) Checkout {
		c := base
		c.Use, c.Prime = use, prime
		for _, f := range change {
			f(&c)
		}
		return c
	}
	over := func(c *Checkout) { c.Threshold = 40 * money.Unit }
	for _, c := range []struct {
		rule              string
		c                 Checkout
		shipping, deposit money.Amount // with the rule on
		offShip, offDep   money.Amount // and off
	}{
		{"RF-DLV-03", at(market.RemoteFulfillment, false), 9, 5, 0, 5},
		{"RF-DLV-03", at(market.RemoteFulfillment, true), 0, 5, 0, 5},
		{"RF-DTY-02", at(market.RemoteFulfillment, false), 9, 5, 9, 0},
		{"GS-FBA-08", at(market.LocalFBA, true), 0, 0, 0, 0},
		{"GS-FBA-08", at(market.LocalFBA, false), 9, 0, 0, 0},
		{"GS-FBA-08", at(market.LocalFBA, false, over), 0, 0, 0, 0},
		{"EXP-PAY-01", at(market.FBAExport, true), 9, 5, 0, 0},
		{"GS-SF-02", at(market.SellerFulfilled, true), 9, 0, 9, 0},
	} {
		rule(t, c.rule, c.c.Use.String(), func(t *testing.T, r Rules, on bool) {
			ship, dep := c.shipping, c.deposit
			if !on {
				ship, dep = c.offShip, c.offDep
			}
			if got := c.c.Shipping(r); got != ship*money.Unit {
				t.Errorf("shipping %v", got)
			}
			if got := c.c.ImportFees(r); got != dep*money.Unit {
				t.Errorf("deposit %v", got)
			}
			if got := c.c.Landed(r); got != (40+ship+dep)*money.Unit {
				t.Errorf("landed %v", got)
			}
		})
	}
	unlucky := func(c *Checkout) { c.Unlucky = 0.5 }
	if got := at(market.LocalFBA, true, unlucky).Shipping(rules("local_free_share=40 %")); got != 9*money.Unit {
		t.Errorf("Prime outside the free share: %v", got)
	}
}

func TestAFasterOfferCanWinAtAHigherPrice(t *testing.T) { // T-24
	slow, fast := Contender{Price: 25 * money.Unit, Days: 9.5, Prime: true}, Contender{Price: 27 * money.Unit, Days: 2, Prime: true}
	even := 2 / (25*9.5 - 27*2) // weight at which both score the same
	for _, c := range []struct {
		weight string
		winner int
	}{{"0 %", 0}, {"1 %", 0}, {"1.08 %", 0}, {"1.10 %", 1}, {"5 %", 1}} {
		if got := Winner([]Contender{slow, fast}, true, rules("fo_speed_weight="+c.weight)); got != c.winner {
			t.Errorf("weight %s, break-even %v: offer %d wins", c.weight, even, got)
		}
	}
	if math.Abs(even-0.0109) > 0.0001 {
		t.Errorf("break-even weight %v", even)
	}
	rule(t, "RF-FO-01", "", func(t *testing.T, r Rules, on bool) {
		winner := Winner([]Contender{{Price: 25 * money.Unit, Days: 30}, {Price: 25*money.Unit + money.Cent, Days: 1}}, true, r)
		if (winner == 1) != on {
			t.Errorf("offer %d wins", winner)
		}
	})
	rule(t, "RF-FO-02", "", func(t *testing.T, r Rules, on bool) {
		remote := Contender{Price: 25 * money.Unit, Shipping: 10 * money.Unit, Days: 5, Prime: true}
		local := Contender{Price: 27 * money.Unit, Days: 5, Prime: true}
		if got := Winner([]Contender{remote, local}, true, r); got != 0 {
			t.Errorf("to Prime offer %d wins", got)
		}
		if got := Winner([]Contender{remote, local}, false, r); (got == 1) != on {
			t.Errorf("without Prime offer %d wins", got)
		}
	})
	deposit := Contender{Price: 25 * money.Unit, Deposit: 9 * money.Unit, Days: 5} // AMB-41
	plain := Contender{Price: 26 * money.Unit, Days: 5}
	if Winner([]Contender{deposit, plain}, true, rules()) != 0 || Winner([]Contender{deposit, plain}, true, rules("fo_price_includes_deposit=true")) != 1 {
		t.Error("AMB-41: the deposit")
	}
	if Winner(nil, true, rules()) != -1 {
		t.Error("nobody wins where nobody offers")
	}
}

func TestTheScoreFallsWithPriceShippingAndDays(t *testing.T) {
	r := rules()
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(1, 1_000_000)
		c := Contender{Price: money.Amount(amount.Draw(t, "price")) * money.Cent, Shipping: money.Amount(amount.Draw(t, "ship")) * money.Cent,
			Days: rapid.Float64Range(0, 60).Draw(t, "days"), Prime: rapid.Bool().Draw(t, "eligible")}
		prime := rapid.Bool().Draw(t, "prime")
		dearer, slower, posted := c, c, c
		dearer.Price += money.Cent
		slower.Days += 0.01
		posted.Shipping += money.Cent
		base := c.Score(prime, r)
		if dearer.Score(prime, r) >= base || slower.Score(prime, r) >= base || !(prime && c.Prime) && posted.Score(prime, r) >= base {
			t.Fatalf("%+v", c)
		}
		if c.Score(true, r) < c.Score(false, r) {
			t.Fatalf("worse with Prime: %+v", c)
		}
	})
}

func TestAutomaticPrices(t *testing.T) { // T-06, T-07
	cards, err := fee.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	price := func(k money.Rate, r Rules) money.Amount {
		rule, ok := cards.PriceRule(PriceRule(r))
		if !ok {
			t.Fatalf("no rule %s", PriceRule(r))
		}
		in := fee.PriceInputs{Price: 20 * money.Unit, FX: 1_350_000_000, Conversion: ConversionRate(k, r)}
		if rule.ID != "bil-plain" { // which knows no fees
			in.Fulfillment, in.Referral = 4*money.Unit, 15*money.Percent
			in.Target, in.TargetReferral = 12_150_000, 15*money.Percent
		}
		steps, err := rule.Steps(in)
		if err != nil {
			t.Fatal(err)
		}
		return steps.Price
	}
	const k = money.Rate(7_500_000) // 0.75 %
	for _, c := range []struct {
		k       money.Rate
		changes []string
		want    money.Amount
	}{
		{0, []string{"alc_price_mode=2020"}, 33_750_000},
		{0, nil, 34_940_000},
		{k, nil, 35_100_000},
		{k, []string{"alc_conversion=published"}, 35_100_000},
		{0, []string{"-RF-ALC-03"}, 27_000_000},
		{0, []string{"alc_price_mode=2020", "-RF-ALC-02"}, 27_000_000},
	} {
		if got := price(c.k, rules(c.changes...)); got != c.want {
			t.Errorf("k %v %v: %v, want %v", c.k, c.changes, got, c.want)
		}
	}
	if got := ConversionRate(k, rules()); got != 7_556_675 { // 0.0075 / 0.9925
		t.Errorf("%d billionths", got)
	}
}
