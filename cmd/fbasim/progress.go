package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// progress shows how far a command is and how long it will take: a line that
// rewrites itself on a terminal, plain lines elsewhere, nothing in the first
// second. Several goroutines may tell it what is done.
type progress struct {
	w       io.Writer
	live    bool // rewrite the line
	before  int  // of the work, done by an earlier process: it says nothing about speed
	started time.Time

	lock  sync.Mutex
	phase string
	began time.Time // the phase
	first int       // done when it began
	most  int       // done so far
	shown time.Time
	tenth int
	wide  int // of the line on the screen
}

const patience = time.Second

func newProgress(w io.Writer, mode string, quiet bool) *progress {
	if quiet || mode == "none" {
		return &progress{w: io.Discard, started: time.Now()}
	}
	return &progress{w: w, live: mode == "auto" && isTerminal(w), started: time.Now()}
}

func (p *progress) update(phase string, done, total int) {
	p.lock.Lock()
	defer p.lock.Unlock()
	now := time.Now()
	if phase != p.phase {
		p.phase, p.began, p.first, p.most, p.tenth = phase, now, p.before, 0, 10*p.before/max(1, total)
		if done == 0 {
			return
		}
	}
	if done < p.most {
		return // another goroutine was faster to tell
	}
	p.most = done
	if now.Sub(p.started) < patience || total == 0 {
		return
	}
	text := fmt.Sprintf("%s %d of at most %d%s", phase, done, total, p.left(now, done, total))
	switch {
	case p.live && now.Sub(p.shown) > patience/10:
		text = p.fitting(text)
		fmt.Fprintf(p.w, "\r%s%s", text, strings.Repeat(" ", max(0, p.wide-len(text))))
		p.shown, p.wide = now, len(text)
	case !p.live && 10*done/total != p.tenth:
		fmt.Fprintln(p.w, text)
		p.tenth = 10 * done / total
	}
}

// left says how long the rest of the phase takes at its speed so far. In the first
// second of a phase its speed is not known.
func (p *progress) left(now time.Time, done, total int) string {
	spent := now.Sub(p.began)
	if done <= p.first || done >= total || spent < patience {
		return ""
	}
	rest := time.Duration(float64(spent) * float64(total-done) / float64(done-p.first))
	return ", at most " + rest.Round(time.Second).String() + " left"
}

// done clears the line.
func (p *progress) done() {
	if p.live && !p.shown.IsZero() {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.wide))
	}
}

// fitting cuts the phase of a line that is wider than the screen: a line that wraps cannot be rewritten.
func (p *progress) fitting(text string) string {
	over := len(text) - (pageWidth() - 1)
	if over <= 0 {
		return text
	}
	keep := max(0, len(p.phase)-over-3)
	return shortened(p.phase, keep) + text[len(p.phase):]
}

// shortened is the beginning of a phase, with a sign that it goes on.
func shortened(phase string, keep int) string {
	for keep > 0 && !utf8.RuneStart(phase[keep]) {
		keep--
	}
	return phase[:keep] + "..."
}
