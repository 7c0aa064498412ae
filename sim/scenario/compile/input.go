package compile

import (
	"fbasim/sim/dist"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
)

// input registers an input by its path, once, and returns its reference; nil
// gives NoRef.
func (c *compiler) input(in *scenario.Input) model.Ref {
	if in == nil {
		return model.NoRef
	}
	if ref, ok := c.refs[in.Path]; ok {
		return ref
	}
	ref := model.Ref(len(c.cfg.Inputs))
	c.cfg.Inputs = append(c.cfg.Inputs, model.Input{
		Name: in.Path, Dist: in.Dist, PerEvent: in.Draw == scenario.DrawEvent, Unit: in.Unit,
	})
	c.refs[in.Path] = ref
	return ref
}

// money registers an input with its currency.
func (c *compiler) money(in *scenario.Input) model.Money {
	if in == nil {
		return model.NoMoney()
	}
	return model.Money{Ref: c.input(in), Currency: in.Currency}
}

// constant registers a number that the scenario states exactly.
func (c *compiler) constant(path string, x float64, unit string) model.Ref {
	if ref, ok := c.refs[path]; ok {
		return ref
	}
	ref := model.Ref(len(c.cfg.Inputs))
	c.cfg.Inputs = append(c.cfg.Inputs, model.Input{Name: path, Dist: dist.Const(x), Unit: unit})
	c.refs[path] = ref
	return ref
}
