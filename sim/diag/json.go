package diag

import "encoding/json"

type problemJSON struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Length   int    `json:"length,omitempty"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	More     string `json:"more,omitempty"`
}

// MarshalJSON writes an object with file, line, column, length, severity ("error" or "warning"),
// code, message and hint; absent places and hints are left out.
func (p Problem) MarshalJSON() ([]byte, error) {
	severity := "error"
	if p.Warning {
		severity = "warning"
	}
	return json.Marshal(problemJSON{p.File, p.Line, p.Col, p.Len, severity, p.Code, p.Msg, p.Hint,
		p.More})
}

// MarshalJSON writes the problems as an array, [] when there are none.
func (l *List) MarshalJSON() ([]byte, error) {
	if l.Len() == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(l.problems)
}
