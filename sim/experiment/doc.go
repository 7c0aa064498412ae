// Package experiment turns compiled cases into results: replications in lockstep
// on common random numbers, stopping when the differences are precise enough,
// break-even volumes, decisions per SKU and marketplace, and the tables that
// charts are drawn from.
//
// Whatever a chart or table shows is computed here and stands in the results
// folder. The number of workers changes nothing: replications are independent
// and their results are stored by index. Nor does it matter which process computes
// them: Keep has units of replications written to files and read again, Share computes
// the units of one of several processes.
package experiment
