// Package compare tells how finished runs or cases differ: which inputs, and by
// how much each metric, with an interval and a verdict. It needs results only, not
// the model.
//
// Replications of runs with the same seed share their random numbers, so they are
// compared in pairs, replication by replication. Where seeds differ the runs are
// independent and Welch's interval is used. The pairs of cases compared in a metric
// form a family: a verdict then also needs Holm's adjusted p-value. What a run itself
// found by control variates is taken over from it.
package compare
