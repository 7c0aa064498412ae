package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"time"

	"fbasim/sim/market"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

// benchReport is what bench tells, as JSON.
type benchReport struct {
	FormatVersion int         `json:"format_version"`
	Scenario      string      `json:"scenario"`
	Products      int         `json:"products"`
	Marketplaces  []string    `json:"marketplaces"`
	Cases         int         `json:"cases"`
	Days          float64     `json:"days"`
	Orders        float64     `json:"orders_per_replication"` // of all cases
	Speeds        []benchRate `json:"speeds"`
	Scaling       float64     `json:"scaling"` // orders a second of all workers over those of one
	Replications  int64       `json:"replications_of_a_run"`
	RunSeconds    float64     `json:"seconds_of_a_run"`
	Heap          uint64      `json:"peak_heap_bytes"`
	Machine       machine     `json:"machine"`
}

// benchRate is the speed of some workers.
type benchRate struct {
	Workers       int     `json:"workers"`
	Replications  int     `json:"replications"`
	Seconds       float64 `json:"seconds"`
	OrdersPerSec  float64 `json:"orders_per_second"`
	OrdersPerCore float64 `json:"orders_per_second_and_core"`
	EventsPerSec  float64 `json:"events_per_second"`
	Replication   float64 `json:"seconds_per_replication"`
}

// machine is what the speeds were measured on.
type machine struct {
	Tool  string `json:"tool"`
	Go    string `json:"go"`
	OS    string `json:"os"`
	Arch  string `json:"arch"`
	Cores int    `json:"cores"`
	CPU   string `json:"cpu,omitempty"`
}

// report turns what was measured into what is told.
func (b *bench) report(l *study.Study) *benchReport {
	plan, e := l.Scenario.Cases[0], &l.Scenario.Experiment
	r := &benchReport{
		FormatVersion: result.FormatVersion, Scenario: l.Scenario.Name,
		Products: len(l.Cases[0].Config.SKUs), Cases: len(l.Cases),
		Days: plan.Horizon.Value.Days(), Replications: e.MaxReps, Heap: b.heap,
		Machine: machine{"fbasim " + version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
			allCores(), cpuName()},
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if l.Cases[0].Programs[m] != nil {
			r.Marketplaces = append(r.Marketplaces, m.String())
		}
	}
	orders, replications := int64(0), 0
	for _, x := range b.rates {
		orders, replications = orders+x.orders, replications+x.replications
		r.Speeds = append(r.Speeds, benchRate{
			Workers: x.workers, Replications: x.replications, Seconds: x.seconds,
			OrdersPerSec:  x.ordersPerSec,
			OrdersPerCore: x.ordersPerSec / float64(min(x.workers, allCores())),
			EventsPerSec:  x.eventsPerSec, Replication: 1 / x.reps,
		})
	}
	one, all := r.Speeds[0], r.Speeds[len(r.Speeds)-1]
	r.Orders = float64(orders) / float64(replications)
	r.Scaling = one.Replication / all.Replication
	r.RunSeconds = all.Replication * float64(r.Replications)
	return r
}

func (r *benchReport) json(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(r)
}

// print tells people.
func (r *benchReport) print(w io.Writer) {
	fmt.Fprintf(w, "%s\n", result.Visible(r.Scenario))
	fmt.Fprintf(w, "%s in %s, %s, %s: %s a replication\n\n", many(r.Products, "product"),
		strings.Join(r.Marketplaces, ", "), many(r.Cases, "case"), r.span(),
		result.Figure(math.Round(r.Orders), "orders"))
	r.table(w)
	fmt.Fprintln(w)
	one, all := r.Speeds[0], r.Speeds[len(r.Speeds)-1]
	paragraph(w, 80, "", fmt.Sprintf("A catalog of %s for %s takes about %s a replication with one "+
		"worker; %s of it, the most that the scenario asks for, about %s with %s.",
		many(r.Products, "SKU"), r.span(), spell(one.Replication),
		many(int(r.Replications), "replication"), spell(r.RunSeconds), many(all.Workers, "worker")))
	if len(r.Speeds) > 1 {
		text := fmt.Sprintf("%s do %.2f times the work of one.", many(all.Workers, "worker"), r.Scaling)
		const poor = 0.75 // of what as many cores could do
		if r.Scaling < poor*float64(min(all.Workers, r.Machine.Cores)) {
			text += " That is little: other programs may have used the cores meanwhile."
		}
		paragraph(w, 80, "", text)
	}
	paragraph(w, 80, "", fmt.Sprintf("Memory: %s MB of heap at most.", whole(float64(r.Heap)/1e6)))
	m := r.Machine
	facts := []string{m.Tool, m.Go, m.OS + "/" + m.Arch, many(m.Cores, "core")}
	if m.CPU != "" {
		facts = append(facts, result.Visible(m.CPU))
	}
	paragraph(w, 80, "Machine: ", strings.Join(facts, ", ")+".")
}

// table has a column for each number of workers.
func (r *benchReport) table(w io.Writer) {
	g := grid{right: []int{1, 2}}
	row := func(title string, of func(benchRate) string) {
		cells := []string{title}
		for _, x := range r.Speeds {
			cells = append(cells, of(x))
		}
		g.add(cells...)
	}
	row("", func(x benchRate) string { return many(x.Workers, "worker") })
	row("orders a second", func(x benchRate) string { return whole(x.OrdersPerSec) })
	row("orders a second and core", func(x benchRate) string { return whole(x.OrdersPerCore) })
	row("events a second", func(x benchRate) string { return whole(x.EventsPerSec) })
	row("a replication takes", func(x benchRate) string { return spell(x.Replication) })
	row("replications measured", func(x benchRate) string { return whole(float64(x.Replications)) })
	g.write(w)
}

// span is the simulated time.
func (r *benchReport) span() string { return many(int(math.Round(r.Days)), "day") }

func whole(x float64) string { return result.Figure(math.Round(x), "") }

// many is a number of things: "1 case", "1,000 SKUs".
func many(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return whole(float64(n)) + " " + thing
}

// spell is a time in seconds with three digits that count.
func spell(seconds float64) string {
	switch {
	case seconds < 1e-3:
		return fmt.Sprintf("%.3g µs", seconds*1e6)
	case seconds < 1:
		return fmt.Sprintf("%.3g ms", seconds*1e3)
	case seconds < 100:
		return fmt.Sprintf("%.3g s", seconds)
	}
	return time.Duration(seconds * float64(time.Second)).Round(time.Second).String()
}

// cpuName is what the processor calls itself, "" where that is not to be had cheaply.
func cpuName() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
