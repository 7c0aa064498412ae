package scenario

// moneyKeys are the keys of exchange rates, payout conversion and assumed fee cards.
func moneyKeys() []Key {
	return []Key{
		{Path: "fx.<currency>", Kind: InputFX, Draw: DrawRun, Range: positive(),
			Doc: "value of one unit in the scenario's currency: constant, distribution or " +
				"process; the default stands in only for sales that actions imply"},
		{Path: "fx.<currency>.start", Kind: InputFX, Draw: DrawRun, Range: positive(),
			Doc: "value on the first day"},
		{Path: "fx.<currency>.model", Kind: EnumKind, Words: []string{"gbm"},
			Doc: "geometric Brownian motion"},
		{Path: "fx.<currency>.vol", Kind: InputYearly, Draw: DrawRun, Range: Range{0, 5},
			Doc: "volatility: size of the chance moves"},
		{Path: "fx.<currency>.drift", Kind: InputYearly, Draw: DrawRun, Range: Range{-5, 5},
			Doc: "yearly trend of the rate beside its chance moves"},
		{Path: "fx.<currency>.step", Kind: DurationKind, Range: Range{1, 366},
			Doc: "time between changes of the rate"},
		{Path: "fx.<currency>.file", Kind: FileKind,
			Doc: "CSV with a date and a rate column: the rate follows it"},
		{Path: "fx.<currency>.points", Kind: TextsKind,
			Doc: `rates by date: ["2026-02-02 0.731", ...]`},

		{Path: "conversion.accs", Kind: BoolKind,
			Doc: "whether Amazon's currency converter pays out"},
		{Path: "conversion.payout", Kind: CurrencyKind,
			Doc: "currency of the seller's bank account"},
		{Path: "conversion.rate", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "fee of the converter, instead of the rate card"},
		{Path: "conversion.trailing_volume", Kind: MoneyKind, Range: nonNegative(),
			Doc: "volume converted in the last 12 months, which sets the tier"},

		{Path: "assume.cards", Kind: EnumKind, Words: []string{"nearest"},
			Doc: "use the nearest fee card where none is in force; or a table of cards"},
		{Path: "assume.cards.<family>", Kind: TextKind,
			Doc: `card for a fee, such as "fulfillment.remote-fulfillment.CA" = "rf-ca-2024"`},
	}
}
