package des_test

import (
	"math"
	"testing"

	"fbasim/sim/des"
	"fbasim/sim/random"
)

// sample is a set of independent estimates: of replications or of long batches.
type sample []float64

// mustAgree fails when the mean is more than four standard errors from the truth.
func (s sample) mustAgree(t *testing.T, what string, want float64) {
	t.Helper()
	var x des.Tally
	for _, v := range s {
		x.Add(v)
	}
	se := x.StdDev() / math.Sqrt(float64(len(s)))
	z := (x.Mean() - want) / se
	if !(math.Abs(z) <= 4) {
		t.Errorf("%s: %.5f +- %.5f, theory %.5f, %.1f standard errors", what, x.Mean(), se, want, z)
	}
	if se > 0.1*math.Abs(want) {
		t.Errorf("%s: a standard error of %.5f proves nothing about %.5f", what, se, want)
	}
}

const second des.Time = 1e6 // the tick of the stations is a microsecond

// station is a queue with several servers and possibly a limit on the number in the system.
type station struct {
	sim      *des.Engine[station]
	random   random.Sequence
	gap      float64 // mean time between arrivals, seconds
	service  func(u float64) float64
	servers  int64
	capacity int64
	left     int

	arrived  []des.Time // by customer
	next     uint32     // first customer in the queue
	inSystem des.Level
	busy     int64

	wait      des.Tally // seconds
	delayed   uint64    // customers who had to wait
	refused   uint64
	arrivals  uint64
	sojourn   int64 // sum, ticks
	fullTime  des.Level
	emptyTime des.Level
}

const (
	stationArrival des.Kind = iota
	stationDeparture
)

func newStation(seed int64, servers int64, gap float64, service func(u float64) float64) *station {
	s := &station{random: random.NewKey(seed).Sequence(), gap: gap, service: service,
		servers: servers, capacity: math.MaxInt64, emptyTime: des.NewLevel(0, 1)}
	s.sim = des.New(s, []des.Handler[station]{
		stationArrival: (*station).arrive, stationDeparture: (*station).depart})
	return s
}

// run sends customers through the station until the last one has left.
func (s *station) run(customers int) {
	s.left = customers
	s.sim.At(s.sim.Now()+s.ticks(s.gap*exponential(s.random.Next())), 1, des.Event{})
	s.sim.Run()
}

func (s *station) ticks(seconds float64) des.Time { return des.Time(seconds * float64(second)) }

func exponential(u float64) float64 { return -math.Log(u) }

func (s *station) count(delta int64) {
	now := s.sim.Now()
	s.inSystem.Add(now, delta)
	s.emptyTime.Set(now, indicator(s.inSystem.Value() == 0))
	s.fullTime.Set(now, indicator(s.inSystem.Value() == s.capacity))
}

func indicator(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (s *station) arrive(des.Event) {
	now := s.sim.Now()
	if s.left--; s.left > 0 {
		s.sim.At(now+s.ticks(s.gap*exponential(s.random.Next())), 1, des.Event{})
	}
	s.arrivals++
	if s.inSystem.Value() == s.capacity {
		s.refused++
		return
	}
	s.arrived = append(s.arrived, now)
	s.count(1)
	if s.busy < s.servers {
		s.serve()
	} else {
		s.delayed++
	}
}

func (s *station) serve() {
	customer := s.next
	s.next++
	s.busy++
	now := s.sim.Now()
	s.wait.Add(float64(now-s.arrived[customer]) / float64(second))
	s.sim.At(now+s.ticks(s.service(s.random.Next())), 0,
		des.Event{Kind: stationDeparture, Subject: customer})
}

func (s *station) depart(ev des.Event) {
	s.sojourn += int64(s.sim.Now() - s.arrived[ev.Subject])
	s.count(-1)
	s.busy--
	if int(s.next) < len(s.arrived) {
		s.serve()
	}
}

// batches runs a station in many independent pieces, each long enough to forget that it began
// empty, and applies a measure to each.
func batches(pieces, customers int, build func(seed int64) *station,
	measures ...func(*station) float64) []sample {
	out := make([]sample, len(measures))
	for piece := range pieces {
		s := build(int64(piece))
		s.run(customers)
		for i, m := range measures {
			out[i] = append(out[i], m(s))
		}
	}
	return out
}

// Starting empty biases a mean over n customers by a constant over n, which at this length is far
// below the standard error.
const pieces, customersPerPiece = 24, 12_000

// By PASTA the share of refused customers of M/M/1/5 with rho = 0.8 is the probability that it is
// full (id MM1K).
func TestRefusedCustomersSeeTimeAverages(t *testing.T) {
	got := batches(pieces, customersPerPiece, func(seed int64) *station {
		s := newStation(seed, 1, 1/0.8, exponential)
		s.capacity = 5
		return s
	}, func(s *station) float64 { return float64(s.refused) / float64(s.arrivals) })
	got[0].mustAgree(t, "MM1K refused", 0.088819)
}

// Pollaczek-Khinchine: Wq = lambda E[S^2] / (2 (1 - rho)), here with lambda 0.8 and E[S] 1 (MG1-*).
func TestPollaczekKhinchine(t *testing.T) {
	for _, law := range []struct {
		id      string
		second  float64 // E[S^2]
		service func(u float64) float64
	}{
		{"MG1-M", 2, exponential},
		{"MG1-H", 10, func(u float64) float64 { // 0 or 10
			if u < 0.1 {
				return 10
			}
			return 0
		}},
	} {
		got := batches(pieces, 2*customersPerPiece, func(seed int64) *station {
			return newStation(seed, 1, 1/0.8, law.service)
		}, func(s *station) float64 { return s.wait.Mean() })
		got[0].mustAgree(t, law.id+" Wq", 0.8*law.second/(2*(1-0.8)))
	}
}

// The asymptotic variance constant of the delays of M/M/1 with rho 0.5 is 29 (Daley 1968; id
// MM1-TAVC-0.5). It sees the correlation between customers and not only their mean.
func TestVarianceConstantOfDelays(t *testing.T) {
	const batch = 2000
	var means des.Tally
	for piece := range int64(500) {
		s := newStation(1000+piece, 1, 2, exponential)
		s.run(batch)
		means.Add(s.wait.Mean())
	}
	got := batch * means.Variance()
	if math.Abs(got-29) > 0.25*29 { // 4 standard errors of a variance from 500 batches
		t.Errorf("MM1-TAVC-0.5: %.2f, theory 29", got)
	}
}

// Little's law holds on every sample path that ends empty, to the tick: the area under the number
// in the system is the sum of the times the customers spent there.
func TestLittlesLawHoldsToTheTick(t *testing.T) {
	for seed := range int64(20) {
		s := newStation(seed, 1+seed%3, 1, func(u float64) float64 { return 1.4 * exponential(u) })
		s.capacity = 3 + 10*seed
		s.run(500)
		area, exact := s.inSystem.ExactArea()
		if !exact || area != s.sojourn || s.sojourn == 0 {
			t.Errorf("seed %d: area %d, sum of times %d", seed, area, s.sojourn)
		}
	}
}
