package analysis

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// each calls work for 0 to n-1, on as many goroutines as there are processors,
// and returns the first error in that order. The study that work is given asks
// an engine of its own, which keeps the problem from one question to the next.
// What work stores must depend on its number alone. After an error or a
// cancelled context no more is begun.
func (st *Study) each(ctx context.Context, n int, work func(st *Study, k int) error) error {
	errs := make([]error, n)
	var next, done atomic.Int64
	var failed atomic.Bool
	loop := func(own *Study) error {
		for !failed.Load() && ctx.Err() == nil {
			k := int(next.Add(1)) - 1
			if k >= n {
				break
			}
			if errs[k] = work(own, k); errs[k] != nil {
				failed.Store(true)
			}
			if now := int(done.Add(1)); st.Progress != nil {
				st.Progress(now, n)
			}
		}
		return nil
	}
	var workers sync.WaitGroup
	lost := make([]error, min(n, st.atOnce()))
	for w := range lost {
		workers.Go(func() { lost[w] = st.kept(ctx, loop) })
	}
	workers.Wait()
	for _, err := range append(errs, lost...) {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// atOnce is how many questions can be asked at a time: an engine that is kept
// already, or cannot be, answers one after the other.
func (st *Study) atOnce() int {
	if _, ok := st.engine.(lp.Keeper); ok {
		return runtime.GOMAXPROCS(0)
	}
	return 1
}

// kept runs work with a study whose engine keeps the problem between questions.
// The study is gone when work returns.
func (st *Study) kept(ctx context.Context, work func(*Study) error) error {
	keeper, ok := st.engine.(lp.Keeper)
	if !ok {
		return work(st)
	}
	return keeper.Keep(ctx, func(engine solver.Engine) error {
		own := *st
		own.engine, own.Progress = engine, nil // what is asked within a question is not counted
		return work(&own)
	})
}
