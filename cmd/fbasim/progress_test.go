package main

import (
	"strings"
	"testing"
	"time"
)

func TestTheTimeLeftFollowsFromTheWorkOfThisProcessAlone(t *testing.T) {
	began := time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC)
	p := &progress{began: began, first: 600}
	for _, x := range []struct {
		seconds, done int
		want          string
	}{
		{10, 700, ", at most 30s left"}, // 100 in 10 s, 300 to go; the 600 before took no time of ours
		{1, 610, ", at most 39s left"},
		{0, 610, ""},   // too early to tell
		{5, 600, ""},   // nothing done yet
		{60, 1000, ""}, // all done
	} {
		if got := p.left(began.Add(time.Duration(x.seconds)*time.Second), x.done, 1000); got != x.want {
			t.Errorf("%d done after %d s: %q, want %q", x.done, x.seconds, got, x.want)
		}
	}
}

func TestProgressThatComesLateFromAnotherWorkerIsNotShown(t *testing.T) {
	var out strings.Builder
	p := newProgress(&out, "plain", false)
	p.started = p.started.Add(-time.Hour)
	for _, done := range []int{0, 50, 40, 100} {
		p.update("replications", done, 100)
	}
	if got := out.String(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "replications 50 of") || strings.Contains(got, "40 of") {
		t.Errorf("shown:\n%s", got)
	}
}

// A line that is rewritten must not wrap, and must leave nothing of a longer one behind.
func TestProgressOnAScreenStaysOnOneLine(t *testing.T) {
	t.Setenv("COLUMNS", "60")
	var out strings.Builder
	p := newProgress(&out, "auto", false)
	p.live, p.started = true, p.started.Add(-time.Hour)
	long := "plans of an article whose name has more than sixty characters in it, replications"
	for i, phase := range []string{long, "replications", long} {
		p.shown = time.Time{}
		p.update(phase, 0, 100)
		p.began = p.began.Add(-time.Minute)
		p.update(phase, 10+i, 100)
	}
	p.done()
	screen := strings.Repeat(" ", 60)
	for _, line := range strings.Split(out.String(), "\r") {
		if len(line) > 59 {
			t.Errorf("%d columns: %q", len(line), line)
		}
		screen = line + screen[min(len(line), len(screen)):]
		if strings.Contains(screen, "left") && strings.TrimRight(screen, " ") != strings.TrimRight(line, " ") {
			t.Errorf("something of an older line is left: %q", screen)
		}
	}
	if strings.TrimSpace(screen) != "" {
		t.Errorf("left on the screen: %q", screen)
	}
	if !strings.Contains(out.String(), "... 10 of at most 100, at most 9m") {
		t.Errorf("no time left in %q", out.String())
	}
}
