package quantity

import (
	"fmt"
	"strings"

	"fbasim/sim/money"
)

// ParseMoney reads "39.99 CAD". The currency is required: a bare number is an
// error of code "currency".
func ParseMoney(text string) (money.Money, error) {
	value, code, at := Split(text)
	if code == "" {
		return money.Money{}, &Error{0, len(text), "currency", fmt.Sprintf("%q has no currency", text),
			fmt.Sprintf("write %q or another currency code", strings.TrimSpace(text)+" USD")}
	}
	c, ok := money.ParseCurrency(strings.ToUpper(code))
	if !ok {
		return money.Money{}, &Error{at, len(code), "currency", fmt.Sprintf("%q is not a currency known here", code),
			"currencies are three letters: " + currencyList()}
	}
	v, err := scaled(value, int64(money.Unit), 1)
	if err != nil {
		return money.Money{}, err
	}
	return money.Money{Amount: money.Amount(v), Currency: c}, nil
}

// ParsePercent reads "8 %" or "-0.5 %"; a bare number is an error, because
// 0.08 and 8 are both plausible.
func ParsePercent(text string) (money.Rate, error) {
	value, sign, at := Split(text)
	if sign != "%" {
		return 0, &Error{at, len(sign), "unit", fmt.Sprintf("%q is not a percentage", text),
			fmt.Sprintf("write %q", strings.TrimSpace(value)+" %")}
	}
	v, err := scaled(value, int64(money.Percent), 1)
	return money.Rate(v), err
}

func currencyList() string {
	var names []string
	for c := money.USD; c < money.CurrencyCount; c++ {
		names = append(names, c.String())
	}
	return strings.Join(names, ", ")
}
