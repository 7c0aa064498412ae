//go:build slow

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
	"testing"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/sample"
	"fbasim/sim/civil"
)

// Limits of five million order lines on two cores, which this machine must keep.
const (
	manyLines   = 5_000_000
	mostSeconds = 60
	mostMemory  = 500 << 20
)

func TestFiveMillionOrderLinesInAMinute(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "orders.txt")
	write(t, plain, func(w io.Writer) io.Writer { return w })
	packed := plain + ".gz"
	write(t, packed, func(w io.Writer) io.Writer {
		z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		return z
	})
	for _, name := range []string{plain, packed} {
		f, err := amazon.Recognize(amazon.FileSource(name))
		if err != nil || f.Report != amazon.Orders {
			t.Fatal(f.Why, err)
		}
		start := time.Now()
		h, err := Gather(context.Background(), []amazon.Recognized{f}, Options{Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		took, peak := time.Since(start), residentPeak(t)
		t.Logf("%s: %d MB, %d lines, %d series in %.1f s, peak resident %d MB", filepath.Base(name),
			f.Source.Size>>20, h.Files[0].Rows, len(h.Series), took.Seconds(), peak>>20)
		if h.Files[0].Rows != manyLines || h.Files[0].Err != nil {
			t.Errorf("%d rows, %v", h.Files[0].Rows, h.Files[0].Err)
		}
		if took.Seconds() > mostSeconds || peak > mostMemory {
			t.Errorf("it took %v and %d MB", took, peak>>20)
		}
	}
}

func write(t *testing.T, name string, pack func(io.Writer) io.Writer) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := pack(file)
	err = sample.WriteOrders(w, sample.Orders{Lines: manyLines, SKUs: 3000, Start: civil.Of(2024, 5, 1), Days: 730})
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
		t.Skip("the peak of memory is read from Linux")
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
