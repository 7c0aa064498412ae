package fee

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// dailyRuns asks for the nearest card of each day: what nearestRuns must agree with.
func dailyRuns(cards []*Card, d days) (out []cardDays) {
	for day := d.from; day <= d.to; day++ {
		out = addDays(out, nearest(cards, day), days{day, day})
	}
	return out
}

func checkRuns(t rapid.TB, cards []*Card, d days) {
	t.Helper()
	if got, want := nearestRuns(cards, d), dailyRuns(cards, d); !slices.Equal(got, want) {
		t.Fatalf("%v .. %v:\n got %v\nwant %v", d.from, d.to, got, want)
	}
}

func TestTheNearestCardsOfARunAreThoseOfItsDays(t *testing.T) {
	b := builtin(t)
	for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
		var all []*Card
		for _, card := range b.cards[1:] {
			if card.Kind == k {
				all = append(all, card)
			}
		}
		if len(all) == 0 {
			continue
		}
		checkRuns(t, all, days{day(t, "2018-01-01"), day(t, "2032-12-31")})
		for m := market.US; m < market.MarketplaceCount; m++ {
			for p := market.NoProgram; p < market.ProgramCount; p++ {
				c := b.newCompiler(Item{}, Route{Program: p, Market: m}, Assume{})
				if pool := c.pool(k); len(pool) > 0 {
					checkRuns(t, pool, days{day(t, "2020-01-01"), day(t, "2029-12-31")})
				}
			}
		}
	}
}

func TestTheNearestOfAnyCardsOnAnyDays(t *testing.T) {
	b := builtin(t)
	first := day(t, "2024-06-01")
	rapid.Check(t, func(t *rapid.T) {
		var cards []*Card
		for range rapid.IntRange(1, 6).Draw(t, "cards") {
			if rapid.Bool().Draw(t, "built in") {
				cards = append(cards, rapid.SampledFrom(b.cards[1:]).Draw(t, "card"))
				continue
			}
			card := &Card{}
			for from, n := civil.Date(0), rapid.IntRange(1, 3).Draw(t, "windows"); n > 0; n-- {
				from += civil.Date(rapid.IntRange(1, 40).Draw(t, "gap"))
				to := from + civil.Date(rapid.IntRange(0, 30).Draw(t, "length"))
				card.Windows = append(card.Windows, Window{From: first + from, To: first + to})
				from = to
			}
			if rapid.Bool().Draw(t, "open at the end") {
				card.Windows[len(card.Windows)-1].To = Forever
			}
			if rapid.Bool().Draw(t, "open at the start") {
				card.Windows[0].From = Ever
			}
			cards = append(cards, card)
		}
		from := first + civil.Date(rapid.IntRange(-60, 150).Draw(t, "from"))
		checkRuns(t, cards, days{from, from + civil.Date(rapid.IntRange(0, 400).Draw(t, "days"))})
	})
}
