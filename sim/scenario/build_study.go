package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/dist"
	"fbasim/sim/scenario/document"
)

// experiment reads how the cases are run.
func (b *builder) experiment(s scope) Experiment {
	e := Experiment{
		Seed:         s.sub("seed").intField(),
		Batch:        s.sub("batch").intField(),
		Precision:    s.sub("precision").percentField(),
		Confidence:   s.sub("confidence").percentField(),
		Equivalence:  s.sub("equivalence").percentField(),
		Controls:     s.sub("controls").enumField(),
		MaxTime:      s.sub("max_time").spanField(),
		SampleOrders: s.sub("sample_orders").intField(),
		Sweep:        sweepSettings(s.sub("sweep")),
	}
	e.Precise = s.sub("precise").textsField()
	if v, ok := s.sub("replications").value(); ok {
		e.Replications = v.meta
		e.MinReps, e.MaxReps = v.counts()
		v.note(v.meta)
	}
	if at := s.sub("break_even"); at.present() {
		e.BreakEven = &BreakEven{Pos: at.near, Inputs: at.sub("input").textsField(),
			Market: at.sub("market").marketField(),
			A:      at.sub("a").textField(), B: at.sub("b").textField(),
			From: at.sub("from").numberField(), To: at.sub("to").numberField(),
			Points: at.sub("points").intField()}
		if f, t := e.BreakEven.From, e.BreakEven.To; f != nil && t != nil && f.Value >= t.Value {
			b.list.Add(at.near.Problem("order", "from must be below to", ""))
		}
	}
	return e
}

// counts reads 64 or "20..400".
func (v value) counts() (lo, hi int64) {
	if v.node.Kind != document.Integer && v.node.Kind != document.String {
		v.wrongKind()
		return 0, 0
	}
	from, to, ranged := strings.Cut(v.node.Text, "..")
	if !ranged {
		to = from
	}
	lo, err1 := strconv.ParseInt(strings.TrimSpace(from), 0, 64)
	hi, err2 := strconv.ParseInt(strings.TrimSpace(to), 0, 64)
	switch {
	case err1 != nil || err2 != nil:
		v.whole("number", fmt.Sprintf("%q is not a number of replications", v.node.Text),
			`write 64, or "20..400" for at least 20 and at most 400`)
	case lo > hi:
		v.whole("order", fmt.Sprintf("%d is more than %d", lo, hi), `write "20..400"`)
	case v.inRange(float64(lo)) && v.inRange(float64(hi)):
		return lo, hi
	}
	return 0, 0
}

// checks reads the conditions on results, in file order.
func (b *builder) checks(s scope) []*Check {
	var out []*Check
	for _, f := range s.node.Fields() {
		if f.Node.Kind != document.Table {
			continue
		}
		if c := s.sub(f.Name).sub("expect").condition(); c != nil {
			out = append(out, &Check{f.Name, c})
		}
	}
	return out
}

// correlations reads which inputs move together, and checks that they are uncertain constants.
func (b *builder) correlations(s scope, plans []*Plan) []*Correlation {
	var out []*Correlation
	for _, f := range s.node.Fields() {
		if f.Node.Kind != document.Table {
			continue
		}
		one := s.sub(f.Name)
		c := &Correlation{Name: f.Name, Pos: one.near, Rank: one.sub("rank").numberField()}
		texts := one.sub("inputs").textsField()
		for _, t := range texts {
			c.Inputs = append(c.Inputs, t.Value)
			b.checkCorrelated(t, plans)
		}
		if one.sub("inputs").present() && len(texts) < 2 {
			b.list.Add(one.sub("inputs").near.Problem("count",
				"a correlation needs two inputs or more",
				`write inputs = ["fx.CAD", "product.MUG.demand.CA"]`))
		}
		out = append(out, c)
	}
	return out
}

func (b *builder) checkCorrelated(t *Text, plans []*Plan) {
	var found *Input
	for _, p := range plans {
		i := slices.IndexFunc(p.Inputs, func(in *Input) bool { return in.Path == t.Value })
		if i >= 0 && (found == nil || found.Draw != DrawRun) {
			found = p.Inputs[i]
		}
	}
	switch {
	case found == nil:
		b.list.Add(t.Pos.Problem("no-match", fmt.Sprintf("no input is called %q", t.Value),
			"write the path of an input, such as product.MUG.demand.CA"))
	case found.Draw != DrawRun:
		why := "varies by the event"
		if _, constant := dist.IsConst(found.Dist); constant {
			why = "is a constant"
		}
		b.list.Add(t.Pos.Problem("impossible", fmt.Sprintf("%s %s and cannot be correlated",
			t.Value, why),
			"only inputs drawn once a run can"))
	}
}
