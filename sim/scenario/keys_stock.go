package scenario

import "slices"

// stockKeys are the keys of [local.<market>] and [replenish.<market>]: what stocking a country
// costs and how its stock is refilled.
func stockKeys() []Key {
	return slices.Concat(localKeys(), orderingKeys(), shipmentKeys(), defectKeys())
}

// localKeys say what stocking a country costs.
func localKeys() []Key {
	return []Key{
		{Path: "local.<market>.setup", Kind: InputOnce, Draw: DrawRun, Range: nonNegative(),
			Required: true, Doc: "one-time cost of stocking the country: importer, registrations"},
		{Path: "local.<market>.monthly", Kind: InputMonthly, Draw: DrawRun, Range: nonNegative(),
			Required: true, Doc: "fixed cost a month while the country is stocked"},
		{Path: "local.<market>.entry", Kind: InputShipment, Draw: DrawRun, Range: nonNegative(),
			Required: true, Doc: "customs entry of a shipment"},
	}
}

// orderingKeys say when and how much is ordered.
func orderingKeys() []Key {
	return []Key{
		{Path: "replenish.<market>.policy", Kind: EnumKind, Required: true,
			Words: []string{"order-up-to", "base-stock", "r-Q", "s-S", NoPolicy},
			Doc: "when and how much is ordered; none: only inbound plans of actions bring " +
				"stock in, and the table says what that costs"},
		{Path: "replenish.<market>.cover", Kind: DurationKind, Range: Range{1, 730},
			Doc: "order-up-to: demand to cover; or give level"},
		{Path: "replenish.<market>.level", Kind: UnitsKind, Range: Range{0, 1e9},
			Doc: "order-up-to, base-stock: units to order up to"},
		{Path: "replenish.<market>.reorder", Kind: UnitsKind, Range: Range{0, 1e9},
			Doc: "r-Q: order when stock and orders fall to this"},
		{Path: "replenish.<market>.quantity", Kind: UnitsKind, Range: Range{1, 1e9},
			Doc: "r-Q: units ordered each time"},
		{Path: "replenish.<market>.s", Kind: UnitsKind, Range: Range{0, 1e9},
			Doc: "s-S: order when stock and orders fall below this"},
		{Path: "replenish.<market>.S", Kind: UnitsKind, Range: Range{1, 1e9},
			Doc: "s-S: units to order up to"},
		{Path: "replenish.<market>.review", Kind: DurationKind, Range: Range{1.0 / 24, 365},
			Doc: "time between reviews"},
		{Path: "replenish.<market>.case_pack", Kind: UnitsKind, Range: Range{1, 1e6},
			Doc: "orders are multiples of this"},
		{Path: "replenish.<market>.min_order", Kind: UnitsKind, Range: Range{0, 1e9},
			Doc: "least units ordered"},
		{Path: "replenish.<market>.from", Kind: DateKind, Doc: "first day an order may be placed"},
	}
}

// shipmentKeys say how long a shipment takes and what it costs.
func shipmentKeys() []Key {
	return []Key{
		{Path: "replenish.<market>.lead_time", Kind: InputDays, Required: true, Draw: DrawEvent,
			Range: withinYear(),
			Doc:   "days from order to shelf; to the dock if receiving is given"},
		{Path: "replenish.<market>.receiving", Kind: InputDays, Draw: DrawEvent,
			Range: withinYear(), Doc: "days from dock to shelf; by default part of lead_time"},
		{Path: "replenish.<market>.freight", Kind: InputFreight, Draw: DrawRun,
			Range: nonNegative(), Doc: "freight per unit, kg, lb or shipment; or a list of them"},
		{Path: "replenish.<market>.duty", Kind: InputPercent, Draw: DrawRun, Range: Range{0, 10},
			Doc: "duty on the customs value"},
		{Path: "replenish.<market>.brokerage", Kind: InputShipment, Draw: DrawRun,
			Range: nonNegative(), Doc: "broker's fee a shipment, besides the entry"},
		{Path: "replenish.<market>.placement", Kind: EnumKind,
			Words: []string{"optimized", "partial", "minimal"},
			Doc:   "over how many sites stock is sent in; fewer cost a fee a unit in the US"},
		{Path: "replenish.<market>.origin", Kind: CountryKind,
			Doc: "country the stock is sent from; default: the origin of the product"},
	}
}
