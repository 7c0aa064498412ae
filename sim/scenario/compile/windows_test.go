package compile_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fbasim/sim/model"
)

// Of ten thousand parcels some come within 0.05 d of both ends of the window
// (RF-DLV-01, RF-DLV-02): T-03 shows that none is outside of it.
func TestParcelsReachBothEndsOfTheirWindow(t *testing.T) {
	path := vectors + "T-03.toml"
	for order, window := range [][2]float64{{5, 9}, {7, 12}} {
		name := fmt.Sprintf("order(%d).days", order+1)
		for _, inner := range []string{
			fmt.Sprintf("%s > %g", name, window[0]+0.05), fmt.Sprintf("%s < %g", name, window[1]-0.05),
		} {
			cases, problems := try(t, path, func(file string) ([]byte, error) {
				text, err := os.ReadFile(file)
				if file == path {
					i := strings.Index(string(text), "[expect.")
					text = append(text[:i], "[expect.inner]\nat = \"15 d\"\nthat = '"+inner+"'\n"...)
				}
				return text, err
			})
			if problems != "" {
				t.Fatal(problems)
			}
			run, beyond := model.NewRun(cases[0].Config), 0
			for i := range 10000 {
				out, err := run.Simulate(model.Options{Seed: 20260202, Replication: i})
				if err != nil {
					t.Fatal(err)
				}
				beyond += len(out.Failures)
			}
			if beyond == 0 || beyond > 300 { // 0.05 d of 4 or 5 d are 1 to 1.25 %
				t.Errorf("%d of 10000 parcels are not inside %s", beyond, inner)
			}
		}
	}
}
