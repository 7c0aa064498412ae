package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress shows how far a run is: a line that rewrites itself on a terminal,
// plain lines elsewhere, nothing in the first second.
type progress struct {
	w       io.Writer
	live    bool // rewrite the line
	started time.Time
	phase   string
	began   time.Time // the phase
	shown   time.Time
	tenth   int
}

const patience = time.Second

func newProgress(w io.Writer, mode string, quiet bool) *progress {
	if quiet || mode == "none" {
		return &progress{w: io.Discard, started: time.Now()}
	}
	return &progress{w: w, live: mode == "auto" && isTerminal(w), started: time.Now()}
}

func (p *progress) update(phase string, done, total int) {
	now := time.Now()
	if phase != p.phase {
		p.phase, p.began, p.tenth = phase, now, 0
		if done == 0 {
			return
		}
	}
	if now.Sub(p.started) < patience || total == 0 {
		return
	}
	left := ""
	if spent := now.Sub(p.began); done > 0 && done < total && spent > patience {
		rest := time.Duration(float64(spent) * float64(total-done) / float64(done))
		left = ", at most " + rest.Round(time.Second).String() + " left"
	}
	text := fmt.Sprintf("%s %d of at most %d%s", phase, done, total, left)
	switch {
	case p.live && now.Sub(p.shown) > patience/10:
		fmt.Fprintf(p.w, "\r%s%s", text, strings.Repeat(" ", max(0, 60-len(text))))
		p.shown = now
	case !p.live && 10*done/total != p.tenth:
		fmt.Fprintln(p.w, text)
		p.tenth = 10 * done / total
	}
}

// done clears the line.
func (p *progress) done() {
	if p.live && !p.shown.IsZero() {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", 78))
	}
}
