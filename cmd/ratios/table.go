package main

// comparison is a line of the table: a benchmark and what it is held against.
type comparison struct {
	room    string // heading under which it stands
	title   string
	ours    metric
	against string // name of the baseline, "" for none
	base    metric
	promise float64 // times faster than the baseline, at least; 0 where none is promised
	lean    bool    // it must allocate nothing
}

// metric is what a benchmark reports under a unit, "" for the time of an operation.
type metric struct {
	pkg, name, unit string
	needs           string // what must be installed, see FBASIM_REQUIRE; "" for nothing
}

// The baselines; legend says what they are.
const (
	closures = "closures"
	heap     = "typed heap"
	inSimPy  = "SimPy"
	bare     = "SimPy (s,S)"
	standard = "Go's PCG"
	byHand   = "encoding/csv"
	together = "one process"
)

const legend = `closures: events are closures in a container/heap, as Go is ordinarily written.
typed heap: event values in a binary heap written by hand.
SimPy: the same model in SimPy on CPython; (s,S) is its bare inventory loop, a demand of which is
set against an order of the full model.
Go's PCG: the generator of its standard library.
encoding/csv: order lines read by Go's standard library, fewer columns and no checks.
one process: the same 200 units of work of a sweep in one process with two workers; shards are
processes of one worker, two at a time, with the merge after them.
ours and theirs are medians over the rounds; ratios are taken round by round.
`

func des(name string) metric { return metric{pkg: "sim/des", name: name} }

func simpy(name string) metric {
	return metric{pkg: "sim/des", name: "SimPy/" + name, needs: "simpy"}
}

func random(name string) metric { return metric{pkg: "sim/random", name: name} }

func orders(name string) metric { return metric{pkg: "sim/model", name: name, unit: "ns/order"} }

func quote(name string) metric { return metric{pkg: "sim/fee", name: name} }

func result(name string) metric { return metric{pkg: "sim/result", name: name} }

func orderLines(name string) metric { return metric{pkg: "sim/amazon", name: "Orders/" + name} }

// shards is what a number of processes take, by the clock and by the processor.
func shards(name string) metric { return metric{pkg: "cmd/fbasim", name: "Shards/" + name} }

func shardsCPU(name string) metric {
	return metric{pkg: "cmd/fbasim", name: "Shards/" + name, unit: "cpu-ns/op"}
}

func report(name string) metric { return metric{pkg: "sim/report", name: "Quickstart/" + name} }

func kernel(title string, ours metric, against string, base metric, promise float64) comparison {
	return comparison{"kernel", title, ours, against, base, promise, true}
}

func hold(title, ours, against, base string, promise float64) comparison {
	return kernel(title, des("Hold/"+ours), against, des("Hold/"+base), promise)
}

func guard(title, ours, base string) comparison {
	return kernel(title, des("GuardTimer/"+ours), closures, des("GuardTimer/"+base), 0)
}

func inAll(title string, ours metric, against string, base metric, promise float64) comparison {
	return comparison{"model", title, ours, against, base, promise, false}
}

func drawn(title string, ours metric) comparison {
	return comparison{"random", title, ours, standard, random("StandardPCG"), 0, true}
}

// split is work in shards: 0.95 times as fast as one process is 5 % slower.
func split(title string, ours, base metric, promise float64) comparison {
	return comparison{"shards", title, ours, together, base, promise, false}
}

func alone(room, title string, ours metric, lean bool) comparison {
	return comparison{room: room, title: title, ours: ours, lean: lean}
}

// table is everything that is compared, and what is promised of it on a quiet machine.
var table = []comparison{
	kernel("M/M/1, event", des("MM1/engine"), closures, des("MM1/closures"), 2.5),
	kernel("M/M/1, event", des("MM1/engine"), heap, des("MM1/heap"), 0),
	kernel("M/M/1, event", des("MM1/engine"), inSimPy, simpy("mm1"), 80),

	kernel("(s,S), demand", des("Inventory/engine"), closures, des("Inventory/closures"), 0),
	kernel("(s,S), demand", des("Inventory/engine"), heap, des("Inventory/heap"), 0),
	kernel("(s,S), demand", des("Inventory/engine"), inSimPy, simpy("inventory"), 10),

	hold("HOLD 100", "engine-plain-100", closures, "closures-100", 0),
	hold("HOLD 100", "engine-plain-100", heap, "heap-100", 0),
	hold("HOLD 100, keyed", "engine-keyed-100", closures, "closures-100", 0),
	hold("HOLD 10^4", "engine-plain-10000", closures, "closures-10000", 5),
	hold("HOLD 10^4", "engine-plain-10000", heap, "heap-10000", 0),
	hold("HOLD 10^4, keyed", "engine-keyed-10000", closures, "closures-10000", 0),
	hold("HOLD 10^6", "engine-plain-1000000", closures, "closures-1000000", 0),
	hold("HOLD 10^6", "engine-plain-1000000", heap, "heap-1000000", 0),
	hold("HOLD 10^6, keyed", "engine-keyed-1000000", closures, "closures-1000000", 0),

	guard("guard timer 100", "engine-100", "closures-100"),
	guard("guard timer 10^4", "engine-10000", "closures-10000"),

	alone("kernel", "tally, value", des("Collectors/tally"), true),
	alone("kernel", "level, change", des("Collectors/level"), true),
	alone("kernel", "histogram, value", des("Collectors/histogram"), true),
	alone("kernel", "sketch, value", des("Collectors/sketch"), true),

	// An order with its fees, shipment, return and settlement, beside a bare demand in SimPy.
	inAll("catalog, order", orders("Catalog/full"), bare, simpy("inventory"), 2),
	inAll("one SKU, order", orders("Replication"), bare, simpy("inventory"), 0),

	drawn("keyed uniform", random("Uniform")),
	drawn("keyed pair", random("Pair")),
	drawn("sequence", random("Sequence")),
	drawn("xoshiro", random("Xoshiro")),

	alone("quote", "sale and shipment", quote("SaleAndShip"), true),
	alone("quote", "full quote", quote("FullQuote"), true),
	alone("quote", "tariff of a route", quote("Tariff"), false),

	{"import", "5x10^4 order lines", orderLines("ours"), byHand, orderLines("standard"), 1.2, false},
	alone("import", "10^5 lines, into sums", metric{pkg: "sim/amazon/harvest", name: "Gather"}, false),
	split("two processes, time", shards("in-2"), shards("in-1"), 0.95),
	split("two processes, processor", shardsCPU("in-2"), shardsCPU("in-1"), 0.95),
	split("twenty processes, processor", shardsCPU("in-20"), shardsCPU("in-1"), 0),

	alone("report", "quickstart, text", report("text"), false),
	alone("report", "quickstart, folder", report("folder"), false),
	alone("report", "quickstart, charts", report("charts"), false),
	alone("report", "10^4 ledger rows", result("LedgerRows"), false),
}
