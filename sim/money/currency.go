package money

// Currency is one of the currencies below; the zero value is none.
type Currency uint8

// The currencies fbasim knows. A new one is a line here and in codes.
const (
	NoCurrency Currency = iota
	USD
	CAD
	MXN
	BRL
	EUR
	GBP
	CNY
	CHF
	CurrencyCount
)

var codes = [CurrencyCount]string{"", "USD", "CAD", "MXN", "BRL", "EUR", "GBP", "CNY", "CHF"}

// String returns the ISO 4217 code, "" for none.
func (c Currency) String() string { return codes[c] }

// ParseCurrency returns the currency of an ISO 4217 code in capitals.
func ParseCurrency(code string) (Currency, bool) {
	for c := USD; c < CurrencyCount; c++ {
		if codes[c] == code {
			return c, true
		}
	}
	return NoCurrency, false
}

// Money is an amount with its currency.
type Money struct {
	Amount   Amount
	Currency Currency
}

// String writes "15.83 CAD".
func (m Money) String() string { return m.Amount.String() + " " + m.Currency.String() }
