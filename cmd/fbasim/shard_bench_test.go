package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// smallUnits is a sweep of 200 points, each a unit of work of some hundredths of a second.
func smallUnits(out string) []string {
	return []string{"sweep", filepath.Join(repository, "scenarios/quickstart.toml"), "--set", "horizon=8 w",
		"--set", "product.IRON.demand.US=0 units/month", "-p", "product.IRON.price.CA=40..79.8 CAD step 0.2 CAD", "--reps", "100", "-q", "-o", out}
}

// start starts the program; the function that it returns waits for it and returns the processor time
// that it took.
func start(tb testing.TB, program string, args ...string) (wait func() time.Duration) {
	tb.Helper()
	cmd := exec.Command(program, args...)
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	return func() time.Duration {
		if err := cmd.Wait(); err != nil {
			tb.Fatalf("%v: %v", args, err)
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
}

// BenchmarkShards computes 200 small units on two cores: in one process with two workers; in two and
// in twenty processes of one worker, two at a time, and a merge. All of it counts: starting processes,
// reading cards and rules, compiling points, bringing files to the disk, merging. cpu-ns/op is the
// processor time of all processes, which other work on the machine hardly changes.
func BenchmarkShards(b *testing.B) {
	program := child(b)
	for _, count := range []int{1, 2, 20} {
		b.Run(fmt.Sprintf("in-%d", count), func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				out := b.TempDir()
				if count == 1 {
					cpu += start(b, program, append(smallUnits(out), "-j", "2")...)()
					continue
				}
				cpu += inShards(b, program, out, count)
				cpu += start(b, program, "merge", out, "-q")()
			}
			b.ReportMetric(float64(cpu.Nanoseconds())/float64(b.N), "cpu-ns/op")
		})
	}
}

// inShards computes all shards, two processes at a time.
func inShards(b *testing.B, program, out string, count int) (cpu time.Duration) {
	lanes := [2]chan time.Duration{make(chan time.Duration), make(chan time.Duration)}
	for lane, done := range lanes {
		go func() {
			var sum time.Duration
			for i := lane; i < count; i += len(lanes) {
				sum += start(b, program, append(smallUnits(out), "-j", "1", "--shard", strconv.Itoa(i+1)+"/"+strconv.Itoa(count))...)()
			}
			done <- sum
		}()
	}
	for _, done := range lanes {
		cpu += <-done
	}
	return cpu
}
