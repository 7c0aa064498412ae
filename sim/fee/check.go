package fee

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Answer is what the book says to a row of worked examples.
type Answer struct {
	Got     string    // in the form of the column expected_amount
	Want    string    // the expected amount of the row
	OK      bool      // Got equals Want, within the row's tolerance
	Tier    string    // size tier, where the size mattered
	Shipped string    // shipping weight: "3.35 lb"
	Cards   []CardRef // cards used
}

// CheckExample computes one row of a file of worked examples. The columns are
// kind, program, marketplace, effective_date, category, price, inputs and the
// size and weight either as length_in, width_in, height_in, weight_lb or as
// length, width, height, dim_unit, weight, weight_unit. Other inputs stand in
// the column inputs as key=value pairs. The result is written as the files write
// expected amounts; expected values are not read, except that
// expected_size_tier gives the tier of rows without a size.
func (b *Book) CheckExample(row map[string]string) (string, error) {
	a, err := b.Answer(row)
	return a.Got, err
}

// Answer is CheckExample with the comparison and what led to it.
func (b *Book) Answer(row map[string]string) (Answer, error) {
	q := newQuestion(b, row)
	kind := q.first("kind")
	compute, ok := exampleKinds[kind]
	if !ok {
		return Answer{}, fmt.Errorf("%q is not a kind of question: %s", kind,
			strings.Join(ExampleKinds(), ", "))
	}
	a := Answer{Want: q.first("expected_amount", "expect")}
	var err error
	if a.Got, err = compute(q, &a); err != nil {
		return a, err
	}
	a.Cards = q.used
	a.OK = agree(a.Got, a.Want, q.in["tolerance"])
	return a, nil
}

// ExampleKinds lists the kinds of questions CheckExample answers.
func ExampleKinds() []string {
	var out []string
	for k := range exampleKinds {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// agree compares two decimals, exactly unless the row states a tolerance.
func agree(got, want, tolerance string) bool {
	g, err1 := strconv.ParseFloat(got, 64)
	w, err2 := strconv.ParseFloat(want, 64)
	t, err3 := strconv.ParseFloat(tolerance, 64)
	if err1 != nil || err2 != nil {
		return got == want
	}
	if err3 != nil {
		t = 0
	}
	const spelling = 1e-9 // "3.90" and "3.9" are the same number
	return math.Abs(g-w) <= t+spelling
}

// exampleKinds answers each kind of question. The names are those of the column
// kind.
var exampleKinds = map[string]func(*question, *Answer) (string, error){
	"fulfillment":                    (*question).fulfillment,
	"fuel_surcharge":                 (*question).surcharge,
	"fulfillment_total":              (*question).fulfillmentTotal,
	"fulfillment_plus_low_inventory": (*question).withLowInventory,
	"low_inventory":                  (*question).lowInventory,
	"days_of_supply":                 (*question).daysOfSupply,
	"referral":                       (*question).referral,
	"closing":                        (*question).closing,
	"refund_admin":                   (*question).refundAdmin,
	"high_volume_listing":            (*question).highVolume,
	"subscription":                   (*question).subscription,
	"returns_processing":             perUnit(market.ReturnsProcessing),
	"returns_units_charged":          (*question).returnsCharged,
	"storage":                        (*question).storage,
	"storage_utilization":            (*question).utilization,
	"storage_overage":                (*question).overage,
	"aged_inventory":                 (*question).agedInventory,
	"long_term_storage":              (*question).longTerm,
	"removal":                        forUnits(market.Removal),
	"disposal":                       forUnits(market.Disposal),
	"liquidation_processing":         forUnits(market.LiquidationProcessing),
	"liquidation_net":                (*question).liquidationNet,
	"placement":                      (*question).placement,
	"inbound_defect":                 (*question).inboundDefect,
	"prep":                           (*question).prep,
	"fee_tax":                        (*question).feeTax,
	"overmax":                        perUnit(market.Overmax),
	"bulky_packaging":                perUnit(market.BulkyPackaging),
	"sipp_discount":                  perUnit(market.SIPPDiscount),
	"mcf_export":                     (*question).mcfExport,
	"accs_rate":                      (*question).accsRate,
	"accs_saving":                    (*question).accsSaving,
	"bil_rate":                       (*question).bilRate,
	"bil_net":                        priceStep(func(p PriceSteps) money.Amount { return p.Net }),
	"bil_expected":                   priceStep(func(p PriceSteps) money.Amount { return p.Expected }),
	"bil_adjusted":                   priceStep(func(p PriceSteps) money.Amount { return p.Adjusted }),
	"bil_price":                      priceStep(func(p PriceSteps) money.Amount { return p.Price }),
	"dim_weight_lb":                  (*question).dimWeight,
	"import_duty_plus_tax":           (*question).importCharges,
	"courier_global_tax":             (*question).importCharges,
}
