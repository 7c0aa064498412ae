package program

import "fbasim/sim/market"

// Risk is Amazon's regulatory risk assessment of an ASIN for a country.
type Risk uint8

// The levels of risk.
const (
	Unassessed Risk = iota
	RiskPassed
	HighRisk
)

var riskNames = [...]string{"unassessed", "pass", "high"}

// String returns the level's name in scenario files.
func (r Risk) String() string { return riskNames[r] }

// ParseRisk returns the level of a name.
func ParseRisk(name string) (Risk, bool) { return parse[Risk](riskNames[:], name) }

// Media says whether a product is a medium, and which.
type Media uint8

// The media that the export rules tell apart.
const (
	NoMedia Media = iota
	Music
	Video
	DVD
	Movie
	Book
)

var mediaNames = [...]string{"none", "music", "video", "dvd", "movie", "book"}

// String returns the medium's name in scenario files.
func (m Media) String() string { return mediaNames[m] }

// ParseMedia returns the medium of a name.
func ParseMedia(name string) (Media, bool) { return parse[Media](mediaNames[:], name) }

func parse[T ~uint8](names []string, name string) (T, bool) {
	for i, n := range names {
		if n == name {
			return T(i), true
		}
	}
	return 0, false
}

// Flags holds a yes or no for each marketplace.
type Flags [market.MarketplaceCount]bool

// Any reports whether any marketplace has it.
func (f Flags) Any() bool {
	for _, yes := range f {
		if yes {
			return true
		}
	}
	return false
}

// All has it in every marketplace.
func All() Flags { return Flags{true, true, true} }

// Product is what the programs know of an ASIN.
type Product struct {
	ASIN                      string
	Classes                   Classes
	Oversize                  bool
	Media                     Media
	PrepAmazon                bool // Amazon prepares the units, not the seller
	HasDescription, HasBullet bool
	CreatedAt                 int64 // tick
	FBAEnabled                Flags
	Compliant                 Flags // with trade rules and the country's own
	Approved                  Flags // category and brand approvals of the marketplace
	TransportBlock            Flags // Remote Fulfillment cannot carry it there
	Risk                      [market.MarketplaceCount]Risk
	RiskReason                [market.MarketplaceCount]string // docs, scrutiny or restriction
	UnlawfulIn                []string                        // countries, as SetLawful keeps them
	USPulled, USNotApproved   bool                            // why a US offer is no good
	ListingProblem            [market.MarketplaceCount]string // "" for none
}

// Fine returns a product that nothing stands against.
func Fine(asin string) Product {
	return Product{
		ASIN: asin, HasDescription: true, HasBullet: true,
		FBAEnabled: All(), Compliant: All(), Approved: All(),
		Risk: [market.MarketplaceCount]Risk{RiskPassed, RiskPassed, RiskPassed},
	}
}

// unlawful reports whether the seller may not sell the product into a country.
func (p *Product) unlawful(country string) bool { return holdsFor(p.UnlawfulIn, country) }

// SetLawful says whether a country, or "all", lets the product in (EXP-LAW-01).
func (p *Product) SetLawful(country string, lawful bool) {
	p.UnlawfulIn = toggled(p.UnlawfulIn, country, !lawful)
}
