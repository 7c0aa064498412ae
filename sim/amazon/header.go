package amazon

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// normalize brings the name of a column to one spelling: lower case, no accents, one "-" for each
// run of spaces, dashes of any width and underscores, American "fulfillment", English where the
// name of another language is known.
func normalize(name string) string {
	name = spelling(name)
	if english, ok := localized[name]; ok {
		return english
	}
	return name
}

// spelling is normalize without translation.
func spelling(name string) string {
	name = strings.TrimPrefix(name, "\ufeff")
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		marks := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
		if plain, _, err := transform.String(marks, name); err == nil {
			name = plain
		}
	}
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r == '-' || r == '_' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			gap = b.Len() > 0
			continue
		}
		if r == '’' {
			r = '\''
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "fulfilment", "fulfillment")
}

//go:embed localized.txt
var localizedText string

// localized are the English names of columns by those of other languages, normalized.
var localized = parseLocalized(localizedText)

func parseLocalized(text string) map[string]string {
	english := map[string]string{}
	for line := range strings.Lines(text) {
		names := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for _, name := range names[1:] {
			english[spelling(name)] = names[0]
		}
	}
	return english
}

// columns splits a list of normalized names.
func columns(names string) []string { return strings.Fields(names) }

// alternatives splits the names of a column, preferred first.
func alternatives(names string) []string { return strings.Split(names, "|") }

// utf8Text is a cell as UTF-8: bytes that are not are Windows-1252, of which ISO-8859-1 is a part.
func utf8Text(cell []byte) []byte {
	if utf8.Valid(cell) {
		return cell
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(cell)
	if err != nil {
		return cell
	}
	return text
}

//go:embed headers.txt
var headersText string

// vocabulary holds every name of a column that is known, normalized: those of headers.txt. A name
// that is not among them is never shown, because in a damaged file it may be a buyer's.
var vocabulary = parseVocabulary(headersText)

func parseVocabulary(text string) map[string]bool {
	known := map[string]bool{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\t") {
			known[normalize(name)] = true
		}
	}
	return known
}

// personal are the columns that say who or where a buyer is, normalized: they are dropped even
// where they would be of use.
var personal = columns("buyer-email buyer-name buyer-phone-number recipient-name ship-address-1 ship-address-2 " +
	"ship-address-3 ship-city ship-state ship-postal-code ship-phone-number bill-address-1 bill-address-2 " +
	"bill-address-3 bill-city bill-state bill-postal-code bill-country cpf purchase-order-number " +
	"customer-comments order-city order-state order-postal tracking-number tracking-id invoice-number")
