package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/unit"
)

// Times between looks at units that are waited for, and between words about them. Looking takes at
// most a tenth of the time.
const (
	waitStep  = 2 * time.Second
	waitShare = 10
	waitWords = time.Minute
)

// await merges as soon as all units are there, or says what is missing when the time to wait is over.
func (f *mergeFlags) await(cmd *cobra.Command, path string) error {
	began, said := time.Now(), time.Now()
	for {
		looked := time.Now()
		err := f.once(cmd, path)
		there, waits := waiting(path, err)
		if !waits || time.Since(began) >= f.wait {
			return err
		}
		if time.Since(said) > waitWords && !f.quiet {
			said = time.Now()
			fmt.Fprintf(cmd.ErrOrStderr(), "waiting: %s\n", there)
		}
		select {
		case <-time.After(max(waitStep, waitShare*time.Since(looked))):
		case <-cmd.Context().Done():
			return silent(exitInterrupted)
		}
	}
}

// waiting reports whether an error of a merge only means that units are not there yet, and says how
// many are.
func waiting(path string, err error) (there string, waits bool) {
	var incomplete *unit.Incomplete
	if errors.As(err, &incomplete) {
		return fmt.Sprintf("%d of %d units are there", incomplete.Total-len(incomplete.Left()), incomplete.Total), true
	}
	dir, missing := unitsFolder(path)
	if missing == nil {
		_, missing = os.Stat(filepath.Join(dir, jobFile))
	}
	return "no unit is there yet", err != nil && missing != nil
}

// lacking is an error about units that are not there, with advice.
type lacking struct {
	text  string
	cause *unit.Incomplete
}

// Error returns the text.
func (e *lacking) Error() string { return e.text }

// Unwrap returns what is not there.
func (e *lacking) Unwrap() error { return e.cause }
