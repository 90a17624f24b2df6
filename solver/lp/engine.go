package lp

import "context"

// Engine solves linear and mixed-integer problems.
type Engine interface {
	// Solve returns a solution for every outcome that a problem can have. An
	// error means that the engine itself failed.
	Solve(ctx context.Context, p *Problem, o Options) (*Solution, error)
}

// Keeper is an engine that is quick at many problems that differ in little.
type Keeper interface {
	Engine
	// Keep runs work with an engine that keeps the last problem it was given:
	// a neighbour of it, with the same matrix, that is solved from a basis
	// takes only the costs and bounds that differ. Answers are those of Solve, to the
	// tolerances; they depend on problem and options alone, not on what was
	// solved before. The kept engine belongs to work: it solves one problem at
	// a time, on the goroutine that runs work, and is gone when work returns.
	// A ctx that ends stops a solve that is running.
	Keep(ctx context.Context, work func(Engine) error) error
}
