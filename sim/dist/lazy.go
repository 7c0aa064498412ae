package dist

import (
	"sync"
	"sync/atomic"
)

// lazy is a table that the first draw builds. A table takes a hundred times as long as reading the
// text of its distribution, and a catalog may hold ten thousand distributions, none of which a
// check draws from.
type lazy struct {
	table atomic.Pointer[table] // nil until the first draw
	once  sync.Once
	curve func() curve // what to tabulate; nil once that is done
}

// later returns the table of a curve, to be built by its first draw.
func later(c func() curve) *lazy { return &lazy{curve: c} }

// Quantile returns the interpolated quantile. Only the first call allocates; others that arrive
// meanwhile wait for it.
func (l *lazy) Quantile(u float64) float64 {
	t := l.table.Load()
	if t == nil {
		t = l.build()
	}
	return t.Quantile(u)
}

// build returns the table, once it is there.
func (l *lazy) build() *table {
	l.once.Do(func() {
		l.table.Store(newTable(l.curve()))
		l.curve = nil
	})
	return l.table.Load()
}
