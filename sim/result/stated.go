package result

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// Stated returns the values of a scenario's text, such as resolved.toml, by dotted
// path as its errors and sweeps write them: `product.IRON.price.CA`. A list is one
// value.
func Stated(text string) (map[string]any, error) {
	var tree map[string]any
	values := map[string]any{}
	if _, err := toml.Decode(text, &tree); err != nil {
		return values, err
	}
	walk(values, "", tree)
	return values, nil
}

func walk(to map[string]any, path string, node any) {
	table, ok := node.(map[string]any)
	if !ok {
		to[path] = node
		return
	}
	for key, child := range table {
		walk(to, JoinPath(path, key), child)
	}
}

// JoinPath appends a key to a path, quoted where TOML would quote it.
func JoinPath(path, key string) string {
	const bare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	if key == "" || strings.Trim(key, bare) != "" {
		key = fmt.Sprintf("%q", key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// StatedNumber returns a value that is a plain number in a unit ("39.99 CAD" in
// "CAD", "" or "1" for numbers without one); NaN for a distribution, another unit or
// nothing at all.
func StatedNumber(values map[string]any, path, unit string) float64 {
	switch v := values[path].(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	case string:
		number, stated, _ := strings.Cut(strings.TrimSpace(v), " ")
		if unit == "1" {
			unit = ""
		}
		if x, err := strconv.ParseFloat(number, 64); err == nil && strings.TrimSpace(stated) == unit {
			return x
		}
	}
	return math.NaN()
}

// StatedCases describes the cases of a scenario's text for labels and styles: names as
// given, with their titles and programs, but no figures.
func StatedCases(values map[string]any, names []string) []Case {
	var list []Case
	for _, name := range names {
		at := JoinPath("case", name)
		c := Case{Name: name}
		c.Title, _ = values[at+".title"].(string)
		c.Baseline, _ = values[at+".baseline"].(bool)
		for _, market := range []string{home, "CA", "MX"} {
			program, ok := values[at+".program."+market].(string)
			if !ok {
				program, ok = values["program."+market].(string)
			}
			if ok && !strings.ContainsAny(program, "[{") {
				c.Programs = append(c.Programs, MarketProgram{Market: market, Program: program})
			}
		}
		list = append(list, c)
	}
	if len(list) > 0 && !slices.ContainsFunc(list, func(c Case) bool { return c.Baseline }) {
		list[0].Baseline = true
	}
	return list
}
