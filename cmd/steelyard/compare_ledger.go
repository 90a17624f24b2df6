package main

import (
	"context"
	"slices"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

// ledger is what the changes of one version come to.
type ledger struct {
	by     string
	blocks []report.LedgerBlock
	shares *analysis.Ledger // nil where combinations make no sense
}

// ledgers divides the difference between the base and each version that is valid.
func (g *globals) ledgers(ctx context.Context, o *compareOptions, st *analysis.Study, list []version) error {
	for k := 1; k < len(list); k++ {
		v := &list[k]
		if v.invalid != "" {
			continue
		}
		found := intake.Diff(list[0].loaded, v.loaded)
		l := &ledger{by: o.ledger.value, blocks: blocksOf(found, o.ledger.value)}
		if len(l.blocks) > analysis.MostBlocks {
			g.note("%s: %d changes are more than the %d that can be divided one by one; they are divided by cause", v.name, len(l.blocks), analysis.MostBlocks)
			l.by, l.blocks = "cause", blocksOf(found, "cause")
		}
		v.ledger = l
		if !st.Result.Status.HasPlan() || !v.result.Status.HasPlan() || st.Result.Sense != v.result.Sense {
			continue
		}
		var err error
		if l.shares, err = g.divide(ctx, o, st, list[0].loaded, v); err != nil {
			return err
		}
	}
	return nil
}

// blocksOf gathers what differs by cause, or takes each path by itself. What changes no plan is in no block.
func blocksOf(found []intake.Difference, by string) []report.LedgerBlock {
	blocks := []report.LedgerBlock{}
	if by == "cause" {
		for _, cause := range intake.Causes() {
			blocks = append(blocks, report.LedgerBlock{Cause: string(cause)})
		}
	}
	for i := range found {
		name := string(found[i].Cause())
		if name == "" {
			continue
		}
		if by == "path" {
			name = found[i].Path
		}
		k := slices.IndexFunc(blocks, func(b report.LedgerBlock) bool { return b.Cause == name })
		if k < 0 {
			k = len(blocks)
			blocks = append(blocks, report.LedgerBlock{Cause: name})
		}
		if b := &blocks[k]; !slices.Contains(b.Paths, found[i].Path) { // one value may differ in several periods
			b.Paths = append(b.Paths, found[i].Path)
		}
	}
	return slices.DeleteFunc(blocks, func(b report.LedgerBlock) bool { return len(b.Paths) == 0 })
}

// divide has every combination of the blocks of a version planned.
func (g *globals) divide(ctx context.Context, o *compareOptions, st *analysis.Study, base *intake.Loaded, v *version) (*analysis.Ledger, error) {
	blocks := v.ledger.blocks
	of := map[string]int{}
	for k := range blocks {
		for _, path := range blocks[k].Paths {
			of[path] = k
		}
	}
	between := intake.NewBetween(base, v.loaded)
	at := func(set uint64) *model.Scenario {
		mixed := between.With(func(path string) bool {
			k, isIn := of[path]
			return !isIn || set&(1<<k) != 0
		})
		if mixed.Diagnostics.HasErrors() {
			return nil
		}
		if o.plan.relax {
			relax(mixed.Scenario)
		}
		return mixed.Scenario
	}
	return st.Ledger(ctx, len(blocks), at, solver.Options{TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads})
}
