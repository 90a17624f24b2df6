package analysis

import (
	"context"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// BenchmarkQuestions asks everything about the drinks filler: the prices of the
// 25 limits with the most at stake, the bill, the leeway of every item, and a
// tornado of what is asked, can be done and costs. It reports the wall time of
// each, on as many goroutines as there are processors, divided by that of one bare
// solve of the same problem from nothing: no reading, formulating, choosing among
// equal plans, auditing or showing. Each time is the shortest of all rounds, since others use the
// machine too. See cmd/steelyard for the same in whole commands.
func BenchmarkQuestions(b *testing.B) {
	s := scenario(b, "beverage")
	ctx := context.Background()
	st := study(b, s)
	questions := []struct {
		name string
		ask  func() error
	}{
		{"bare", func() error {
			_, err := engine.Solve(ctx, st.Formulation.Problem, lp.Options{})
			return err
		}},
		{"prices", func() error {
			rows := st.Ranked(st.Binding())
			_, err := st.Prices(ctx, rows[:min(25, len(rows))])
			return err
		}},
		{"bill", func() error {
			_, err := st.Bill(ctx, st.Groups(nil))
			return err
		}},
		{"leeway", func() error {
			_, _, err := st.Leeway(ctx, 0.01, 0, 0)
			return err
		}},
		{"tornado", func() error {
			_, err := st.Tornado(ctx, movedInputs(s), solver.Options{})
			return err
		}},
	}
	took := make([]time.Duration, len(questions))
	for k := range took {
		took[k] = time.Hour
	}
	for b.Loop() {
		for k, q := range questions {
			began := time.Now()
			if err := q.ask(); err != nil {
				b.Fatal(err)
			}
			took[k] = min(took[k], time.Since(began))
		}
	}
	total := 0.0
	for k, q := range questions[1:] {
		solves := took[k+1].Seconds() / took[0].Seconds()
		b.ReportMetric(solves, q.name+"-solves")
		total += solves
	}
	b.ReportMetric(total, "all-solves")
}

// movedInputs are the demands, capacities, overtime and prices of a scenario, each a
// tenth down and up by itself.
func movedInputs(s *model.Scenario) []Input {
	var inputs []Input
	add := func(path string, at func(*model.Scenario) *model.Series) {
		sides := make([]*model.Scenario, 2)
		for k, factor := range []float64{0.9, 1.1} {
			moved := *s
			v := at(&moved)
			*v = scaled(*v, factor, 0, s.Calendar.Len()-1, s.Calendar.Len())
			sides[k] = &moved
		}
		inputs = append(inputs, Input{Path: path, Down: sides[0], Up: sides[1]})
	}
	for i := range s.Demand {
		for _, at := range []func(*model.Demand) *model.Series{
			func(d *model.Demand) *model.Series { return &d.Quantity.Value },
			func(d *model.Demand) *model.Series { return &d.Price },
		} {
			add("demand."+s.Demand[i].ID, func(m *model.Scenario) *model.Series {
				m.Demand = append([]model.Demand(nil), s.Demand...)
				return at(&m.Demand[i])
			})
		}
	}
	for i := range s.Resources {
		for _, at := range []func(*model.Resource) *model.Series{
			func(r *model.Resource) *model.Series { return &r.Capacity.Value },
			func(r *model.Resource) *model.Series { return &r.Overtime.Max.Value },
		} {
			add("resources."+s.Resources[i].ID, func(m *model.Scenario) *model.Series {
				m.Resources = append([]model.Resource(nil), s.Resources...)
				return at(&m.Resources[i])
			})
		}
	}
	return inputs
}
