package fee

import "strings"

// Example is a worked example of a card: a question in the columns of a golden
// file and the published or derived answer.
type Example struct {
	Card string            // id of the card or price rule it stands on
	Line int               // line in the card's file
	Row  map[string]string // the question; see Book.CheckExample
}

// parseExamples reads the table of worked examples. Its columns are those of
// Book.CheckExample, whichever the examples need.
func parseExamples(s *section) []Example {
	t := s.table("examples", "kind")
	if t == nil {
		return nil
	}
	for _, column := range t.columns {
		if !exampleColumns[column] {
			s.fail(t.line, "columns", "", "%q is not a column of examples", column)
		}
	}
	var out []Example
	for _, r := range t.rows {
		row := make(map[string]string, len(r.cells))
		for i, column := range t.columns {
			row[column] = r.cells[i]
		}
		_, id, _ := strings.Cut(s.path, ".")
		out = append(out, Example{id, r.line, row})
	}
	return out
}

// exampleColumns are the columns a worked example may have.
var exampleColumns = map[string]bool{
	"kind": true, "program": true, "marketplace": true, "on": true, "category": true, "price": true,
	"size": true, "weight": true, "inputs": true, "expect": true, "tier": true, "shipping weight": true,
	"note": true, "source": true,
}

// defaults fills in what an example leaves to its card.
func (c *Card) defaults() {
	for _, e := range c.Examples {
		if e.Row["program"] == "" && len(c.Programs) > 0 {
			e.Row["program"] = c.Programs[0].String()
		}
		if e.Row["marketplace"] == "" && len(c.Markets) > 0 {
			e.Row["marketplace"] = c.Markets[0].String()
		}
		if e.Row["category"] == "" {
			e.Row["category"] = "any"
		}
	}
}
