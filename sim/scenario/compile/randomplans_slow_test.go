//go:build slow

package compile_test

import "testing"

func TestAHundredThousandRandomPlansBreakNoInvariant(t *testing.T) { tryPlans(t, 100_000) }
