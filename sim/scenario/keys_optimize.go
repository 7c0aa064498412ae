package scenario

import "strings"

// optimizeKeys are the keys of [optimize]: what fbasim optimize chooses from, and by what.
func optimizeKeys() []Key {
	return []Key{
		{Path: "optimize.objective", Kind: TextsKind, Quiet: true,
			Doc: "metric to make best, or two for a Pareto set; the first decides"},
		{Path: "optimize.indifference", Kind: AnyKind, Quiet: true,
			Doc: `difference for a SKU that does not matter: "200 USD", or "1 %" of its revenue ` +
				`(of the objective, where that is no money; or a number)`},
		{Path: "optimize.probability", Kind: PercentKind, Quiet: true,
			Range: Range{0.55, 0.9999},
			Doc: "probability of a right choice for a SKU, if the best is better by the " +
				"indifference or more"},
		{Path: "optimize.method", Kind: EnumKind, Quiet: true,
			Words: []string{"auto", "kn", "ocba"},
			Doc: "kn: guaranteed probability; ocba: estimated, within the budget; auto: kn " +
				"where the budget allows"},
		{Path: "optimize.budget", Kind: IntKind, Quiet: true, Range: Range{10, 1e8},
			Doc: "most replications of plans of one SKU; with ocba those that are spent"},
		{Path: "optimize.first_stage", Kind: IntKind, Quiet: true, Range: Range{5, 1e5},
			Doc: "replications of every plan before any is dropped"},
		{Path: "optimize.family", Kind: EnumKind, Quiet: true,
			Words: []string{"none", "bonferroni"},
			Doc:   "bonferroni: the probability holds for all SKUs together; none: for each"},
		{Path: "optimize.where", Kind: TextKind,
			Doc: `which SKUs are planned anew, such as 'sku != "MUG" && category == "toys"'`},
		{Path: "optimize.choose.<name>.path", Kind: TextKind, Required: true,
			Doc: `what is chosen: "product.*.program.CA", "product.MUG.replenish.CA.cover", ` +
				`"replenish.CA.cover" for all SKUs alike to choose, or "product.*.switch.CA"`},
		{Path: "optimize.choose.<name>.values", Kind: AnyKind,
			Doc: "values to choose from; or give from, to, and step or points"},
		{Path: "optimize.choose.<name>.from", Kind: AnyKind,
			Doc: "least value of a range, or its first day"},
		{Path: "optimize.choose.<name>.to", Kind: AnyKind,
			Doc: "largest value of a range, or its last day"},
		{Path: "optimize.choose.<name>.step", Kind: AnyKind,
			Doc: "distance between values of a range"},
		{Path: "optimize.choose.<name>.points", Kind: IntKind, Range: Range{2, maxOptions},
			Doc: "instead of a step: number of values, at equal distances"},
		{Path: "optimize.require.<name>.that", Kind: TextKind, Required: true,
			Doc: "condition on the results of a plan, as in [check]; others are not chosen"},
	}
}

// ownOrderingKeys are the ordering keys of a product where it differs from [replenish.<market>].
func ownOrderingKeys() []Key {
	var out []Key
	for _, k := range orderingKeys() {
		if k.Path == "replenish.<market>.review" {
			continue // all SKUs of a country are reviewed together
		}
		k.Path, k.Required = "product.<sku>."+k.Path, false
		k.Doc = "for this product, where it differs: " + strings.TrimSpace(k.Doc)
		out = append(out, k)
	}
	return out
}
