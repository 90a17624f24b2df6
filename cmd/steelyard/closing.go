package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// valueClosing gives closing stock the worth that it has in a longer run, and
// tells it on the way, in the form that --set takes. It is the scenario that
// changes, so that the audit and the hash are of what was planned.
func (g *globals) valueClosing(ctx context.Context, s *model.Scenario, o *planOptions) error {
	engine, err := highs.New(1)
	if err != nil {
		return err
	}
	defer engine.Close()
	watch := startProgress(g.stderr)
	defer watch.stop()
	list, err := analysis.ClosingWorth(ctx, engine, s, o.worth, solver.Options{
		TimeLimit: o.timeLimit, RelGap: o.gap, Threads: o.threads, Progress: watch.update,
	})
	watch.stop()
	switch {
	case errors.Is(err, context.Canceled):
		return failf(exitStopped, "interrupted before the longer run was planned")
	case errors.Is(err, analysis.ErrNoWorth):
		return failf(exitInvalid, "--closing-worth: %s", err)
	case err != nil:
		return err
	}
	const digits = 10
	for _, w := range list {
		worth, err := strconv.ParseFloat(strconv.FormatFloat(w.Worth, 'g', digits, 64), 64)
		if err != nil {
			return err
		}
		stock := &s.Inventory[w.Stock]
		stock.Closing.Worth = worth
		g.note("inventory.%s.closing.worth=%s", stock.ID, strconv.FormatFloat(worth, 'g', -1, 64))
	}
	return nil
}
