package compile

import (
	"strings"

	"fbasim/sim/dist"
	"fbasim/sim/model"
)

// freightBase reads what a rate multiplies from its unit: "USD/kg".
func freightBase(unit string) model.FreightBase {
	_, per, _ := strings.Cut(unit, "/")
	switch per {
	case "kg":
		return model.PerKilogram
	case "shipment":
		return model.PerShipment
	}
	return model.PerUnit
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
