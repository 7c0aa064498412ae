package market

import (
	"errors"
	"slices"
	"testing"
)

func TestNamesAliasesAndSpellingsResolve(t *testing.T) {
	for text, id := range map[string]string{
		"Home & Kitchen": "home_kitchen", "home and kitchen": "home_kitchen", "home_kitchen": "home_kitchen",
		"HOME": "home_kitchen", "apparel": "clothing", "nonapparel": "everything_else", "any": "everything_else",
		"general": "everything_else", "hazmat": "everything_else", "books": "media", "toys": "toys",
		"beauty health personal care": "beauty_health", "Beauty, Health and Personal Care": "beauty_health",
		"Electronic Accessories": "electronics_accessories", "electronics accessories": "electronics_accessories",
		"Full-Size Appliances": "full_size_appliances", "Media - Books, DVD, Music, Software, Video": "media",
		"joyeria": "jewelry", "Joyería": "jewelry", "Pet Products": "pet", "outdoor furniture": "outdoor_furniture",
		"Toys and Games": "toys", "sunglasses": "eyewear", "everything else": "everything_else",
	} {
		c, err := ParseCategory(text)
		if err != nil || c.ID() != id {
			t.Errorf("ParseCategory(%q) = %v, %v; want %s", text, c, err, id)
		}
	}
}

func TestEveryIDAndNameParsesBack(t *testing.T) {
	if CategoryCount() != 42 {
		t.Errorf("%d categories, want 41 and none", CategoryCount())
	}
	for c := Category(1); int(c) < CategoryCount(); c++ {
		for _, text := range []string{c.ID(), c.String(), c.Name()} {
			if got, err := ParseCategory(text); err != nil || got != c {
				t.Errorf("%q parses to %v, %v; want %v", text, got, err, c)
			}
		}
	}
}

func TestUnknownCategoriesOfferNearOnes(t *testing.T) {
	for text, want := range map[string]string{"Home & Kichen": "home_kitchen", "jewlery": "jewelry", "appliances": "compact_appliances"} {
		_, err := ParseCategory(text)
		var unknown *UnknownCategory
		if !errors.As(err, &unknown) || !slices.Contains(unknown.Candidates, want) {
			t.Errorf("ParseCategory(%q): %v, want a hint at %s", text, err, want)
		}
	}
	_, err := ParseCategory("quantum flux capacitors of doom")
	if unknown, ok := err.(*UnknownCategory); !ok || len(unknown.Candidates) != 0 {
		t.Errorf("a far text got candidates: %v", err)
	}
}

func TestApparelFreeReturnsAndFeeGroups(t *testing.T) {
	var apparel, free []string
	for c := Category(0); int(c) < CategoryCount(); c++ {
		if c.Apparel() {
			apparel = append(apparel, c.ID())
		}
		if c.FreeReturns() {
			free = append(free, c.ID())
		}
		if want := map[bool]string{true: "essentials", false: "general"}[c.ID() == "grocery"]; c.FeeGroup() != want {
			t.Errorf("%s belongs to fee group %s", c.ID(), c.FeeGroup())
		}
	}
	if want := []string{"clothing", "footwear"}; !slices.Equal(apparel, want) {
		t.Errorf("apparel: %v, want %v", apparel, want)
	}
	if want := []string{"clothing", "footwear", "bags_luggage", "eyewear", "jewelry", "watches"}; !slices.Equal(free, want) {
		t.Errorf("free returns: %v, want %v", free, want)
	}
}

func TestFeeKindsParseBack(t *testing.T) {
	for k := NoFee; k < FeeKindCount; k++ {
		if got, ok := ParseFeeKind(k.String()); !ok || got != k || k.String() == "" {
			t.Errorf("kind %d prints %q and parses to %d", k, k.String(), got)
		}
	}
}
