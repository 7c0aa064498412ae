package program

import "fbasim/sim/money"

// PriceRule names the rule of Build International Listings, in the rate cards, that
// automatic prices follow: by alc_price_mode the older wording (fulfillment fees and
// exchange rate, RF-ALC-02) or the newer (equal net proceeds, RF-ALC-03); plain
// conversion where that rule is off.
func PriceRule(r Rules) string {
	const older, newer, plain = "bil-v1", "bil-v2", "bil-plain"
	switch {
	case word(r, "alc_price_mode", "2020"):
		if on(r, "RF-ALC-02") {
			return older
		}
	case on(r, "RF-ALC-03"):
		return newer
	}
	return plain
}

// ConversionRate returns the fee of the currency converter as the price rules count
// it, as a share added to the exchange rate: the published steps add the fee itself;
// alc_conversion "divide" adds what leaves the same proceeds after the fee, k/(1-k).
func ConversionRate(k money.Rate, r Rules) money.Rate {
	if word(r, "alc_conversion", "published") || k == 0 {
		return k
	}
	return money.Rate(money.MulDiv(int64(k), int64(money.One), int64(money.One-k)))
}
