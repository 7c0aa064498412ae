package scenario

import (
	"fbasim/sim/diag"
	"fmt"
	"os"
	"testing"
)

func TestProbe(t *testing.T) {
	s, l := Load("testdata/good/design.toml", Options{Read: os.ReadFile})
	diag.Render(os.Stdout, l, nil, diag.Options{})
	if s == nil {
		return
	}
	for _, p := range s.Cases {
		fmt.Println(p.Case, p.Baseline, len(p.Inputs))
		for _, in := range p.Inputs {
			fmt.Println(in.Path, in.Dist, in.Unit, in.Draw, in.Origin(), in.Text)
		}
	}
}
