package diag

import "testing"

func TestAProblemOfALineFindsItsColumn(t *testing.T) {
	l := &List{}
	l.Keep("a.toml", []byte("first\r\n  é | up to | 1,20\n\nlast"))
	for _, c := range []struct {
		line     int
		msg      string
		col, len int
	}{
		{2, `"1,20" is no number`, 15, 4},
		{2, `"é" is above "1,20"`, 3, 1},
		{2, `"missing" or "up to"`, 7, 5},
		{2, "nothing quoted", 3, 16},
		{1, `an open " quote`, 1, 5},
		{3, `"blank" line`, 0, 0},
		{4, `"st"`, 3, 2},
		{9, `"last"`, 0, 0},
		{0, `"last"`, 0, 0},
	} {
		p := l.Point(Problem{File: "a.toml", Line: c.line, Msg: c.msg})
		if p.Col != c.col || p.Len != c.len {
			t.Errorf("line %d, %s: column %d of %d, want %d of %d", c.line, c.msg, p.Col, p.Len,
				c.col, c.len)
		}
	}
	known := Problem{File: "a.toml", Line: 4, Col: 2, Msg: `"last"`}
	if p := l.Point(known); p.Col != 2 || p.Len != 0 {
		t.Errorf("a column that is known moved to %d", p.Col)
	}
}
