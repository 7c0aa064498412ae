package scenario

import (
	"errors"
	"fmt"
	"strings"

	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

func (s scope) moneyField() *Money {
	return once(s, func(v value) (money.Money, bool) { return v.money() })
}

// money reads an amount and checks its range, and its currency where the key belongs to a
// marketplace.
func (v value) money() (money.Money, bool) {
	text, ok := v.text()
	if !ok {
		return money.Money{}, false
	}
	if sign := strings.TrimLeft(text, "$€£ "); len(sign) < len(text) {
		v.whole("currency", fmt.Sprintf("%q does not say which currency", text),
			fmt.Sprintf("write %q%s", sign+" "+v.unit(), v.whose(v.keys.key.Kind)))
		return money.Money{}, false
	}
	m, err := quantity.ParseMoney(text)
	if err != nil {
		v.moneyError(err)
		return m, false
	}
	if v.placed && m.Currency != v.market.Currency() {
		_, _, at := quantity.Split(text)
		v.fail(at, 3, "currency", fmt.Sprintf("marketplace %s sells in %s, not %s", v.market,
			v.market.Currency(), m.Currency), "")
		return m, false
	}
	return m, v.inRange(m.Amount.Float())
}

// moneyError reports a missing currency as a missing unit, with the currency to write.
func (v value) moneyError(err error) {
	var q *quantity.Error
	number, code, _ := quantity.Split(v.node.Text)
	if errors.As(err, &q) && q.Code == "currency" && code == "" {
		v.whole("unit", fmt.Sprintf("%q has no currency", v.node.Text),
			fmt.Sprintf("write %q%s", number+" "+v.unit(), v.whose(v.keys.key.Kind)))
		return
	}
	v.quantityError(err)
}
