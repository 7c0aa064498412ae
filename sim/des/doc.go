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
// is keyed, and a partly filled block of 1 KiB for each bucket in use, of which there are at most
// 704. A cancelled event leaves a dead item behind; when the dead outnumber the living, all are
// swept out, so cancelling costs a bounded time each and at most doubles the memory.
//
// Time for an event by the benchmarks of this package (bench_test.go), as a multiple of the engine,
// all measured in one run on two shared cores:
//
//	                                closures and      typed
//	                        engine  container/heap    binary heap
//	M/M/1 with collectors      1         3.6             0.9
//	HOLD, 100 pending          1         4.7             1.7
//	HOLD, 10,000 pending       1         8.9             2.6
//	HOLD, 1,000,000 pending    1          29             7.0
//	guard timer, 100           1         3.3
//	guard timer, 1,000,000     1         4.5
//
// Keyed events cost 1.1 times a plain one with up to 10,000 pending and 2.5 times with a million,
// where each must be fetched from memory. The heap of the first line is faster because two pending
// events are no task for any event list and it checks no arguments.
//
// # The event list
//
// The list is a radix heap in base 64 with a sorted array of some 32 events before it (calendar.go,
// buckets.go). The key is ticks x 8 + class; ties come out first in, first out by construction,
// so an item is two words: the key and the packed event. Tried in copies of this package and
// dropped, with their time for one HOLD operation as a multiple of this list's:
//
//	pending events                            2    100   10^4   10^6
//	radix heap in base 2, singleton shortcut  1.3  1.1   1.3    1.4
//	4-ary heap with sequence and slots        1.2  1.8   3.0    6.5
//
// A heap pays log n unpredictable comparisons and cache misses for an event; a radix heap moves an
// event forward a few times, in sequence. Base 64 moves it one time for six bits where base 2 moves
// it up to six times, and the sorted array spares the last moves. A radix heap is monotone, which
// is a trap for RunUntil: were the heap refined in order to look at the next event, nothing could
// be scheduled before that event any more. Here the reference key of the heap moves only up to the
// time asked for.
//
// # Collectors
//
// [Tally] for observations, [Level] for what lasts (exact, in integers), [Histogram] for shapes,
// [Sketch] for quantiles within 0.4 %. They are plain structs, take 2 to 5 ns an observation, and
// merge over replications.
package des
