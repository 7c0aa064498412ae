package result

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
)

func sampleSweep() *Sweep {
	s := &Sweep{Parameters: []SweepParameter{
		{"product.IRON.price.CA", "CAD"}, {`product."a [b]".program.CA`, ""}, {"market.CA.response.price", "1"},
	}}
	for point := 1; point <= 2; point++ {
		values := []SweepValue{{Number: 39.99 + float64(point)}, {math.NaN(), "=local-fba"}, {Number: -1.5}}
		s.Rows = append(s.Rows, SweepRow{
			Point: point, Values: values, Case: "remote", Metric: "profit", Unit: "USD", N: 20, Mean: 1.0 / 3,
			SD: 2, CI: Interval{-1, 2}, P5: -3, P50: 0.1, P95: 4, Diff: math.NaN(), DiffCI: Unknown(),
		}, SweepRow{
			Point: point, Values: values, Case: "local", Metric: "profit", Unit: "USD", N: 20, Mean: 1,
			SD: 2, CI: Interval{0, 2}, P5: -2, P50: 1, P95: 5, Diff: 2.0 / 3, DiffCI: Interval{0.5, 0.8}, Verdict: Better,
		})
	}
	return s
}

func TestASweepTableReadsBackAsItWasWritten(t *testing.T) {
	s := sampleSweep()
	var text bytes.Buffer
	if err := WriteSweepTable(&text, s); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(text.String(), "\n")
	want := `point,product.IRON.price.CA [CAD],"product.""a [b]"".program.CA",market.CA.response.price [1],` +
		"case,metric,unit,n,mean,sd,ci_lo,ci_hi,p5,p50,p95,diff,diff_lo,diff_hi,verdict"
	if first != want {
		t.Errorf("header\n%s\nwant\n%s", first, want)
	}
	var got Sweep
	if err := ReadSweepTable(bytes.NewReader(text.Bytes()), &got); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := WriteSweepTable(&again, &got); err != nil || again.String() != text.String() {
		t.Errorf("%v, written again:\n%s", err, again.String())
	}
	if !reflect.DeepEqual(got.Parameters, s.Parameters) || got.Rows[1].Values[1].Word != "=local-fba" ||
		got.Rows[3].DiffCI != s.Rows[3].DiffCI || got.Rows[0].DiffCI != Unknown() {
		t.Errorf("read %+v", got)
	}
}

func TestASweepTableOfOtherColumnsIsRefused(t *testing.T) {
	for _, text := range []string{"", "case,metric\n", "point,a,case\n1,2,x\n",
		"point,a [CAD],case,metric,unit,n,mean,sd,ci_lo,ci_hi,p5,p50,p95,diff,diff_lo,diff_hi,verdict\n1,x,a,b,c,1,,,,,,,,,,,\n"} {
		if err := ReadSweepTable(strings.NewReader(text), &Sweep{}); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
