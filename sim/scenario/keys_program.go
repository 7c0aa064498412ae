package scenario

import "slices"

// programKeys are the keys of the seller's account, of what rules ask of products, and of selling
// without FBA in the country.
func programKeys() []Key {
	return slices.Concat(sellerKeys(), factKeys(), competitorKeys(), merchantKeys(), exportKeys())
}

// sellerKeys are the keys of [seller]: the account as it stands at the start.
func sellerKeys() []Key {
	return []Key{
		{Path: "seller.professional", Kind: BoolKind,
			Doc: "count the monthly fee of the Professional plan, which all cases pay alike"},
		{Path: "seller.established", Kind: BoolKind,
			Doc: "false: sells since the start only, which frees from some fees for a year"},
		{Path: "seller.home_country", Kind: CountryKind, Quiet: true,
			Doc: "country the seller is based in"},
		{Path: "seller.unified_account", Kind: BoolKind, Quiet: true,
			Doc: "whether it has a North America Unified Account"},
		{Path: "seller.fba_registered", Kind: TextsKind,
			Doc: "countries in which it is registered for FBA at the start; default: US, CA, MX"},
		{Path: "seller.fba_export_enabled", Kind: BoolKind,
			Doc: "whether FBA Export is on at the start; default: rule EXP-ENR-01"},
		{Path: "seller.rf_enrolled", Kind: BoolKind,
			Doc: "whether it is enrolled in Remote Fulfillment at the start; default: unless a " +
				"case enrolls by an action"},
		{Path: "seller.alc", Kind: MarketsKind,
			Doc: `marketplaces with automatic listing: ["CA", "MX"], "all" or []; default: rule ` +
				"RF-ALC-01"},
		{Path: "seller.accs", Kind: BoolKind,
			Doc: "whether Amazon's currency converter pays out; the same as conversion.accs"},
		{Path: "seller.stranded_auto_days", Kind: DelayKind, Range: Range{0, 365},
			Doc: "time after which stranded stock changes back to FBA"},
		{Path: "seller.return_address.<market>", Kind: EnumKind,
			Words: []string{"foreign", "local", "none"},
			Doc: "where buyers of seller-fulfilled orders return to; default: rule GS-RET-01, at " +
				"home local"},
		{Path: "seller.free_returns.<market>", Kind: BoolKind,
			Doc: "whether the seller pays for returns of seller-fulfilled orders; default: rule " +
				"GS-RET-04"},
	}
}

// factKeys are what the rules ask of a product.
func factKeys() []Key {
	return []Key{
		{Path: "product.<sku>.classes", Kind: TextsKind,
			Doc: "classes of regulated products: restricted, prohibited, dangerous_goods, " +
				"EXR1 to 6, IMR1 to 12, TRR1 to 4"},
		{Path: "product.<sku>.media", Kind: EnumKind, Quiet: true,
			Words: []string{"none", "book", "music", "video", "dvd", "movie"},
			Doc:   "kind of media, which decides on export and Multi-Channel Fulfillment abroad"},
		{Path: "product.<sku>.prep", Kind: EnumKind, Quiet: true,
			Words: []string{"seller", "amazon"},
			Doc:   "who preps units for FBA; plans by API do not mix the two"},
		{Path: "product.<sku>.has_description", Kind: BoolKind, Quiet: true,
			Doc: "whether the listing has a full description"},
		{Path: "product.<sku>.has_bullet", Kind: BoolKind, Quiet: true,
			Doc: "whether the listing has a bullet point"},
		{Path: "product.<sku>.risk.<market>", Kind: EnumKind,
			Words: []string{"pass", "high", "unassessed"},
			Doc:   "Amazon's regulatory risk assessment at the start"},
		{Path: "product.<sku>.compliant.<market>", Kind: BoolKind,
			Doc: "whether the product meets trade compliance at the start"},
		{Path: "product.<sku>.approval.<market>", Kind: BoolKind,
			Doc: "whether category and brand are approved at the start"},
		{Path: "product.<sku>.fba_enabled.<market>", Kind: BoolKind,
			Doc: "whether the product is enabled for FBA at the start"},
		{Path: "product.<sku>.rf_transport_block.<market>", Kind: BoolKind,
			Doc: "whether a transport constraint blocks Remote Fulfillment at the start"},
		{Path: "product.<sku>.lawful.<country>", Kind: BoolKind,
			Doc: "whether the country lets the product in"},
		{Path: "product.<sku>.offered.<market>", Kind: BoolKind,
			Doc: "whether there is an offer at the start"},
		{Path: "product.<sku>.sf_quantity.<market>", Kind: UnitsKind, Range: Range{0, 1e9},
			Doc: "units of a seller-fulfilled offer beside the FBA offer of the SKU"},
		{Path: "product.<sku>.export.<country>", Kind: InputRate, Draw: DrawRun,
			Range: nonNegative(), Doc: "units that buyers in a country want by FBA Export"},
	}
}

// competitorKeys are the keys of [market.<market>.competitor.<name>]: offers of others for the
// same product, and what buyers without Prime pay.
func competitorKeys() []Key {
	return []Key{
		{Path: "market.<market>.nonprime_shipping", Kind: InputOrder, Draw: DrawRun,
			Range: nonNegative(),
			Doc: "shipping that buyers without Prime pay for an FBA order; default: with actions " +
				"the planning value of rule PLN-01"},
		{Path: "market.<market>.competitor.<name>.price", Kind: MoneyKind, Required: true,
			Range: positive(), Doc: "item price of a competing offer of every product"},
		{Path: "market.<market>.competitor.<name>.days", Kind: InputDays, Required: true,
			Draw: DrawRun, Range: withinYear(), Doc: "days in which it delivers"},
		{Path: "market.<market>.competitor.<name>.shipping", Kind: MoneyKind,
			Range: nonNegative(), Doc: "shipping that it charges; with prime, only others pay it"},
		{Path: "market.<market>.competitor.<name>.prime", Kind: BoolKind,
			Doc: "whether it is a Prime offer"},
		{Path: "market.<market>.competitor.<name>.sku", Kind: TextsKind,
			Doc: "product or list of products that it competes with; default: all"},
	}
}

// merchantKeys are the keys of [merchant.<market>]: orders that the seller ships.
func merchantKeys() []Key {
	return []Key{
		{Path: "merchant.<market>.shipping", Kind: InputOrder, Draw: DrawRun,
			Range: nonNegative(),
			Doc: "what the seller's carrier takes for an order; default, of all costs here: " +
				"none, with actions the planning values of rule PLN-01"},
		{Path: "merchant.<market>.discount", Kind: PercentKind, Range: share(),
			Doc: "business discount of the carrier"},
		{Path: "merchant.<market>.charged", Kind: InputOrder, Draw: DrawRun,
			Range: nonNegative(), Doc: "shipping that the buyer pays to the seller"},
		{Path: "merchant.<market>.handling", Kind: DelayKind, Range: Range{0, 60},
			Doc: "time from order to the confirmation of shipment; default: rule GS-SF-04"},
		{Path: "merchant.<market>.incoterm", Kind: EnumKind, Words: []string{"DAP", "DDP"},
			Doc: "who pays duty at the border: the buyer (DAP) or the seller (DDP); default: " +
				"rule GS-SF-01"},
		{Path: "merchant.<market>.duty", Kind: InputPercent, Draw: DrawRun, Range: Range{0, 10},
			Doc: "duty and tax at the border, on the price"},
		{Path: "merchant.<market>.service", Kind: InputOrder, Draw: DrawRun,
			Range: nonNegative(), Doc: "customer service and handling by the seller, an order"},
		{Path: "merchant.<market>.return_cost", Kind: InputOrder, Draw: DrawRun,
			Range: nonNegative(), Doc: "postage of a return to the seller's address"},
		{Path: "merchant.<market>.claims", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of orders with an A-to-z claim that is upheld"},
		{Path: "merchant.<market>.limit.size", Kind: SizeKind,
			Doc: "largest parcel the carrier takes"},
		{Path: "merchant.<market>.limit.weight", Kind: WeightKind,
			Doc: "heaviest parcel the carrier takes"},
	}
}

// exportKeys are the keys of [export]: buyers abroad of the US offer.
func exportKeys() []Key {
	return []Key{
		{Path: "export.<country>.demand", Kind: InputPercent, Draw: DrawRun, Range: Range{0, 10},
			Doc: "units wanted in the country, as a share of each product's US demand"},
		{Path: "export.<country>.shipping", Kind: InputOrder, Draw: DrawRun,
			Range: nonNegative(),
			Doc:   "international shipping that the buyer pays for an order; default: rule PLN-01"},
		{Path: "export.<country>.duty", Kind: InputPercent, Draw: DrawRun, Range: Range{0, 10},
			Doc: "duty and tax that the buyer pays, on the price"},
		{Path: "export.<country>.transit", Kind: InputDays, Draw: DrawEvent, Range: withinYear(),
			Doc: "days from order to door"},
		{Path: "export.<country>.open", Kind: TextsKind,
			Doc: "classes IMR1 to 12 that the country lets in; by default none"},
	}
}
