package scenario

import "slices"

// productKeys are the keys of [product.<sku>], which are also the columns of the catalog CSV.
func productKeys() []Key {
	return slices.Concat(unitKeys(), offerKeys(), ownOrderingKeys(), productPromotionKeys())
}

// unitKeys describe a unit of a product and what it costs.
func unitKeys() []Key {
	return []Key{
		{Path: "product.<sku>.asin", Kind: TextKind, Doc: "Amazon's number; default: the SKU"},
		{Path: "product.<sku>.category", Kind: CategoryKind, Required: true,
			Doc: "product category of the referral fee tables"},
		{Path: "product.<sku>.size", Kind: SizeKind, Required: true,
			Doc: `sides of the packed unit: "11 x 7 x 3 in", or in cm`},
		{Path: "product.<sku>.weight", Kind: WeightKind, Required: true,
			Doc: "weight of the packed unit"},
		{Path: "product.<sku>.cost", Kind: InputMoney, Required: true, Draw: DrawRun,
			Range: nonNegative(), Doc: "cost of a unit landed in the US warehouse"},
		{Path: "product.<sku>.salvage", Kind: InputMoney, Draw: DrawRun, Range: nonNegative(),
			Doc: "value of a unit left at the end; then leftover is salvage for this product"},
		{Path: "product.<sku>.origin", Kind: CountryKind, Doc: "country of manufacture"},
		{Path: "product.<sku>.customs_value", Kind: InputMoney, Draw: DrawRun, Range: nonNegative(),
			Doc: "value of a unit declared at the border; default: cost"},
		{Path: "product.<sku>.dangerous_goods", Kind: BoolKind,
			Doc: "whether dangerous goods fees apply"},
		{Path: "product.<sku>.fee_group", Kind: TextKind,
			Doc: "column of fee cards that divide a category further"},
		{Path: "product.<sku>.established", Kind: BoolKind,
			Doc: "false: new at the start, which frees it from the low-inventory fee for a time"},
	}
}

// offerKeys say at what price a product is offered, how much of it is wanted and how much there
// is.
func offerKeys() []Key {
	return []Key{
		{Path: "product.<sku>.returns", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of units returned; the default depends on the category"},
		{Path: "product.<sku>.returns.default", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of units returned where no marketplace is named"},
		{Path: "product.<sku>.returns.<market>", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of units returned in one marketplace"},
		{Path: "product.<sku>.returns_threshold", Kind: PercentKind, Range: share(),
			Doc: "share of returns above which US returns pay processing; Seller Central shows it"},
		{Path: "product.<sku>.price.<market>", Kind: PriceKind, Range: positive(),
			Doc: `price shown, or "auto": the arithmetic of Build International Listings`},
		{Path: "product.<sku>.price.<market>.default", Kind: PriceKind, Range: positive(),
			Doc: "price under programs that are not named"},
		{Path: "product.<sku>.price.<market>.<program>", Kind: PriceKind, Range: positive(),
			Doc: "price under one program"},
		{Path: "product.<sku>.demand.<market>", Kind: InputRate, Draw: DrawRun,
			Range: nonNegative(), Doc: "units wanted at the reference offer of the marketplace"},
		{Path: "product.<sku>.program.<market>", Kind: ProgramKind,
			Doc: "how this product is served, where it differs from program.<market>"},
		{Path: "product.<sku>.program.<market>.[].use", Kind: ProgramKind, Required: true,
			Doc: "program of this row"},
		{Path: "product.<sku>.program.<market>.[].from", Kind: DateKind,
			Doc: "first day the row may hold"},
		{Path: "product.<sku>.program.<market>.[].to", Kind: DateKind,
			Doc: "last day the row may hold"},
		{Path: "product.<sku>.program.<market>.[].when", Kind: TextKind,
			Doc: `condition, such as "stock.CA > 0"`},
		{Path: "product.<sku>.opening.<market>", Kind: LotsKind,
			Doc: `stock at the start: "800 units aged 40 d"; on its way and paid for: ` +
				`"300 units in 12 d"; more lots with + between them, or as a list`},
		{Path: "product.<sku>.ads", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "advertising cost as a share of revenue; default: that of the marketplace"},
		{Path: "product.<sku>.ads.default", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "advertising cost where no marketplace is named"},
		{Path: "product.<sku>.ads.<market>", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "advertising cost in one marketplace"},
	}
}

// productPromotionKeys are the keys of [product.<sku>.promotion.<name>].
func productPromotionKeys() []Key {
	return []Key{
		{Path: "product.<sku>.promotion.<name>.market", Kind: MarketKind, Required: true,
			Doc: "marketplace of the promotion"},
		{Path: "product.<sku>.promotion.<name>.from", Kind: DateKind, Required: true,
			Doc: "first day of the promotion"},
		{Path: "product.<sku>.promotion.<name>.to", Kind: DateKind, Required: true,
			Doc: "last day of the promotion"},
		{Path: "product.<sku>.promotion.<name>.discount", Kind: PercentKind, Range: share(),
			Doc: "reduction of the price; or give price"},
		{Path: "product.<sku>.promotion.<name>.price", Kind: MoneyKind, Range: positive(),
			Doc: "price during the promotion; or give discount"},
		{Path: "product.<sku>.promotion.<name>.uplift", Kind: InputPercent, Draw: DrawRun,
			Range: Range{-1, 100}, Doc: "additional demand; default: what price_elasticity gives"},
	}
}

func nonNegative() Range { return Range{0, 1e12} }
func positive() Range    { return Range{1e-6, 1e12} }
func share() Range       { return Range{0, 1} }
