package fee

import (
	"fmt"
	"math"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// monthly looks up the kinds for the month of the row.
func (q *question) monthly(kinds ...market.FeeKind) (*Tariff, civil.Date, error) {
	d, err := q.date("month")
	if err != nil {
		return nil, d, err
	}
	t, err := q.tariff(d, kinds...)
	return t, d, err
}

// units returns an average of units as a fraction of money.One.
func (q *question) units(keys ...string) (quota, error) {
	for _, key := range keys {
		if q.in[key] != "" {
			r, err := q.rate(key)
			return quota{int64(r), int64(money.One)}, err
		}
	}
	return quota{1, 1}, nil
}

func (q *question) storage(*Answer) (string, error) {
	t, d, err := q.monthly(market.Storage)
	if err != nil {
		return "", err
	}
	n, err := q.units("avg_daily_units", "units")
	if err != nil {
		return "", err
	}
	return t.Storage(d, n.units, n.of).Amount.String(), nil
}

// utilization applies the conditions whose inputs the row gives. The volume of one
// item says nothing of the seller's volume in the size class, so that condition
// counts only where the row names it.
func (q *question) utilization(*Answer) (string, error) {
	t, d, err := q.monthly(market.StorageUtilization, market.Storage)
	if err != nil {
		return "", err
	}
	u := Usage{Month: d, SellerVolume: math.MaxInt64, SinceFirstReceipt: noEnd}
	if u.Weeks, err = q.number("utilization_weeks"); err != nil {
		return "", err
	}
	n, err := q.units("surcharged_units", "avg_daily_units", "units")
	if err != nil {
		return "", err
	}
	u.UnitTicks, u.OfTicks = n.units, n.of
	if text := q.in["size_class_volume_cuft"]; text != "" {
		if u.SellerVolume, err = quantity.ParseVolume(text + " cu ft"); err != nil {
			return "", err
		}
	}
	if text := q.in["first_receipt_date"]; text != "" {
		first, err := civil.ParseDate(text)
		if err != nil {
			return "", err
		}
		at := d
		if day, err := q.date(""); err == nil && day.FirstOfMonth() == d.FirstOfMonth() {
			at = day
		}
		u.SinceFirstReceipt = int64(at - first)
	}
	if account := q.in["account"]; account != "" && !strings.EqualFold(account, "professional") {
		return money.Amount(0).String(), nil
	}
	return t.Utilization(u).Amount.String(), nil
}

func (q *question) overage(*Answer) (string, error) {
	card, err := q.flat(market.StorageOverage)
	if err != nil {
		return "", err
	}
	limit, err := quantity.ParseVolume(q.in["capacity_limit_cuft"] + " cu ft")
	if err != nil {
		return "", err
	}
	held, err := quantity.ParseVolume(q.in["avg_daily_on_hand_cuft"] + " cu ft")
	if err != nil {
		return "", err
	}
	return card.flat.overage(held, limit).String(), nil
}

// lot returns the units of a row, their age in days and the day of the snapshot.
func (q *question) lot() (snapshot civil.Date, age int, units int64, err error) {
	if snapshot, err = q.date("snapshot_date"); err != nil {
		return
	}
	if units, err = q.whole("units", 1); err != nil {
		return
	}
	if text := q.in["age_days"]; text != "" {
		var days int64
		days, err = q.whole("age_days", 0)
		return snapshot, int(days), units, err
	}
	received, err := civil.ParseDate(q.in["received_date"])
	if err != nil {
		return snapshot, 0, units, fmt.Errorf("this kind needs age_days or received_date")
	}
	return snapshot, int(snapshot - received), units, nil
}

func (q *question) agedInventory(*Answer) (string, error) {
	d, age, units, err := q.lot()
	if err != nil {
		return "", err
	}
	t, err := q.tariff(d, market.AgedInventory)
	if err != nil {
		return "", err
	}
	return t.Aged(d, age, units).Amount.String(), nil
}

func (q *question) longTerm(*Answer) (string, error) {
	d, age, units, err := q.lot()
	if err != nil {
		return "", err
	}
	t, err := q.tariff(d, market.LongTermStorage)
	if err != nil {
		return "", err
	}
	return t.LongTerm(d, age, units).Amount.String(), nil
}

func (q *question) placement(a *Answer) (string, error) {
	t, d, err := q.ship(a, market.Placement)
	if err != nil {
		return "", err
	}
	option := "minimal"
	for _, key := range []string{"option", "placement_option", "split"} {
		if q.in[key] != "" {
			option = q.in[key]
		}
	}
	l := t.Placement(d, option, money.One/2)
	if l.Missing {
		return "", fmt.Errorf("no %s placement amount on %v", option, d)
	}
	return l.Amount.String(), nil
}

func (q *question) inboundDefect(*Answer) (string, error) {
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	level := q.in["level"]
	if level == "" {
		level = "standard"
	}
	l, err := q.book.InboundDefect(d, q.in["service"], level)
	q.used = append(q.used, l.Card)
	return l.Amount.String(), err
}

func (q *question) prep(*Answer) (string, error) {
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	l, err := q.book.Prep(d, q.in["service"])
	q.used = append(q.used, l.Card)
	return l.Amount.String(), err
}

// feeTax is the tax on fees of the row's price.
func (q *question) feeTax(*Answer) (string, error) {
	card, err := q.flat(market.FeeTax)
	if err != nil {
		return "", err
	}
	fees, err := q.needPrice()
	if err != nil {
		return "", err
	}
	return card.percent.of(fees).String(), nil
}

func (q *question) mcfExport(*Answer) (string, error) {
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	units, err := q.whole("units", 1)
	if err != nil {
		return "", err
	}
	weight, err := q.weight()
	if text := q.in["total_weight_lb"]; text != "" {
		weight, err = quantity.ParseWeight(text + " lb")
	}
	if err != nil {
		return "", err
	}
	l, err := q.book.Export(Export{On: d, Region: q.in["destination"], Units: units, Weight: weight,
		Card: q.in["card"]})
	q.used = append(q.used, l.Card)
	return l.Amount.String(), err
}

func (q *question) accsRate(*Answer) (string, error) {
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	volume, err := q.amount("volume_usd")
	if err != nil {
		return "", err
	}
	payout, _ := money.ParseCurrency(q.in["payout_currency"])
	rate, ref, err := q.book.Conversion(d, volume, payout)
	q.used = append(q.used, ref)
	return (money.Unit * 100).Times(rate).String(), err
}

func (q *question) accsSaving(*Answer) (string, error) {
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	stores, err := parseVolumes(q.in["store_volumes_usd"])
	if err != nil {
		return "", err
	}
	payout, _ := money.ParseCurrency(q.in["payout_currency"])
	saving, err := q.book.ConversionSaving(d, stores, payout)
	return saving.String(), err
}

func (q *question) importCharges(*Answer) (string, error) {
	p := Parcel{Place: q.in["destination"], From: q.in["ship_from"], Channel: q.in["channel"]}
	var err error
	if p.On, err = q.date(""); err != nil {
		return "", err
	}
	if p.To, err = q.market(); err != nil {
		return "", err
	}
	if p.Value, err = q.needPrice(); err != nil {
		return "", err
	}
	if p.DutyRate, err = q.rate("duty_rate"); err != nil {
		return "", err
	}
	l, err := q.book.ImportCharges(p)
	q.used = append(q.used, l.Card)
	return l.Amount.String(), err
}

// priceStep answers with one step of the automatic price, in money.
func priceStep(pick func(PriceSteps) money.Amount) func(*question, *Answer) (string, error) {
	return func(q *question, _ *Answer) (string, error) {
		steps, err := q.priceSteps()
		return pick(steps).RoundCents().String(), err
	}
}

// bilRate answers with the exchange rate, which has as many decimals as the row
// expects, two at least.
func (q *question) bilRate(a *Answer) (string, error) {
	steps, err := q.priceSteps()
	_, decimals, _ := strings.Cut(a.Want, ".")
	unit := money.Cent
	for range len(decimals) - len("00") {
		unit = max(unit/10, 1)
	}
	rate := ratio(int64(steps.Rate), int64(money.One))
	return rounded(rate, unit).String(), err
}

// priceRules names the rule of the input formula.
var priceRules = map[string]string{"net_proceeds": "bil-v2", "plain": "bil-plain",
	"fulfillment_difference": "bil-v1"}

func (q *question) priceSteps() (PriceSteps, error) {
	id := q.in["formula"]
	if name, ok := priceRules[id]; ok {
		id = name
	}
	rule, ok := q.book.PriceRule(id)
	if !ok {
		return PriceSteps{}, fmt.Errorf("there is no price rule %q", id)
	}
	in := PriceInputs{OptionStep: q.in["rule_step"], RateRounding: q.in["rate_rounding"]}
	in.Option.Rule = q.in["rule"]
	amounts := map[string]*money.Amount{"source_price": &in.Price,
		"source_fulfillment": &in.Fulfillment,
		"target_fulfillment": &in.Target}
	for key, to := range amounts {
		v, err := q.amount(key)
		if err != nil {
			return PriceSteps{}, err
		}
		*to = v
	}
	rates := map[string]*money.Rate{"fx": &in.FX, "converter_fee": &in.Conversion,
		"rule_value":            &in.Option.Value,
		"source_surcharge_rate": &in.Surcharge, "source_referral_rate": &in.Referral,
		"target_referral_rate": &in.TargetReferral, "target_surcharge_rate": &in.TargetSurcharge}
	for key, to := range rates {
		v, err := q.rate(key)
		if err != nil {
			return PriceSteps{}, err
		}
		*to = v
	}
	return rule.Steps(in)
}
