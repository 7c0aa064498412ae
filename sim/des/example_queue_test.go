package des_test

import (
	"fmt"
	"math"

	"fbasim/sim/des"
	"fbasim/sim/random"
)

// minute is the length of a minute in ticks, here of one nanominute.
const minute des.Time = 1e9

const (
	customerArrives des.Kind = iota
	serviceEnds
)

// counter is one clerk with a queue before him: the single-server example of Law and Kelton,
// "Simulation Modeling and Analysis", chapter 1. It ends when the thousandth customer gets to the
// clerk.
type counter struct {
	sim     *des.Engine[counter]
	uniform func() float64
	gap     float64 // mean time between arrivals, minutes
	service float64 // mean service time, minutes
	need    uint64  // customers whose delay is observed

	waiting []des.Time // arrival times of those in the queue
	queue   des.Level
	busy    des.Level
	delay   des.Tally // minutes
}

func newCounter(uniform func() float64) *counter {
	c := &counter{uniform: uniform, gap: 1, service: 0.5, need: 1000}
	c.sim = des.New(c, []des.Handler[counter]{
		customerArrives: (*counter).arrive,
		serviceEnds:     (*counter).finish,
	})
	c.sim.At(c.exponential(c.gap), 0, des.Event{Kind: customerArrives})
	return c
}

// exponential draws by inversion, so that one uniform makes one variate.
func (c *counter) exponential(mean float64) des.Time {
	return des.Time(-mean * math.Log(c.uniform()) * float64(minute))
}

func (c *counter) arrive(des.Event) {
	now := c.sim.Now()
	c.sim.At(now+c.exponential(c.gap), 0, des.Event{Kind: customerArrives})
	if c.busy.Value() > 0 {
		c.waiting = append(c.waiting, now)
		c.queue.Add(now, 1)
		return
	}
	c.busy.Set(now, 1)
	c.serve(now)
}

func (c *counter) finish(des.Event) {
	now := c.sim.Now()
	if len(c.waiting) == 0 {
		c.busy.Set(now, 0)
		return
	}
	first := c.waiting[0]
	c.waiting = c.waiting[1:]
	c.queue.Add(now, -1)
	c.serve(first)
}

// serve starts to serve the customer who arrived at the given time.
func (c *counter) serve(arrived des.Time) {
	now := c.sim.Now()
	c.delay.Add(float64(now-arrived) / float64(minute))
	if c.delay.Count() == c.need {
		c.queue.Advance(now)
		c.busy.Advance(now)
		c.sim.Stop()
		return
	}
	c.sim.At(now+c.exponential(c.service), 0, des.Event{Kind: serviceEnds})
}

// With the book's random numbers the model gives the book's results.
func Example_singleServerQueue() {
	numbers := random.NewLcgrand(random.LcgrandStream1)
	c := newCounter(numbers.Next)
	c.sim.Run()

	fmt.Printf("average delay in queue  %.3f min\n", c.delay.Mean())
	fmt.Printf("average number in queue %.3f\n", c.queue.Mean())
	fmt.Printf("utilization             %.3f\n", c.busy.Mean())
	fmt.Printf("end of the simulation   %.3f min\n", float64(c.sim.Now())/float64(minute))
	// Output:
	// average delay in queue  0.430 min
	// average number in queue 0.418
	// utilization             0.460
	// end of the simulation   1027.915 min
}
