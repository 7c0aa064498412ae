package amazon

import (
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Store is an Amazon store by the code of its country: "US", "CA", "MX", "BR", "GB", "DE", ...; a
// sales channel that is none keeps its name, such as "Non-Amazon". "" is none.
type Store string

// Market returns the marketplace of a store that is modeled.
func (s Store) Market() (market.Marketplace, bool) { return market.ParseMarketplace(string(s)) }

// stores lists Amazon's stores: code, then names they go by in reports (domains, titles in several
// languages, marketplace ids).
var stores = [][]string{
	{"US", "Amazon.com", "United States", "ATVPDKIKX0DER", "USA", "EE. UU.", "美国"},
	{"CA", "Amazon.ca", "Canada", "A2EUQ1WTGCTBG2", "Canadá", "加拿大"},
	{"MX", "Amazon.com.mx", "Mexico", "A1AM78C64UM0Y8", "México", "Mexique", "墨西哥"},
	{"BR", "Amazon.com.br", "Brazil", "A2Q3Y263D00KWC", "Brasil", "Brésil", "巴西"},
	{"GB", "Amazon.co.uk", "United Kingdom", "UK"}, {"DE", "Amazon.de", "Germany"}, {"FR", "Amazon.fr", "France"},
	{"IT", "Amazon.it", "Italy"}, {"ES", "Amazon.es", "Spain"}, {"NL", "Amazon.nl", "Netherlands"},
	{"SE", "Amazon.se", "Sweden"}, {"PL", "Amazon.pl", "Poland"}, {"BE", "Amazon.com.be", "Belgium"},
	{"IE", "Amazon.ie", "Ireland"}, {"TR", "Amazon.com.tr", "Turkey"}, {"AE", "Amazon.ae", "United Arab Emirates"},
	{"SA", "Amazon.sa", "Saudi Arabia"}, {"EG", "Amazon.eg", "Egypt"}, {"IN", "Amazon.in", "India"},
	{"JP", "Amazon.co.jp", "Japan"}, {"AU", "Amazon.com.au", "Australia"}, {"SG", "Amazon.sg", "Singapore"},
	{"ZA", "Amazon.co.za", "South Africa"},
}

// storeNames are the stores by name as written and by normalized name.
var storeNames = indexStores()

func indexStores() map[string]Store {
	index := map[string]Store{}
	for _, row := range stores {
		for _, name := range row {
			index[name] = Store(row[0])
			index[normalize(name)] = Store(row[0])
			index[strings.ToLower(name)] = Store(row[0])
		}
	}
	return index
}

// ParseStore returns the store that a name means, and whether it is one of Amazon's.
func ParseStore(name string) (Store, bool) {
	if s, ok := storeNames[name]; ok {
		return s, true
	}
	if s, ok := storeNames[normalize(name)]; ok {
		return s, true
	}
	return Store(name), false
}

// Channel says who ships an order.
type Channel uint8

// The channels; NoChannel where a report does not say.
const (
	NoChannel Channel = iota
	Amazon
	Merchant
)

// String returns "Amazon", "Merchant" or "".
func (c Channel) String() string { return [...]string{"", "Amazon", "Merchant"}[c] }

func (p *parser) store(cell []byte) Store {
	if s, ok := storeNames[string(cell)]; ok {
		return s
	}
	if s, ok := p.stores[string(cell)]; ok {
		return s
	}
	name := p.text(cell)
	s, _ := ParseStore(name)
	if len(p.stores) < maxTexts {
		p.stores[name] = s
	}
	return s
}

func (p *parser) channel(cell []byte) Channel {
	switch string(cell) {
	case "Amazon", "AFN", "AMAZON", "amazon", "Amazon.com":
		return Amazon
	case "Merchant", "MFN", "Seller", "seller", "merchant", "Vendedor", "Vendeur", "Verkäufer", "Venditore":
		return Merchant
	}
	if len(cell) >= 6 && strings.EqualFold(string(cell[:6]), "amazon") {
		return Amazon // "AMAZON_NA", "Amazon.co.uk"
	}
	return NoChannel
}

// country reads a country of two letters; the names of stores' countries are understood as well.
func (p *parser) country(cell []byte) string {
	if len(cell) == 2 && cell[0] >= 'A' && cell[0] <= 'Z' && cell[1] >= 'A' && cell[1] <= 'Z' {
		return p.intern(cell)
	}
	s, ok := ParseStore(string(utf8Text(cell)))
	if !ok {
		p.bad("country", "is no country: two letters are expected", cell)
		return ""
	}
	return string(s)
}

// currency reads a code; it is NoCurrency for one that fbasim does not know, such as that of a store
// that is not modeled.
func (p *parser) currency(cell []byte) money.Currency {
	c, _ := money.ParseCurrency(string(cell))
	return c
}

func (p *parser) yes(cell []byte) bool {
	switch string(cell) {
	case "true", "True", "TRUE", "Yes", "yes", "YES", "Y", "y", "1", "Enable", "Sí", "Si", "Oui", "Sim", "是":
		return true
	case "false", "False", "FALSE", "No", "no", "NO", "N", "n", "0", "Disable", "Non", "Não", "否":
		return false
	}
	p.bad("yes-no", "is neither yes nor no", cell)
	return false
}
