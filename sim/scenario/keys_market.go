package scenario

import "slices"

// marketKeys are the keys of [market.<market>].
func marketKeys() []Key {
	return slices.Concat(deliveryKeys(), responseKeys(), returnKeys(), taxKeys(), seasonKeys(),
		marketPromotionKeys(), autoPriceKeys(), capacityKeys())
}

func withinYear() Range { return Range{0, 365} }

// deliveryKeys say how long delivery takes and whom it reaches.
func deliveryKeys() []Key {
	return []Key{
		{Path: "market.<market>.transit.<program>", Kind: InputDays, Draw: DrawEvent,
			Range: withinYear(), Doc: "days from order to door under a program"},
		{Path: "market.<market>.late_share", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of cross-border orders delayed; by default none where transit is stated"},
		{Path: "market.<market>.late_extra", Kind: InputDays, Draw: DrawEvent, Range: withinYear(),
			Doc: "days a delayed order loses"},
		{Path: "market.<market>.fee_change.<program>", Kind: InputMoney, Draw: DrawRun,
			Doc: "added to the fulfillment fee of each unit, to see what other fees would mean"},
		{Path: "market.<market>.prime_share", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of buyers with Prime"},
		{Path: "market.<market>.ads", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "advertising cost as a share of revenue"},
	}
}

// responseKeys say how demand answers to a better or worse offer.
func responseKeys() []Key {
	return []Key{
		{Path: "market.<market>.response.per_day_faster", Kind: InputPercent, Draw: DrawRun,
			Range: Range{-0.5, 0.5}, Doc: "change of demand for each day of faster delivery"},
		{Path: "market.<market>.response.price_elasticity", Kind: InputFactor, Draw: DrawRun,
			Range: Range{-20, 0}, Doc: "change of demand in % for each % of landed price"},
		{Path: "market.<market>.response.reference_program", Kind: ProgramKind,
			Doc: "program of the offer at which demand is stated"},
		{Path: "market.<market>.response.reference_days", Kind: InputDays, Draw: DrawFixed,
			Range: withinYear(),
			Doc:   "days of the reference offer; default: mean transit of its program"},
	}
}

// returnKeys say when and how returned units come back.
func returnKeys() []Key {
	return []Key{
		{Path: "market.<market>.returns.delay", Kind: InputDays, Draw: DrawEvent,
			Range: withinYear(), Doc: "days from delivery to the buyer's return"},
		{Path: "market.<market>.returns.transit", Kind: InputDays, Draw: DrawEvent,
			Range: withinYear(), Doc: "days a returned unit travels"},
		{Path: "market.<market>.returns.sellable", Kind: InputPercent, Draw: DrawRun,
			Range: share(), Doc: "share of returned units that can be sold again"},
		{Path: "market.<market>.returns.sellable.default", Kind: InputPercent, Draw: DrawRun,
			Range: share(), Doc: "sellable share under programs that are not named"},
		{Path: "market.<market>.returns.sellable.<program>", Kind: InputPercent, Draw: DrawRun,
			Range: share(), Doc: "sellable share under one program"},
	}
}

// taxKeys say which taxes move money.
func taxKeys() []Key {
	return []Key{
		{Path: "market.<market>.tax.price_includes", Kind: EnumKind,
			Words: []string{"none", "vat", "iva", "gst"},
			Doc:   "tax that is inside the price shown"},
		{Path: "market.<market>.tax.rate", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "rate of the tax inside the price"},
		{Path: "market.<market>.tax.registered", Kind: BoolKind,
			Doc: "whether the seller is registered for the tax"},
		{Path: "market.<market>.tax.import_tax", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "tax on imported stock, besides duty"},
		{Path: "market.<market>.tax.import_tax_recoverable", Kind: BoolKind,
			Doc: "whether the seller gets import tax back"},
		{Path: "market.<market>.tax.recovery_delay", Kind: InputDays, Draw: DrawRun,
			Range: withinYear(), Doc: "days until import tax comes back"},
		{Path: "market.<market>.tax.rfc", Kind: EnumKind,
			Words: []string{"none", "individual", "company"},
			Doc:   "Mexican tax registration, which sets what Amazon withholds"},
		{Path: "market.<market>.tax.withholding.income", Kind: InputPercent, Draw: DrawRun,
			Range: share(), Doc: "income tax withheld from sales of local stock; default: by rfc"},
		{Path: "market.<market>.tax.withholding.vat", Kind: InputPercent, Draw: DrawRun,
			Range: share(),
			Doc:   "value added tax withheld from sales of local stock; default: by rfc"},
	}
}

// seasonKeys say how demand varies over time.
func seasonKeys() []Key {
	return []Key{
		{Path: "market.<market>.seasonality.monthly", Kind: NumbersKind, Range: Range{0, 100},
			Doc: "12 factors on demand, January to December"},
		{Path: "market.<market>.seasonality.weekday", Kind: NumbersKind, Range: Range{0, 100},
			Doc: "7 factors on demand, Monday to Sunday"},
		{Path: "market.<market>.seasonality.trend", Kind: InputYearly, Draw: DrawRun,
			Range: Range{-0.99, 10}, Doc: "growth of demand a year"},
	}
}

// marketPromotionKeys are the keys of [market.<market>.promotion.<name>].
func marketPromotionKeys() []Key {
	return []Key{
		{Path: "market.<market>.promotion.<name>.from", Kind: DateKind, Required: true,
			Doc: "first day of the promotion"},
		{Path: "market.<market>.promotion.<name>.to", Kind: DateKind, Required: true,
			Doc: "last day of the promotion"},
		{Path: "market.<market>.promotion.<name>.discount", Kind: PercentKind, Required: true,
			Range: share(), Doc: "reduction of all prices"},
		{Path: "market.<market>.promotion.<name>.uplift", Kind: InputPercent, Draw: DrawRun,
			Range: Range{-1, 100}, Doc: "additional demand; default: what price_elasticity gives"},
	}
}
