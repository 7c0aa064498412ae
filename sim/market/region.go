package market

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed regions.toml
var regionsTOML string

// regions maps countries to the regions of export fees; a fault in the embedded table
// is a programmer error that the package's tests find.
var regions = sync.OnceValue(func() map[string]string {
	var file struct{ Region map[string]string }
	if _, err := toml.Decode(regionsTOML, &file); err != nil {
		panic("market: regions.toml: " + err.Error())
	}
	byCountry := map[string]string{}
	for region, codes := range file.Region {
		for _, code := range strings.Fields(codes) {
			byCountry[code] = region
		}
	}
	return byCountry
})

// Region returns the region of export fees that a country (ISO 3166, two letters) is
// in: "americas", "europe", "africa_middle_east" or "asia_oceania"; "" for one that
// the table does not hold.
func Region(country string) string { return regions()[country] }
