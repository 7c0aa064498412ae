package scenario

// stockKeys are the keys of [local.<market>] and [replenish.<market>]: what stocking a country
// costs and how its stock is refilled.
func stockKeys() []Key {
	const receiving = "sellers' reports of two to six days; longer in the fourth quarter"
	days := Range{0, 365}
	return []Key{
		{Path: "local.<market>.setup", Kind: InputOnce, Draw: DrawRun, Range: nonNegative(),
			Required: true,
			Doc:      "one-time cost of stocking the country: importer, registrations"},
		{Path: "local.<market>.monthly", Kind: InputMonthly, Draw: DrawRun, Range: nonNegative(),
			Required: true, Doc: "fixed cost a month while the country is stocked"},
		{Path: "local.<market>.entry", Kind: InputShipment, Draw: DrawRun, Range: nonNegative(),
			Required: true, Doc: "customs entry of a shipment"},

		{Path: "replenish.<market>.policy", Kind: EnumKind, Required: true,
			Words: []string{"order-up-to", "base-stock", "r-Q",
				"s-S"}, Doc: "when and how much is ordered"},
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
			Default: estimate("7 d", "weekly review"), Doc: "time between reviews"},
		{Path: "replenish.<market>.lead_time", Kind: InputDays, Required: true, Draw: DrawEvent,
			Range: days,
			Doc:   "days from order to arrival at the warehouse"},
		{Path: "replenish.<market>.receiving", Kind: InputDays, Draw: DrawEvent, Range: days,
			Default: Default{Text: "pert(2, 3, 6) d", Source: receiving, Grade: "T"},
			Special: perPlace("no published figure found", "E", "MX", "pert(3, 5, 10) d"),
			Doc:     "days from arrival to sellable"},
		{Path: "replenish.<market>.freight", Kind: InputFreight, Draw: DrawRun,
			Range:   nonNegative(),
			Default: convention("0 USD/unit"),
			Doc:     "freight per unit, kg, lb or shipment; or a list of them"},
		{Path: "replenish.<market>.duty", Kind: InputPercent, Draw: DrawRun, Range: Range{0, 10},
			Default: convention("0 %"), Doc: "duty on the customs value"},
		{Path: "replenish.<market>.brokerage", Kind: InputShipment, Draw: DrawRun,
			Range:   nonNegative(),
			Default: convention("0 USD/shipment"), Doc: "broker's fee a shipment, besides the entry"},
		{Path: "replenish.<market>.case_pack", Kind: UnitsKind, Range: Range{1, 1e6},
			Default: convention("1 units"), Doc: "orders are multiples of this"},
		{Path: "replenish.<market>.min_order", Kind: UnitsKind, Range: Range{0, 1e9},
			Default: convention("0 units"), Doc: "least units ordered"},
		{Path: "replenish.<market>.origin", Kind: CountryKind,
			Doc: "country the stock is sent from; default: the origin of the product"},
		{Path: "replenish.<market>.from", Kind: DateKind, Doc: "first day an order may be placed"},
	}
}
