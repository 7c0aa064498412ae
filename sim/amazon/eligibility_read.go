package amazon

import (
	"slices"
	"strings"
)

// eligibilityRow is a row of the file: an offer per store.
type eligibilityRow struct {
	sku, asin, name string
	offers          []Eligibility
}

// eligibilityKind is recognized by its groups of columns.
var eligibilityKind = kind{
	report: EligibilityReport, title: "Remote Fulfillment ASIN Status", api: "GET_REMOTE_FULFILLMENT_ELIGIBILITY",
	known: columns("merchant-sku asin offer-status"),
	bind:  eligibilityUses,
	variants: []variant{
		{name: "with Brazil", has: columns("enable/disable-brazil-(yes/no)")},
		{name: "without Brazil"},
	},
}

// offerGroup is the columns of a store: their indexes, -1 for those that are absent.
type offerGroup struct {
	store                   Store
	status, details, enable int
}

// offerGroups finds the groups: each begins with an offer status. Its store is named by the title
// above it, else by the column that enables it.
func offerGroups(header, above []string) (groups []offerGroup) {
	title := ""
	for i, name := range header {
		if name == "offer-status" {
			groups = append(groups, offerGroup{status: i, details: -1, enable: -1})
			title = ""
		}
		if len(groups) == 0 {
			continue
		}
		g := &groups[len(groups)-1]
		if i < len(above) && above[i] != "" && title == "" {
			title = above[i]
			g.store, _ = ParseStore(title)
		}
		if name == "more-details" && g.details < 0 {
			g.details = i
		}
		if rest, ok := strings.CutPrefix(name, "enable/disable"); ok && g.enable < 0 {
			g.enable = i
			country, _, _ := strings.Cut(strings.TrimPrefix(rest, "-"), "-(")
			if s, known := ParseStore(country); known {
				g.store = s
			}
		}
	}
	return groups
}

func eligibilityUses(header []string) (at []int) {
	for i, name := range header {
		if slices.Contains(columns("merchant-sku asin product-name offer-status more-details"), name) ||
			strings.HasPrefix(name, "enable/disable") {
			at = append(at, i)
		}
	}
	return at
}

// statuses are offer statuses in other languages.
var statuses = map[string]string{"已启用": "Enabled", "enabled": "Enabled", "disabled": "Disabled"}

func eligibilitySchema(f Recognized) schema[eligibilityRow] {
	s := schema[eligibilityRow]{
		text("merchant-sku", must, func(r *eligibilityRow) *string { return &r.sku }),
		text("asin", may, func(r *eligibilityRow) *string { return &r.asin }),
		text("product-name", may, func(r *eligibilityRow) *string { return &r.name }),
	}
	groups := offerGroups(f.header, f.above)
	at := func(index int, name string, set func(p *parser, cell []byte, r *eligibilityRow)) {
		if index >= 0 {
			s = append(s, column[eligibilityRow]{names: []string{name}, index: index + 1,
				set: func(p *parser, cell []byte, r *eligibilityRow) {
					if r.offers == nil {
						r.offers = make([]Eligibility, len(groups))
					}
					if cell = present(cell); cell != nil {
						set(p, cell, r)
					}
				}})
		}
	}
	for i, g := range groups {
		at(g.status, "offer-status", func(p *parser, cell []byte, r *eligibilityRow) {
			status := p.text(cell)
			if english, ok := statuses[strings.ToLower(status)]; ok {
				status = english
			}
			r.offers[i].Status = status
		})
		at(g.details, "more-details", func(p *parser, cell []byte, r *eligibilityRow) {
			r.offers[i].Details = p.text(cell)
		})
		at(g.enable, "enable/disable", func(p *parser, cell []byte, r *eligibilityRow) {
			r.offers[i].Enable = Some(p.yes(cell))
		})
	}
	return s
}

// ReadEligibility reads the offers of the Remote Fulfillment ASIN Status file: for each row one per
// store, in the order of the file's columns.
func ReadEligibility(f Recognized, visit ...Visit[Eligibility]) error {
	groups := offerGroups(f.header, f.above)
	rows := make([]Visit[eligibilityRow], len(visit))
	for i, each := range visit {
		rows[i] = func(r eligibilityRow) error {
			for g, e := range r.offers {
				e.SKU, e.ASIN, e.Name, e.Store = r.sku, r.asin, r.name, groups[g].store
				if err := each(e); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return read(f, EligibilityReport, eligibilitySchema(f), rows)
}
