package study

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/dist"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario"
)

// leverText is one entry of experiment.break_even.input: "volume", "PATH" or "PATH = FROM..TO UNIT".
type leverText struct {
	*scenario.Text
	path, from, to, unit string
	ranged               bool // it says where to look
}

func readLever(t *scenario.Text) leverText {
	path, ends, ranged := strings.Cut(t.Value, "=")
	l := leverText{Text: t, path: strings.TrimSpace(path), ranged: ranged}
	from, to, _ := strings.Cut(ends, "..")
	number, unit, _ := quantity.Split(strings.TrimSpace(to))
	l.from, l.to, l.unit = strings.TrimSpace(from), number, strings.TrimSpace(unit)
	if n, own, _ := quantity.Split(l.from); own != "" && own == l.unit {
		l.from = n
	}
	return l
}

// ends reads the range.
func (l *leverText) ends(list *diag.List) (from, to float64, ok bool) {
	from, err := strconv.ParseFloat(l.from, 64)
	to, err2 := strconv.ParseFloat(l.to, 64)
	switch {
	case err != nil || err2 != nil || math.IsNaN(from+to) || math.IsInf(from+to, 0):
		list.Add(l.Pos.Problem("break-even", fmt.Sprintf("%q is no range of numbers in one unit", l.Value),
			`write "PATH = FROM..TO UNIT", such as "product.MUG.price.CA = 30..60 CAD"`))
		return 0, 0, false
	case from >= to:
		list.Add(l.Pos.Problem("order", "the range of the input ends before it begins", "write the smaller end first"))
		return 0, 0, false
	}
	return from, to, true
}

// readLevers turns what the scenario says of break-even searches into levers: volume where it says
// nothing. Problems go to the list.
func (s *Study) readLevers(list *diag.List) (levers []experiment.Lever) {
	b := s.Scenario.Experiment.BreakEven
	if b == nil || len(b.Inputs) == 0 {
		return []experiment.Lever{s.restrict(experiment.Volume())}
	}
	for _, t := range b.Inputs {
		l := readLever(t)
		switch in := s.input(l.path); {
		case l.path == experiment.VolumeInput && !l.ranged:
			levers = append(levers, s.restrict(experiment.Volume()))
		case in != nil:
			if one, ok := s.inputLever(l, in, list); ok {
				levers = append(levers, s.restrict(one))
			}
		case l.ranged:
			if one, ok := s.keyLever(l, list); ok {
				levers = append(levers, s.restrict(one))
			}
		default:
			list.Add(t.Pos.Problem("no-match", fmt.Sprintf("%q is no number that the cases simulate with", l.path),
				`write "volume", the path of an input as "fbasim check --show" lists it, or say where to look: "PATH = FROM..TO UNIT"`))
		}
	}
	return levers
}

// restrict applies what the scenario says of every lever: cases, marketplace and the grid.
func (s *Study) restrict(l experiment.Lever) experiment.Lever {
	b := s.Scenario.Experiment.BreakEven
	if b == nil {
		return l
	}
	if b.A != nil {
		l.A = b.A.Value
	}
	if b.B != nil {
		l.B = b.B.Value
	}
	if b.Market != nil {
		l.Markets = []market.Marketplace{b.Market.Value}
	}
	if b.Points != nil {
		l.Points = int(b.Points.Value)
	}
	if b.From != nil {
		l.Least = b.From.Value
	}
	if b.To != nil {
		l.Most = b.To.Value
	}
	return l
}

// input returns a number that the cases simulate with, nil for none.
func (s *Study) input(path string) *model.Input {
	for i := range s.Cases {
		inputs := s.Cases[i].Config.Inputs
		if at := slices.IndexFunc(inputs, func(in model.Input) bool { return in.Name == path }); at >= 0 {
			return &inputs[at]
		}
	}
	return nil
}

// inputLever is a lever that takes the place of an input's draw; a lever on noise scales it, so
// that the value is its mean.
func (s *Study) inputLever(l leverText, in *model.Input, list *diag.List) (experiment.Lever, bool) {
	unit, scale := experiment.ShownUnit(in, s.howStated(l.path))
	out := experiment.Lever{
		Input: l.path, Unit: unit, Value: in.Dist.Mean() * scale, From: math.NaN(), To: math.NaN(),
		At: func(x float64) (*experiment.Study, error) { return s.with(l.path, x/scale), nil },
	}
	out.SKU, out.Markets = s.scopeOf(l.path)
	if l.ranged {
		if l.unit != unit && (l.unit != "" || unit != "1") {
			list.Add(l.Pos.Problem("unit", fmt.Sprintf("%s is in %s, not in %q", l.path, unit, l.unit),
				fmt.Sprintf("write %q", fmt.Sprintf("%s = %s..%s %s", l.path, l.from, l.to, unit))))
			return out, false
		}
		from, to, ok := l.ends(list)
		if _, known := s.key(l, &diag.List{}); known && ok {
			ok = s.possible(l, list)
		}
		out.From, out.To = from, to
		return out, ok
	}
	if out.Value == 0 {
		list.Add(l.Pos.Problem("break-even", fmt.Sprintf("%s is 0, so multiples of it tell nothing", l.path),
			fmt.Sprintf("say where to look, such as %q", l.path+" = 0..5 "+unit)))
		return out, false
	}
	return out, true
}

// howStated says how a case states an input.
func (s *Study) howStated(path string) experiment.Stated {
	for i := range s.Cases {
		if how, known := stated(s.Cases[i].Plan)[path]; known {
			return how
		}
	}
	return experiment.Stated{}
}

// with returns the experiment with an input at x in its own unit.
func (s *Study) with(path string, x float64) *experiment.Study {
	e := s.Experiment(1)
	for i := range e.Cases {
		cfg := *e.Cases[i].Config
		cfg.Inputs = slices.Clone(cfg.Inputs)
		for j := range cfg.Inputs {
			in := &cfg.Inputs[j]
			if in.Name != path {
				continue
			}
			if mean := in.Dist.Mean(); in.PerEvent && mean != 0 {
				in.Dist = dist.Scale(in.Dist, x/mean)
			} else {
				in.Dist = dist.Const(x)
			}
		}
		e.Cases[i].Config = &cfg
	}
	return e
}

// keyLever is a lever that sets any other key of the scenario, and compiles it anew.
func (s *Study) keyLever(l leverText, list *diag.List) (experiment.Lever, bool) {
	key, ok := s.key(l, list)
	if !ok || !s.possible(l, list) {
		return experiment.Lever{}, false
	}
	from, to, ok := l.ends(list)
	out := experiment.Lever{
		Input: l.path, Unit: l.unit, Value: math.NaN(), From: from, To: to,
		At: func(x float64) (*experiment.Study, error) {
			point, found := s.At(l.set(x, key.Whole()))
			if found.Errors() > 0 {
				return nil, &experiment.LeverError{Input: l.path, X: x, Err: found.Err()}
			}
			return point.Experiment(1), nil
		},
	}
	if out.Unit == "" {
		out.Unit = "1"
	}
	out.SKU, out.Markets = s.scopeOf(l.path)
	return out, ok
}

// key returns the key of a lever's path, which must be a number that results depend on.
func (s *Study) key(l leverText, list *diag.List) (*scenario.Key, bool) {
	path := &scenario.Text{Meta: l.Meta, Value: l.path}
	key := scenario.SweptKey(path, list)
	if key != nil && !key.Numeric() {
		list.Add(l.Pos.Problem("break-even", l.path+" is no number", "a sweep compares words: fbasim sweep --help"))
		key = nil
	}
	return key, key != nil
}

// possible reports whether the scenario may have both ends of a range; what is wrong with one goes to
// the list. It is wrong, too, if no case looks at the key.
func (s *Study) possible(l leverText, list *diag.List) bool {
	from, to, ok := l.ends(list)
	if !ok {
		return false
	}
	if own := s.Scenario.Overridden(l.path); len(own) > 0 && len(own) == len(s.Scenario.Cases) {
		list.Add(l.Pos.Problem("no-effect", fmt.Sprintf("every case sets %s itself", l.path),
			fmt.Sprintf("write case.%s.%s", own[len(own)-1], l.path)))
		return false
	}
	for _, x := range []float64{from, to} {
		if _, found := s.At(l.set(x, false)); found.Errors() > 0 {
			p := found.All()[0]
			list.Add(l.Pos.Problem("break-even", fmt.Sprintf("%s cannot be %g %s: %s", l.path, x, l.unit, p.Msg), p.Hint))
			return false
		}
	}
	return true
}

// set is the override that gives the key a value, rounded to six digits or to a whole number.
func (l *leverText) set(x float64, whole bool) string {
	text := strconv.FormatFloat(x, 'g', 6, 64)
	if whole {
		text = strconv.FormatFloat(math.Round(x), 'g', -1, 64)
	}
	short, _ := strconv.ParseFloat(text, 64)
	return strings.TrimSpace(l.path + "=" + strconv.FormatFloat(short, 'f', -1, 64) + " " + l.unit)
}

// scopeOf returns the product and the marketplaces that a path names; none where it is about all.
func (s *Study) scopeOf(path string) (sku string, in []market.Marketplace) {
	for _, p := range s.Scenario.Cases[0].Products {
		if strings.Contains("."+path+".", ".product."+p.SKU+".") {
			sku = p.SKU
		}
	}
	for _, part := range strings.Split(path, ".") {
		for m := market.US; m < market.MarketplaceCount; m++ {
			// What happens in the US moves its neighbors too: they are served from its stock.
			if m != market.US && (part == m.String() || part == m.Currency().String()) {
				in = append(in, m)
			}
		}
	}
	return sku, in
}
