package compile

import (
	"strings"

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
