package amazon

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// allColumns is a worker that reads n columns of tab- or comma-separated rows of total cells.
func allColumns(n, total int, delim byte) *worker[struct{}] {
	w := &worker[struct{}]{plan: plan[struct{}]{delim: delim, width: n, total: total}}
	for i := range n {
		w.want = append(w.want, i)
	}
	w.cells, w.starts = make([][]byte, n), make([]int, n)
	return w
}

func TestCellsAreThoseBetweenSeparators(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.StringMatching(`[ -~\x80-\xff\x00-\x08]{0,20}`), 1, 40).Draw(t, "cells")
		row := strings.Join(cells, "\t")
		w := allColumns(len(cells), len(cells), '\t')
		if n := w.cut([]byte(row)); n != len(cells) {
			t.Fatalf("%d cells of %d", n, len(cells))
		}
		for i, c := range cells {
			if string(w.cells[i]) != c || row[w.starts[i]:w.starts[i]+len(c)] != c {
				t.Fatalf("cell %d is %q, want %q", i, w.cells[i], c)
			}
		}
	})
}

func TestQuotedCellsKeepSeparatorsQuotesAndLineEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.StringMatching(`[a-z,";\n]{0,12}`), 1, 12).Draw(t, "cells")
		delim := rapid.SampledFrom([]byte{',', ';'}).Draw(t, "delim")
		quoted := make([]string, len(cells))
		for i, c := range cells {
			quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		row := strings.Join(quoted, string(delim))
		if end := recordEnd([]byte(row+"\nnext"), delim); end != len(row)+1 {
			t.Fatalf("the row ends at %d, want %d", end, len(row)+1)
		}
		w := allColumns(len(cells), len(cells), delim)
		if n := w.cut([]byte(row)); n != len(cells) {
			t.Fatalf("%d cells of %d", n, len(cells))
		}
		for i, c := range cells {
			if string(w.cells[i]) != c {
				t.Fatalf("cell %d is %q, want %q", i, w.cells[i], c)
			}
		}
	})
}

func TestBlocksAreWholeRowsOfAllText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.IntRange(0, 9000), 1, 60).Draw(t, "lengths")
		var b strings.Builder
		for i, n := range lines {
			b.WriteString(strings.Repeat(string(rune('a'+i%26)), n) + "\n")
		}
		text := strings.TrimSuffix(b.String(), rapid.SampledFrom([]string{"", "\n"}).Draw(t, "end"))
		in := &blocks{in: strings.NewReader(text), line: 1}
		var got strings.Builder
		line := 1
		var buf []byte
		for {
			block, kept, err := in.next(buf)
			if err != nil {
				break
			}
			buf = kept
			if block.line != line {
				t.Fatalf("a block begins on line %d, want %d", block.line, line)
			}
			line += strings.Count(string(block.text), "\n")
			got.Write(block.text)
			if block.text[len(block.text)-1] != '\n' && got.Len() != len(text) {
				t.Fatal("a block ends inside a row")
			}
		}
		if got.String() != text {
			t.Fatal("text was lost")
		}
	})
}
