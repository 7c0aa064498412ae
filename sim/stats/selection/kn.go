package selection

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/stats"
)

// KNConstants returns eta and h^2 of the procedure KN with c = 1 for k systems, first-stage size n0
// and error probability alpha: eta = ((2 alpha/(k-1))^(-2/(n0-1)) - 1)/2, h^2 = 2 eta (n0-1)
// (Kim & Nelson 2001, ACM TOMACS 11:251-273).
func KNConstants(k, n0 int, alpha float64) (eta, h2 float64) {
	checkAlpha(alpha)
	if k < 2 || n0 < 2 {
		panic(fmt.Sprintf("selection: KN with k = %d, n0 = %d", k, n0))
	}
	eta = (math.Pow(2*alpha/float64(k-1), -2/float64(n0-1)) - 1) / 2
	return eta, 2 * eta * float64(n0-1)
}

// KNConfig are the parameters of a KN procedure.
type KNConfig struct {
	Systems int     // number of systems, at least 2
	First   int     // first-stage replications of every system, at least 2; 10 or more is usual
	Alpha   float64 // probability of a wrong choice that is accepted
	Delta   float64 // indifference amount, above 0
	Goal    stats.Goal
}

// ErrKN is returned for a configuration outside its ranges.
var ErrKN = errors.New("selection: KN needs at least 2 systems, at least 2 first replications, " +
	"an error probability between 0 and 1/2 and an indifference amount above 0")

// KN is a running KN procedure. Each step takes one replication of every system that is still in
// contention and drops those that have fallen behind. Systems may share random numbers.
type KN struct {
	cfg   KNConfig
	h2    float64
	n     int       // replications so far
	sum   []float64 // per system
	in    []int     // systems in contention, ascending
	first [][]float64
	s2    [][]float64 // first-stage variances of the differences
}

// NewKN starts a procedure.
func NewKN(cfg KNConfig) (*KN, error) {
	if cfg.Systems < 2 || cfg.First < 2 || !(cfg.Alpha > 0 && cfg.Alpha < 0.5) || !(cfg.Delta > 0) {
		return nil, ErrKN
	}
	k := &KN{cfg: cfg, sum: make([]float64, cfg.Systems), in: all(cfg.Systems),
		first: make([][]float64, cfg.Systems)}
	_, k.h2 = KNConstants(cfg.Systems, cfg.First, cfg.Alpha)
	return k, nil
}

// Add takes the outputs of the next replication, by system; entries of dropped systems are not
// looked at. It returns the systems that this replication eliminated. It panics if the number of
// outputs is not that of the systems.
func (k *KN) Add(outputs []float64) (dropped []int) {
	if len(outputs) != k.cfg.Systems {
		panic(fmt.Sprintf("selection: %d outputs for %d systems", len(outputs), k.cfg.Systems))
	}
	if k.Done() {
		return nil
	}
	k.n++
	for _, i := range k.in {
		k.sum[i] += outputs[i]
		if k.n <= k.cfg.First {
			k.first[i] = append(k.first[i], outputs[i])
		}
	}
	if k.n < k.cfg.First {
		return nil
	}
	if k.n == k.cfg.First {
		k.estimate()
	}
	return k.screen()
}

// estimate computes the first-stage variances of all differences.
func (k *KN) estimate() {
	k.s2 = make([][]float64, k.cfg.Systems)
	for i := range k.s2 {
		k.s2[i] = make([]float64, k.cfg.Systems)
		for j := range k.s2[i] {
			k.s2[i][j] = stats.Summarize(stats.Differences(k.first[i], k.first[j])).Variance()
		}
	}
	k.first = nil
}

// screen drops every system that trails another by more than W(r) = max(0, delta/(2r) (h^2
// S^2/delta^2 - r)). All comparisons are with the systems in contention before the step.
func (k *KN) screen() (dropped []int) {
	r, delta := float64(k.n), k.cfg.Delta
	for _, i := range k.in {
		for _, j := range k.in {
			if i == j {
				continue
			}
			w := math.Max(0, delta/(2*r)*(k.h2*k.s2[i][j]/(delta*delta)-r))
			behind := loss(k.sum[i]/r, k.sum[j]/r, k.cfg.Goal)
			// Once W is 0 equal means differ by less than delta: the earlier system stays.
			if behind > w || behind == 0 && w == 0 && j < i {
				dropped = append(dropped, i)
				break
			}
		}
	}
	k.in = slices.DeleteFunc(k.in, func(i int) bool { return slices.Contains(dropped, i) })
	return dropped
}

// Contenders returns the systems still in contention, in ascending order.
func (k *KN) Contenders() []int { return slices.Clone(k.in) }

// Replications returns the number of replications so far.
func (k *KN) Replications() int { return k.n }

// Done reports whether one system is left.
func (k *KN) Done() bool { return len(k.in) == 1 }

// Best returns the system in contention with the best mean so far; it is the choice of the
// procedure once Done.
func (k *KN) Best() int {
	best := k.in[0]
	for _, i := range k.in {
		if k.cfg.Goal.Better(k.sum[i], k.sum[best]) {
			best = i
		}
	}
	return best
}
