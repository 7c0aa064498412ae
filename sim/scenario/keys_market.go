package scenario

import "slices"

const (
	windows = "middle of the delivery window Amazon states for Remote Fulfillment: CA 7 to 12, " +
		"MX 5 to 9 days"
	guess = "no published figure found"
	speed = "Fisher, Gallino and Xu (SSRN 2573069) find 1.5 % of sales a day, " +
		"Cui et al. (SSRN 3563404) 0.5 to 0.7 %"
)

// marketKeys are the keys of [market.<market>].
func marketKeys() []Key {
	return slices.Concat(deliveryKeys(), responseKeys(), returnKeys(), taxKeys(), seasonKeys())
}

func withinYear() Range { return Range{0, 365} }

// transitTimes are the defaults of market.<market>.transit.<program>.
func transitTimes() []Default {
	return slices.Concat(
		perPlace(windows, "A", "CA.remote-fulfillment", "pert(7, 9, 12) d",
			"MX.remote-fulfillment", "pert(5, 7, 9) d"),
		perPlace("vendors' statements on two-day delivery", "V",
			"US.local-fba", "pert(1, 2, 4) d", "CA.local-fba", "pert(1, 2, 3) d"),
		perPlace(guess, "E", "MX.local-fba", "pert(2, 3, 4) d",
			"US.mcf", "pert(2, 4, 7) d", "US.seller-fulfilled", "pert(3, 5, 8) d",
			"CA.fba-export", "pert(8, 12, 20) d", "MX.fba-export", "pert(8, 14, 24) d",
			"MX.seller-fulfilled", "pert(8, 14, 24) d"),
		perPlace("default setting of Seller Central for the US to Canada, help page 202115750", "A",
			"CA.seller-fulfilled", "pert(7, 10, 14) d"),
	)
}

// deliveryKeys say how long delivery takes and whom it reaches.
func deliveryKeys() []Key {
	return []Key{
		{Path: "market.<market>.transit.<program>", Kind: InputDays, Draw: DrawEvent,
			Range:   withinYear(),
			Special: transitTimes(), Doc: "days from order to door under a program"},
		{Path: "market.<market>.late_share", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Default: estimate("5 %",
				guess), Doc: "share of cross-border orders delayed on the way"},
		{Path: "market.<market>.late_extra", Kind: InputDays, Draw: DrawEvent, Range: withinYear(),
			Default: estimate("pert(1, 2, 7) d", guess), Doc: "days a delayed order loses"},
		{Path: "market.<market>.prime_share", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Default: estimate("70 %", guess), Doc: "share of buyers with Prime"},
		{Path: "market.<market>.ads", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Default: convention("0 %"), Doc: "advertising cost as a share of revenue"},
	}
}

// responseKeys say how demand answers to a better or worse offer.
func responseKeys() []Key {
	return []Key{
		{Path: "market.<market>.response.per_day_faster", Kind: InputPercent, Draw: DrawRun,
			Range: Range{-0.5, 0.5}, Default: estimate("1.0 %", speed),
			Doc: "change of demand for each day of faster delivery"},
		{Path: "market.<market>.response.price_elasticity", Kind: InputFactor, Draw: DrawRun,
			Range: Range{-20, 0}, Default: estimate("-1.5", "usual range -0.5 to -3"),
			Doc: "change of demand in % for each % of landed price"},
		{Path: "market.<market>.response.reference_program", Kind: ProgramKind,
			Default: convention("remote-fulfillment"), Special: perPlace("convention", "", "US",
				"local-fba"),
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
			Range:   withinYear(),
			Default: estimate("gamma(mean=18, cv=0.4) d", guess),
			Doc:     "days from delivery to the buyer's return"},
		{Path: "market.<market>.returns.transit", Kind: InputDays, Draw: DrawEvent,
			Range: withinYear(),
			Special: perPlace(guess, "E", "US", "pert(3, 7, 14) d", "CA", "pert(7, 14, 30) d",
				"MX", "pert(10, 18, 40) d"),
			Doc: "days a returned unit travels"},
		{Path: "market.<market>.returns.sellable", Kind: InputPercent, Draw: DrawRun,
			Range:   share(),
			Default: estimate("60 %", guess),
			Special: perPlace(guess, "E", "US.fba-export", "50 %", "CA.fba-export", "50 %",
				"MX.fba-export", "50 %"),
			Doc: "share of returned units that can be sold again"},
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
			Words: []string{"none", "vat", "iva", "gst"}, Default: convention("none"),
			Special: perPlace("Mexican consumer prices include IVA", "T", "MX", "iva"),
			Doc:     "tax that is inside the price shown"},
		{Path: "market.<market>.tax.rate", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Default: convention("0 %"),
			Special: perPlace("general IVA rate", "T", "MX", "16 %"),
			Doc:     "rate of the tax inside the price"},
		{Path: "market.<market>.tax.registered", Kind: BoolKind, Default: convention("false"),
			Doc: "whether the seller is registered for the tax"},
		{Path: "market.<market>.tax.import_tax", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Default: convention("0 %"),
			Special: perPlace("GST at the border; IVA on imports", "T", "CA", "5 %", "MX", "16 %"),
			Doc:     "tax on imported stock, besides duty"},
		{Path: "market.<market>.tax.import_tax_recoverable", Kind: BoolKind,
			Default: convention("false"),
			Doc:     "whether the seller gets import tax back"},
		{Path: "market.<market>.tax.recovery_delay", Kind: InputDays, Draw: DrawRun,
			Range: withinYear(),
			Default: estimate("90 d",
				"quarterly returns"), Doc: "days until import tax comes back"},
		{Path: "market.<market>.tax.rfc", Kind: EnumKind, Words: []string{"none", "individual",
			"company"},
			Default: convention("none"), Doc: "Mexican tax registration, which sets what Amazon withholds"},
		{Path: "market.<market>.tax.withholding.income", Kind: InputPercent, Draw: DrawRun,
			Range: share(),
			Doc:   "income tax withheld from sales of local stock; default: by rfc"},
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
			Range: Range{-0.99, 10},
			Doc:   "growth of demand a year"},

		{Path: "market.<market>.promotion.<name>.from", Kind: DateKind, Required: true,
			Doc: "first day of the promotion"},
		{Path: "market.<market>.promotion.<name>.to", Kind: DateKind, Required: true,
			Doc: "last day of the promotion"},
		{Path: "market.<market>.promotion.<name>.discount", Kind: PercentKind, Required: true,
			Range: share(),
			Doc:   "reduction of all prices"},
		{Path: "market.<market>.promotion.<name>.uplift", Kind: InputPercent, Draw: DrawRun,
			Range: Range{-1, 100}, Doc: "additional demand; default: what the elasticity gives"},
	}
}
