package dist

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseCanonicalText(t *testing.T) {
	for in, want := range map[string]string{
		"5": "5", " -2.50 ": "-2.5", "+1_000": "1000", "1e3": "1000", ".5": "0.5",
		"const( 5 )":                            "5",
		"const(value=5)":                        "5",
		"uniform(lo=7, hi=12)":                  "uniform(7, 12)",
		"uniform(7,12)":                         "uniform(7, 12)",
		"triangular(7, mode=9, max=12)":         "triangular(7, 9, 12)",
		"pert( 7 , 9,12 )":                      "pert(7, 9, 12)",
		"pert(7, 9, 12, 4)":                     "pert(7, 9, 12)",
		"pert(max=12, mode=9, min=7, lambda=6)": "pert(7, 9, 12, lambda=6)",
		"normal(100, 20)":                       "normal(100, 20)",
		"normal(100, 20, hi=150)":               "normal(100, 20, hi=150)",
		"normal(100, 20, 0)":                    "normal(100, 20, lo=0)",
		"lognormal(410, 0.35)":                  "lognormal(mean=410, cv=0.35)",
		"gamma(cv=0.5, mean=5)":                 "gamma(mean=5, cv=0.5)",
		"beta(2, 5, 0, 1)":                      "beta(2, 5)",
		"beta(2, 5, lo=-1)":                     "beta(2, 5, lo=-1)",
		"weibull(1.5, 10)":                      "weibull(shape=1.5, scale=10)",
		"discrete(3:0.2, 1:0.35, 2:0.45)":       "discrete(1:0.35, 2:0.45, 3:0.2)",
		"discrete(1:1/4, 2 : 3 / 4)":            "discrete(1:0.25, 2:0.75)",
		"discrete(1:1, 2:0)":                    "1",
		"discrete(8, 7)":                        "discrete(7:0.5, 8:0.5)",
		"mixture(0.8:pert(7,9,12),0.2:20)":      "mixture(0.8: pert(7, 9, 12), 0.2: 20)",
		"mixture(1: poisson(3))":                "poisson(3)",
		"mixture(1/2: 1, 1/2: 2)":               "mixture(0.5: 1, 0.5: 2)",
		"scaled(scaled(poisson(3), 2), 0.5)":    "poisson(3)",
		"shifted(exponential(2), -1)":           "shifted(exponential(2), -1)",
		"empirical(4, 1.5, 2)":                  "empirical(1.5, 2, 4)",
	} {
		d, err := Parse(in)
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
			continue
		}
		if d.String() != want {
			t.Errorf("Parse(%q) = %s, want %s", in, d, want)
		}
	}
}

// TestParseErrors shows each complaint with the part of the text it points at.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ in, code, part, has string }{
		{"", "empty", "", "write 5 or pert(7, 9, 12)"},
		{"  ", "empty", "", ""},
		{"7 to 12", "ambiguous", "7 to 12",
			"write uniform(7, 12), pert(7, 9, 12) or between90(7, 12)"},
		{"7-12", "ambiguous", "7-12", "uniform(7, 12)"},
		{"7 - 12", "ambiguous", "7 - 12", "uniform(7, 12)"},
		{"7..12", "ambiguous", "7..12", "uniform(7, 12)"},
		{"0.5 … 1", "ambiguous", "0.5 … 1", "pert(0.5, 0.75, 1)"},
		{"10 ± 2", "ambiguous", "10 ± 2", "normal(10, 2)"},
		{"10 +- 2", "ambiguous", "10 +- 2", "uniform(8, 12)"},
		{"uniform(7 to 12)", "ambiguous", "7 to 12", ""},
		{"3,5", "decimal-comma", "3,5", "write 3.5"},
		{"1,000", "decimal-comma", "1,000", "1000 if the comma groups thousands"},
		{"pert(7,5, 9, 12)", "order", "5", "decimals need a point"},
		{"uniform(7,5,12)", "too-many-parameters", "12", "decimals need a point"},
		{"nan", "not-finite", "nan", ""},
		{"-inf", "not-finite", "inf", ""},
		{"normal(1, 2, hi=+Inf)", "not-finite", "Inf", "leave out lo or hi"},
		{"uniform(1, NaN)", "not-finite", "NaN", ""},
		{"uniform(1, 1e999)", "not-finite", "1e999", ""},
		{"uniform(1, 1e200)", "range", "1e200", "1e100"},
		{"1e-200", "range", "1e-200", "1e-100"},
		{"norml(1, 2)", "unknown-name", "norml", "did you mean normal?"},
		{"PERT(7, 9, 12)", "unknown-name", "PERT", "did you mean pert?"},
		{"gaussian(1, 2)", "unknown-name", "gaussian", "did you mean normal?"},
		{"quux(1, 2)", "unknown-name", "quux", "known: const"},
		{"pert", "syntax", "pert", "pert(7, 9, 12)"},
		{"mixture", "syntax", "mixture", "mixture(0.8:"},
		{"pert(7, 9)", "missing-parameter", "", "pert needs max"},
		{"pert()", "missing-parameter", "", "pert needs min"},
		{"pert(7, 9, 12, 4, 5)", "too-many-parameters", "5",
			"pert takes only min, mode, max, lambda"},
		{"pert(7, 9, 12, min=7)", "duplicate-parameter", "min=7", "min is given twice"},
		{"pert(7, mode=9, 12)", "syntax", "", "by position follows one by name"},
		{"pert(7, mod=9, max=12)", "unknown-parameter", "mod", "did you mean mode?"},
		{"normal(mu=3, sd=1)", "unknown-parameter", "mu", "did you mean mean?"},
		{"lognormal(mean=3, sd=1)", "unknown-parameter", "sd", "it takes mean, cv"},
		{"pert(7, 13, 12)", "order", "12", "min <= mode <= max"},
		{"pert(10, 9, 12)", "order", "9", "min <= mode <= max"},
		{"pert(7, 9, 12, lambda=-1)", "range", "-1", "4"},
		{"uniform(12, 7)", "order", "7", "lo <= hi"},
		{"normal(5, 0)", "range", "0", "write 5 for a constant"},
		{"normal(5, 1, lo=6, hi=5)", "order", "5", "lo < hi"},
		{"normal(0, 1, lo=40)", "range", "40", "almost no probability"},
		{"lognormal(mean=0, cv=1)", "range", "0", "above 0"},
		{"lognormal(mean=410, cv=-0.35)", "range", "-0.35", "above 0"},
		{"lognormal(mean=410, cv=350)", "range", "350", "0.35 for 35 %"},
		{"gamma(mean=5, cv=0)", "range", "0", "write 5 for a constant"},
		{"beta(0, 1)", "range", "0", "above 0"},
		{"exponential(-1)", "range", "-1", "above 0"},
		{"poisson(1e9)", "range", "1e9", "normal"},
		{"discrete(1:0.35, 2:0.45)", "sum", "discrete(1:0.35, 2:0.45)", "sum to 0.8, not 1"},
		{"discrete(1:0.5, 1:0.5)", "duplicate-parameter", "1:0.5", "appears twice"},
		{"discrete(1:-0.5, 2:1.5)", "range", "1:-0.5", "between 0 and 1"},
		{"discrete(1:35, 2:65)", "range", "1:35", "0.35 for 35 %"},
		{"discrete(1:0.5, 2)", "syntax", "2", "some values have a probability"},
		{"discrete(1:35%, 2:65%)", "unit-inside", "%", "0.35"},
		{"discrete(1:1/0)", "range", "0", "division by 0"},
		{"discrete()", "missing-parameter", "discrete()", "at least one value"},
		{"mixture(0.5: 10, 0.4: 20)", "sum", "mixture(0.5: 10, 0.4: 20)", "weights sum to 0.9"},
		{"mixture(pert(7, 9, 12))", "syntax", "p", "a weight"},
		{"mixture(0.5: pert(7, 6, 12), 0.5: 20)", "order", "6", "min <= mode <= max"},
		{"scaled(poisson(3), -2)", "range", "-2", "above 0"},
		{"scaled(poisson(3))", "syntax", ")", "a comma and a number"},
		{"scaled(poisson(3), 1, 2)", "too-many-parameters", "", ""},
		{"pert(7 d, 9 d, 12 d)", "unit-inside", "d", "after the closing parenthesis"},
		{"pert(7, 9, 12", "syntax", "", "ends"},
		{"pert(7, 9, 12) d", "syntax", "d", "after the distribution"},
		{"pert(7; 9; 12)", "syntax", ";", "a comma or a closing parenthesis"},
		{"5 5", "syntax", "5", ""},
		{"empirical(demand.csv, units)", "file", "empirical(demand.csv, units)",
			"cannot be used here"},
		{"empirical(demand.csv)", "syntax", "empirical(demand.csv)", "a file and a column"},
		{`empirical("demand.csv, units)`, "syntax", `"demand.csv, units)`, "not closed"},
		{"empirical()", "missing-parameter", "empirical()", "at least one value"},
		{"é", "syntax", "é", ""},
	} {
		_, err := Parse(c.in)
		var pe *ParseError
		if !errors.As(err, &pe) {
			t.Errorf("Parse(%q) = %v, want a *ParseError", c.in, err)
			continue
		}
		part := c.in[pe.Offset : pe.Offset+pe.Len]
		if pe.Code != c.code || part != c.part || !strings.Contains(pe.Error(), c.has) {
			t.Errorf("Parse(%q):\n got %s at %q: %s\nwant %s at %q: ...%s...",
				c.in, pe.Code, part, pe, c.code, c.part, c.has)
		}
	}
}

func TestParsePrefixLeavesUnits(t *testing.T) {
	for in, rest := range map[string]string{
		"pert(7, 9, 12) d":                         "d",
		"lognormal(mean=410, cv=0.35) units/month": "units/month",
		" 5 d":                "d",
		"8 %":                 "%",
		"39.99 CAD":           "CAD",
		"800 units aged 40 d": "units aged 40 d",
		"1.35 USD/unit":       "USD/unit",
		"3.5e":                "e",
		"12 to-go":            "to-go",
		"between90(7, 12)":    "",
		`empirical("demand 2025.csv", "units") kg/d`: "kg/d",
	} {
		p := Parser{Load: func(string, string) ([]float64, error) { return []float64{1, 2}, nil }}
		_, n, err := p.ParsePrefix(in)
		if err != nil || in[n:] != rest {
			t.Errorf("ParsePrefix(%q) leaves %q (%v), want %q", in, in[n:], err, rest)
		}
	}
	_, _, err := Parser{}.ParsePrefix("7 to 12 d")
	var pe *ParseError
	if !errors.As(err, &pe) || pe.Code != "ambiguous" || pe.Len != len("7 to 12") {
		t.Errorf("7 to 12 d: %v", err)
	}
}

func TestEmpiricalFromFile(t *testing.T) {
	var asked []string
	p := Parser{Load: func(file, column string) ([]float64, error) {
		asked = append(asked, file+"|"+column)
		if file == "absent.csv" {
			return nil, errors.New("absent.csv: no such file")
		}
		return []float64{3, 1, 2}, nil
	}}
	for in, want := range map[string]string{
		`empirical(demand.csv, units)`:          `empirical("demand.csv", "units")`,
		`empirical('a "b".csv', "x, y")`:        `empirical("a ""b"".csv", "x, y")`,
		`empirical("2025/jan.csv", 2025-total)`: `empirical("2025/jan.csv", "2025-total")`,
	} {
		d, err := p.Parse(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if d.String() != want || d.Quantile(0.5) != 2 {
			t.Errorf("%s read as %s with median %v", in, d, d.Quantile(0.5))
		}
		back, err := p.Parse(d.String())
		if err != nil || back.String() != want {
			t.Errorf("%s does not round-trip: %v", want, err)
		}
	}
	if diff := cmp.Diff(len(asked), 6); diff != "" {
		t.Error("loads:", diff)
	}
	_, err := p.Parse("empirical(absent.csv, units)")
	var pe *ParseError
	if !errors.As(err, &pe) || pe.Code != "file" || !strings.Contains(pe.Msg, "no such file") {
		t.Errorf("absent file: %v", err)
	}
}

func TestConstructorsRefuse(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, f := range map[string]func() (Dist, error){
		"uniform nan":       func() (Dist, error) { return Uniform(nan, 1) },
		"uniform inf":       func() (Dist, error) { return Uniform(0, inf) },
		"triangular order":  func() (Dist, error) { return Triangular(3, 2, 1) },
		"normal nan sd":     func() (Dist, error) { return Normal(0, nan) },
		"truncated reverse": func() (Dist, error) { return TruncatedNormal(0, 1, inf, -inf) },
		"discrete lengths": func() (Dist, error) {
			return Discrete([]float64{1, 2}, []float64{1})
		},
		"discrete nan":  func() (Dist, error) { return Discrete([]float64{nan}, []float64{1}) },
		"empirical inf": func() (Dist, error) { return Empirical([]float64{1, inf}) },
		"mixture empty": func() (Dist, error) { return Mixture() },
	} {
		var pe *ParamError
		if d, err := f(); !errors.As(err, &pe) || d != nil || pe.Msg == "" {
			t.Errorf("%s: got %v, %v", name, d, err)
		}
	}
}

// FuzzParse: text never panics, errors point inside it, and what is accepted round-trips.
func FuzzParse(f *testing.F) {
	for _, s := range samples() {
		f.Add(s)
	}
	for _, s := range []string{"7 to 12", "3,5", "pert(7,", "discrete(1:1/3", "empirical(a, b)",
		`empirical("a""", 'b')`, "-inf", "uniform(1e99, 1e100)", "scaled(5, 1e-99)", "((((",
		"1..2"} {
		f.Add(s)
	}
	p := Parser{Load: func(_, c string) ([]float64, error) { return []float64{1, 2, 4}, nil }}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 300 {
			return
		}
		d, err := p.Parse(s)
		if err != nil {
			var pe *ParseError
			if !errors.As(err, &pe) {
				t.Fatalf("%q: %T", s, err)
			}
			if pe.Offset < 0 || pe.Len < 0 || pe.Offset+pe.Len > len(s) || pe.Code == "" ||
				pe.Msg == "" {
				t.Fatalf("%q: bad error %+v", s, *pe)
			}
			return
		}
		text := d.String()
		back, err := p.Parse(text)
		if err != nil {
			t.Fatalf("%q gives %q, which is refused: %v", s, text, err)
		}
		if back.String() != text {
			t.Fatalf("%q gives %q, then %q", s, text, back)
		}
		for _, u := range []float64{1e-9, 0.1, 0.5, 0.999} {
			if x, y := d.Quantile(u), back.Quantile(u); math.IsNaN(x) || x != y {
				t.Fatalf("%q: Quantile(%v) = %v, after a round trip %v", s, u, x, y)
			}
		}
		if m, v := d.Mean(), d.Variance(); math.IsNaN(m) || math.IsNaN(v) || v < 0 {
			t.Fatalf("%q: mean %v, variance %v", s, m, v)
		}
	})
}

func ExampleParse() {
	d, err := Parse("pert(7, 9, 12)")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: mean %.3f, median %.3f\n", d, d.Mean(), d.Quantile(0.5))
	_, err = Parse("7 to 12")
	fmt.Println(strings.ReplaceAll(err.Error(), "; ", ";\n"))
	// Output:
	// pert(7, 9, 12): mean 9.167, median 9.127
	// "7 to 12" does not say how likely the values between are;
	// write uniform(7, 12), pert(7, 9, 12) or between90(7, 12)
}
