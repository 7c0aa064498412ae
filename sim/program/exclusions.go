package program

import (
	"slices"
	"strings"
)

// Exclusions are the countries and products that a seller takes out of FBA Export.
// Its methods return a changed copy; copies share nothing that is written.
type Exclusions struct {
	countries []string
	products  map[string][]string // countries by ASIN; never written once it is part of a value
}

// ExclusionRow is a row of an exclusion file.
type ExclusionRow struct {
	ASIN, Country string // Country "" or "all" for every one
	Media         bool
}

// ExcludeCountry bars a whole country (EXP-EXC-01), or lets it in again.
func (e Exclusions) ExcludeCountry(country string, enable bool, r Rules) (Exclusions, Verdict) {
	if v := mayEdit(r, "EXP-EXC-05"); v.Outcome != OK {
		return e, v
	}
	e.countries = toggled(e.countries, country, enable)
	return e, Verdict{Rule: "EXP-EXC-01"}
}

// ExcludeProduct bars a product from a country or "all" (EXP-EXC-02), or lifts that;
// the list may be edited at any time (EXP-EXC-04).
func (e Exclusions) ExcludeProduct(asin, country string, enable bool, r Rules) (Exclusions, Verdict) {
	if v := mayEdit(r, "EXP-EXC-04", "EXP-EXC-05"); v.Outcome != OK {
		return e, v
	}
	products := make(map[string][]string, len(e.products)+1)
	for key, countries := range e.products {
		products[key] = countries
	}
	if left := toggled(products[asin], country, enable); len(left) > 0 {
		products[asin] = left
	} else {
		delete(products, asin)
	}
	e.products = products
	return e, Verdict{Rule: "EXP-EXC-02"}
}

// Upload replaces the list of products by a file: rejected with more products that
// are no media than the limit (exclusion_counts "rows": rows); rows of media are
// ignored with a warning, or with exclusion_media "reject" refuse the file
// (EXP-EXC-03, AMB-38).
func (e Exclusions) Upload(rows []ExclusionRow, r Rules) (Exclusions, Verdict) {
	rules := []string{"EXP-EXC-05"}
	if len(e.products) > 0 {
		rules = append(rules, "EXP-EXC-04")
	}
	if v := mayEdit(r, rules...); v.Outcome != OK {
		return e, v
	}
	all := []string{everywhere} // shared: lists are never written
	products, counted, checked := make(map[string][]string, len(rows)), int64(0), r != nil && on(r, "EXP-EXC-03")
	for _, row := range rows {
		if row.Media && checked {
			continue
		}
		counted++
		before, known := products[row.ASIN]
		switch {
		case row.Country != "" && row.Country != everywhere:
			products[row.ASIN] = toggled(before, row.Country, true)
		case known:
			products[row.ASIN] = toggled(before, everywhere, true)
		default:
			products[row.ASIN] = all
		}
	}
	media := counted < int64(len(rows))
	if !word(r, "exclusion_counts", "rows") {
		counted = int64(len(products))
	}
	switch {
	case checked && counted > r.Int("exclusion_limit"):
		return e, refuse(ExclusionLimit, "EXP-EXC-03")
	case media && word(r, "exclusion_media", "reject"):
		return e, refuse(MediaIgnored, "EXP-EXC-03")
	}
	e.products = products
	if media {
		return e, warn(MediaIgnored, "EXP-EXC-03")
	}
	return e, Verdict{Rule: "EXP-EXC-03"}
}

// mayEdit refuses a change where one of the permissions is off.
func mayEdit(r Rules, rules ...string) Verdict {
	for _, rule := range rules {
		if !on(r, rule) {
			return refuse(NotPermitted, rule)
		}
	}
	return Verdict{}
}

// except marks a country that a list for all others leaves out.
const except = "-"

// toggled returns the list with or without a country, in a slice of its own. An entry
// for all countries stands beside those of single ones and leaves them when it goes;
// one of all can be lifted by itself, and where there is no entry for all, lifting all
// lifts every one.
func toggled(list []string, country string, enable bool) []string {
	country = countryCode(country)
	all := slices.Contains(list, everywhere)
	if country == everywhere && !enable && !all {
		return nil
	}
	left := slices.DeleteFunc(slices.Clone(list), func(c string) bool {
		return c == country || c == except+country || country == everywhere && strings.HasPrefix(c, except)
	})
	switch {
	case enable:
		left = append(left, country)
	case all && country != everywhere:
		left = append(left, except+country)
	}
	return left
}

// holdsFor reports whether a list is about a country.
func holdsFor(list []string, country string) bool {
	if len(list) == 0 {
		return false
	}
	country = countryCode(country)
	return slices.Contains(list, country) || slices.Contains(list, everywhere) && !slices.Contains(list, except+country)
}

// Country reports whether a whole country is barred.
func (e Exclusions) Country(country string) bool { return holdsFor(e.countries, country) }

// Product reports whether a product is barred from a country.
func (e Exclusions) Product(asin, country string) bool { return holdsFor(e.products[asin], country) }

// Everywhere reports whether a product is barred from all countries at once.
func (e Exclusions) Everywhere(asin string) bool {
	list := e.products[asin]
	return slices.Contains(list, everywhere) && !slices.ContainsFunc(list, func(c string) bool { return strings.HasPrefix(c, except) })
}

// Products returns the number of products in the list.
func (e Exclusions) Products() int { return len(e.products) }
