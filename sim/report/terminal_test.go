package report

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"fbasim/sim/result"
)

var update = flag.Bool("update", false, "rewrite the texts in testdata")

func widget(t *testing.T) *result.Set {
	t.Helper()
	s, err := result.Read("../result/testdata/widget")
	if err != nil {
		t.Fatal(err)
	}
	s.Dir = "results/widget/7615e6ac"
	return s
}

// crowd has five cases, one of them without any number.
func crowd(t *testing.T) *result.Set {
	s := widget(t)
	names := []string{"export", "switch in June when the stock has arrived", "nothing sold"}
	for i, extra := range names {
		c := result.Case{Name: extra}
		for _, m := range s.Cases[0].Metrics {
			m.Mean -= 900 * float64(i)
			if extra == "nothing sold" {
				none := math.NaN()
				m.Mean, m.SD, m.CI, m.P5, m.P95, m.N = none, none, result.Unknown(), none, none, 0
			}
			if strings.HasPrefix(m.Name, "profit") || extra == "nothing sold" {
				c.Metrics = append(c.Metrics, m)
			}
		}
		s.Cases = append(s.Cases, c)
		cmp := s.Comparisons[0]
		cmp.B, cmp.Verdict, cmp.Diff, cmp.CI = extra, result.Tie, 0, result.Interval{Lo: -90, Hi: 90}
		if extra == "nothing sold" {
			cmp.Verdict, cmp.Diff, cmp.CI = result.Unclear, math.NaN(), result.Unknown()
		}
		s.Comparisons = append(s.Comparisons, cmp)
	}
	return s
}

// catalogue has many SKUs in two marketplaces.
func catalogue(t *testing.T) *result.Set {
	s := widget(t)
	first := s.BreakEven[0]
	s.Decisions, s.BreakEven = nil, nil
	for i := range 60 {
		for _, market := range []string{"CA", "MX"} {
			d := result.Decision{
				SKU: fmt.Sprintf(
					"HOME-KITCHEN-%04d-LONG",
					i,
				), Market: market, Best: "local", RunnerUp: "remote",
				Unit: "USD", Diff: float64(37*i%1000) * 3, Verdict: result.Better, PBest: 0.9,
				BreakEven: 40 + float64(i),
			}
			d.CI = result.Interval{Lo: d.Diff - 200, Hi: d.Diff + 200}
			if d.Diff < 200 {
				d.Verdict, d.BreakEven = result.Unclear, math.NaN()
			}
			if market == "MX" {
				d.Best, d.RunnerUp = "remote", "local"
			}
			s.Decisions = append(s.Decisions, d)
			b := first
			b.SKU, b.Market = d.SKU, market
			s.BreakEven = append(s.BreakEven, b)
		}
	}
	return s
}

// hostile has names that try to break rows, move the cursor or fill the line.
func hostile(t *testing.T) *result.Set {
	s := widget(t)
	s.Manifest.Title = "évil \x1b[2J\r\n\u202e title 世界"
	s.Cases[0].Title = "日本の倉庫から送る方法は長い"
	s.Cases[1].Title = "tab\there\x07"
	s.Findings[0].Title = "line\nbreak"
	s.NotModeled = []string{strings.Repeat("unbreakable", 20)}
	s.Warnings = []string{"precision not reached: half-width 7 % of the difference, asked for 5 %"}
	s.Checks = append(
		s.Checks,
		result.Check{Name: "late MX", Expect: "metric(\"late_share.MX\").p95 < pct(5)", Got: "0.061"},
	)
	s.Manifest.Interrupted = true
	s.Decisions = append(s.Decisions, s.Decisions[0])
	s.Decisions[1].SKU = "カメラ-01"
	return s
}

func samples(t *testing.T) map[string]*result.Set {
	return map[string]*result.Set{
		"widget": widget(
			t,
		), "crowd": crowd(t), "catalogue": catalogue(t), "hostile": hostile(t), "empty": {},
	}
}

func render(t *testing.T, s *result.Set, o Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := Terminal(&out, s, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTerminalTextIsAsCommitted(t *testing.T) {
	for name, s := range samples(t) {
		for _, width := range []int{80, 140} {
			golden := filepath.Join("testdata", fmt.Sprintf("%s-%d.txt", name, width))
			got := render(t, s, Options{Width: width})
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || got != string(want) {
				t.Errorf("%s differs (%v); run with -update and read the change. Got:\n%s", golden, err, got)
			}
		}
	}
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	for name, s := range samples(t) {
		for width := 60; width <= 160; width += 5 {
			for _, all := range []bool{false, true} {
				for _, line := range strings.Split(render(t, s, Options{Width: width, All: all}), "\n") {
					if n := columns(line); n > width {
						t.Fatalf("%s at %d: %d columns: %q", name, width, n, line)
					}
					if line != strings.TrimRight(line, " ") {
						t.Fatalf("%s at %d: spaces at the end of %q", name, width, line)
					}
				}
			}
		}
	}
}

func TestNothingInvisibleReachesTheTerminal(t *testing.T) {
	out := render(t, hostile(t), Options{Width: 100})
	for _, r := range out {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Errorf("%U reaches the terminal", r)
		}
	}
	if !strings.Contains(out, `évil \x1b[2J\r\n\u202e title 世界`) ||
		!strings.Contains(out, `tab\there\x07`) {
		t.Errorf("the names are not shown as escapes:\n%s", out)
	}
}

func TestColorOnlyRepeatsWhatWordsSay(t *testing.T) {
	escape := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for name, s := range samples(t) {
		plain, colored := render(
			t,
			s,
			Options{Width: 100},
		), render(
			t,
			s,
			Options{Width: 100, Color: true},
		)
		if escape.ReplaceAllString(colored, "") != plain {
			t.Errorf("%s: the text differs with color", name)
		}
		if name == "widget" &&
			(!strings.Contains(colored, "\x1b[34;1mbetter\x1b[0m") || escape.MatchString(plain)) {
			t.Errorf("the verdict is not colored, or color is on without asking:\n%q", colored)
		}
	}
}

func TestAllShowsEverythingThatIsCutShortOtherwise(t *testing.T) {
	s := catalogue(t)
	short, all := render(t, s, Options{Width: 140}), render(t, s, Options{Width: 140, All: true})
	if n := strings.Count(short, "HOME-KITCHEN"); n != 16 { // 10 decisions and 6 sentences
		t.Errorf("%d SKUs in the short text, want 16", n)
	}
	if !strings.Contains(short, "and 110 more in decisions.csv") ||
		!strings.Contains(short, "and 114 more in break_even.csv") {
		t.Errorf("what is left out is not said:\n%s", short)
	}
	if n := strings.Count(all, "HOME-KITCHEN"); n != 240 {
		t.Errorf("%d SKUs in the whole text, want 240", n)
	}
}

func TestColumnsLineUp(t *testing.T) {
	at := map[int]int{} // columns at which a half-width begins
	rows := 0
	for _, line := range strings.Split(render(t, hostile(t), Options{Width: 140}), "\n") {
		if strings.Count(line, "±") != 2 {
			continue
		}
		rows++
		at[columns(line[:strings.Index(line, "±")])]++
		at[columns(line[:strings.LastIndex(line, "±")])]++
	}
	if rows < 4 || len(at) != 2 {
		t.Errorf("%d rows with half-widths at columns %v, want two columns", rows, at)
	}
}

func TestLongSKUsKeepBothEnds(t *testing.T) {
	for sku, want := range map[string]string{
		"SHORT": "SHORT", "HOME-KITCHEN-0027-LONG-BLUE": "HOME-KITCHE…27-LONG-BLUE",
		"とても長い名前の製品番号その一二三": "とても長い…号その一二三",
	} {
		if got := skuName(sku, 24); got != want || columns(got) > 24 {
			t.Errorf("skuName(%q) = %q (%d columns), want %q", sku, got, columns(got), want)
		}
	}
}

func TestColumnsCountWideAndCombiningCharacters(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "世界": 4, "ｱ": 1, "😀": 2, "±…": 2,
	} {
		if got := columns(text); got != want {
			t.Errorf("columns(%q) = %d, want %d", text, got, want)
		}
	}
	if got := shorten("世界の倉庫", 7); columns(got) > 7 || got != "世界の…" {
		t.Errorf("shorten gives %q", got)
	}
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("pipe closed")
	}
	return len(p), nil
}

func TestTheFirstWriteErrorIsReturned(t *testing.T) {
	for _, room := range []int{0, 100, 600} {
		if err := Terminal(&full{room}, widget(t), Options{}); err == nil ||
			err.Error() != "pipe closed" {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}
