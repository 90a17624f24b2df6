package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/steelyard-sop/steelyard"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// sweepRun is a sweep at work. Number 0 is the base, and number k the case k-1.
type sweepRun struct {
	loaded  *intake.Loaded
	sweep   *intake.Sweep
	cache   *resultCache
	hashes  []string              // empty where the case is not valid
	results []*report.SweepResult // of one number each is set by one worker
	done    atomic.Int64
	known   atomic.Int64 // cases that were in the cache
}

// planCases plans every case, shows the results, and ends the command by what became of them.
func (g *globals) planCases(ctx context.Context, o *sweepOptions, loaded *intake.Loaded, sweep *intake.Sweep) error {
	figures, err := figuresOf(loaded.Scenario, o.show)
	if err != nil {
		return err
	}
	workers := cmp.Or(o.workers, runtime.GOMAXPROCS(0))
	engine, err := highs.New(workers)
	if err != nil {
		return err
	}
	work, err := analysis.NewSweep(engine, loaded.Scenario, analysis.SweepOptions{
		Options: solver.Options{RelGap: o.gap, TimeLimit: o.timeLimit}, Cold: o.cold, Workers: workers,
	})
	if err != nil {
		return err
	}
	n := 1 + len(sweep.Cases)
	r := &sweepRun{loaded: loaded, sweep: sweep, hashes: make([]string, n), results: make([]*report.SweepResult, n)}
	if r.cache, err = g.sweepCache(o, loaded, engine.Version()); err != nil {
		return err
	}
	defer r.cache.close()
	if err := g.awaitCases(ctx, r, work); err != nil {
		return err
	}
	engine.Close()
	if known := r.known.Load(); known > 0 {
		g.note("%s known from before", have(int(known), "case"))
	}
	document, err := r.document(report.EngineInfo{Name: engineName, Version: engine.Version()}, figures)
	if err != nil {
		return err
	}
	if err := g.deliver(o.out, func(w io.Writer) error { return g.writeSweep(w, document, o) }); err != nil {
		return err
	}
	return r.outcome()
}

func have(n int, thing string) string {
	if n == 1 {
		return "1 " + thing + " was"
	}
	return counted(n, thing) + " were"
}

// sweepCache opens what is kept of earlier sweeps around the same base.
func (g *globals) sweepCache(o *sweepOptions, loaded *intake.Loaded, engine string) (*resultCache, error) {
	if o.noCache {
		return noCache(), nil
	}
	setting := cacheSetting{Format: cacheFormat, Engine: engineName + " " + engine, Gap: o.gap, Alone: o.cold || o.timeLimit > 0}
	var err error
	if setting.Base, err = loaded.Scenario.Hash(); err != nil {
		return nil, err
	}
	warn := func(wrong error) {
		g.note("warning: the results of this sweep are not kept: %v", wrong)
	}
	return keptResults("sweeps", setting, warn), nil
}

// awaitCases waits for all cases. Like a single solve, one that does not heed an interrupt is left to end with the program.
func (g *globals) awaitCases(ctx context.Context, r *sweepRun, work *analysis.Sweep) error {
	watch := startCount(g.stderr, len(r.results), "cases", func() int { return int(r.done.Load()) })
	defer watch.stop()
	ended := make(chan error, 1)
	go func() { ended <- work.Each(ctx, len(r.results), r.plan) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		select {
		case err = <-ended:
		case <-time.After(handover):
			err = ctx.Err()
		}
	}
	if err == nil || !errors.Is(err, context.Canceled) {
		return err
	}
	watch.stop()
	f := failf(exitStopped, "interrupted after %d of %s", r.done.Load(), counted(len(r.results), "case"))
	if r.cache.keeps() {
		f.hints = []string{"the same command goes on from there"}
	}
	return f
}

// plan finds out what becomes of one number. What goes wrong with it is its result; an error ends the sweep.
func (r *sweepRun) plan(k int, solve analysis.Solver) error {
	result, err := r.result(k, solve)
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		result = &report.SweepResult{Status: report.SweepFailed, Reason: err.Error()}
	}
	r.results[k] = result
	r.done.Add(1)
	return nil
}

// result takes the result from the cache, or plans. A panic is a failure like any other: one case must not take the others with it.
func (r *sweepRun) result(k int, solve analysis.Solver) (result *report.SweepResult, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("the program failed: %v", panicked)
		}
	}()
	resolved := r.loaded
	if k > 0 {
		resolved = r.loaded.Case(r.sweep.Cases[k-1])
	}
	if invalid := firstMistake(resolved.Diagnostics); invalid != "" {
		return &report.SweepResult{Status: report.SweepInvalid, Reason: invalid}, nil
	}
	hash, err := resolved.Scenario.Hash()
	if err != nil {
		return nil, err
	}
	r.hashes[k] = hash
	if known := new(report.SweepResult); r.cache.get(hash, known) && known.Status != "" {
		if k > 0 {
			r.known.Add(1)
		}
		return known, nil
	}
	found, err := solve(resolved.Scenario)
	if err != nil {
		return nil, err
	}
	if err := certified(resolved.Scenario, found.Result); err != nil {
		return nil, err
	}
	result = report.NewSweepResult(report.Input{Scenario: resolved.Scenario, Hash: hash}, found)
	switch found.Result.Status {
	case solver.Optimal, solver.Infeasible, solver.Unbounded: // the others depend on the time that was given
		err = r.cache.put(hash, result)
	}
	return result, err
}

// firstMistake says why a case is not valid; empty where it is.
func firstMistake(diagnostics intake.Diagnostics) string {
	for i := range diagnostics {
		if d := &diagnostics[i]; d.Severity == intake.Error {
			return d.Path + ": " + d.Message
		}
	}
	return ""
}

// certified has a plan audited, where there is one.
func certified(s *model.Scenario, r *solver.Result) error {
	if found := steelyard.Audit(s, r); found != nil && !found.Passed() {
		return errors.New("the plan does not pass its audit; this is a mistake of the program, please report it")
	}
	return nil
}

// figuresOf are the figures that --show names.
func figuresOf(s *model.Scenario, show []string) ([]report.SweepFigure, error) {
	all := report.SweepFigures(s)
	var list []report.SweepFigure
	for _, name := range show {
		name = strings.TrimSpace(name)
		var matched []report.SweepFigure
		for _, f := range all {
			if f.Group == name || f.ID == name {
				matched = append(matched, f)
			}
		}
		if len(matched) == 0 {
			var ids []string
			for _, f := range all {
				ids = append(ids, f.ID)
			}
			f := failf(exitUsage, "--show: there is no figure %q", name)
			f.hints = []string{"groups are money, service, load, heads and stock; single figures " + strings.Join(ids, ", ")}
			return nil, f
		}
		for _, f := range matched {
			if !slices.Contains(list, f) {
				list = append(list, f)
			}
		}
	}
	return list, nil
}

// document lays out the results.
func (r *sweepRun) document(engine report.EngineInfo, figures []report.SweepFigure) (*report.SweepDocument, error) {
	var axes []report.SweepAxis
	for _, a := range r.sweep.Axes {
		axes = append(axes, report.SweepAxis{Name: a.Name, Paths: a.Paths, Values: a.Values})
	}
	var cases []report.SweepCase
	for k, c := range r.sweep.Cases {
		cases = append(cases, report.SweepCase{Name: c.Name, Note: c.Note, Values: valuesAt(axes, k), Hash: r.hashes[k+1]})
	}
	input := report.Input{Scenario: r.loaded.Scenario, Hash: r.hashes[0], Files: r.loaded.Files}
	return report.NewSweepDocument(input, engine, r.results[0], axes, figures, cases, r.results[1:]), nil
}

// valuesAt are the values that a case takes on the axes, the last of which runs fastest.
func valuesAt(axes []report.SweepAxis, k int) []string {
	values := make([]string, len(axes))
	for i := len(axes) - 1; i >= 0; i-- {
		n := len(axes[i].Values)
		values[i] = axes[i].Values[k%n]
		k /= n
	}
	return values
}

func (g *globals) writeSweep(w io.Writer, document *report.SweepDocument, o *sweepOptions) error {
	switch o.format.or(o.out, "table") {
	case "json":
		return document.WriteJSON(w)
	case "csv":
		return document.WriteCSV(w)
	case "xlsx":
		return document.WriteXLSX(w)
	}
	return document.Text(w, g.textOptions(&planOptions{out: o.out, width: o.width, all: o.all}))
}

// outcome ends the command by the worst of what became of the cases.
func (r *sweepRun) outcome() error {
	count := map[string]int{}
	for _, result := range r.results[1:] {
		count[result.Status]++
	}
	for _, bad := range []struct {
		statuses []string
		code     int
		text     string
	}{
		{[]string{report.SweepFailed}, exitInternal, "could not be planned"},
		{[]string{report.SweepInvalid}, exitInvalid, "not valid"},
		{[]string{string(solver.Stopped)}, exitStopped, "stopped before there was a plan"},
		{[]string{string(solver.Infeasible), string(solver.Unbounded)}, exitNoPlan, "without a plan"},
	} {
		n := 0
		for _, status := range bad.statuses {
			n += count[status]
		}
		if n > 0 {
			return failf(bad.code, "%d of %s %s", n, counted(len(r.results)-1, "case"), bad.text)
		}
	}
	return nil
}
