package report

import (
	"bytes"
	"math"
	"testing"

	"fbasim/sim/result"
)

// pricesAndVolumes is a sweep in which local stock gains 3 a unit and pays 45 more, and remote
// fulfillment gains as many as the price says.
func pricesAndVolumes() *result.Sweep {
	s := &result.Sweep{Parameters: []result.SweepParameter{
		{Path: "product.MUG.price.CA", Unit: "CAD"}, {Path: "product.MUG.demand.CA", Unit: "units/month"},
	}, Dir: "results/mug/sweep-0a1b2c3d"}
	s.Manifest.Title, s.Manifest.Inputs.Seed = "Mug: prices and volumes", 7
	s.Manifest.Precision.Replications = 20
	for _, price := range []float64{1, 2} {
		for _, x := range []float64{10, 20, 40} {
			point := len(s.Rows)/2 + 1
			values := []result.SweepValue{{Number: price}, {Number: x}}
			row := result.SweepRow{Point: point, Values: values, Case: "remote", Metric: "profit", Unit: "USD", N: 20,
				Mean: price * x, Diff: math.NaN(), DiffCI: result.Unknown()}
			s.Rows = append(s.Rows, row)
			row.Case, row.Mean = "local", 3*x-45
			row.Diff = row.Mean - price*x
			row.Verdict = result.Better
			if row.Diff < 0 {
				row.Verdict = result.Worse
			}
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}

func TestASweepTellsTheBestPointsAndWhereTheBestCaseChanges(t *testing.T) {
	var out bytes.Buffer
	if err := Sweep(&out, pricesAndVolumes(), Options{}); err != nil {
		t.Fatal(err)
	}
	want := `Mug: prices and volumes
6 points, 20 replications a point, seed 7

Best points by profit
  point  price.CA       demand.CA  case       profit
  6         2 CAD  40 units/month  remote  USD 80.00  sure
  3         1 CAD  40 units/month  local   USD 75.00  sure
  5         2 CAD  20 units/month  remote  USD 40.00  sure
  2         1 CAD  20 units/month  remote  USD 20.00  sure
  4         2 CAD  10 units/month  remote  USD 20.00  sure

Best case: remote at 5 points (5 of them surely), local at 1 point (1 of them
  surely).

Where the best case changes along product.MUG.demand.CA
  price.CA 1 CAD: remote below, local above about 22.5 units/month (between 20
    and 40 units/month)

Results: results/mug/sweep-0a1b2c3d
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestASweepOfWordsHasNoPlaceOfChange(t *testing.T) {
	s := pricesAndVolumes()
	s.Parameters[0].Unit, s.Parameters[1].Unit = "", ""
	for i := range s.Rows {
		s.Rows[i].Values = []result.SweepValue{{Number: math.NaN(), Word: "a"}, {Number: math.NaN(), Word: "b"}}
	}
	var out bytes.Buffer
	if err := Sweep(&out, s, Options{}); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(out.Bytes(), []byte("changes along")) || !bytes.Contains(out.Bytes(), []byte("Best case: remote at 5 points")) {
		t.Errorf("got\n%s", out.String())
	}
}
