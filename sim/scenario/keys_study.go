package scenario

import "slices"

// studyKeys are the keys of the study as a whole.
func studyKeys() []Key {
	return slices.Concat(horizonKeys(), caseKeys(), experimentKeys(), resultKeys(), optimizeKeys())
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
		{Path: "experiment.confidence", Kind: PercentKind, Range: Range{0.5, 0.9999},
			Doc: "level of all intervals"},
		{Path: "experiment.equivalence", Kind: PercentKind, Range: Range{0, 1},
			Doc: "differences below this share of baseline revenue are ties"},
		{Path: "experiment.max_time", Kind: DurationKind,
			Doc: "real time after which no further batch starts"},
		{Path: "experiment.sample_orders", Kind: IntKind, Range: Range{0, 1e6},
			Doc: "orders written to orders.csv"},
		{Path: "experiment.break_even.input", Kind: TextKind,
			Doc: `what is varied: "volume" or the path of an input`},
		{Path: "experiment.break_even.market", Kind: MarketKind,
			Doc: "marketplace whose volume is varied"},
		{Path: "experiment.break_even.a", Kind: TextKind,
			Doc: "case on one side; default: the baseline"},
		{Path: "experiment.break_even.b", Kind: TextKind,
			Doc: "case on the other side; default: each other case"},
		{Path: "experiment.break_even.from", Kind: NumberKind, Range: Range{0, 1e6},
			Doc: "least multiple of the input's value"},
		{Path: "experiment.break_even.to", Kind: NumberKind, Range: Range{0, 1e6},
			Doc: "largest multiple of the input's value"},
		{Path: "experiment.break_even.points", Kind: IntKind, Range: Range{2, 1000},
			Doc: "points of the screening grid"},
	}
}

// resultKeys are the keys of correlations, checks and comparisons, and those not supported yet.
func resultKeys() []Key {
	return []Key{
		{Path: "correlate.<name>.inputs", Kind: TextsKind, Required: true,
			Doc: "paths of two or more per-run inputs"},
		{Path: "correlate.<name>.rank", Kind: NumberKind, Required: true, Range: Range{-1, 1},
			Doc: "rank correlation between each two of them"},
		{Path: "check.<name>.expect", Kind: TextKind, Required: true,
			Doc: "condition on the results; when it fails the run exits with code 5"},
		{Path: "compare.metrics", Kind: TextsKind, Doc: "metrics compared besides profit"},
		{Path: "compare.family", Kind: EnumKind, Words: []string{"holm", "none"},
			Doc: "correction of intervals over many cases"},
		{Path: "compare.against", Kind: EnumKind, Words: []string{"baseline", "all"},
			Doc: "which pairs of cases are compared"},

		{Path: "sweep", Kind: ReservedKind, Doc: "parameter sweeps"},
	}
}
