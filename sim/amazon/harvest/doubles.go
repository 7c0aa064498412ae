package harvest

import (
	"cmp"
	"hash/maphash"
	"slices"
	"sync"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

// happening is what makes a row one event: a row of another file with the same words tells it again.
// Within a file equal rows are events of their own.
type happening struct {
	order amazon.OrderID
	sku   string // "" where a file has all lines of an order or none
	at    int64
}

// doubles finds rows of days that several files of a report have. The newest file is read first and
// what it tells stands: there an order that was pending is shipped. Rows that only another file has,
// such as those of another account, count as they are.
type doubles struct {
	spans [][]span // by file, days that others of its report have
	order []int    // files, newest first
	file  int      // that is read
	seed  maphash.Seed
	mu    sync.Mutex
	first map[uint64]int32 // file that told a happening first
}

type span struct{ from, to civil.Date }

// overlapping are reports with days of which files are downloaded again and again.
var overlapping = []amazon.Report{amazon.Orders, amazon.Returns, amazon.Shipments}

// findDoubles looks for shared days of files that were read; nil where there are none. Files that
// follow each other share the day at which one ends and the next begins.
func findDoubles(files []File) *doubles {
	d := &doubles{spans: make([][]span, len(files)), seed: maphash.MakeSeed(), first: map[uint64]int32{}}
	found := false
	for i, a := range files {
		d.order = append(d.order, i)
		for k, b := range files {
			if i == k || a.Report != b.Report || !slices.Contains(overlapping, a.Report) || a.Note != "" || b.Note != "" ||
				a.From == 0 || b.From == 0 {
				continue
			}
			if s := (span{max(a.From, b.From), min(a.To, b.To)}); s.from <= s.to {
				d.spans[i] = append(d.spans[i], s)
				found = true
			}
		}
	}
	if !found {
		return nil
	}
	slices.SortStableFunc(d.order, func(i, k int) int {
		a, b := &files[i], &files[k]
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.From, a.From), cmp.Compare(a.Source.Name, b.Source.Name))
	})
	return d
}

// told reports whether another file has told what happened on a day, and remembers it. Workers may
// ask at once. It is false where no file shares days with another.
func (d *doubles) told(day civil.Date, h happening) bool {
	if d == nil || !slices.ContainsFunc(d.spans[d.file], func(s span) bool { return s.from <= day && day <= s.to }) {
		return false
	}
	key := maphash.Comparable(d.seed, h)
	d.mu.Lock()
	defer d.mu.Unlock()
	file, ok := d.first[key]
	if !ok {
		d.first[key] = int32(d.file)
	}
	return ok && file != int32(d.file)
}
