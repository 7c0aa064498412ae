//go:build slow && linux

package harvest

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/sample"
	"fbasim/sim/civil"
)

// Limits of five million order lines on two cores.
const (
	manyLines   = 5_000_000
	mostSeconds = 60
	mostMemory  = 500 << 20
)

func TestFiveMillionOrderLinesInAMinute(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "orders.txt")
	write(t, plain, 3000, func(w io.Writer) io.Writer { return w })
	within(t, plain)
	packed := plain + ".gz"
	write(t, packed, 3000, func(w io.Writer) io.Writer {
		z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		return z
	})
	within(t, packed)
}

// TestFiveMillionLinesOfAHundredThousandSKUs is the case in which nearly every line is a day of its
// own: there is little to add up.
func TestFiveMillionLinesOfAHundredThousandSKUs(t *testing.T) {
	name := filepath.Join(t.TempDir(), "orders.txt")
	write(t, name, 100_000, func(w io.Writer) io.Writer { return w })
	within(t, name)
}

// within gathers a file and checks the limits. The peak of memory is that of the process: run a test
// alone.
func within(t *testing.T, name string) {
	t.Helper()
	f, err := amazon.Recognize(amazon.FileSource(name))
	if err != nil || f.Report != amazon.Orders {
		t.Fatal(f.Why, err)
	}
	start, startCPU := time.Now(), cpu(t)
	h, err := Gather(context.Background(), []amazon.Recognized{f}, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	took, used, peak := time.Since(start), cpu(t)-startCPU, residentPeak(t)
	t.Logf("%s: %d MB, %d lines, %d series in %.1f s and %.1f s of processors, peak resident %d MB", filepath.Base(name),
		f.Source.Size>>20, h.Files[0].Rows, len(h.Series), took.Seconds(), used.Seconds(), peak>>20)
	if h.Files[0].Rows != manyLines || h.Files[0].Err != nil {
		t.Errorf("%d rows, %v", h.Files[0].Rows, h.Files[0].Err)
	}
	// The time of processors and not of the clock: whoever else is busy on the machine does not count,
	// and where nobody is the clock shows less.
	if used.Seconds() > mostSeconds || peak > mostMemory {
		t.Errorf("it took %v and %d MB", used, peak>>20)
	}
}

// cpu is the time of processors that this process has used.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

func write(t *testing.T, name string, skus int, pack func(io.Writer) io.Writer) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := pack(file)
	err = sample.WriteOrders(w, sample.Orders{Lines: manyLines, SKUs: skus, Start: civil.Of(2024, 5, 1), Days: 730})
	if err != nil {
		t.Fatal(err)
	}
	if z, ok := w.(*gzip.Writer); ok {
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// residentPeak is the most memory the process has had, by Linux.
func residentPeak(t *testing.T) (bytes int64) {
	t.Helper()
	file, err := os.Open("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			var kb int64
			if _, err := fmt.Sscan(rest, &kb); err != nil {
				t.Fatal(err)
			}
			return kb << 10
		}
	}
	t.Fatal("no VmHWM")
	return 0
}
