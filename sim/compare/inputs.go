package compare

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fbasim/sim/result"
)

// Input is an input that differs between two sides.
type Input struct {
	Path string `json:"path"` // "product.WIDGET.price.CA", or "rate cards"
	B    string `json:"b"`    // the case that differs from the baseline, or the run
	From string `json:"from"` // value at the baseline; "" where it is not set
	To   string `json:"to"`   // value at side B; "" where it is not set
}

func (in Input) equal(other Input) bool { return in == other }

// inputs lists what differs between two sides. Within a run it is what the cases
// override; between runs all of the resolved scenarios, and what they were computed
// with.
func inputs(a, b Side, nameB string) *Report {
	r := &Report{}
	left, errA := flatten(a.Set.Resolved)
	right, errB := flatten(b.Set.Resolved)
	if err := cmp.Or(errA, errB); err != nil {
		r.Notes = append(r.Notes, "inputs cannot be compared: "+err.Error())
	}
	if a.Set == b.Set {
		left, right = under(left, a.Case), under(right, b.Case)
	} else {
		nameB = runName(b.Set) // its cases share it
		provenance(left, a.Set)
		provenance(right, b.Set)
	}
	for _, path := range slices.Sorted(maps.Keys(union(left, right))) {
		if left[path] != right[path] && !(a.Set == b.Set && path == "baseline") {
			r.Inputs = append(r.Inputs, Input{path, nameB, left[path], right[path]})
		}
	}
	return r
}

// under returns the values of one case, by their path in it.
func under(all map[string]string, name string) map[string]string {
	prefix := result.JoinPath("case", name) + "."
	some := map[string]string{}
	for path, value := range all {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			some[rest] = value
		}
	}
	return some
}

// provenance adds what results follow from besides the scenario.
func provenance(to map[string]string, s *result.Set) {
	in := s.Manifest.Inputs
	var cards []string
	for _, c := range in.Cards {
		cards = append(cards, c.ID)
	}
	to["program version"] = in.Tool
	to["rate cards"] = strings.Join(cards, ", ")
	to["rule profiles"] = strings.Join(in.Profiles, ", ")
	to["options"] = strings.Join(in.Options, ", ")
	for _, f := range in.Files {
		if f.Name != result.ResolvedFile { // its values are compared one by one
			to["file "+f.Name] = f.SHA256[:min(12, len(f.SHA256))]
		}
	}
}

// flatten reads a TOML text into values, as TOML writes them, by dotted path.
func flatten(text string) (map[string]string, error) {
	stated, err := result.Stated(text)
	values := make(map[string]string, len(stated))
	for path, v := range stated {
		values[path] = write(v)
	}
	return values, err
}

// write shows a value as TOML does.
func write(v any) string {
	switch x := v.(type) {
	case string:
		return fmt.Sprintf("%q", x)
	case time.Time:
		if x.Location().String() == "date-local" {
			return x.Format(time.DateOnly)
		}
		return x.Format(time.RFC3339)
	case []any:
		parts := make([]string, len(x))
		for i := range x {
			parts[i] = write(x[i])
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case []map[string]any:
		parts := make([]string, len(x))
		for i := range x {
			parts[i] = write(x[i])
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(x)) {
			parts = append(parts, result.JoinPath("", key)+" = "+write(x[key]))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return fmt.Sprint(v)
}

func union(a, b map[string]string) map[string]bool {
	all := make(map[string]bool, len(a)+len(b))
	for path := range a {
		all[path] = true
	}
	for path := range b {
		all[path] = true
	}
	return all
}
