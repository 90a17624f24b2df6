package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/pflag"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// studyOptions are the flags of commands that ask questions about a plan.
type studyOptions struct {
	plan        planOptions
	withoutPlan bool // the question has an answer where no plan keeps all limits, unless that says errNotEven
}

// errNotEven says that a question has no answer for a scenario without a plan.
var errNotEven = errors.New("there is no plan to ask about")

func (o *studyOptions) addFlags(flags *pflag.FlagSet) {
	o.plan.format = choice{allowed: []string{"table", "json"}}
	o.plan.addFlags(flags)
}

// ask plans a scenario, and asks about the plan where it is proven best. Where it is not, it shows what plan shows.
func (g *globals) ask(ctx context.Context, o *studyOptions, path string, question func(*intake.Loaded, *analysis.Study) error) error {
	loaded, err := g.loadToPlan(path, &o.plan)
	if err != nil {
		return err
	}
	engine, err := highs.New(2)
	if err != nil {
		return err
	}
	defer engine.Close()
	watch := startProgress(g.stderr)
	defer watch.stop()
	st, err := analysis.New(ctx, engine, loaded.Scenario, solver.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, Progress: watch.update,
	})
	if err != nil {
		return err
	}
	st.Progress = watch.count
	if ctx.Err() != nil {
		return unanswered()
	}
	answers := st.Answers() || o.withoutPlan && st.Result.Status == solver.Infeasible
	if answers {
		err = question(loaded, st)
	}
	if !answers || errors.Is(err, errNotEven) {
		watch.stop()
		found, err := g.mend(ctx, loaded.Scenario, &o.plan, st.Result)
		if err != nil {
			return err
		}
		return g.show(loaded, found, &o.plan)
	}
	if err != nil && ctx.Err() != nil {
		return unanswered()
	}
	return err
}

// unanswered says that there is no answer, so that nothing is written.
func unanswered() error {
	return failf(exitStopped, "interrupted before the answer was known")
}

// finding is an answer that can be written in every format.
type finding interface {
	WriteJSON(w io.Writer) error
	Text(w io.Writer, o report.TextOptions) error
}

// drawing is an answer that can be drawn.
type drawing interface{ SVG(w io.Writer) error }

// tell delivers an answer in the format asked for.
func (g *globals) tell(o *planOptions, answer finding) error {
	return g.deliver(o.out, func(w io.Writer) error {
		if o.format.or(o.out, "table") == "json" {
			return answer.WriteJSON(w)
		}
		if picture, ok := answer.(drawing); ok && o.format.or(o.out, "table") == "svg" {
			return picture.SVG(w)
		}
		return answer.Text(w, g.textOptions(o))
	})
}

// textOptions are the options of a table.
func (g *globals) textOptions(o *planOptions) report.TextOptions {
	options := report.TextOptions{Width: o.width, All: o.all}
	if options.Width == 0 {
		options.Width = defaultWidth
	}
	if toStdout(o.out) {
		options.Color = g.colour(g.stdout)
		if o.width == 0 {
			options.Width = max(leastWidth, width(g.stdout))
		}
	}
	return options
}
