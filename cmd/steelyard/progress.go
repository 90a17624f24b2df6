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

// progress is one line on a terminal that says how far the work is. It is gone when the work ends.
type progress struct {
	latest atomic.Pointer[lp.Progress] // of a solve
	asked  atomic.Pointer[share]       // of several
	text   func(elapsed time.Duration) string
	quit   func() // may be called twice
	ended  chan struct{}
	shown  sync.WaitGroup
}

// share is how many of so many questions have been answered, and since when.
type share struct {
	done, of int
	since    time.Time
}

// startProgress watches a solve. Nothing is ever shown where w is no terminal.
func startProgress(w io.Writer) *progress {
	p := newProgress()
	p.text = func(elapsed time.Duration) string {
		if asked := p.asked.Load(); asked != nil {
			return asked.text(elapsed, time.Now())
		}
		return progressText(elapsed, p.latest.Load())
	}
	p.watch(w)
	return p
}

// startCount watches work of so many steps: done says how many of them have been taken.
func startCount(w io.Writer, steps int, of string, done func() int) *progress {
	p := newProgress()
	p.text = func(elapsed time.Duration) string { return countText(elapsed, done(), steps, of) }
	p.watch(w)
	return p
}

func newProgress() *progress {
	ended := make(chan struct{})
	return &progress{ended: ended, quit: sync.OnceFunc(func() { close(ended) })}
}

// watch shows the line where somebody can see it.
func (p *progress) watch(w io.Writer) {
	if isTerminal(w) {
		p.shown.Go(func() { p.show(w) })
	}
}

// update is called by the engine while it works.
func (p *progress) update(now lp.Progress) { p.latest.Store(&now) }

// count is called when one of so many questions has been answered.
func (p *progress) count(done, of int) {
	since := time.Now()
	if before := p.asked.Load(); before != nil && before.of == of && before.done < done {
		since = before.since
	}
	p.asked.Store(&share{done, of, since})
}

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
		line.Describe(p.text(time.Since(started)))
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

// text says how long all has taken, how many questions are answered, and how long the rest of them will take.
func (s *share) text(elapsed time.Duration, now time.Time) string {
	text := fmt.Sprintf("solving, %d s, question %d of %d", int(elapsed.Seconds()), s.done, s.of)
	if took := now.Sub(s.since); s.done > 1 && s.done < s.of && took > patience {
		left := took * time.Duration(s.of-s.done) / time.Duration(s.done-1)
		text += fmt.Sprintf(", about %d s left", int(math.Ceil(left.Seconds())))
	}
	return text
}

// countText says how many steps have been taken, how many that is a second, and how long the rest may take.
func countText(elapsed time.Duration, done, steps int, of string) string {
	text := fmt.Sprintf("%d of %d %s", done, steps, of)
	if done == 0 || elapsed <= 0 {
		return text
	}
	rate := float64(done) / elapsed.Seconds()
	left := time.Duration(float64(steps-done) / rate * float64(time.Second)).Round(time.Second)
	return text + fmt.Sprintf(", %.3g a second, %v left", rate, left)
}

func known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
