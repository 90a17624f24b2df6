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
	var done atomic.Int64
	return each(ctx, st.engine, runtime.GOMAXPROCS(0), n, func(engine solver.Engine, k int) error {
		own := *st
		own.engine, own.Progress = engine, nil // what is asked within a question is not counted
		err := work(&own, k)
		if now := int(done.Add(1)); st.Progress != nil {
			st.Progress(now, n)
		}
		return err
	})
}

// each calls work for 0 to n-1, at most so many at once, each with an engine
// that keeps the problem from one call to the next.
func each(ctx context.Context, engine solver.Engine, atOnce, n int, work func(engine solver.Engine, k int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var failed atomic.Bool
	loop := func(engine solver.Engine) error {
		for !failed.Load() && ctx.Err() == nil {
			k := int(next.Add(1)) - 1
			if k >= n {
				break
			}
			if errs[k] = work(engine, k); errs[k] != nil {
				failed.Store(true)
			}
		}
		return nil
	}
	if _, ok := engine.(lp.Keeper); !ok {
		atOnce = 1 // an engine that is kept already, or cannot be, answers one after the other
	}
	var workers sync.WaitGroup
	lost := make([]error, min(n, max(atOnce, 1)))
	for w := range lost {
		workers.Go(func() { lost[w] = keeping(ctx, engine, loop) })
	}
	workers.Wait()
	for _, err := range append(errs, lost...) {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// kept runs work with a study whose engine keeps the problem between questions.
// The study is gone when work returns.
func (st *Study) kept(ctx context.Context, work func(*Study) error) error {
	return keeping(ctx, st.engine, func(engine solver.Engine) error {
		own := *st
		own.engine, own.Progress = engine, nil // what is asked within a question is not counted
		return work(&own)
	})
}

// keeping runs work with an engine that keeps the problem, where there is one.
func keeping(ctx context.Context, engine solver.Engine, work func(solver.Engine) error) error {
	if keeper, ok := engine.(lp.Keeper); ok {
		return keeper.Keep(ctx, work)
	}
	return work(engine)
}
