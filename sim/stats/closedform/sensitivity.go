package closedform

import "math"

// Index are the variance-based sensitivity indices of one input of a test function: the share of
// the variance that knowing the input alone removes, and the share that remains if everything but
// this input is known.
type Index struct {
	First, Total float64
}

// Ishigami returns sin x1 + a sin^2 x2 + b x3^4 sin x1, of three inputs between -pi and pi (Ishigami
// & Homma 1990, Proc. ISUMA '90, 398-403).
func Ishigami(x [3]float64, a, b float64) float64 {
	s := math.Sin(x[1])
	return math.Sin(x[0]) + a*s*s + b*math.Pow(x[2], 4)*math.Sin(x[0])
}

// IshigamiIndices returns the indices of Ishigami's inputs, uniform between -pi and pi.
func IshigamiIndices(a, b float64) [3]Index {
	pi4 := math.Pow(math.Pi, 4)
	one := math.Pow(1+b*pi4/5, 2) / 2
	two := a * a / 8
	both := b * b * pi4 * pi4 * (1.0/18 - 1.0/50) // of inputs 1 and 3 together
	v := one + two + both
	require(v > 0, "coefficient")
	return [3]Index{{one / v, (one + both) / v}, {two / v, two / v}, {0, both / v}}
}

// SobolG returns the product of (|4 u_i - 2| + a_i)/(1 + a_i) over inputs u_i between 0 and 1
// (Saltelli & Sobol 1995, Matem. Modelirovanie 7:16-28). Inputs with large a_i hardly matter.
func SobolG(u, a []float64) float64 {
	f := 1.0
	for i, x := range u {
		f *= (math.Abs(4*x-2) + a[i]) / (1 + a[i])
	}
	return f
}

// SobolGIndices returns the indices of SobolG's inputs, uniform between 0 and 1. With v_i =
// 1/(3 (1+a_i)^2) the variance is the product of all 1 + v_i, less 1.
func SobolGIndices(a []float64) []Index {
	all := 1.0
	for _, x := range a {
		all *= 1 + part(x)
	}
	out := make([]Index, len(a))
	for i, x := range a {
		v := part(x)
		out[i] = Index{v / (all - 1), v / (1 + v) * all / (all - 1)}
	}
	return out
}

func part(a float64) float64 { return 1 / (3 * (1 + a) * (1 + a)) }
