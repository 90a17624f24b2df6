package main

import (
	"fmt"
	"io"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// patience is how long a solve may take before it shows that it is alive.
const patience = time.Second

// progress is one line on a terminal that says how far a solve is. It is gone when the solve ends.
type progress struct {
	latest atomic.Pointer[lp.Progress]
	quit   func() // may be called twice
	ended  chan struct{}
	shown  sync.WaitGroup
}

// startProgress watches a solve. Nothing is ever shown where w is no terminal.
func startProgress(w io.Writer) *progress {
	ended := make(chan struct{})
	p := &progress{ended: ended, quit: sync.OnceFunc(func() { close(ended) })}
	if isTerminal(w) {
		p.shown.Go(func() { p.show(w) })
	}
	return p
}

// update is called by the engine while it works.
func (p *progress) update(now lp.Progress) { p.latest.Store(&now) }

// hasPlan tells whether the solve has found a plan so far.
func (p *progress) hasPlan() bool {
	latest := p.latest.Load()
	return latest != nil && known(latest.Primal)
}

// stop takes the line away. It may be called twice.
func (p *progress) stop() {
	p.quit()
	p.shown.Wait()
}

func (p *progress) show(w io.Writer) {
	started := time.Now()
	select {
	case <-p.ended:
		return
	case <-time.After(patience):
	}
	line := progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionClearOnFinish(),
	)
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		line.Describe(progressText(time.Since(started), p.latest.Load()))
		select {
		case <-p.ended:
			_ = line.Finish() // a terminal that is gone has nothing left to clear
			return
		case <-tick.C:
		}
	}
}

// progressText says how long a solve has taken and what it has found: latest is nil where it has not said.
func progressText(elapsed time.Duration, latest *lp.Progress) string {
	text := fmt.Sprintf("solving, %d s", int(elapsed.Seconds()))
	if latest == nil {
		return text
	}
	for _, part := range []struct {
		name  string
		value float64
	}{{"best", latest.Primal}, {"bound", latest.Bound}} {
		if known(part.value) {
			text += fmt.Sprintf(", %s %.6g", part.name, part.value)
		}
	}
	if known(latest.Gap) {
		text += fmt.Sprintf(", gap %.2g %%", 100*latest.Gap)
	}
	return text
}

func known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
