package compile_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
)

var update = flag.Bool("update", false, "write the golden files")

// transcript prints a line for each change of a fee: of what a unit of the first
// SKU pays when it is sold or comes back, and of what the second SKU's stock pays.
type transcript struct {
	strings.Builder
	cfg  *model.Config
	last map[[2]string]string
}

func (tr *transcript) Record(p ledger.Posting) {
	kind, isFee := p.Line.FeeKind()
	if !isFee || kind == market.NoFee || p.SKU == 0 && p.Order == 0 || kind == market.Conversion {
		return
	}
	name := tr.cfg.SKUs[p.SKU].Name
	key := [2]string{name + p.Market.String(), kind.String()}
	amount := money.Money{Amount: p.Amount, Currency: p.Currency}.String()
	if tr.last[key] == amount {
		return
	}
	tr.last[key] = amount
	fmt.Fprintf(tr, "%v  %-5s %s  %-20s %s\n", tr.cfg.Start+civil.Date(p.Tick/civil.Day), name, p.Market, kind, amount)
}

func TestFeesChangeOnTheirDays(t *testing.T) {
	// A year over a change of cards (2026-01-15), the storage season, the start of the fuel surcharge
	// (2026-04-17) and both peaks (to 2026-01-14, from 2026-10-15).
	var text strings.Builder
	for _, c := range load(t, "iron-year.toml") {
		tr := &transcript{cfg: c.Config, last: map[[2]string]string{}}
		simulate(t, model.NewRun(c.Config), model.Options{Seed: 1, Recorder: tr})
		fmt.Fprintf(&text, "case %s\n%s", c.Plan.Case, tr.String())
	}
	const golden = "testdata/iron-year.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("the transcript (-want +got):\n%s", diff)
	}
}
