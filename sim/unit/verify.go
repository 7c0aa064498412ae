package unit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Incomplete says why the units of a folder cannot be put together: which are not there, and which
// files cannot be used.
type Incomplete struct {
	Dir     string
	Total   int     // units in all
	Missing []int   // by number, in order
	Broken  []Fault // in order
}

// Fault is a unit file that cannot be used.
type Fault struct {
	Index int
	Err   error // *Damaged, *Foreign or that of the disk
}

// Error names every unit.
func (e *Incomplete) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is not complete: of %d %s,", e.Dir, e.Total, plural(e.Total, "unit", "units"))
	var parts []string
	if n := len(e.Missing); n > 0 {
		parts = append(parts, fmt.Sprintf(" %d %s missing: %s", n, plural(n, "is", "are"), Ranges(e.Missing)))
	}
	if n := len(e.Broken); n > 0 {
		parts = append(parts, fmt.Sprintf(" %d cannot be used:", n))
	}
	b.WriteString(strings.Join(parts, ";"))
	for _, f := range e.Broken {
		fmt.Fprintf(&b, "\n  %v", f.Err)
	}
	return b.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Mixed reports whether files of something else are among those that cannot be used.
func (e *Incomplete) Mixed() bool {
	return slices.ContainsFunc(e.Broken, func(f Fault) bool {
		var foreign *Foreign
		return errors.As(f.Err, &foreign)
	})
}

// Left lists the numbers of all units that must be computed: those missing and those whose files are
// damaged. Files of something else must be removed first.
func (e *Incomplete) Left() []int {
	list := slices.Clone(e.Missing)
	for _, f := range e.Broken {
		list = append(list, f.Index)
	}
	slices.Sort(list)
	return list
}

// Shards lists those of n shards, from 0, that units left to compute belong to.
func (e *Incomplete) Shards(n int) (list []int) {
	for _, i := range e.Left() {
		if k := i % n; !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	slices.Sort(list)
	return list
}

// Ranges writes numbers in ascending order with neighbors drawn together: "3, 7-9".
func Ranges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if j == i {
			parts = append(parts, fmt.Sprint(numbers[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", numbers[i], numbers[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// Verify reads the units of a set, all pieces from number 0, and returns *Incomplete where any is
// missing, damaged or of something else, *Foreign for a file whose number no piece has, nil where all
// are whole.
func (f Folder) Verify(pieces []Piece) error {
	if err := f.Strangers(len(pieces)); err != nil {
		return err
	}
	out := &Incomplete{Dir: f.Dir, Total: len(pieces)}
	for _, p := range pieces {
		switch _, err := f.Read(p); {
		case Absent(err):
			out.Missing = append(out.Missing, p.Index)
		case err != nil:
			out.Broken = append(out.Broken, Fault{p.Index, err})
		}
	}
	if len(out.Missing)+len(out.Broken) > 0 {
		return out
	}
	return nil
}

// Unusable reports whether an error is about a unit file that is damaged or of something else, or
// about units that are missing, and not about the disk.
func Unusable(err error) bool {
	var damaged *Damaged
	var foreign *Foreign
	var incomplete *Incomplete
	return errors.As(err, &damaged) || errors.As(err, &foreign) || errors.As(err, &incomplete)
}
