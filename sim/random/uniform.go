package random

// Uniform returns the uniform at counter (i, j) of stream k, strictly between 0 and 1. It is a pure
// function: the same three numbers give the same draw for ever.
func (k Key) Uniform(i, j uint64) float64 {
	x, _ := philox(uint64(k), i, j)
	return toUnit(x)
}

// Pair returns two independent uniforms at counter (i, j), for the price of one. The first is
// Uniform(i, j).
func (k Key) Pair(i, j uint64) (float64, float64) {
	x, y := philox(uint64(k), i, j)
	return toUnit(x), toUnit(y)
}

// toUnit maps the upper 52 bits of x to the odd multiples of 2^-53. The conversion is exact.
func toUnit(x uint64) float64 { return float64(x>>11|1) * 0x1p-53 }
