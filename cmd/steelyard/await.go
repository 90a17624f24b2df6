package main

import (
	"context"
	"math"
	"time"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// findPlan finds the best plan, with a line of progress for whoever watches.
func (g *globals) findPlan(ctx context.Context, s *model.Scenario, o *planOptions) (*solver.Result, error) {
	start, err := g.start(s, &o.given)
	if err != nil {
		return nil, err
	}
	near, err := g.stayNear(s, &o.given)
	if err != nil {
		return nil, err
	}
	engine, err := highs.New(1)
	if err != nil {
		return nil, err
	}
	watch := startProgress(g.stderr)
	defer watch.stop()
	result, err := g.await(ctx, watch, func() (*solver.Result, error) {
		defer engine.Close()
		return solver.Plan(ctx, engine, s, solver.Options{
			TimeLimit: o.timeLimit,
			RelGap:    o.gap,
			Threads:   o.threads,
			Start:     start,
			AnyPlan:   o.anyPlan,
			Near:      near,
			Progress:  watch.update,
		})
	})
	if result == nil && err == nil {
		result = &solver.Result{
			Status: solver.Stopped, Sense: s.Objective, Stop: lp.Interrupted.Sentence(),
			Value: math.NaN(), Bound: math.NaN(), Gap: math.NaN(),
			Engine: lp.EngineInfo{Name: engineName, Version: engine.Version()},
		}
	}
	return result, err
}

// handover is how long an interrupted solve may take to end before it is left behind.
const handover = 900 * time.Millisecond

// await waits for a solve. The engine looks for an interrupt between its steps, and in a large problem with whole
// numbers one step can take long. So a solve that has no plan yet is left to end with the program: the result is
// nil. One that has a plan is waited for, because only it can hand the plan over.
func (g *globals) await(ctx context.Context, watch *progress, solve func() (*solver.Result, error)) (*solver.Result, error) {
	type answer struct {
		result *solver.Result
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		result, err := solve()
		answers <- answer{result, err}
	}()
	select {
	case a := <-answers:
		return a.result, a.err
	case <-ctx.Done():
	}
	select {
	case a := <-answers:
		return a.result, a.err
	case <-time.After(handover):
	}
	if !watch.hasPlan() {
		return nil, nil
	}
	watch.stop()
	g.note("interrupted: waiting for the best plan so far; interrupt again to leave without it")
	a := <-answers
	return a.result, a.err
}
