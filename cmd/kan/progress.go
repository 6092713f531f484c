package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// patience is how long work may last before anything is shown.
const patience = 500 * time.Millisecond

// progress shows one line about work that lasts, on a terminal only, and
// takes it away again.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil shows nothing
	text  string
	shown bool // the line stands on the screen
	due   bool // patience has run out
	timer *time.Timer
}

func startProgress(e *env, text string) *progress {
	p := &progress{text: text}
	if e.stderrTTY {
		p.w = e.stderr
		p.timer = time.AfterFunc(patience, func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.due = true
			p.draw()
		})
	}
	return p
}

// say replaces the line.
func (p *progress) say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = fmt.Sprintf(format, args...)
	if p.due {
		p.draw()
	}
}

// end takes the line away; nothing is shown after it.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
	}
	if p.shown {
		fmt.Fprint(p.w, eraseLine)
	}
	p.w, p.shown = nil, false
}

// eraseLine returns to the beginning of the line and clears it (ECMA-48 EL).
const eraseLine = "\r\x1b[K"

func (p *progress) draw() {
	if p.w != nil {
		fmt.Fprint(p.w, eraseLine+p.text)
		p.shown = true
	}
}
