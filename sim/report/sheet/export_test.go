package sheet

import (
	"io"

	"fbasim/sim/result"
)

// WriteBare writes formulas without their values, so that who opens the file must calculate.
func WriteBare(w io.Writer, s *result.Set) error { return write(w, s, false) }
