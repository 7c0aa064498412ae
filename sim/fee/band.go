package fee

import (
	"fmt"
	"strings"

	"fbasim/sim/money"
)

// maxBands is the most price bands a fulfillment card may have.
const maxBands = 4

// NoPrice stands for a price that is not known: cards with price bands use their
// usual band.
const NoPrice = money.Amount(-1)

// priceBands are upper edges of bands of the price. An edge is kept as the first
// amount above the band, so one comparison serves "< 10" and "<= 50" alike:
// amounts are whole micro-units.
type priceBands struct {
	n     int
	above [maxBands - 1]money.Amount
	blank int        // band of an unknown price, -1 where the price is needed
	tax   money.Rate // the card's price includes this tax
}

// index returns the band of a price.
func (b *priceBands) index(price money.Amount) int {
	if price == NoPrice {
		return max(b.blank, 0)
	}
	i := 0
	for i < b.n-1 && price >= b.above[i] {
		i++
	}
	return i
}

// parseEdge reads "< 10" or "<= 50" as the first amount above the band.
func parseEdge(text string) (money.Amount, error) {
	inclusive := strings.HasPrefix(text, "<=")
	number, ok := strings.CutPrefix(strings.TrimPrefix(text, "<="), "<")
	if !ok && !inclusive {
		return 0, fmt.Errorf("%q is not an edge such as \"< 10\" or \"<= 50\"", text)
	}
	edge, err := parseAmount(strings.TrimSpace(number))
	if inclusive {
		edge++
	}
	return edge, err
}

// parsePriceBands reads bands = ["< 10", "<= 50", "> 50"] and the keys about them.
func parsePriceBands(s *section) priceBands {
	texts := s.texts("bands")
	b := priceBands{n: max(len(texts), 1), tax: read(s, "price_includes", 0, parsePercent)}
	if len(texts) > maxBands {
		s.fail(s.line("bands"), "bands", "", "%d price bands, at most %d are possible", len(texts),
			maxBands)
		b.n = 1
		texts = nil
	}
	for i, text := range texts {
		if i == len(texts)-1 {
			b.checkLast(s, text)
			break
		}
		edge, err := parseEdge(text)
		if err != nil || i > 0 && edge <= b.above[i-1] {
			s.fail(s.line("bands"), "bands", `write them rising: ["< 10", "<= 50", "> 50"]`,
				"%q is not an edge above the band before", text)
		}
		b.above[i] = edge
	}
	b.parseBlank(s, texts)
	return b
}

// checkLast requires the last band to begin where the one before ends.
func (b *priceBands) checkLast(s *section, text string) {
	if b.n == 1 {
		return
	}
	want := fmt.Sprintf("> %v", trimZeros((b.above[b.n-2] - 1).String()))
	if edge := b.above[b.n-2]; edge%money.Cent == 0 {
		want = fmt.Sprintf(">= %v", trimZeros(edge.String()))
	}
	if text != want {
		s.fail(s.line("bands"), "bands", fmt.Sprintf("the last band is %q", want),
			"%q leaves a gap or overlaps", text)
	}
}

func (b *priceBands) parseBlank(s *section, texts []string) {
	blank := s.text("blank_price")
	if b.n == 1 {
		return
	}
	b.blank = -1
	for i, text := range texts {
		if text == blank {
			b.blank = i
		}
	}
	if blank != "" && b.blank < 0 {
		s.fail(s.line("blank_price"), "bands", "repeat the text of one of the bands",
			"%q is none of the bands", blank)
	}
}
