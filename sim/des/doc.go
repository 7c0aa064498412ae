// Package des is a discrete-event simulation core: a clock, a list of pending events, a table of
// handlers, and collectors for what is observed on the way. It knows nothing of any model.
//
// # Use
//
// A model is a struct with its state, one handler for each kind of event, and an [Engine]:
//
//	m := &shop{}
//	m.sim = des.New(m, []des.Handler[shop]{arrival: (*shop).arrive, departure: (*shop).depart})
//	m.sim.At(0, 0, des.Event{Kind: arrival})
//	m.sim.RunUntil(8 * hour)
//
// The examples are complete models: a single-server queue, machine repair, (s, S) inventory.
//
// # Contract
//
//   - Time is an integer number of ticks, 0 to [MaxTime]. Now never goes back.
//   - Events run in the order of (time, class, order of scheduling). There are 8 classes.
//   - An event for the current instant in a class that has already passed joins the current class,
//     as its last. So an instant can never be re-entered behind its own back.
//   - A keyed event can be cancelled or moved up to the moment it happens, by others at the same
//     instant too. A cancelled event is as if it had never been scheduled.
//   - RunUntil(t) executes everything up to t, and after it anything from t on may be scheduled,
//     whatever was pending further ahead.
//   - The order depends on nothing but the calls: not on addresses, maps, goroutines or the clock
//     on the wall. An engine after Reset repeats a new one exactly.
//   - Misuse (the past, an unknown kind, a missing handler, running inside a run) panics at the
//     call that is wrong.
//   - An engine belongs to one goroutine. Parallel replications take an engine each.
//
// # Cost
//
// Nothing is allocated for an event once the engine has seen its usual number of pending events.
// Memory follows the greatest number of events pending together: 16 bytes an event, 16 more if it
// is keyed, and a partly filled block of 256 bytes for each bucket in use, of which there are at most
// 704. A cancelled event leaves a dead item behind; when the dead outnumber the living, all are
// swept out, so cancelling costs a bounded time each and at most doubles the memory.
//
// Time for an event by the benchmarks of this package (bench_*_test.go), all measured in one run of
// interleaved rounds on two shared cores: medians in nanoseconds, and as a multiple of the engine.
// Draws and collectors are included; instructions are counted by callgrind (.ci/instructions).
//
//	                        engine  instructions   closures and      typed
//	                            ns                 container/heap    binary heap
//	M/M/1 with collectors     27.0           261         3.5             0.8
//	(s, S) inventory          34.8           355         3.3             1.0
//	HOLD, 100 pending         34.4           311         4.9             1.8
//	HOLD, 10,000 pending      44.5                       7.4             2.7
//	HOLD, 1,000,000 pending   78.0                       18              4.2
//	guard timer, 100          82.7           754         3.5
//	guard timer, 10,000       98.0                       5.3
//	guard timer, 1,000,000     476                       5.8
//
// HOLD with keyed events takes 38.7, 51.5 and 133 ns: with a million pending each must be fetched
// from memory. M/M/1 takes 62.7 ns when its draws are keyed and by inversion, as those of the model
// of this project are; the others draw by xoshiro256++ and a ziggurat. Two pending events are no
// task for any event list, so the heap is as fast in the first lines, without checking arguments.
// Which of the two comes next is the toss of a coin, and the mispredicted branches seem to cost
// more than a third of the time: the same code takes 14 ns an event when every draw is alike.
//
// # The event list
//
// The list is a radix heap in base 64 with a sorted ring of some 32 events before it (calendar.go,
// buckets.go). The key is ticks x 8 + class; ties come out first in, first out by construction,
// so an item is two words: the key and the packed event. Tried in copies of this package and
// dropped, with their time for one HOLD operation as a multiple of this list's first version, which
// took 1.0 to 1.1 times as long as today's:
//
//	pending events                            2    100   10^4   10^6
//	radix heap in base 2, singleton shortcut  1.3  1.1   1.3    1.4
//	4-ary heap with sequence and slots        1.2  1.8   3.0    6.5
//
// Two refinements were measured and dropped. Inserting without a branch where one event is pending
// makes M/M/1 1 to 1.5 ns slower: the misprediction then seems to come at the handler's call.
// Bits and a stack beside the table of keyed events, to sweep out the dead without touching it,
// make HOLD with keyed events 1 ns slower and the guard timer no faster: with a million of those
// most of the time is spent to fetch the model's own handle and the slot it names.
//
// A heap pays log n unpredictable comparisons and cache misses for an event; a radix heap moves an
// event forward a few times, in sequence. Base 64 moves it one time for six bits where base 2 moves
// it up to six times, and the sorted ring spares the last moves. A radix heap is monotone, which
// is a trap for RunUntil: were the heap refined in order to look at the next event, nothing could
// be scheduled before that event any more. Here the reference key of the heap moves only up to the
// time asked for.
//
// # Collectors
//
// [Tally] for observations, [Level] for what lasts (exact, in integers), [Histogram] for shapes,
// [Sketch] for quantiles within 0.4 %. They are plain structs, take 3 to 4 ns an observation, and
// merge over replications.
package des
