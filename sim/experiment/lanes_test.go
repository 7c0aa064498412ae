package experiment_test

import (
	"math"
	"testing"

	"fbasim/sim/result"
)

// switching is the quickstart with a case that goes from remote to local.
func switching(t testing.TB) *result.Set {
	s := studyOf(t, text(t)+`
[case.switch]
program.CA = [ { use = "remote-fulfillment", to = 2026-05-01 }, { use = "local-fba" } ]
`, "experiment.replications=8")
	s.Settings.Levers = nil
	return run(t, s)
}

func TestLanesSayHowManyOffersAreForSaleEachDay(t *testing.T) {
	shares := map[string]map[string]float64{} // by case and series, summed over days
	byDay := map[[2]string]float64{}
	for _, r := range switching(t).Daily {
		switch r.Series {
		case result.SeriesRemoteActive, result.SeriesRemoteLocal, result.SeriesRemoteWaiting, result.SeriesRemoteBlocked:
		default:
			continue
		}
		if r.Market != "CA" || r.Unit != "share" || r.Mean < 0 {
			t.Fatalf("%+v", r)
		}
		if shares[r.Case] == nil {
			shares[r.Case] = map[string]float64{}
		}
		shares[r.Case][r.Series] += r.Mean
		byDay[[2]string{r.Case, r.Date}] += r.Mean
	}
	if len(shares) != 2 || shares["local"] != nil {
		t.Errorf("lanes of %v, want those of remote and switch", shares)
	}
	for day, sum := range byDay {
		if sum > 1+1e-12 {
			t.Errorf("%v: shares sum to %v", day, sum)
		}
	}
	if got := shares["remote"][result.SeriesRemoteLocal]; got != 0 {
		t.Errorf("the remote case has local stock on %v days", got)
	}
	active, local := shares["switch"][result.SeriesRemoteActive], shares["switch"][result.SeriesRemoteLocal]
	if active < 14 || local < 200 || math.Abs(active+local-364) > 30 {
		t.Errorf("after the switch: %v days for sale, %v with local stock", active, local)
	}
}
