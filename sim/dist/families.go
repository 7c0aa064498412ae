package dist

import (
	"math"
	"strings"

	"fbasim/sim/diag"
)

// family is a distribution that takes a fixed list of numbers.
type family struct {
	name   string
	form   string // how it is written, for messages
	params []param
	build  func(p []float64) (Dist, error)
}

// param is one number; absent optional ones get the default.
type param struct {
	name     string
	optional bool
	def      float64
}

func need(name string) param               { return param{name: name} }
func maybe(name string, def float64) param { return param{name, true, def} }
func one(f func(float64) (Dist, error)) build {
	return func(p []float64) (Dist, error) { return f(p[0]) }
}

type build = func(p []float64) (Dist, error)

func two(f func(a, b float64) (Dist, error)) build {
	return func(p []float64) (Dist, error) { return f(p[0], p[1]) }
}

func four(f func(a, b, c, d float64) (Dist, error)) build {
	return func(p []float64) (Dist, error) { return f(p[0], p[1], p[2], p[3]) }
}

// families is the table of what Parse knows, apart from the list-like forms of lists.go.
// A new distribution is a constructor and a line here.
func families() []family {
	inf := math.Inf(1)
	return []family{
		{"const", "const(5)", []param{need("value")},
			func(p []float64) (Dist, error) { return Const(p[0]), nil }},
		{"uniform", "uniform(7, 12)", []param{need("lo"), need("hi")}, two(Uniform)},
		{"triangular", "triangular(7, 9, 12)", []param{need("min"), need("mode"), need("max")},
			func(p []float64) (Dist, error) { return Triangular(p[0], p[1], p[2]) }},
		{"pert", "pert(7, 9, 12)",
			[]param{need("min"), need("mode"), need("max"), maybe("lambda", standardLambda)},
			four(PERT)},
		{"normal", "normal(100, 20, lo=0)",
			[]param{need("mean"), need("sd"), maybe("lo", -inf), maybe("hi", inf)},
			four(TruncatedNormal)},
		{"lognormal", "lognormal(mean=410, cv=0.35)", []param{need("mean"), need("cv")},
			two(LogNormal)},
		{"gamma", "gamma(mean=5, cv=0.5)", []param{need("mean"), need("cv")}, two(Gamma)},
		{"beta", "beta(2, 5, lo=0, hi=1)",
			[]param{need("a"), need("b"), maybe("lo", 0), maybe("hi", 1)}, four(Beta)},
		{"exponential", "exponential(5)", []param{need("mean")}, one(Exponential)},
		{"weibull", "weibull(shape=1.5, scale=10)", []param{need("shape"), need("scale")},
			two(Weibull)},
		{"poisson", "poisson(3)", []param{need("mean")}, one(Poisson)},
		{"between90", "between90(7, 12)", []param{need("lo"), need("hi")}, two(Between90)},
	}
}

func findFamily(name string) (family, bool) {
	for _, f := range families() {
		if f.name == name {
			return f, true
		}
	}
	return family{}, false
}

// lookalikes are names used elsewhere, with the one used here.
func lookalikes() map[string]string {
	return map[string]string{
		"constant": "const", "fixed": "const", "unif": "uniform", "range": "uniform",
		"tri": "triangular", "triangle": "triangular", "triang": "triangular",
		"betapert": "pert", "norm": "normal", "gauss": "normal", "gaussian": "normal",
		"lognorm": "lognormal", "logn": "lognormal", "exp": "exponential", "expo": "exponential",
		"erlang": "gamma", "weib": "weibull", "pois": "poisson", "custom": "discrete",
		"choice": "discrete", "data": "empirical", "histogram": "empirical", "mix": "mixture",
		"scale": "scaled", "shift": "shifted", "p90": "between90",
	}
}

// suggest returns a known name close to the given one, or "".
func suggest(name string, known []string, aliases map[string]string) string {
	if a, ok := aliases[strings.ToLower(name)]; ok {
		return a
	}
	return diag.Suggest(name, known)
}
