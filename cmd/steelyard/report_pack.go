package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// The questions that a pack may ask, in the order in which they are asked.
const (
	askBill       = "bill"
	askOwners     = "owners"
	askLevers     = "levers"
	askStrategies = "strategies"
	askTornado    = "tornado"
	askShock      = "shock"
)

// packQuestions lists them.
func packQuestions() []string {
	return []string{askBill, askOwners, askLevers, askStrategies, askTornado, askShock}
}

// A scenario is large where its problem has more rows than these: questions that plan it many times are
// asked only where they are named.
const (
	mostRows        = 5000
	mostIntegerRows = 1000 // of a problem with whole numbers
)

// largeInputs are the inputs that a large scenario is asked about, each pattern as one.
var largeInputs = []string{
	"demand.*.quantity", "demand.*.max", "demand.*.price", "families.*.price", "suppliers.*.sells.*.price", "resources.*.capacity", "workforce.*.regular",
}

// asked is which questions a pack asks.
type asked struct {
	names  []string      // empty: all of a scenario that is not large
	within time.Duration // for all answers; 0: as long as they take
}

// wrongAsk says what is wrong with the names of questions; empty if nothing is.
func wrongAsk(names []string) string {
	allowed := append(packQuestions(), "all", "none")
	for _, name := range names {
		switch {
		case !slices.Contains(allowed, name):
			return fmt.Sprintf("--ask %s: expected %s", name, strings.Join(allowed, ", "))
		case len(names) > 1 && (name == "all" || name == "none"):
			return fmt.Sprintf("--ask %s: %s stands alone", strings.Join(names, ","), name)
		}
	}
	return ""
}

// of tells whether a question is asked, and whether of a few inputs only, as of a large scenario.
func (a asked) of(name string, large bool) (ask, short bool) {
	switch {
	case len(a.names) == 0 && large:
		return name == askBill || name == askTornado, true
	case len(a.names) == 0, a.names[0] == "all":
		return true, false
	}
	return slices.Contains(a.names, name), false
}

// writePack writes the pack of a saved plan, or plans a scenario and asks about the plan.
func (g *globals) writePack(ctx context.Context, o *reportOptions, path string) error {
	last, err := g.lastPlan(o.last)
	if err != nil {
		return err
	}
	pack := &report.Pack{Last: last}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		pack.Plan, err = g.savedPlan(o, path)
	} else {
		err = g.packOf(ctx, o, path, pack)
	}
	if err != nil || pack.Plan == nil {
		return err
	}
	if err := g.addHistory(o, pack.Plan); err != nil {
		return err
	}
	return g.deliver(o.plan.out, func(w io.Writer) error {
		if o.plan.format.or(o.plan.out, "html") == "md" {
			return pack.Markdown(w)
		}
		return pack.HTML(w)
	})
}

// packOf plans a scenario and fills the pack; without a plan the pack stays empty, and what there is instead was shown.
func (g *globals) packOf(ctx context.Context, o *reportOptions, path string, pack *report.Pack) error {
	loaded, err := g.loadToPlan(path, &o.plan)
	if err != nil {
		return err
	}
	engine, err := highs.New(max(2, runtime.GOMAXPROCS(0)))
	if err != nil {
		return err
	}
	defer engine.Close()
	watch := startProgress(g.stderr)
	defer watch.stop()
	options := solver.Options{TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, Progress: watch.update}
	st, err := analysis.New(ctx, engine, loaded.Scenario, options)
	if err != nil {
		return err
	}
	st.Progress = watch.count
	if !st.Result.Status.HasPlan() {
		watch.stop()
		return outcome(st.Result)
	}
	pack.File = path
	if pack.Plan, err = g.documentOf(loaded, answer{result: st.Result}); err != nil || !st.Answers() {
		return err
	}
	q := packAsker{g: g, o: o, st: st, loaded: loaded, engine: engine, options: options, pack: pack}
	if err := q.ask(ctx); err != nil {
		if ctx.Err() != nil {
			return unanswered()
		}
		return err
	}
	return nil
}

// packAsker asks the questions of one pack.
type packAsker struct {
	g       *globals
	o       *reportOptions
	st      *analysis.Study
	loaded  *intake.Loaded
	engine  *highs.Engine
	options solver.Options
	input   report.Input
	pack    *report.Pack
}

func (q *packAsker) ask(ctx context.Context) (err error) {
	if q.input, err = inputOf(q.loaded, q.st.Result); err != nil {
		return err
	}
	p := q.st.Formulation.Problem
	large := p.NumRows() > mostRows || p.IsInteger() && p.NumRows() > mostIntegerRows
	questions := []packQuestion{
		{askBill, q.bill}, {askOwners, q.owners}, {askLevers, q.levers}, {askStrategies, q.strategies}, {askTornado, q.tornado}, {askShock, q.shock},
	}
	questions = slices.DeleteFunc(questions, func(question packQuestion) bool {
		ask, _ := q.o.ask.of(question.name, large)
		return !ask
	})
	begin := time.Now()
	for k, question := range questions {
		_, short := q.o.ask.of(question.name, large)
		share := (q.o.ask.within - time.Since(begin)) / time.Duration(len(questions)-k)
		if err := q.within(ctx, share, question, short); err != nil {
			return err
		}
	}
	return nil
}

// packQuestion is one question, and how it is answered.
type packQuestion struct {
	name   string
	answer func(ctx context.Context, short bool) error
}

// within asks a question and leaves it out where the answer takes longer than its share of the time.
func (q *packAsker) within(ctx context.Context, share time.Duration, question packQuestion, short bool) error {
	limited := ctx
	if q.o.ask.within > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, share)
		defer cancel()
	}
	err := question.answer(limited, short)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		q.g.note("the pack leaves out %s: the answer took too long; --within gives more time", question.name)
		return nil
	}
	return err
}

// bill divides what limits cost among their groups.
func (q *packAsker) bill(ctx context.Context, _ bool) error {
	bill, err := q.st.Bill(ctx, q.st.Groups(nil))
	if err != nil {
		return err
	}
	q.pack.Bill = report.NewBillDocument(q.input, bill, "group")
	return nil
}

func (q *packAsker) owners(ctx context.Context, _ bool) error {
	bill, err := q.st.Bill(ctx, q.st.Owners(nil))
	if err != nil {
		return err
	}
	q.pack.Owners = report.NewBillDocument(q.input, bill, "owner")
	return nil
}

func (q *packAsker) levers(ctx context.Context, _ bool) error {
	l, err := q.st.Levers(ctx, analysis.LeverOptions{Solve: q.options})
	if err != nil || l == nil {
		return err
	}
	input := q.input
	input.Limits = q.st.Result.Limits
	q.pack.Levers = report.NewLeversDocument(input, l)
	return nil
}

func (q *packAsker) strategies(ctx context.Context, _ bool) error {
	found, err := analysis.CompareStrategies(ctx, q.engine, q.loaded.Scenario, math.NaN(), q.options)
	if err != nil {
		return err
	}
	if err := q.g.auditStrategies(q.input, found.Plans); err != nil {
		return err
	}
	input := q.input
	input.Result = found.Plans[0].Result
	q.pack.Strategies = report.NewStrategiesDocument(input, found)
	return nil
}

// tornado moves the usual inputs; in short, those that matter to every company.
func (q *packAsker) tornado(ctx context.Context, short bool) error {
	const by = 0.1
	moved := inputsAt(q.loaded.With(moves(usualInputs)...), q.loaded, func(n int) bool { return n > mostAlike })
	if short {
		moved = inputsAt(q.loaded.With(moves(largeInputs)...), q.loaded, func(int) bool { return true })
	}
	document, err := tornadoOf(ctx, q.st, q.loaded, q.input, moved, by, &q.o.plan)
	q.pack.Tornado = document
	return err
}

func (q *packAsker) shock(ctx context.Context, _ bool) error {
	document, err := shockOf(ctx, q.st, q.input, &shockOptions{studyOptions: studyOptions{plan: q.o.plan}}, q.loaded)
	q.pack.Shock = document
	return err
}
