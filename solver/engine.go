package solver

import (
	"time"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Engine solves linear and mixed-integer problems. It is an argument, so that
// this package needs no solver to be built or tested.
type Engine = lp.Engine

// DefaultGap is the relative gap at which an integer plan counts as best.
const DefaultGap = 1e-6

// Options say how to solve. The zero value is a plain solve to proven optimality.
type Options struct {
	TimeLimit time.Duration // 0: none
	RelGap    float64       // of integer plans; 0: DefaultGap
	Threads   int           // 0: one
	Relax     bool          // let whole numbers be fractions
	Ranging   bool          // also ask how far single limits may move: Result.Solution.Ranging
	Start     *model.Plan   // to start a search for whole numbers from; nil: none
	Basis     *lp.Basis     // to start a linear problem from, where it fits; nil: none
	Progress  func(lp.Progress)

	AnyPlan  bool  // of equally good plans take whichever is found first; else always the same
	AnyWhole bool  // of whole numbers take those that are found first, and choose among the plans that have them
	Near     *Near // of equally good plans take the one nearest to another; nil: none
}

func (o Options) engine() lp.Options {
	gap := o.RelGap
	if gap == 0 {
		gap = DefaultGap
	}
	return lp.Options{
		TimeLimit:   o.TimeLimit,
		RelGap:      gap,
		Threads:     o.Threads,
		Relax:       o.Relax,
		Ranging:     o.Ranging,
		FixedPrices: true,
		Progress:    o.Progress,
	}
}
