package scenario

// autoPriceKeys say how the prices "auto" of a marketplace follow the US price: the settings of
// Build International Listings.
func autoPriceKeys() []Key {
	return []Key{
		{Path: "market.<market>.auto_price.rule", Kind: EnumKind,
			Words: []string{"net-proceeds", "fulfillment-difference", "plain"},
			Doc:   "what an automatic price keeps; default: by program and date"},
		{Path: "market.<market>.auto_price.sync", Kind: DurationKind, Range: Range{1, 365},
			Doc: "time between comparisons with the US price; default: rule EXT-05"},
		{Path: "market.<market>.auto_price.dead_band", Kind: PercentKind, Range: share(),
			Doc: "changes below it are not shown; default: rule EXT-05"},
		{Path: "market.<market>.auto_price.above", Kind: PercentKind, Range: Range{0, 10},
			Doc: "store-wide option: this much above"},
		{Path: "market.<market>.auto_price.below", Kind: PercentKind, Range: share(),
			Doc: "store-wide option: this much below"},
		{Path: "market.<market>.auto_price.fixed_above", Kind: MoneyKind, Range: nonNegative(),
			Doc: "store-wide option: an amount in the currency of the US store above"},
		{Path: "market.<market>.auto_price.option_step", Kind: EnumKind,
			Words: []string{"adjusted", "price", "source"},
			Doc:   "figure that the option acts on; default: that of the rule"},
		{Path: "market.<market>.auto_price.rate_rounding", Kind: EnumKind,
			Words: []string{"none", "whole"}, Doc: "rounding of the exchange rate"},
		{Path: "market.<market>.auto_price.until", Kind: DateKind,
			Doc: "last day on which prices follow; they stay as they are after it"},
	}
}

// capacityKeys limit the stock that a country takes.
func capacityKeys() []Key {
	return []Key{
		{Path: "market.<market>.storage_limit.standard", Kind: VolumeKind, Range: nonNegative(),
			Doc: "capacity for standard sizes; the volume above it pays storage overage"},
		{Path: "market.<market>.storage_limit.oversize", Kind: VolumeKind, Range: nonNegative(),
			Doc: "capacity for larger sizes; the volume above it pays storage overage"},
	}
}

// defectKeys say which share of what is sent in arrives with a defect.
func defectKeys() []Key {
	return []Key{
		{Path: "replenish.<market>.defects.share", Kind: InputPercent, Draw: DrawRun,
			Range: share(), Doc: "share of received units on which an inbound defect fee is due"},
		{Path: "replenish.<market>.defects.service", Kind: TextKind,
			Doc: `what Amazon has to do: a row of the card, such as "label missing"`},
		{Path: "replenish.<market>.defects.level", Kind: TextKind,
			Doc: `the seller's problem level: a column of the card; default: "standard"`},
	}
}
