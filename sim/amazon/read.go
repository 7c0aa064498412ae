package amazon

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"sync"

	"fbasim/sim/diag"
)

// plan says what to do with each column of a file.
type plan[T any] struct {
	delim byte
	wrap  bool
	want  []int // index into set by column, -1 for columns that are dropped
	set   []func(p *parser, cell []byte, row *T)
	names []string // of set, for messages
	width int      // columns of the header
	total int      // cells of a row
	// comments says that the last column is what customers wrote: a row of one cell goes on with what
	// they wrote in the row before.
	comments bool
}

func newPlan[T any](f Recognized, s schema[T]) plan[T] {
	pl := plan[T]{delim: f.Delimiter, wrap: f.wrap, width: len(f.header), total: f.cells, want: make([]int, len(f.header))}
	if n := len(f.header); n > 1 && f.header[n-1] == "customer-comments" && f.Delimiter == '\t' {
		pl.comments = true
	}
	for i := range pl.want {
		pl.want[i] = -1
	}
	for _, c := range s {
		i := c.index - 1
		if c.index == 0 {
			i = indexOf(f.header, c.names)
		}
		if i < 0 || i >= len(pl.want) {
			continue
		}
		pl.want[i] = len(pl.set)
		pl.set = append(pl.set, c.set)
		pl.names = append(pl.names, c.names[0])
	}
	return pl
}

// worker reads blocks; one belongs to one goroutine.
type worker[T any] struct {
	parser
	plan[T]
	cells  [][]byte
	starts []int
	row    T
	visit  Visit[T]
}

func newWorker[T any](f Recognized, pl plan[T], visit Visit[T]) *worker[T] {
	return &worker[T]{plan: pl, visit: visit, cells: make([][]byte, len(pl.set)), starts: make([]int, len(pl.set)),
		parser: parser{file: f.Source.Name, style: f.style, texts: map[string]string{}, stores: map[string]Store{},
			before: make([]string, len(pl.set))}}
}

// read reads the rows of a report: the same for every report.
func read[T any](f Recognized, want Report, s schema[T], visit []Visit[T]) error {
	if f.Report != want {
		return diag.Problem{File: f.Source.Name, Code: "report",
			Msg: fmt.Sprintf("it is not a report of kind %q but %q", want, f.Report)}
	}
	if len(visit) == 0 {
		return errors.New("amazon: read without a visitor")
	}
	d, err := decode(f.Source, "")
	if err != nil {
		return diag.Problem{File: f.Source.Name, Code: "file", Msg: err.Error()}
	}
	defer d.Close()
	if err := skipLines(d, f.Line); err != nil {
		return diag.Problem{File: f.Source.Name, Code: "file", Msg: "the header is gone: the file changed while it was read"}
	}
	in := &blocks{in: d, line: f.Line + 1}
	if f.Delimiter != '\t' {
		in.quoted = f.Delimiter
	}
	pl := newPlan(f, s)
	workers := make([]*worker[T], len(visit))
	parts := make([]*problems, len(visit), len(visit)+1)
	for i, v := range visit {
		workers[i] = newWorker(f, pl, v)
		parts[i] = &workers[i].problems
	}
	end, stopped := distribute(in, workers)
	if stopped != nil {
		return stopped
	}
	if end != nil {
		parts = append(parts, end.problems(f.Source.Name))
	}
	return join(f.Source.Name, parts)
}

func skipLines(d *decoded, n int) error {
	for range n {
		for {
			_, err := d.ReadSlice('\n')
			if err == nil {
				break
			}
			if err == io.EOF {
				return nil // a header without rows
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				return err
			}
		}
	}
	return nil
}

// ending is how the text of a file ended before its end.
type ending struct {
	err  error
	line int
}

func (e *ending) problems(file string) *problems {
	var p problems
	problem := diag.Problem{File: file, Line: e.line, Code: "file", Msg: "the file cannot be read further: " + e.err.Error(),
		Hint: "download the report again"}
	switch {
	case errors.Is(e.err, errLongRecord):
		problem.Code = "row"
		problem.Msg = fmt.Sprintf("the row that begins here does not end within %d KB", maxRecord>>10)
		problem.Hint = "look for a quote that is opened and never closed; or download the report again"
	case errors.Is(e.err, io.ErrUnexpectedEOF):
		problem.Code, problem.Msg = "truncated", "the compressed file ends here, before its end: the download was cut off"
	}
	p.add(problem)
	return &p
}

// distribute gives blocks to the workers until the input ends or a visitor returns an error.
func distribute[T any](in *blocks, workers []*worker[T]) (*ending, error) {
	work := make(chan block, len(workers))
	free := make(chan []byte, 2*len(workers)+1)
	for range cap(free) {
		free <- nil
	}
	stop := make(chan struct{})
	var once sync.Once
	var failure error
	var running sync.WaitGroup
	for _, w := range workers {
		running.Go(func() {
			for b := range work {
				if err := w.block(b); err != nil {
					once.Do(func() {
						failure = err
						close(stop)
					})
				}
				free <- b.text[:0]
			}
		})
	}
	end := feed(in, work, free, stop)
	close(work)
	running.Wait()
	return end, failure
}

func feed(in *blocks, work chan<- block, free <-chan []byte, stop <-chan struct{}) *ending {
	for {
		var buf []byte
		select {
		case <-stop:
			return nil
		case buf = <-free:
		}
		b, _, err := in.next(buf)
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return &ending{err, b.line}
		}
		work <- b
	}
}

// block reads the rows of a block.
func (w *worker[T]) block(b block) error {
	text, line := b.text, b.line
	for len(text) > 0 {
		end := len(text)
		if w.delim == '\t' {
			if n := bytes.IndexByte(text, '\n'); n >= 0 {
				end = n + 1
			}
		} else if n := recordEnd(text, w.delim); n >= 0 {
			end = n
		}
		record := text[:end]
		text = text[end:]
		w.line = line
		if w.delim == '\t' {
			line++
		} else {
			line += bytes.Count(record, []byte{'\n'})
		}
		if err := w.record(trimEnd(record), b.cut && len(text) == 0); err != nil {
			return err
		}
	}
	return nil
}

func trimEnd(record []byte) []byte {
	if n := len(record); n > 0 && record[n-1] == '\n' {
		record = record[:n-1]
	}
	if n := len(record); n > 0 && record[n-1] == '\r' {
		record = record[:n-1]
	}
	return record
}

// record reads a row. last says that the file ends in it without a line end.
func (w *worker[T]) record(record []byte, last bool) error {
	if len(record) == 0 || blank(record, w.delim) {
		return nil
	}
	w.parser.record, w.at, w.failed = record, 0, false
	if n := w.cut(record); n != w.total {
		if n > 1 || !w.comments || last {
			w.wrongWidth(n, last)
		}
		return nil
	}
	var zero T
	w.row = zero
	for i, cell := range w.cells {
		w.name, w.at, w.index = w.names[i], w.starts[i], i
		if w.wrap && len(cell) > 1 && cell[0] == '"' && cell[len(cell)-1] == '"' {
			cell = cell[1 : len(cell)-1]
			if bytes.Contains(cell, []byte(`""`)) {
				cell = unquote(nil, cell)
			}
		}
		w.set[i](&w.parser, cell, &w.row)
	}
	if w.failed {
		return nil
	}
	return w.visit(w.row)
}

// blank reports whether a row holds nothing.
func blank(record []byte, delim byte) bool {
	if record[0] != delim && record[0] != ' ' {
		return false
	}
	for _, c := range record {
		if c != delim && c != ' ' {
			return false
		}
	}
	return true
}

// cut finds the cells of the columns that are read, and returns the number of all cells.
func (w *worker[T]) cut(record []byte) int {
	if w.delim == '\t' {
		return w.cutTabs(record)
	}
	column, at := 0, 0
	for {
		cell, next := w.quotedCell(record, at)
		if !w.put(column, at, cell) {
			return w.total + 1
		}
		column++
		if next < 0 {
			return column
		}
		at = next
	}
}

// cutTabs is cut for tab-separated rows. Cells are short, so eight bytes are looked at together: of
// word, those that are a tab have their top bit set in found (Mycroft's test for a zero byte, in its
// form without false hits).
func (w *worker[T]) cutTabs(record []byte) int {
	const low, tabs = 0x7f7f7f7f7f7f7f7f, 0x0909090909090909
	column, at, i := 0, 0, 0
	for ; i+8 <= len(record); i += 8 {
		word := binary.LittleEndian.Uint64(record[i:]) ^ tabs
		for found := ^((word&low + low) | word | low); found != 0; found &= found - 1 {
			end := i + bits.TrailingZeros64(found)/8
			if !w.put(column, at, record[at:end]) {
				return w.total + 1
			}
			column++
			at = end + 1
		}
	}
	for ; i < len(record); i++ {
		if record[i] == '\t' {
			if !w.put(column, at, record[at:i]) {
				return w.total + 1
			}
			column++
			at = i + 1
		}
	}
	if !w.put(column, at, record[at:]) {
		return w.total + 1
	}
	return column + 1
}

// put keeps a cell of a column that is read. It reports false for a cell beyond the last column that
// holds something.
func (w *worker[T]) put(column, at int, cell []byte) bool {
	if column < w.width {
		if i := w.want[column]; i >= 0 {
			w.cells[i], w.starts[i] = cell, at
		}
		return true
	}
	return len(cell) == 0 || column >= w.total
}

// quotedCell is cutCell; a cell that holds quotes gets memory of its own, as several live at a time.
func (w *worker[T]) quotedCell(record []byte, at int) ([]byte, int) {
	return cutCell(record, at, w.delim, nil)
}

func (w *worker[T]) wrongWidth(n int, last bool) {
	problem := diag.Problem{Code: "row", Msg: fmt.Sprintf("the row has %s and should have %d", cellCount(n), w.total),
		Hint: "download the report again; a program that saved the file may have damaged it"}
	if n < w.total {
		w.at = len(w.parser.record)
	}
	if last && n < w.total {
		problem.Code = "truncated"
		problem.Msg = fmt.Sprintf("the file ends in the middle of a row: it has %s and should have %d", cellCount(n), w.total)
		problem.Hint = "the download was cut off: download the report again"
	}
	w.report(problem)
}

func cellCount(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}
