package model

import (
	"math"
	"slices"
	"testing"

	"fbasim/sim/dist"
)

// tiedConfig has five uncertain inputs of different shape; b and d are tied to a.
func tiedConfig(t *testing.T, together bool) *Config {
	cfg := &Config{}
	for name, text := range []string{
		"lognormal(mean=410, cv=0.35)", "pert(60, 120, 220)", "uniform(0, 1)", "normal(5, 2)", "discrete(1:0.5, 2:0.5)",
	} {
		d, err := dist.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		cfg.Inputs = append(cfg.Inputs, Input{Name: string(rune('a' + name)), Dist: d})
	}
	if together {
		// Rank correlations 0.6 and -0.4 with a, 0 between b and d.
		r, s := 2*math.Sin(math.Pi*0.6/6), 2*math.Sin(math.Pi*-0.4/6)
		x := math.Sqrt(1 - r*r)
		y := -r * s / x
		cfg.Together = []Correlation{{
			Names: []string{"a", "b", "d"}, Refs: []Ref{0, 1, 3},
			Factor: [][]float64{{1}, {r, x}, {s, y, math.Sqrt(1 - s*s - y*y)}},
		}}
	}
	return cfg
}

// drawn returns the values of every input by replication.
func drawn(cfg *Config, reps int) (values [][]float64) {
	run := NewRun(cfg)
	for rep := range reps {
		run.drawInputs(newStreams(3, rep))
		values = append(values, slices.Clone(run.values))
	}
	return values
}

// rankCorrelation is Spearman's.
func rankCorrelation(values [][]float64, i, j int) float64 {
	n := len(values)
	ranks := func(col int) []float64 {
		order := make([]int, n)
		for k := range order {
			order[k] = k
		}
		slices.SortFunc(order, func(x, y int) int {
			return int(math.Copysign(1, values[x][col]-values[y][col]))
		})
		out := make([]float64, n)
		for rank, k := range order {
			out[k] = float64(rank)
		}
		return out
	}
	a, b, sum := ranks(i), ranks(j), 0.0
	for k := range a {
		sum += (a[k] - b[k]) * (a[k] - b[k])
	}
	return 1 - 6*sum/float64(n*(n*n-1))
}

func TestTiedInputsHaveTheRankCorrelationAskedFor(t *testing.T) {
	const reps = 4000
	values := drawn(tiedConfig(t, true), reps)
	for _, c := range []struct {
		i, j int
		want float64
	}{{0, 1, 0.6}, {0, 3, -0.4}, {1, 3, 0}, {0, 2, 0}} {
		if got := rankCorrelation(values, c.i, c.j); math.Abs(got-c.want) > 4/math.Sqrt(reps) {
			t.Errorf("inputs %d and %d have rank correlation %.3f, want %.3f", c.i, c.j, got, c.want)
		}
	}
	mean, n := 0.0, float64(reps)
	for _, v := range values {
		mean += v[1] / n
	}
	if d := tiedConfig(t, false).Inputs[1].Dist; math.Abs(mean-d.Mean()) > 4*math.Sqrt(d.Variance()/n) {
		t.Errorf("the tied input has mean %.3f, its distribution %.3f", mean, d.Mean())
	}
}

func TestTyingInputsMovesNoOtherAndKeepsTheFirst(t *testing.T) {
	alone, tied := drawn(tiedConfig(t, false), 50), drawn(tiedConfig(t, true), 50)
	moved := 0
	for rep := range alone {
		for _, i := range []int{0, 2, 4} {
			if alone[rep][i] != tied[rep][i] {
				t.Fatalf("replication %d: input %d moved from %v to %v", rep, i, alone[rep][i], tied[rep][i])
			}
		}
		if alone[rep][1] != tied[rep][1] && alone[rep][3] != tied[rep][3] {
			moved++
		}
	}
	if moved < 45 {
		t.Errorf("only %d of 50 replications drew tied values", moved)
	}
}

func TestACaseThatLacksATiedInputDrawsTheOthersAlike(t *testing.T) {
	all := tiedConfig(t, true)
	without := tiedConfig(t, true)
	without.Together[0].Refs[1] = NoRef
	x, y := drawn(all, 20), drawn(without, 20)
	for rep := range x {
		if x[rep][0] != y[rep][0] || x[rep][3] != y[rep][3] {
			t.Fatalf("replication %d: %v and %v", rep, x[rep], y[rep])
		}
	}
}
