//go:build slow

package main

import "testing"

// TestWorkKilledFiftyTimesEndsWithTheSameBytes is the long form of
// TestWorkKilledAtRandomMomentsEndsWithTheSameBytes.
func TestWorkKilledFiftyTimesEndsWithTheSameBytes(t *testing.T) { randomKills(t, 50) }
