package backtest

import (
	"strings"
	"testing"

	"fbasim/sim/market"
)

// sample is a text that a pattern matches and that is none of its neighbors'.
func (p pattern) sample() string {
	text := p.text
	if p.before {
		text = "zz" + text
	}
	if p.any {
		text += "zz"
	}
	return text
}

func TestEveryRowOfTheTableHasASourceAndIsReached(t *testing.T) {
	rows := meanings()
	for i := range rows {
		m := &rows[i]
		store, served := "CA", market.RemoteFulfillment
		if m.markets != nil {
			store = m.markets[0]
		}
		if m.programs != nil {
			served = m.programs[0]
		}
		got := meaningOf(m.transaction.sample(), m.amountType.sample(), m.description.sample(), store, served)
		if got != m {
			t.Errorf("row %d (%v %v %v) is never reached: %+v comes first", i+1, m.transaction, m.amountType, m.description, got)
		}
		if m.Source == "" || m.Confidence == "" {
			t.Errorf("row %d has no source", i+1)
		}
	}
}

func TestSpellingsOfADescriptionAreOne(t *testing.T) {
	for _, text := range []string{"FBA Per Unit Fulfilment Fee", "fbaperunitfulfillmentfee", "FBA-per-unit_Fulfillment.Fee"} {
		m := meaningOf("order", "Item-Fees", text, "MX", market.LocalFBA)
		if m == nil || m.Name != "fulfillment" || m.Compared != WithSale {
			t.Errorf("%s: %+v", text, m)
		}
	}
	if m := meaningOf("Order", "ItemFees", "CrossBorderFulfillmentFee", "DE", market.LocalFBA); m != nil {
		t.Errorf("a row of other stores was taken: %+v", m)
	}
}

func TestMistakesInTheTableAreFound(t *testing.T) {
	for want, row := range map[string]string{
		"columns": "Order | x", "no kind of fee": "a|b|c|*|*|moon|sale|S|s", "compared": "a|b|c|*|*|referral|often|S|s",
		"confidence": "a|b|c|*|*|referral|sale|Z|s", "no source": "a|b|c|*|*|referral|sale|S|other",
		"no program": "a|b|c|*|rocket|referral|sale|S|s", "no fee to compare": "a|b|c|*|*|tax|sale|S|s", "nothing": "a|b|c|*|*||sale|S|s",
	} {
		text := "[source]\ns = \"x\"\n[rows]\ntable = \"\"\"\nhead\n" + row + "\n\"\"\"\n"
		if _, err := readMeanings(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", row, err, want)
		}
	}
}
