// Package sweep runs a scenario at many points: combinations of values of its parameters.
//
// # From specifications to a table
//
// A Design makes points of parameters: all combinations (grid), the first value of each, then the
// second (zip), a list from a file, a Latin hypercube or a Sobol sequence. Every point is compiled
// before any is simulated, so that a wrong value stops the sweep at once and with its place. All
// points and cases share their random numbers: buyers, parcels and returns of a point are those of
// its neighbors, so that differences between points are as clear as those between cases.
//
// # Units of work
//
// The work is cut into units: a stretch of points and a stretch of replications. Which units there
// are follows from the inputs alone, and a unit computes its values from nothing but the inputs and
// its own number; their files are those of package unit, and any shard of them may be computed by any
// process. A sweep that was interrupted in any way goes on where it stopped, and Merge, which reads the
// units in their order, gives the same bytes as if nothing had happened.
package sweep
