package random_test

import (
	"fmt"

	"fbasim/sim/random"
)

// A draw is addressed by what it is for, so the order of drawing does not matter and a new entity
// moves nobody's luck.
func Example() {
	replication := random.NewKey(20260202).WithInt(0)
	transit := replication.With("transit").With("WIDGET/CA")

	const order, stage = 17, 0
	first := transit.Uniform(order, stage)
	transit.Uniform(order+1, stage)
	fmt.Println(transit.Uniform(order, stage) == first)
	fmt.Println(replication.With("returns").Uniform(order, stage) == first)
	// Output:
	// true
	// false
}
