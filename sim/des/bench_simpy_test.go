package des

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// SimPy is what most people use who simulate discrete events, so it is a yardstick beside those of
// baseline_test.go. Its models stand in testdata/simpy; that they are the same as the Go ones is
// what the tests here check.

const simpyMissing = "SimPy is missing: apt-get install python3-simpy3"

// simpyPython returns a Python that has SimPy, Debian's before that of the PATH, "" for none.
func simpyPython() string {
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(python, "-c", "import simpy").Run() == nil {
			return python
		}
	}
	return ""
}

// simpy is a Python that has loaded a model and waits for work, so that its start counts for
// nothing.
type simpy struct {
	in  io.WriteCloser
	out *bufio.Reader
}

// newSimPy starts a model of testdata/simpy; without SimPy it skips, unless FBASIM_REQUIRE, a list
// with commas, names simpy.
func newSimPy(tb testing.TB, model string) *simpy {
	tb.Helper()
	python := simpyPython()
	if python == "" {
		if slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "simpy") {
			tb.Fatal(simpyMissing)
		}
		tb.Skip(simpyMissing)
	}
	cmd := exec.Command(python, filepath.Join("testdata", "simpy", model))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			tb.Error(err)
		}
	})
	return &simpy{in, bufio.NewReader(out)}
}

// simulate runs the model and returns the seconds it took and its statistics.
func (s *simpy) simulate(tb testing.TB, size int) map[string]float64 {
	tb.Helper()
	if _, err := fmt.Fprintln(s.in, size); err != nil {
		tb.Fatal(err)
	}
	line, err := s.out.ReadBytes('\n')
	if err != nil {
		tb.Fatal(err)
	}
	got := map[string]float64{}
	if err := json.Unmarshal(line, &got); err != nil {
		tb.Fatalf("%v in %s", err, line)
	}
	return got
}

// measure times the simulation of b.N operations, of which a unit of size has so many.
func (s *simpy) measure(b *testing.B, operations int) {
	size := (b.N + operations - 1) / operations
	s.simulate(b, 1000) // Python has started and warmed up after it
	b.ResetTimer()
	got := s.simulate(b, size)
	b.StopTimer()
	// Python's own clock counts: it leaves out the making of the model, as ours does.
	b.ReportMetric(got["seconds"]*1e9/float64(size*operations), "ns/op")
}

// BenchmarkSimPy has the models of BenchmarkMM1 and BenchmarkInventory in SimPy, an operation of
// which is the same: an event, of which a customer has two, and a demand.
func BenchmarkSimPy(b *testing.B) {
	b.Run("mm1", func(b *testing.B) { newSimPy(b, "mm1.py").measure(b, 2) })
	b.Run("inventory", func(b *testing.B) { newSimPy(b, "inventory.py").measure(b, 1) })
}

func TestTheQueueInSimPyIsTheSameModel(t *testing.T) {
	const (
		customers = 100_000
		rho       = 0.9
	)
	got := newSimPy(t, "mm1.py").simulate(t, customers)
	span := customers / rho // the time it takes, of which a service is the unit
	// Asymptotic variances of time averages of M/M/1: of the busy server by renewal of idle and
	// busy periods; of the wait by Whitt, "Planning queueing simulations", 1989, equation 23.
	busy := (1 + rho) / math.Pow(1-rho, 3)
	cycle := 1/rho + 1/(1-rho)
	varBusy := (busy/(rho*rho) + 1/((1-rho)*(1-rho)*rho*rho)) / math.Pow(cycle, 3)
	varWait := rho * (2 + 5*rho - 4*rho*rho + rho*rho*rho) / math.Pow(1-rho, 4)
	for _, c := range []struct {
		name      string
		want, err float64 // and the standard error
	}{
		{"customers", customers, 0.1},
		{"throughput", rho, rho / math.Sqrt(customers)},
		{"busy", rho, math.Sqrt(varBusy / span)},
		{"time_in_system", 1 / (1 - rho), math.Sqrt(varWait / customers)},
		// Little's law, but for the end.
		{"number_in_system", got["throughput"] * got["time_in_system"], 1e-6},
		{"beyond_10", math.Exp(-10 * (1 - rho)), math.Sqrt(varWait/customers) * 0.1},
	} {
		if z := (got[c.name] - c.want) / c.err; !(math.Abs(z) < 4) {
			t.Errorf("%s is %v, want %v: %.1f standard errors off", c.name, got[c.name], c.want, z)
		}
	}
}

func TestTheInventoryInSimPyIsTheSameModel(t *testing.T) {
	const customers = 200_000
	got := newSimPy(t, "inventory.py").simulate(t, customers)
	ours := newInventory(10 * customers)
	ours.Run()
	onHand, owed, per := inventoryTruth()
	for _, c := range []struct {
		name            string
		got, want, near float64 // within 4 standard errors, as those of our own test
	}{
		{"days", got["days"], customers / 3., 4 * math.Sqrt(customers) / 3},
		{"on hand", got["on_hand"], onHand, 0.19},
		{"owed", got["owed"], owed, 0.019},
		{"customers per order", customers / got["orders"], per, 0.16},
		{"items short, of 1000 customers", got["short"] / customers * 1000,
			float64(ours.short) / (10 * customers) * 1000, 12},
		// 32 an order and 3 for each of the 2.5 items that a customer wants.
		{"cost of a customer", got["cost"] / customers, 32/per + 3*2.5,
			3*4*0.97/math.Sqrt(customers) + 0.02},
	} {
		if t.Logf("%s: %.4f, want %.4f", c.name, c.got, c.want); !(math.Abs(c.got-c.want) < c.near) {
			t.Errorf("%s is %.4f, want %.4f, give or take %.4f", c.name, c.got, c.want, c.near)
		}
	}
}
