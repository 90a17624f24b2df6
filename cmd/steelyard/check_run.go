package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/steelyard-sop/steelyard"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/regress"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// checkRun is checks at work: one worker takes a file after the other, with all its variants.
type checkRun struct {
	options *checkOptions
	engine  *highs.Engine
	cache   *resultCache
	files   []string
	checked [][]checked // of one file each is set by one worker
	next    atomic.Int64
	done    atomic.Int64
	known   atomic.Int64 // scenarios that were in the cache
}

// checked is one scenario and what is known of it.
type checked struct {
	name   string         // as in reports: file#variant
	loaded *intake.Loaded // nil where it could not be read
	hash   string
	facts  *regress.Facts // nil where it is not valid, or the program failed
	wrong  string         // why there are no facts
	broken bool           // the program failed
	counts func(path string) bool
}

func (g *globals) newCheckRun(o *checkOptions, files []string) (*checkRun, error) {
	engine, err := highs.New(o.atOnce())
	if err != nil {
		return nil, err
	}
	r := &checkRun{options: o, engine: engine, files: files, checked: make([][]checked, len(files)), cache: noCache()}
	if !o.noCache && o.timeLimit == 0 {
		setting := cacheSetting{Format: cacheFormat, Engine: engineName + " " + engine.Version(), Gap: o.gap, Base: "check", Alone: true}
		if o.relations {
			setting.Base = "check with relations"
		}
		r.cache = keptResults("checks", setting, func(wrong error) {
			g.note("warning: the results of these checks are not kept: %v", wrong)
		})
	}
	return r, nil
}

func (o *checkOptions) atOnce() int { return cmp.Or(o.workers, runtime.GOMAXPROCS(0)) }

// awaitChecks waits for all files. Like a single solve, one that does not heed an interrupt is left to end with the program.
func (g *globals) awaitChecks(ctx context.Context, r *checkRun) error {
	watch := startCount(g.stderr, len(r.files), "files", func() int { return int(r.done.Load()) })
	defer watch.stop()
	ended := make(chan struct{})
	go func() { r.work(ctx); close(ended) }()
	select {
	case <-ended:
	case <-ctx.Done():
		select {
		case <-ended:
		case <-time.After(handover):
		}
	}
	if ctx.Err() == nil {
		r.engine.Close()
		return nil
	}
	watch.stop()
	f := failf(exitStopped, "interrupted after %d of %s", r.done.Load(), counted(len(r.files), "file"))
	if r.cache.keeps() {
		f.hints = []string{"the same command goes on from there"}
	}
	return f
}

// work checks every file, so many at once as there are workers.
func (r *checkRun) work(ctx context.Context) {
	var workers sync.WaitGroup
	for range min(r.options.atOnce(), len(r.files)) {
		workers.Go(func() {
			for ctx.Err() == nil {
				k := int(r.next.Add(1)) - 1
				if k >= len(r.files) {
					return
				}
				r.checked[k] = r.file(ctx, r.files[k])
				r.done.Add(1)
			}
		})
	}
	workers.Wait()
}

// file checks one file with all its variants, or the one variant that is named.
func (r *checkRun) file(ctx context.Context, path string) []checked {
	name := filepath.ToSlash(path)
	loaded, err := intake.Open(path, intake.Options{})
	if err != nil {
		return []checked{{name: name, wrong: err.Error()}}
	}
	_, variant := intake.SplitVariant(path)
	if variant != "" {
		return []checked{r.one(ctx, name, loaded, true)}
	}
	list := []checked{r.one(ctx, name, loaded, false)}
	for _, id := range loaded.Variants() {
		if ctx.Err() != nil {
			break
		}
		list = append(list, r.one(ctx, name+"#"+id, loaded.Variant(id), true))
	}
	return list
}

// one finds out what is known of one scenario. A panic is a failure like any other: one scenario must not take the others with it.
func (r *checkRun) one(ctx context.Context, name string, loaded *intake.Loaded, isVariant bool) (c checked) {
	c = checked{name: name, loaded: loaded}
	defer func() {
		if panicked := recover(); panicked != nil {
			c.wrong, c.broken, c.facts = fmt.Sprintf("the program failed: %v", panicked), true, nil
		}
	}()
	if c.wrong = firstDiagnostic(loaded.Diagnostics); c.wrong != "" {
		return c
	}
	if isVariant {
		c.counts = givenBy(loaded)
	}
	var err error
	if c.hash, err = loaded.Scenario.Hash(); err == nil {
		c.facts, err = r.facts(ctx, loaded, c.hash)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		c.wrong, c.broken, c.facts = err.Error(), true, nil
	}
	return c
}

// firstDiagnostic says what is wrong with a scenario, and where; empty where it can be planned.
func firstDiagnostic(list intake.Diagnostics) string {
	for i := range list {
		if d := &list[i]; d.Severity == intake.Error {
			return fmt.Sprintf("%s: %s: %s", d.Pos, d.Path, d.Message)
		}
	}
	return ""
}

// givenBy tells which expectations the variant of a scenario gives itself.
func givenBy(loaded *intake.Loaded) func(path string) bool {
	given := map[string]bool{}
	for _, change := range loaded.Changes {
		for _, path := range change.Paths {
			given[path] = true
		}
	}
	return func(expected string) bool {
		for path := range given {
			if path == expected || strings.HasPrefix(path, expected+".") || strings.HasPrefix(expected, path+".") {
				return true
			}
		}
		return false
	}
}

// relationTime is what one changed scenario may take; those that take longer are left out.
const relationTime = time.Minute

// facts are taken from the cache, or found by planning.
func (r *checkRun) facts(ctx context.Context, loaded *intake.Loaded, hash string) (*regress.Facts, error) {
	known := new(regress.Facts)
	if r.cache.get(hash, known) && known.Status != "" {
		r.known.Add(1)
		return known, nil
	}
	s := loaded.Scenario
	result, err := solver.Plan(ctx, r.engine, s, solver.Options{RelGap: r.options.gap, TimeLimit: r.options.timeLimit})
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	input := report.Input{Scenario: s, Hash: hash, Files: loaded.Files, Result: result, Audit: steelyard.Audit(s, result)}
	facts := report.NewFacts(input, nil)
	if r.options.relations {
		relations, err := analysis.Relations(ctx, r.engine, s, result, analysis.RelationOptions{
			RelGap: r.options.gap, TimeLimit: cmp.Or(r.options.timeLimit, relationTime),
		})
		if err != nil {
			return nil, err
		}
		facts.Relations = report.NewRelations(relations)
	}
	switch result.Status {
	case solver.Optimal, solver.Infeasible, solver.Unbounded: // the others depend on the time that was given
		err = r.cache.put(hash, facts)
	}
	return facts, err
}

// document judges everything that was found.
func (r *checkRun) document(base *regress.Baseline, o *checkOptions) *report.CheckDocument {
	var lines []report.CheckLine
	for k := range r.checked {
		for i := range r.checked[k] {
			lines = append(lines, r.checked[k][i].line(base, o))
		}
	}
	engine := report.EngineInfo{Name: engineName, Version: r.engine.Version()}
	return report.NewCheckDocument(engine, filepath.ToSlash(o.baseline), lines)
}

// line judges one scenario.
func (c *checked) line(base *regress.Baseline, o *checkOptions) report.CheckLine {
	l := report.CheckLine{Scenario: c.name, Hash: c.hash, Outcome: report.CheckPassed, Reason: c.wrong}
	if c.loaded != nil && c.loaded.Scenario != nil {
		l.Title = c.loaded.Scenario.Name
	}
	if c.facts == nil {
		l.Outcome = report.CheckInvalid
		if c.broken {
			l.Outcome = report.CheckBroken
		}
		return l
	}
	s := c.loaded.Scenario
	l.Status, l.Objective, l.Currency = c.facts.Status, c.facts.Objective, s.Currency
	if c.facts.Status == string(solver.Stopped) {
		l.Outcome, l.Reason = report.CheckStopped, "no plan was found in time"
		return l
	}
	verdicts := regress.Judge(&s.Expect, c.facts, c.counts)
	if base != nil {
		compared, known := base.Judge(entryName(o.baseline, c.name), c.facts, o.allowances)
		verdicts, l.New = append(verdicts, compared...), !known
	}
	for k := range verdicts {
		v := &verdicts[k]
		if !v.Passed {
			l.Outcome = report.CheckFailed
		}
		l.Checks = append(l.Checks, report.NewCheckVerdict(v, c.placeOf(v.Path)))
	}
	for _, relation := range c.facts.Relations {
		if relation.LeftOut != "" {
			l.LeftOut = append(l.LeftOut, report.CheckLeftOut{Relation: relation.Name, Why: relation.LeftOut})
		}
	}
	return l
}

// placeOf is where an expectation is written; nowhere where it is none of the scenario.
func (c *checked) placeOf(path string) report.Place {
	if path == "" {
		return report.Place{}
	}
	pos, found := c.loaded.Position(path + ".value") // or else of what is around it
	if !found {
		return report.Place{}
	}
	return report.Place{File: filepath.ToSlash(pos.File), Line: pos.Line, Column: pos.Column}
}
