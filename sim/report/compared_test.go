package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fbasim/sim/compare"
	"fbasim/sim/result"
)

func compared(t *testing.T) *compare.Report {
	t.Helper()
	a, b := widget(t), widget(t)
	b.Resolved = strings.Replace(b.Resolved, "39.99 CAD", "36.99 CAD", 1)
	b.Manifest.Run, b.Manifest.Inputs.Seed = "widget/0badcafe", 1
	for i := range b.Replications.Rows {
		b.Replications.Rows[i].Values[0] -= 2500
	}
	r, err := compare.Runs(
		[]*result.Set{a, b},
		compare.Options{Metrics: []string{"profit.CA", "late_share.CA"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestComparedTextIsAsCommitted(t *testing.T) {
	long := compared(t)
	for i := range 30 {
		long.Inputs = append(
			long.Inputs,
			compare.Input{Path: fmt.Sprintf("product.%c\x1b.price", 'a'+i), B: "widget/0badcafe",
				From: strings.Repeat("long ", 30)},
		)
	}
	for name, r := range map[string]*compare.Report{
		"compared": compared(t), "compared-long": long, "compared-none": {},
	} {
		var out bytes.Buffer
		if err := Compared(&out, r, Options{Width: 80}); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", name+"-80.txt")
		if *update {
			if err := os.WriteFile(golden, out.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || out.String() != string(want) {
			t.Errorf(
				"%s differs (%v); run with -update and read the change. Got:\n%s",
				golden,
				err,
				out.String(),
			)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if columns(line) > 80 {
				t.Errorf("%s: %d columns: %q", name, columns(line), line)
			}
		}
	}
}
