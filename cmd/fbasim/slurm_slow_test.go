//go:build slow

package main

import (
	"testing"
	"time"
)

func TestSlurmLosesNothingOfTwoHundredUnitsWhenTasksAndTheNodeAreKilled(t *testing.T) {
	sweepBySlurm(t, slurmPlan{
		units: 200, tasks: 40, horizon: "52 w", killTask: []int{15, 40, 70}, killNode: 100, limit: 15 * time.Minute,
	})
}
