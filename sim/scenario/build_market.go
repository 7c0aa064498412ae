package scenario

import "fbasim/sim/market"

func buildMarket(s scope) *Market {
	m := &Market{
		Pos:       s.near,
		LateShare: s.sub("late_share").input(), LateExtra: s.sub("late_extra").input(),
		PrimeShare: s.sub("prime_share").input(), Ads: s.sub("ads").input(),
		Response:   buildResponse(s.sub("response")),
		Tax:        buildTax(s.sub("tax")),
		Promotions: promotions(s.sub("promotion"), false),
		Nonprime:   s.sub("nonprime_shipping").input(),
		AutoPrice:  buildAutoPrice(s.sub("auto_price")),
		Limit:      buildStorageLimit(s.sub("storage_limit")),
	}
	for p := market.NoProgram + 1; p < market.ProgramCount; p++ {
		own := s.sub("transit").sub(p.String())
		m.Transit[p], m.hasTransit[p] = own.input(), own.present()
		m.FeeChange[p] = s.sub("fee_change").sub(p.String()).input()
	}
	r := s.sub("returns")
	m.Returns = Returns{Delay: r.sub("delay").input(), Transit: r.sub("transit").input(),
		Sellable: perProgram(r.sub("sellable"))}
	m.Competitors = competitors(s.sub("competitor"))
	season := s.sub("seasonality")
	m.Seasonality = Seasonality{Monthly: season.sub("monthly").numbersField(12),
		Weekday: season.sub("weekday").numbersField(7), Trend: season.sub("trend").input()}
	return m
}

func buildResponse(s scope) Response {
	return Response{
		PerDayFaster:     s.sub("per_day_faster").input(),
		PriceElasticity:  s.sub("price_elasticity").input(),
		ReferenceProgram: s.sub("reference_program").programField(),
		ReferenceDays:    s.sub("reference_days").input(),
	}
}

func buildTax(s scope) Tax {
	return Tax{
		PriceIncludes:        s.sub("price_includes").enumField(),
		Rate:                 s.sub("rate").input(),
		Registered:           s.sub("registered").boolField(),
		ImportTax:            s.sub("import_tax").input(),
		ImportTaxRecoverable: s.sub("import_tax_recoverable").boolField(),
		RecoveryDelay:        s.sub("recovery_delay").input(),
		RFC:                  s.sub("rfc").enumField(),
		WithholdingIncome:    s.sub("withholding").sub("income").input(),
		WithholdingVAT:       s.sub("withholding").sub("vat").input(),
	}
}
