package random

// LcgrandStream1 is the seed of stream 1 of Law and Kelton's generator, the one the examples of
// their chapter 1 are run with.
const LcgrandStream1 = 1973272912

// Lcgrand is the prime-modulus multiplicative congruential generator of Law and Kelton, "Simulation
// Modeling and Analysis", chapter 7 (Marse and Roberts 1983): z <- 630360016 z mod 2^31-1. It is
// here to reproduce published examples digit by digit and is too weak for anything else.
type Lcgrand struct {
	z uint64
}

// NewLcgrand starts the generator at a seed in 1..2^31-2. It panics on a seed outside.
func NewLcgrand(seed int64) Lcgrand {
	if seed < 1 || seed > 1<<31-2 {
		panic("random: Lcgrand seed must lie in 1..2^31-2")
	}
	return Lcgrand{uint64(seed)}
}

// Next returns the next uniform, an odd multiple of 2^-24.
func (g *Lcgrand) Next() float64 {
	g.z = g.z * 630360016 % (1<<31 - 1)
	return float64(g.z>>7|1) / (1 << 24)
}

// State returns the integer the last uniform was made from.
func (g *Lcgrand) State() int64 { return int64(g.z) }

// Moduli and multipliers of MRG32k3a.
const (
	mrgM1  = 4294967087
	mrgM2  = 4294944443
	mrgA12 = 1403580
	mrgA13 = 810728 // subtracted
	mrgA21 = 527612
	mrgA23 = 1370589 // subtracted
)

// MRG32k3a is L'Ecuyer's combined multiple recursive generator (1999, "Good parameters and
// implementations for combined multiple recursive random number generators", Operations Research
// 47:159-164, https://doi.org/10.1287/opre.47.1.159), the default of several simulation packages;
// here to compare with them.
type MRG32k3a struct {
	x, y [3]int64 // oldest first
}

// NewMRG32k3a starts all six state words at seed (the usual default is 12345). It panics on a seed
// outside 1..4294944442.
func NewMRG32k3a(seed int64) MRG32k3a {
	if seed < 1 || seed >= mrgM2 {
		panic("random: MRG32k3a seed must lie in 1..4294944442")
	}
	s := [3]int64{seed, seed, seed}
	return MRG32k3a{x: s, y: s}
}

// Next returns the next uniform, strictly between 0 and 1.
func (g *MRG32k3a) Next() float64 {
	p := positiveMod(mrgA12*g.x[1]-mrgA13*g.x[0], mrgM1)
	g.x = [3]int64{g.x[1], g.x[2], p}
	q := positiveMod(mrgA21*g.y[2]-mrgA23*g.y[0], mrgM2)
	g.y = [3]int64{g.y[1], g.y[2], q}
	d := p - q
	if d <= 0 {
		d += mrgM1
	}
	return float64(d) / (mrgM1 + 1)
}

func positiveMod(v, m int64) int64 {
	if v %= m; v < 0 {
		v += m
	}
	return v
}
