// Package batch writes what batch systems are told of a sweep: the scripts of an array job for Slurm,
// and the manifest of an Indexed Job for Kubernetes. It schedules nothing and knows nothing of what
// the tasks compute.
//
// # What both have in common
//
// A Job is cut into tasks, each of which computes its share of the units of work. A task may be
// repeated at any time, because units that are there are not computed again; and a task that a
// machine took away needs nothing but to be repeated. So the batch system has to do little: start
// every task, repeat those that failed for a reason that lies in the machine, a few times, and not
// those whose input is wrong, which the exit code tells. A last job merges the units; it verifies that
// they are complete and names those that are not, so nothing is lost in silence.
//
// # Text that is safe
//
// Names of files and values of the command line may hold anything that the file system and the shell
// allow: spaces, quotes, dollar signs, newlines. In scripts they are quoted for the shell and stand
// in commands only, never in comments or in directives; manifests are written from typed structures.
// What a directive holds is checked word by word.
//
// # Sizing
//
// How many tasks, how long and how much memory follows from a Pilot: some units that were timed on
// the machine that submits. The rules of thumb stand in size.go with their reasons.
package batch
