package scenario

import "slices"

// studyKeys are the keys of the study as a whole.
func studyKeys() []Key {
	return slices.Concat(horizonKeys(), caseKeys(), experimentKeys(), sweepKeys(), resultKeys(),
		optimizeKeys())
}

// horizonKeys are the keys at the top of a file, and [catalog].
func horizonKeys() []Key {
	return []Key{
		{Path: "schema", Kind: IntKind, Required: true, Range: Range{1, 1},
			Doc: "version of the file format"},
		{Path: "extends", Kind: TextsKind, Doc: "files this one is laid over, first to last"},
		{Path: "cards", Kind: TextsKind,
			Doc: "files of rate cards beside the scenario; they add to the built-in ones"},
		{Path: "name", Kind: TextKind, Doc: "title of the study; default: the name of the file"},
		{Path: "description", Kind: TextKind, Doc: "what the study is about"},
		{Path: "start", Kind: DateKind, Required: true, Doc: "first day simulated"},
		{Path: "horizon", Kind: DurationKind, Required: true, Range: Range{1, 3660},
			Doc: "time simulated; open orders are followed to their end"},
		{Path: "currency", Kind: CurrencyKind, Doc: "currency of all results"},
		{Path: "warmup", Kind: DelayKind, Doc: "time at the beginning that results leave out"},
		{Path: "timezone", Kind: TextKind, Doc: "time zone of the dates, for the reader"},
		{Path: "unmet", Kind: EnumKind, Words: []string{"lost", "backorder"},
			Doc: "what happens to demand that finds no stock"},
		{Path: "settlement", Kind: DurationKind, Range: Range{1, 60}, Doc: "time between payouts"},
		{Path: "leftover", Kind: EnumKind, Words: []string{"landed-cost", "salvage", "removal"},
			Doc: "value of stock left at the end; salvage needs product.<sku>.salvage"},

		{Path: "catalog.file", Kind: FileKind,
			Doc: "CSV with a row per SKU, columns named as the keys"},
		{Path: "catalog.where", Kind: TextKind,
			Doc: `expression that picks rows, such as 'category != "Books"'`},
	}
}

// caseKeys are the keys of [program] and [case.<case>].
func caseKeys() []Key {
	return []Key{
		{Path: "program.<market>", Kind: ProgramKind,
			Doc: "how a marketplace is served: a program, or rows; the first that holds wins"},
		{Path: "program.<market>.[].use", Kind: ProgramKind, Required: true,
			Doc: "program of this row"},
		{Path: "program.<market>.[].from", Kind: DateKind, Doc: "first day the row may hold"},
		{Path: "program.<market>.[].to", Kind: DateKind, Doc: "last day the row may hold"},
		{Path: "program.<market>.[].when", Kind: TextKind,
			Doc: `condition, such as "stock.CA > 0"`},

		{Path: "case.<case>.baseline", Kind: BoolKind,
			Doc: "the case others are compared with; default: the first"},
		{Path: "case.<case>.title", Kind: TextKind, Doc: "name of the case in tables and charts"},
	}
}

// experimentKeys are the keys of [experiment].
func experimentKeys() []Key {
	return []Key{
		{Path: "experiment.seed", Kind: IntKind, Range: Range{0, 1 << 53},
			Doc: "seed of all random numbers"},
		{Path: "experiment.replications", Kind: CountsKind, Range: Range{1, 1e6},
			Doc: "runs per case: a number, or least..most"},
		{Path: "experiment.batch", Kind: IntKind, Range: Range{1, 1e5},
			Doc: "replications between looks at the precision"},
		{Path: "experiment.precision", Kind: PercentKind, Range: Range{0.0001, 1},
			Doc: "half-width of the interval to reach, of the difference"},
		{Path: "experiment.precise", Kind: TextsKind,
			Doc: `metrics that must be as precise besides profit, such as "late_share.CA"`},
		{Path: "experiment.confidence", Kind: PercentKind, Range: Range{0.5, 0.9999},
			Doc: "level of all intervals"},
		{Path: "experiment.equivalence", Kind: PercentKind, Range: Range{0, 1},
			Doc: "differences below this share of baseline revenue are ties"},
		{Path: "experiment.controls", Kind: EnumKind, Words: []string{"none", "natural"},
			Doc: "control variates (draws and buyers of known mean) that adjust differences"},
		{Path: "experiment.max_time", Kind: DurationKind,
			Doc: "real time after which no further batch starts"},
		{Path: "experiment.sample_orders", Kind: IntKind, Range: Range{0, 1e6},
			Doc: "orders written to orders.csv"},
		{Path: "experiment.break_even.input", Kind: TextsKind,
			Doc: `what is varied: "volume", a path, or "PATH = FROM..TO UNIT"; one or a list`},
		{Path: "experiment.break_even.market", Kind: MarketKind,
			Doc: "marketplace whose volume is varied"},
		{Path: "experiment.break_even.a", Kind: TextKind,
			Doc: "case on one side; default: the baseline"},
		{Path: "experiment.break_even.b", Kind: TextKind,
			Doc: "case on the other side; default: each other case"},
		{Path: "experiment.break_even.from", Kind: NumberKind, Range: Range{0, 1e6},
			Doc: "least multiple of the input's value; default: 1/16"},
		{Path: "experiment.break_even.to", Kind: NumberKind, Range: Range{0, 1e6},
			Doc: "largest multiple of the input's value; default: 2 and, while it pays, up to 16"},
		{Path: "experiment.break_even.points", Kind: IntKind, Range: Range{2, 1000},
			Doc: "points of the screening grid"},
	}
}

// resultKeys are the keys of correlations, checks and comparisons.
func resultKeys() []Key {
	return []Key{
		{Path: "correlate.<name>.inputs", Kind: TextsKind, Required: true,
			Doc: "paths of two or more per-run inputs"},
		{Path: "correlate.<name>.rank", Kind: NumberKind, Required: true, Range: Range{-1, 1},
			Doc: "rank correlation between each two of them"},
		{Path: "check.<name>.expect", Kind: TextKind, Required: true,
			Doc: "condition on the results; when it fails the run exits with code 5"},
		{Path: "compare.metrics", Kind: TextsKind,
			Doc: `metrics compared besides profit, such as "fill_rate"; default: all`},
		{Path: "compare.family", Kind: EnumKind, Words: []string{"holm", "none"},
			Doc: "adjustment of p-values, which verdicts need, over the pairs of cases"},
		{Path: "compare.against", Kind: EnumKind, Words: []string{"baseline", "all"},
			Doc: "which pairs of cases are compared"},
	}
}

// sweepKeys are the keys of parameter sweeps: [sweep.<name>], a table for each parameter, and
// [experiment.sweep], which holds for all of them.
func sweepKeys() []Key {
	return []Key{
		{Path: "experiment.sweep.design", Kind: EnumKind, Words: SweepDesigns(),
			Doc: "how values make points; default: grid, or list where there is one"},
		{Path: "experiment.sweep.points", Kind: IntKind, Range: Range{1, MaxSweepPoints},
			Doc: "points of lhs and sobol"},
		{Path: "experiment.sweep.list", Kind: FileKind,
			Doc: "CSV with a row per point, columns named by the paths of the parameters"},
		{Path: "experiment.sweep.replications", Kind: IntKind, Range: Range{1, 1e6},
			Doc: "runs per case and point; default: the least of experiment.replications"},
		{Path: "experiment.sweep.metrics", Kind: TextsKind,
			Doc: `metrics of the table, such as "profit.CA", or "all"`},

		{Path: "sweep.<name>.path", Kind: TextKind, Required: true,
			Doc: `what is varied: "product.MUG.price.CA", also "case.local.replenish.CA.cover"`},
		{Path: "sweep.<name>.values", Kind: ValuesKind,
			Doc: "its values, each as it would stand at the path"},
		{Path: "sweep.<name>.from", Kind: AnyKind, Doc: "instead of values: the first of a range"},
		{Path: "sweep.<name>.to", Kind: AnyKind, Doc: "the last of the range, in the same unit"},
		{Path: "sweep.<name>.step", Kind: AnyKind, Doc: "distance of the values of the range"},
		{Path: "sweep.<name>.points", Kind: IntKind, Range: Range{2, MaxSweepPoints},
			Doc: "instead of a step: number of values, at equal distances"},
	}
}
