package optimize

import (
	"errors"
	"fmt"
	"math"

	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
)

// The stages at which a candidate leaves, as they stand in candidates.csv.
const (
	impossible = "impossible"
	infeasible = "infeasible"
	screened   = "screening"
	outraced   = "selection"
	elsewhere  = "country"
	chosen     = "chosen"
	asNow      = "baseline"
)

// apart is the first replication of searches: the final comparison has those below.
const apart = 1 << 29

// fresh is the first replication of the choice among countries.
const fresh = 1 << 30

// bench simulates the candidates of one SKU as they are needed, and keeps what is asked of them. It is the
// source of a selection.
type bench struct {
	problem *Problem
	field   *experiment.Field
	plans   []*candidate
	first   int           // replication
	columns []column      // the objective, then what else is asked
	values  [][][]float64 // [column][candidate][replication]
	spent   int
	tell    func(spent int)
}

// column is something that is kept of an outcome.
type column struct {
	name string
	of   func(o *model.Outcome) float64
}

// columns are what is kept of every replication of a SKU: the objectives, with two of them both once more as they
// stand in results, then the metrics of conditions.
func (p *Problem) columns() []column {
	var list []column
	for i := range p.goals {
		list = append(list, column{p.goals[i].name, own(&p.goals[i])})
	}
	if len(p.goals) > 1 {
		for i := range p.goals {
			list = append(list, column{p.goals[i].name, p.goals[i].of})
		}
	}
	for i := range p.checks {
		for _, name := range p.checks[i].Metrics() {
			of, _, _ := experiment.Measure(name)
			list = append(list, column{name, of})
		}
	}
	return list
}

// conditioned is the first column of the metrics of conditions.
func (p *Problem) conditioned() int {
	if len(p.goals) > 1 {
		return 2 * len(p.goals)
	}
	return 1
}

// own is an objective of a SKU alone. Profit leaves out what SKUs share: the fixed costs of countries and the
// fees of the account.
func own(g *objective) func(*model.Outcome) float64 {
	if g.def.Name != "profit" {
		return g.of
	}
	only, placed := marketOf(g.name)
	return func(o *model.Outcome) float64 {
		sum := 0.0
		for m := market.US; m < market.MarketplaceCount; m++ {
			if !placed || m == only {
				sum += o.SKUs[0].Parts.Profit(m).Float()
			}
		}
		return sum
	}
}

// shared is the part of the profit in a country that belongs to no SKU, fixed costs above all.
func shared(o *model.Outcome, m market.Marketplace) float64 {
	return (o.Markets[m].Profit - o.SKUs[0].Parts.Profit(m)).Float()
}

func newBench(p *Problem, f *experiment.Field, plans []*candidate, tell func(int)) *bench {
	b := &bench{problem: p, field: f, first: apart, columns: p.columns(), tell: tell}
	b.values = make([][][]float64, len(b.columns))
	b.add(plans)
	return b
}

// add adds candidates.
func (b *bench) add(plans []*candidate) {
	b.plans = append(b.plans, plans...)
	for c := range b.values {
		b.values[c] = append(b.values[c], make([][]float64, len(plans))...)
	}
}

// Outputs returns the objective of a candidate by replication.
func (b *bench) Outputs(i int) []float64 { return b.values[0][i] }

// Need simulates what is missing. A candidate whose fees no card knows becomes impossible.
func (b *bench) Need(want []int) error {
	var jobs []experiment.Job
	var of []int
	for i, n := range want {
		if b.plans[i].config == nil {
			continue
		}
		for rep := len(b.values[0][i]); rep < n; rep++ {
			jobs = append(jobs, experiment.Job{Config: b.plans[i].config, Replication: b.first + rep})
			of = append(of, i)
		}
	}
	rows := make([][]float64, len(jobs))
	errs, err := b.field.Each(jobs, func(j int, o *model.Outcome) {
		rows[j] = make([]float64, len(b.columns))
		for c := range b.columns {
			rows[j][c] = b.columns[c].of(o)
		}
	})
	if err != nil {
		return err
	}
	b.spent += len(jobs)
	for j, i := range of {
		if err := b.keep(i, rows[j], errs[j]); err != nil {
			return err
		}
	}
	if b.tell != nil {
		b.tell(b.spent)
	}
	return nil
}

func (b *bench) keep(i int, row []float64, err error) error {
	c := b.plans[i]
	var missing *model.NoCard
	switch {
	case errors.As(err, &missing):
		c.stage, c.reason, c.config = impossible, err.Error(), nil
		return nil
	case err != nil:
		return fmt.Errorf("plan %q: %w", c.words, err)
	case math.IsNaN(row[0]):
		c.stage, c.config = impossible, nil
		c.reason = fmt.Sprintf("a replication has no %s", b.columns[0].name)
		return nil
	}
	for col, x := range row {
		b.values[col][i] = append(b.values[col][i], x)
	}
	return nil
}

// needAll simulates the first replications of all candidates, so that those without figures leave before the
// race.
func (b *bench) needAll(n int) error {
	want := make([]int, len(b.plans))
	for i := range want {
		want[i] = n
	}
	return b.Need(want)
}
