package imported

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"fbasim/sim/market"
)

//go:embed groups.toml
var groupsFile string

// groups are the categories of Amazon's product groups.
var groups = sync.OnceValue(func() map[string]market.Category {
	var file struct{ Groups map[string]string }
	if _, err := toml.Decode(groupsFile, &file); err != nil {
		panic("imported: groups.toml: " + err.Error())
	}
	out := map[string]market.Category{}
	for name, id := range file.Groups {
		c, err := market.ParseCategory(id)
		if err != nil {
			panic("imported: groups.toml: " + err.Error())
		}
		out[name] = c
	}
	return out
})

// otherCategory is what products pay whose category is not known.
const otherCategory = "everything_else"

// categoryOf is the id of the category of a product group, that of others where it is not known.
func categoryOf(group string) (id string, known bool) {
	if c, ok := CategoryOf(group); ok {
		return c.ID(), true
	}
	return otherCategory, false
}

// CategoryOf returns the category that most products of a product group of Amazon's reports pay, such as
// "gl_kitchen" or "Kitchen"; false for a group that is not known.
func CategoryOf(group string) (market.Category, bool) {
	name := strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(group), "gl_"), "_", " "))
	if c, ok := groups()[name]; ok {
		return c, true
	}
	c, err := market.ParseCategory(name)
	return c, err == nil && c != market.NoCategory
}

// askCategories has the seller say the categories that no product group tells.
func (im *Import) askCategories() {
	unknown := map[string]int{}
	total := 0
	for _, p := range im.Products {
		if p.Unclassed {
			unknown[p.Group]++
			total++
		}
	}
	var names []string
	for name, n := range unknown {
		if name == "" {
			name = "none"
		}
		names = append(names, fmt.Sprintf("%s (%d)", name, n))
	}
	slices.Sort(names)
	if total > 0 {
		im.Open = append(im.Open, Open{File: CatalogFile, Key: "category", Value: otherCategory,
			Ask: fmt.Sprintf("category of %s, whose product group says nothing: %s", products(total), strings.Join(names, ", "))})
	}
}

// products counts products in words.
func products(n int) string {
	if n == 1 {
		return "1 product"
	}
	return fmt.Sprintf("%d products", n)
}
