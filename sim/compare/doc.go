// Package compare tells how finished runs or cases differ: which inputs, and by
// how much each metric, with an interval and a verdict. It needs results only, not
// the model.
//
// Replications of runs with the same seed share their random numbers, so they are
// compared in pairs, replication by replication. Where seeds differ the runs are
// independent and Welch's interval is used. Several cases against one baseline form
// a family for each metric: a verdict then also needs Holm's adjusted p-value.
package compare
