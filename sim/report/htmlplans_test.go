package report

import (
	"bytes"
	"strings"
	"testing"

	"fbasim/sim/result"
)

// nasty is a name that is code in a page and a formula in a spreadsheet.
const nasty = `<script>document.title='taken'</script>"><img src=x onerror=alert(1)>`

func sweepPage(t *testing.T, s *result.Sweep) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTMLSweep(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func optimumPage(t *testing.T, o *result.Optimum) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTMLOptimum(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func hostileSweep() *result.Sweep {
	s := pricesAndVolumes()
	s.Manifest.Title = nasty
	s.Parameters[0].Path = "product." + nasty + ".price.CA"
	for i := range s.Rows {
		s.Rows[i].Case += nasty
	}
	s.Assumptions = []result.Assumption{{Text: nasty, Key: "x"}, {Text: nasty}}
	s.NotModeled = []string{nasty}
	return s
}

func hostileOptimum() *result.Optimum {
	o := sampleOptimum()
	o.Manifest.Title = nasty
	for i := range o.SKUs {
		o.SKUs[i].SKU, o.SKUs[i].Plan, o.SKUs[i].Answer = nasty, nasty, nasty
	}
	o.Remote[0].SKU, o.Remote[0].Reason, o.SendIn[0].SKU = nasty, nasty, nasty
	o.Case, o.Guarantee, o.Checks[0].Name = nasty, []string{nasty}, nasty
	return o
}

func TestNamesThatLookLikeCodeAreTextInEveryPage(t *testing.T) {
	for name, page := range map[string]string{"sweep": sweepPage(t, hostileSweep()), "optimum": optimumPage(t, hostileOptimum())} {
		tags, text := elements(t, page)
		scripts := 0
		for _, tag := range tags {
			if tag.Data == "script" {
				scripts++
			}
			if tag.Data == "img" {
				t.Errorf("%s: an image", name)
			}
			for _, a := range tag.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" || a.Key == "src" {
					t.Errorf("%s: attribute %s of %s", name, a.Key, tag.Data)
				}
			}
		}
		if scripts != 1 || !strings.Contains(text, "onerror=alert(1)") {
			t.Errorf("%s: %d scripts, or the name is not shown", name, scripts)
		}
		if !strings.Contains(page, "default-src &#39;none&#39;") || strings.Contains(page, "url(http") {
			t.Errorf("%s: the policy lets the page load something", name)
		}
	}
}

func TestThePageOfASweepSaysWhoWinsWhereAndWhereThatChanges(t *testing.T) {
	text := pageText(t, sweepPage(t, pricesAndVolumes()))
	in := func(want string) int {
		at := strings.Index(text, want)
		if at < 0 {
			t.Errorf("no %q in\n%s", want, text)
		}
		return at
	}
	if in("Best by profit: remote at 5 points (5 of them surely), local at 1 point (1 of them surely).") > in("Charts") {
		t.Error("the verdict does not come first")
	}
	in("Profit is highest at price of MUG in Canada 2 CAD, demand of MUG in Canada 40 units/month with remote: USD 80.00")
	in("Local takes over from remote at a demand of MUG in Canada of about 22.5 units/month.")
	in("What was swept")
}

func TestThePageOfOneCaseHasNoWinner(t *testing.T) {
	s := pricesAndVolumes()
	rows := s.Rows[:0]
	for _, r := range s.Rows {
		if r.Case == "remote" {
			rows = append(rows, r)
		}
	}
	s.Rows = rows
	if text := pageText(t, sweepPage(t, s)); strings.Contains(text, "surely") || strings.Contains(text, "Best by") {
		t.Errorf("one case wins against none:\n%s", text)
	}
}

func TestThePageOfAnOptimizationSaysWhatThePlanIsWorth(t *testing.T) {
	o := sampleOptimum()
	o.Manifest.Inputs.Horizon = "364 d"
	text := pageText(t, optimumPage(t, o))
	for _, want := range []string{
		"The plan makes profit better by USD 900 over 364 d (95 % CI +700 .. +1,100).",
		"MUG in CA: local FBA. Whether it meets the conditions is unclear.",
		"Warning: the plan fails late: x < 1 (x mean 2).", "With probability 95 %.", "Left out: much.", "fbasim run plan.toml",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestLongTablesAreCutAndSaySo(t *testing.T) {
	table := htmlTable{Note: "All.", Rows: make([][]htmlCell, mostRows+5)}
	if table.cut("x.csv"); len(table.Rows) != mostRows || table.Note != "All. The first 2,000 rows; x.csv has 5 more." {
		t.Errorf("%d rows, %q", len(table.Rows), table.Note)
	}
}
