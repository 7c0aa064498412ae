package result

import "strings"

// InputLabel returns what to call an input in a sentence, by its path in the scenario:
// "price of IRON in Canada" for product.IRON.price.CA. A path of another form is shown
// as it is.
func InputLabel(path string) string {
	parts := splitPath(path)
	if len(parts) < 2 {
		return Visible(path)
	}
	rest := parts[2:]
	switch parts[0] {
	case "fx":
		if len(rest) == 0 {
			return "value of the " + Visible(parts[1])
		}
	case "product":
		if len(rest) == 1 {
			return words(rest[0]) + " of " + Visible(parts[1])
		}
		if len(rest) == 2 && isMarket(rest[1]) {
			return words(rest[0]) + " of " + Visible(parts[1]) + " in " + Country(rest[1])
		}
	case "market", "replenish":
		if len(rest) > 0 && isMarket(parts[1]) {
			return words(rest...) + " in " + Country(parts[1])
		}
	case "local":
		if len(rest) == 1 && isMarket(parts[1]) {
			return words(rest[0]) + " cost of stocking " + Country(parts[1])
		}
	}
	return Visible(path)
}

// words writes keys for people: "lead time" for lead_time.
func words(keys ...string) string {
	return Visible(strings.NewReplacer("_", " ", "-", " ").Replace(strings.Join(keys, " ")))
}

func isMarket(code string) bool { return Country(code) != Visible(code) }

// splitPath divides a dotted path at the dots outside quotes.
func splitPath(path string) []string {
	quoted := false
	parts := strings.FieldsFunc(path, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == '.' && !quoted
	})
	for i, p := range parts {
		parts[i] = strings.Trim(p, `"`)
	}
	return parts
}
