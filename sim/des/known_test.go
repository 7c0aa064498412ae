package des_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"fbasim/sim/des"
	"fbasim/sim/dist"
	"fbasim/sim/known"
	"fbasim/sim/random"
)

type computed = map[string]func(*testing.T, known.Params) known.Results

// TestKnownModels reproduces the table of known results by simulation: the examples of Law and
// Kelton digit by digit, with their generator, and steady states within four standard errors.
func TestKnownModels(t *testing.T) {
	calls := lawKelton()
	for _, part := range []computed{stations(), stockrooms(), paths()} {
		for name, f := range part {
			calls[name] = f
		}
	}
	known.Check(t, "des", calls)
}

func num(x float64) known.Value { return known.Exact(x) }

// estimate is the mean of a sample with its standard error.
func (s sample) estimate() known.Value {
	var x des.Tally
	for _, v := range s {
		x.Add(v)
	}
	return known.Estimated(x.Mean(), x.StdDev()/math.Sqrt(float64(len(s))))
}

// inventoryTable replays the nine policies of the book, one stream of random numbers running
// through all of them.
var inventoryTable = sync.OnceValue(func() map[string]known.Results {
	table := map[string]known.Results{}
	numbers := random.NewLcgrand(random.LcgrandStream1)
	for _, p := range [][2]int64{
		{20, 40}, {20, 60}, {20, 80}, {20, 100}, {40, 60}, {40, 80}, {40, 100}, {60, 80}, {60, 100},
	} {
		v := newInventory(p[0], p[1], numbers.Next)
		v.sim.Run()
		table[fmt.Sprint(p[0], p[1])] = costResults(v.costs())
	}
	return table
})

func costResults(ordering, holding, shortage float64) known.Results {
	return known.Results{"total": num(ordering + holding + shortage), "ordering": num(ordering),
		"holding": num(holding), "shortage": num(shortage)}
}

func lawKelton() computed {
	return computed{
		"InventoryReplay": func(_ *testing.T, p known.Params) known.Results {
			return inventoryTable()[fmt.Sprint(p.Int("s"), p.Int("S"))]
		},
		// With exact demand probabilities 1/6, 1/3, 1/3, 1/6.
		"Inventory": func(_ *testing.T, p known.Params) known.Results {
			samples := map[string]sample{}
			key := random.NewKey(2).With(fmt.Sprint(p.Int("s"), p.Int("S")))
			for r := range int64(200) {
				numbers := key.WithInt(r).Sequence()
				v := newInventory(int64(p.Int("s")), int64(p.Int("S")), numbers.Next)
				v.sizes = [3]float64{1. / 6, 3. / 6, 5. / 6}
				v.sim.Run()
				for name, x := range costResults(v.costs()) {
					samples[name] = append(samples[name], x.Values[0])
				}
			}
			got := known.Results{}
			for name, s := range samples {
				got[name] = s.estimate()
			}
			return got
		},
		"QueueReplay": func(_ *testing.T, p known.Params) known.Results {
			numbers := random.NewLcgrand(random.LcgrandStream1)
			c := newCounter(numbers.Next)
			c.gap, c.service, c.need = p.Float("gap"), p.Float("service"), uint64(p.Int("delays"))
			c.sim.Run()
			return known.Results{"delay": num(c.delay.Mean()), "utilization": num(c.busy.Mean())}
		},
	}
}

// law is the service time of a row, by inversion.
func law(t *testing.T, p known.Params) func(u float64) float64 {
	t.Helper()
	if p.Has("mu") {
		return func(u float64) float64 { return exponential(u) / p.Float("mu") }
	}
	d, err := dist.Parse(p.Text("service"))
	if err != nil {
		t.Fatal(err)
	}
	return d.Quantile
}

func stations() computed {
	return computed{
		"Station": func(t *testing.T, p known.Params) known.Results {
			service := law(t, p)
			got := batches(pieces, 2*customersPerPiece, func(seed int64) *station {
				return newStation(seed, int64(p.Int("servers")), 1/p.Float("rate"), service)
			},
				func(s *station) float64 { return float64(s.delayed) / float64(s.arrivals) },
				func(s *station) float64 { return s.wait.Mean() },
				func(s *station) float64 { return float64(s.sojourn) / float64(s.arrivals) / 1e6 },
				func(s *station) float64 { return s.inSystem.Mean() },
			)
			return known.Results{"P(wait)": got[0].estimate(), "Wq": got[1].estimate(),
				"W": got[2].estimate(), "L": got[3].estimate()}
		},
		"FiniteStation": func(_ *testing.T, p known.Params) known.Results {
			got := batches(pieces, customersPerPiece, func(seed int64) *station {
				s := newStation(seed, 1, 1/p.Float("rho"), exponential)
				s.capacity = int64(p.Int("K"))
				return s
			},
				func(s *station) float64 { return s.emptyTime.Mean() },
				func(s *station) float64 { return s.fullTime.Mean() },
				func(s *station) float64 { return s.inSystem.Mean() },
			)
			return known.Results{"p0": got[0].estimate(), "pK": got[1].estimate(), "L": got[2].estimate()}
		},
		// The average delay of the first customers of a queue that starts empty.
		"Transient": func(_ *testing.T, p known.Params) known.Results {
			var delays sample
			for r := range int64(20_000) {
				s := newStation(r, 1, 1/p.Float("rate"), func(u float64) float64 { return p.Float("service") * exponential(u) })
				s.run(p.Int("customers"))
				delays = append(delays, s.wait.Mean())
			}
			return known.Results{"delay": delays.estimate()}
		},
	}
}

// observed runs a stockroom in independent pieces.
func observed(build func(seed int64) *stockroom, p known.Params) known.Results {
	lead := p.Float("lead")
	length := 6000 / p.Float("rate")
	samples := map[string]sample{}
	for piece := range int64(pieces) {
		s := build(piece)
		s.run(20*lead, length)
		n := float64(s.demand)
		for name, x := range map[string]float64{"fill": float64(s.atOnce) / n, "lost": float64(s.lost) / n,
			"I": s.onHand.Mean(), "B": s.owed.Mean(), "freq": float64(s.orders) / length} {
			samples[name] = append(samples[name], x)
		}
	}
	got := known.Results{}
	for name, s := range samples {
		got[name] = s.estimate()
	}
	return got
}

func stockrooms() computed {
	calls := computed{
		"Stockroom": func(_ *testing.T, p known.Params) known.Results {
			return observed(func(seed int64) *stockroom {
				constant := leadTimes(p.Float("lead"))["Constant"]
				return newStockroom(seed, p.Float("rate"), constant, int64(p.Int("r")), int64(p.Int("Q")))
			}, p)
		},
	}
	for name := range leadTimes(1) {
		baseStock := func(loses bool) func(*testing.T, known.Params) known.Results {
			return func(_ *testing.T, p known.Params) known.Results {
				return observed(func(seed int64) *stockroom {
					s := newStockroom(seed, p.Float("rate"), leadTimes(p.Float("lead"))[name], int64(p.Int("S")-1), 1)
					s.loses = loses
					return s
				}, p)
			}
		}
		calls["BaseStock"+name], calls["LostSales"+name] = baseStock(false), baseStock(true)
	}
	return calls
}

func paths() computed {
	return computed{
		// Number in transit at a time, from an empty pipeline; at infinity, long after the longest transit.
		"InTransit": func(t *testing.T, p known.Params) known.Results {
			d, err := dist.Parse(p.Text("transit"))
			if err != nil {
				t.Fatal(err)
			}
			at := math.Min(p.Float("at"), 3*d.Quantile(0.999))
			var n des.Tally
			for r := range int64(2000) {
				// More servers than customers: nobody waits, and service is transit.
				s := newStation(r, math.MaxInt64, 1/p.Float("rate"), d.Quantile)
				s.left = math.MaxInt
				s.sim.At(s.ticks(s.gap*exponential(s.random.Next())), 1, des.Event{})
				s.sim.RunUntil(s.ticks(at))
				n.Add(float64(s.inSystem.Value()))
			}
			count := float64(n.Count())
			return known.Results{"mean": known.Estimated(n.Mean(), n.StdDev()/math.Sqrt(count)),
				"variance": known.Estimated(n.Variance(), n.Variance()*math.Sqrt(2/(count-1)))}
		},
		"Little": func(_ *testing.T, p known.Params) known.Results {
			s := newStation(1, int64(p.Int("servers")), 1, func(u float64) float64 { return 1.7 * exponential(u) })
			s.run(p.Int("customers"))
			area, exact := s.inSystem.ExactArea()
			if !exact || area == 0 {
				return known.Results{"difference": num(math.Inf(1))}
			}
			return known.Results{"difference": num(float64(area - s.sojourn))}
		},
		"Conserve": func(_ *testing.T, p known.Params) known.Results {
			s := newStockroom(1, p.Float("rate"), leadTimes(p.Float("lead"))["Exponential"], int64(p.Int("r")), int64(p.Int("Q")))
			s.run(0, 5000)
			return known.Results{"difference": num(float64(s.unbalanced))}
		},
		"Shop": func(_ *testing.T, p known.Params) known.Results {
			v := newShop(int64(p.Int("initial")))
			v.s, v.upTo, v.daily, v.lead = int64(p.Int("s")), int64(p.Int("S")), int64(p.Int("demand")), int64(p.Int("lead"))
			v.price, v.cost, v.transport, v.holding = p.Float("sell"), p.Float("buy"), p.Float("per order"), p.Float("holding")
			v.run(int64(p.Int("days")))
			return known.Results{"profit": num(v.profit()), "holding": num(v.holdingCost()), "transport": num(v.transportCost()),
				"on hand": num(float64(v.stock)), "shortage": num(float64(v.unmet)),
				"orders": num(float64(v.orders)), "units": num(float64(v.unitsOrdered))}
		},
	}
}
