package fee

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/civil"
)

// Days without a beginning or an end.
const (
	Ever    = civil.Date(math.MinInt32)
	Forever = civil.Date(math.MaxInt32)
)

// Window is a span of days, both inclusive, in which a card holds, and the
// column of its tables that applies.
type Window struct {
	From, To civil.Date // Ever and Forever where open
	Column   string     // "" for the only column
}

// Contains reports whether the day lies in the window.
func (w Window) Contains(d civil.Date) bool { return w.From <= d && d <= w.To }

// String writes "2024-02-05 .. 2024-10-14 nonpeak".
func (w Window) String() string {
	text := func(d civil.Date) string {
		if d == Ever || d == Forever {
			return "open"
		}
		return d.String()
	}
	return strings.TrimSpace(text(w.From) + " .. " + text(w.To) + " " + w.Column)
}

// season is a span of days of the year that may run over its end.
type season struct {
	from, to int // month x 100 + day
	column   string
}

func (s season) contains(d civil.Date) bool {
	_, month, day := d.YMD()
	at := month*100 + day
	if s.from <= s.to {
		return s.from <= at && at <= s.to
	}
	return at >= s.from || at <= s.to
}

// parseWindows reads rows such as "2024-02-05 .. 2024-10-14 nonpeak".
func parseWindows(s *section, key string) []Window {
	var out []Window
	if !s.has(key) {
		s.need(key)
		return nil
	}
	wrong := false
	for i, line := range strings.Split(s.text2(key), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		w, err := parseWindow(line)
		if err != nil {
			s.fail(s.place(key).text+i, "window", `write "2026-01-15 .. 2026-10-14 nonpeak"`, "%v",
				err)
			wrong = true
			continue
		}
		for _, other := range out {
			if w.From <= other.To && other.From <= w.To {
				s.fail(s.place(key).text+i, "overlap", "", "%v overlaps %v", w, other)
			}
		}
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b Window) int { return cmp.Compare(a.From, b.From) })
	if len(out) == 0 && !wrong {
		s.fail(s.line(key), "window", "", "%s has no windows", s.path)
	}
	return out
}

func parseWindow(line string) (Window, error) {
	span, column, _ := strings.Cut(strings.Replace(line, " .. ", "..", 1), " ")
	first, last, ok := strings.Cut(span, "..")
	w := Window{From: Ever, To: Forever, Column: strings.TrimSpace(column)}
	if !ok {
		return w, fmt.Errorf("%q is not a window of days", line)
	}
	var err error
	if first != "open" {
		w.From, err = civil.ParseDate(first)
	}
	if last != "open" && err == nil {
		w.To, err = civil.ParseDate(last)
	}
	if err == nil && w.From > w.To {
		err = fmt.Errorf("%q ends before it begins", line)
	}
	return w, err
}

// parseSeasons reads rows such as "10-15 .. 01-14 peak".
func parseSeasons(s *section, key string) []season {
	if !s.has(key) {
		s.known = append(s.known, key)
		return nil
	}
	var out []season
	for i, line := range strings.Split(s.text2(key), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		var m1, d1, m2, d2 int
		var column string
		n, _ := fmt.Sscanf(line, "%d-%d .. %d-%d %s", &m1, &d1, &m2, &d2, &column)
		if n != 5 || m1 < 1 || m1 > 12 || m2 < 1 || m2 > 12 || d1 < 1 || d1 > 31 || d2 < 1 ||
			d2 > 31 {
			s.fail(s.place(key).text+i, "window", `write "10-01 .. 12-31 peak"`,
				"%q is not a season", line)
			continue
		}
		out = append(out, season{m1*100 + d1, m2*100 + d2, column})
	}
	return out
}
