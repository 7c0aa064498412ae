package result

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// contract has the keys that outside readers rely on; more may come, none may go.
type contract struct {
	FormatVersion int    `json:"format_version"`
	Run           string `json:"run"`
	Cases         []struct {
		Name    string `json:"name"`
		Metrics map[string]struct {
			Unit         string
			N            int
			Mean, SD     *float64
			CI           [2]*float64
			P5, P50, P95 *float64
		}
	} `json:"cases"`
	Comparisons []struct {
		A, B, Metric, Verdict string
		Diff                  *float64
		CI                    [2]*float64
	}
	BreakEven []struct {
		SKU, Market, A, B, Input, Unit, Status string
		At                                     *float64
		CI                                     [2]*float64
	} `json:"break_even"`
	Decisions []struct {
		SKU, Market, Best, Reason string
		RunnerUp                  string `json:"runner_up"`
		Diff                      *float64
		CI                        [2]*float64
		PBest                     *float64 `json:"p_best"`
		BreakEven                 *float64 `json:"break_even"`
	}
	Findings, Checks, Assumptions []map[string]any
}

func document1(t *testing.T, s *Set) (contract, string) {
	t.Helper()
	data, err := RunJSON(s)
	if err != nil {
		t.Fatal(err)
	}
	var doc contract
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return doc, string(data)
}

func TestRunJSONHasTheContractsKeysAndValues(t *testing.T) {
	s := widget()
	s.Dir = "results/widget/0badcafe"
	doc, text := document1(t, s)
	profit := doc.Cases[1].Metrics["profit.CA"]
	want := s.Cases[1].Metric("profit.CA")
	if doc.FormatVersion != 1 || doc.Run != s.Dir ||
		doc.Cases[0].Name != "remote" || profit.Unit != "USD" ||
		profit.N != 40 || *profit.Mean != want.Mean || *profit.CI[1] != want.CI.Hi ||
		*profit.P95 != want.P95 {
		t.Errorf("head, case or metric is wrong in\n%s", text)
	}
	if c := doc.Comparisons[0]; c.A != "remote" || c.B != "local" || c.Verdict != "better" ||
		*c.Diff <= 0 {
		t.Errorf("comparison %+v", c)
	}
	if b := doc.BreakEven[0]; *b.At != 93.1 || *b.CI[0] != 78.4 || b.Status != "finite" ||
		b.Unit != "units/month" {
		t.Errorf("break-even %+v", b)
	}
	if d := doc.Decisions[0]; d.Best != "local" || d.RunnerUp != "remote" || *d.PBest != 0.93 ||
		*d.BreakEven != 93.1 {
		t.Errorf("decision %+v", d)
	}
	if len(doc.Findings) != 1 || len(doc.Checks) != 1 || len(doc.Assumptions) != 1 {
		t.Error("findings, checks or assumptions are missing")
	}
}

func TestRunJSONIsOneValidDocumentForOddSets(t *testing.T) {
	empty, text := document1(t, &Set{})
	if empty.Cases == nil || empty.BreakEven == nil || strings.Contains(text, "null") {
		t.Errorf("empty lists must be [], not null:\n%s", text)
	}
	s := widget()
	s.Cases[0].Name = "a \"quoted\" \x1b name\u2028"
	s.Cases[0].Metrics = []Metric{
		{Name: "profit", N: 1, Mean: math.Inf(1), SD: math.NaN(), CI: Unknown()},
	}
	doc, text := document1(t, s)
	m := doc.Cases[0].Metrics["profit"]
	if m.Mean != nil || m.SD != nil || m.CI[0] != nil || m.CI[1] != nil {
		t.Errorf("numbers that are not finite must be null: %+v", m)
	}
	if strings.ContainsAny(text, "\x1b\u2028") {
		t.Error("a control character reaches the document raw")
	}
}

func TestMetricsKeepTheirOrderInJSON(t *testing.T) {
	data, err := marshal(documentOf(widget()))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := unmarshal[document](data)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range doc.Cases[0].Metrics {
		names = append(names, m.Name)
	}
	if diff := cmp.Diff(sampleMetrics, names); diff != "" {
		t.Error(diff)
	}
}

func TestRegistryDefinesEveryMetricOfTheContract(t *testing.T) {
	for _, name := range strings.Fields(`profit profit.CA contribution_per_unit.CA margin.CA revenue.CA
		orders.CA units_sold.CA lost_units.CA delivery_days.CA late_share.CA in_transit.CA on_hand.CA
		backorders.CA fill_rate.CA returns.CA fees.referral cash_trough capital.CA roi payback_days
		aged_units.CA stockout_days.CA findings suspended_days`) {
		d, ok := Define(name)
		if !ok || d.Text == "" || d.Label == "" ||
			!slices.Contains([]string{Higher, Lower, Neutral}, d.Better) {
			t.Errorf("%s: %+v, %v", name, d, ok)
		}
	}
	for _, name := range []string{"", "profits", "roi.CA", "late_share", "fees", "profit.", ".CA"} {
		if _, ok := Define(name); ok {
			t.Errorf("%q is taken for a metric", name)
		}
	}
	names := []string{"zebra", "fees.storage", "profit.MX", "late_share.CA", "profit", "profit.CA"}
	slices.SortFunc(names, CompareMetrics)
	want := []string{"profit", "profit.CA", "profit.MX", "late_share.CA", "fees.storage", "zebra"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestSampleLeavesOutReplicationsWithoutTheMetric(t *testing.T) {
	r := Replications{Metrics: []string{"a", "b"}, Rows: []Replication{
		{
			"x",
			0,
			[]float64{1, 2},
		}, {"y", 0, []float64{9, 9}}, {"x", 1, []float64{3, math.NaN()}}, {"x", 2, []float64{5, 6}},
	}}
	index, values := r.Sample("x", "b")
	if !slices.Equal(index, []int{0, 2}) || !slices.Equal(values, []float64{2, 6}) {
		t.Errorf("Sample = %v %v", index, values)
	}
	if _, values := r.Sample("x", "c"); values != nil {
		t.Errorf("an unknown metric gives %v", values)
	}
}
