package fee

import "strings"

// place is where a key stands in its file: its own line and, for a text over
// several lines, the line of the text's first row.
type place struct{ line, text int }

// linesOf maps the dotted path of every table and key of a TOML file to its
// place. The library reports positions only for syntax errors, and card files
// need them for faults of meaning. Keys inside inline tables and elements of
// arrays are not listed; they share the line of the key they belong to.
func linesOf(src string) map[string]place {
	index := make(map[string]place)
	table, closing := "", ""
	for i, line := range strings.Split(src, "\n") {
		if closing != "" {
			if strings.Contains(line, closing) {
				closing = ""
			}
			continue
		}
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "[") && strings.Contains(trimmed, "]") {
			table = tableName(trimmed)
			for end, c := range table + "." {
				if c == '.' {
					note(index, table[:end], place{i + 1, i + 1})
				}
			}
			continue
		}
		key, value, ok := splitKey(trimmed)
		if !ok {
			continue
		}
		if table != "" {
			key = table + "." + key
		}
		at := place{i + 1, i + 1}
		if quotes, rest, opens := opensText(value); opens {
			closing = quotes
			if rest == "" {
				at.text++
			}
		}
		note(index, key, at)
	}
	return index
}

// note keeps the first place of a path: a repeated one is a syntax error that the
// TOML library reports.
func note(index map[string]place, path string, at place) {
	if _, seen := index[path]; !seen {
		index[path] = at
	}
}

// tableName returns "card.x" of "[card.x]  # note".
func tableName(line string) string {
	name, _, _ := strings.Cut(strings.Trim(line, "["), "]")
	return strings.ReplaceAll(strings.ReplaceAll(name, " ", ""), `"`, "")
}

// splitKey cuts "key = value" where the line starts with a bare or quoted key.
func splitKey(line string) (key, value string, ok bool) {
	if line == "" || line[0] == '#' {
		return "", "", false
	}
	if line[0] == '"' {
		name, rest, closed := strings.Cut(line[1:], `"`)
		rest = strings.TrimSpace(rest)
		return name, strings.TrimPrefix(rest, "="), closed && strings.HasPrefix(rest, "=")
	}
	key, value, ok = strings.Cut(line, "=")
	key = strings.TrimSpace(key)
	return key, strings.TrimSpace(value), ok && !strings.ContainsAny(key, ` "'{[,`)
}

// opensText reports whether a value opens a text that ends on a later line, and
// what follows the quotes on this one.
func opensText(value string) (quotes, rest string, opens bool) {
	value = strings.TrimSpace(value)
	for _, quotes := range []string{`"""`, "'''"} {
		if rest, ok := strings.CutPrefix(value, quotes); ok {
			return quotes, strings.TrimSpace(rest), !strings.Contains(rest, quotes)
		}
	}
	return "", "", false
}
