package selection

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/stats"
)

// Source gives outputs of systems by replication. Systems share random numbers where they can.
type Source interface {
	// Need makes the outputs of system i in replications 0 to want[i]-1 known.
	Need(want []int) error
	// Outputs returns what is known of a system by replication, at least what was needed.
	Outputs(system int) []float64
}

// Method says how Choose selects.
type Method uint8

// KimNelson keeps its promise whatever it takes; Budgeted spends a budget where it tells most;
// Automatic is the former where the budget is expected to suffice, else the latter.
const (
	Automatic Method = iota
	KimNelson
	Budgeted
)

var methodNames = [...]string{"auto", "kn", "ocba"}

// String returns the method's name in scenario files: "kn".
func (m Method) String() string { return methodNames[m] }

// ParseMethod returns the method of a name, Automatic for one that is not known.
func ParseMethod(name string) Method { return Method(max(0, slices.Index(methodNames[:], name))) }

// Race is a choice among systems.
type Race struct {
	Systems []int   // of the source, at least one
	First   int     // replications of every system before any is dropped, at least 2
	Alpha   float64 // probability of a wrong choice that is accepted, between 0 and 1/2
	Delta   float64 // indifference amount, above 0
	Goal    stats.Goal
	Method  Method
	Budget  int // most replications, summed over systems; the first stage is spent in any case
	Batch   int // replications asked for at once, at least 1
}

// Outcome is how a race ended.
type Outcome struct {
	Best int // of the source's systems
	// Method is the one used: Automatic where there was nothing to choose from.
	Method Method
	// Kept says that the promise of the race is kept: the best system was chosen, or one within the
	// indifference amount of it, with probability 1-alpha. The budget may have ended it before.
	Kept bool
	// Probability is 1-alpha where the promise is kept by KimNelson, else an estimate: one less the sum
	// over the others of the probability of being better by more than the indifference amount.
	Probability float64
	// Dropped lists who left, in order.
	Dropped []Drop
	// Equal is the replications that plain equal allocation would have spent: as many of every
	// system as of the one simulated most.
	Equal int
	// Spent is the replications of the race, summed over systems.
	Spent int
}

// Drop is a system that left a race.
type Drop struct {
	System       int
	Screened     bool // by subset selection after the first stage; else by the selection itself
	Replications int  // of the system
}

// manySystems is the number above which subset selection goes before KN. It takes half of the error
// probability, which costs more than it saves among few.
const manySystems = 40

// Choose selects the best of several systems. With more than a few dozen, those that are clearly
// worse after the first stage go at once (SubsetPaired with half of the error probability); KN
// then starts on fresh replications, so that the two errors add up (Nelson, Swann, Goldsman & Song
// 2001, section 4).
func Choose(src Source, r Race) (Outcome, error) {
	if len(r.Systems) == 0 || r.First < 2 || !(r.Alpha > 0 && r.Alpha < 0.5) || !(r.Delta > 0) || r.Batch < 1 {
		return Outcome{}, fmt.Errorf("selection: a race of %d systems with first stage %d, alpha %v, "+
			"delta %v and batches of %d", len(r.Systems), r.First, r.Alpha, r.Delta, r.Batch)
	}
	c := &chooser{src: src, race: r, n: map[int]int{}}
	if len(r.Systems) == 1 {
		c.out = Outcome{Best: r.Systems[0], Kept: true, Probability: 1}
		return c.out, nil
	}
	if err := c.need(r.Systems, r.First); err != nil {
		return Outcome{}, err
	}
	c.out.Method = r.Method
	if r.Method == Automatic {
		c.out.Method = c.suitable()
	}
	err := error(nil)
	if c.out.Method == KimNelson {
		err = c.kimNelson()
	} else {
		err = c.budgeted()
	}
	for _, n := range c.n {
		c.out.Spent += n
		c.out.Equal = max(c.out.Equal, n*len(r.Systems))
	}
	return c.out, err
}

// chooser is a race that runs.
type chooser struct {
	src  Source
	race Race
	n    map[int]int // replications by system
	out  Outcome
}

// need asks for replications of systems, and counts them.
func (c *chooser) need(systems []int, n int) error {
	want := map[int]int{}
	for _, s := range systems {
		want[s] = n
	}
	return c.needEach(want)
}

func (c *chooser) needEach(want map[int]int) error {
	list := make([]int, 1+slices.Max(c.race.Systems))
	for s, n := range want {
		list[s], c.n[s] = n, max(c.n[s], n)
	}
	return c.src.Need(list)
}

func (c *chooser) spent() (sum int) {
	for _, n := range c.n {
		sum += n
	}
	return sum
}

// difference summarizes how much better a is than b in the replications that both have.
func (c *chooser) difference(a, b int) stats.Summary {
	n := min(c.n[a], c.n[b])
	d := stats.Summarize(stats.Differences(c.src.Outputs(a)[:n], c.src.Outputs(b)[:n]))
	if c.race.Goal == stats.Minimize {
		d.Mean = -d.Mean
	}
	return d
}

// leader is the best system so far, as differences to the leader before tell, which has most replications;
// the earlier one of equals.
func (c *chooser) leader(before int) int {
	best, ahead := before, 0.0
	for _, s := range c.race.Systems {
		if d := c.difference(s, before); s != before && d.Mean > ahead {
			best, ahead = s, d.Mean
		}
	}
	return best
}

// suitable decides between the methods by what KN is expected to take: a system that trails the leader by d
// leaves it after about h^2 S^2 / (delta (2 d + delta)) replications.
func (c *chooser) suitable() Method {
	r, systems := &c.race, c.race.Systems
	best := c.leader(systems[0])
	_, h2 := KNConstants(len(systems), r.First, r.Alpha)
	total, longest := 0.0, float64(r.First)
	for _, s := range systems {
		if s == best {
			continue
		}
		d := c.difference(best, s)
		n := max(float64(r.First), h2*d.Variance()/(r.Delta*(2*math.Abs(d.Mean)+r.Delta)))
		total, longest = total+n, max(longest, n)
	}
	if total+longest > float64(r.Budget) {
		return Budgeted
	}
	return KimNelson
}

// kimNelson screens where there are many systems, and runs KN on the rest.
func (c *chooser) kimNelson() error {
	r := &c.race
	in, alpha, from := r.Systems, r.Alpha, 0
	if len(in) > manySystems {
		alpha /= 2
		in, from = c.screen(alpha), r.First
	}
	if len(in) == 1 {
		c.out.Best, c.out.Kept, c.out.Probability = in[0], true, 1-r.Alpha
		return nil
	}
	kn, err := NewKN(KNConfig{Systems: len(in), First: r.First, Alpha: alpha, Delta: r.Delta, Goal: r.Goal})
	if err != nil {
		return err
	}
	for !kn.Done() {
		if err := c.step(kn, in, from); err != nil {
			return err
		}
		if !kn.Done() && c.spent()+r.Batch*len(kn.Contenders()) > r.Budget {
			break
		}
	}
	c.out.Best, c.out.Kept, c.out.Probability = in[kn.Best()], kn.Done(), 1-r.Alpha
	if !kn.Done() {
		var rest []int
		for _, i := range kn.Contenders() {
			rest = append(rest, in[i])
		}
		c.out.Probability = c.probability(c.out.Best, rest)
	}
	return nil
}

// screen drops the systems that are clearly worse after the first stage.
func (c *chooser) screen(alpha float64) []int {
	outputs := make([][]float64, len(c.race.Systems))
	for i, s := range c.race.Systems {
		outputs[i] = c.src.Outputs(s)[:c.race.First]
	}
	var in []int
	for _, i := range SubsetPaired(outputs, alpha, c.race.Goal) {
		in = append(in, c.race.Systems[i])
	}
	for _, s := range c.race.Systems {
		if !slices.Contains(in, s) {
			c.out.Dropped = append(c.out.Dropped, Drop{s, true, c.n[s]})
		}
	}
	return in
}

// step takes a batch of replications of the contenders, beginning with the first stage.
func (c *chooser) step(kn *KN, in []int, from int) error {
	var left []int
	for _, i := range kn.Contenders() {
		left = append(left, in[i])
	}
	done := kn.Replications()
	upTo := done + c.race.Batch
	if done == 0 {
		upTo = c.race.First
	}
	if err := c.need(left, from+upTo); err != nil {
		return err
	}
	row := make([]float64, len(in))
	for n := done; n < upTo && !kn.Done(); n++ {
		for i, s := range in {
			if all := c.src.Outputs(s); slices.Contains(left, s) {
				row[i] = all[from+n]
			}
		}
		for _, i := range kn.Add(row) {
			c.out.Dropped = append(c.out.Dropped, Drop{in[i], false, c.n[in[i]]})
		}
	}
	return nil
}

// budgeted spends the budget in steps, as OCBA would, until the estimated probability suffices.
func (c *chooser) budgeted() error {
	r := &c.race
	best := r.Systems[0]
	for {
		best = c.leader(best)
		c.out.Best, c.out.Probability = best, c.probability(best, r.Systems)
		c.out.Kept = c.out.Probability >= 1-r.Alpha
		spent := c.spent()
		left := r.Budget - spent
		if c.out.Kept || left <= 0 {
			break
		}
		if err := c.allocate(best, min(left, max(r.Batch*len(r.Systems)/4, r.Batch, spent/10))); err != nil {
			return err
		}
	}
	out := slices.DeleteFunc(slices.Clone(r.Systems), func(s int) bool { return s == c.out.Best })
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(c.n[a], c.n[b]) })
	for _, s := range out {
		c.out.Dropped = append(c.out.Dropped, Drop{s, false, c.n[s]})
	}
	return nil
}

// allocate spends some more replications: those systems get them that lag behind their share. Shares are
// as OCBA's, (sd/distance to the best)^2, but with the standard deviation of the difference, which is what
// counts where random numbers are shared (Fu, Hu, Chen & Xiong 2007, INFORMS J. Computing 19:101-111, treat
// correlated systems). The best needs as many as the one compared with it most often, and
// distances below the indifference amount do not matter.
func (c *chooser) allocate(best, more int) error {
	r := &c.race
	share, most := make([]float64, len(r.Systems)), 0.0
	for i, s := range r.Systems {
		if s != best {
			d := c.difference(best, s)
			share[i] = d.Variance() / math.Pow(max(d.Mean, r.Delta), 2)
			most = max(most, share[i])
		}
	}
	share[slices.Index(r.Systems, best)] = most
	total := float64(c.spent() + more)
	lack, sum := make([]float64, len(share)), 0.0
	for i, x := range scaled(share, total) {
		lack[i] = max(0, x-float64(c.n[r.Systems[i]]))
		sum += lack[i]
	}
	for i := range lack {
		lack[i] *= float64(more) / sum
	}
	want := map[int]int{}
	for i, n := range Round(lack, more) {
		if s := r.Systems[i]; n > 0 {
			want[s] = c.n[s] + n
		}
	}
	return c.needEach(want)
}

// probability estimates that no other system is better than the best by more than the indifference
// amount, by one-sided t in the replications that both have.
func (c *chooser) probability(best int, systems []int) float64 {
	wrong := 0.0
	for _, s := range systems {
		if s == best {
			continue
		}
		d := c.difference(best, s)
		if se := d.SE(); se > 0 {
			wrong += distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(d.N - 1)}.CDF(-(d.Mean + c.race.Delta) / se)
		}
	}
	return max(0, 1-wrong)
}
