package report

import (
	"io"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/analysis"
)

func TestALedgerAddsUpToTheCoin(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := compareWorkshops(1e-6, func(*Input) {})
		shares := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 10).Draw(r, "shares")
		from := rapid.Float64Range(0, 1e7).Draw(r, "from")
		to := from
		blocks := make([]LedgerBlock, len(shares))
		for i, share := range shares {
			to += share
			blocks[i].Cause = "demand"
		}
		d.AddLedger(1, "path", blocks, &analysis.Ledger{From: from, To: to, Shares: shares})
		l := d.Versions[1].Ledger
		coins := func(v float64) int64 { return int64(math.Round(100 * v)) }
		level := coins(*l.From)
		for i, line := range l.Lines {
			level += coins(line.Amount)
			if math.Abs(line.Amount-shares[i]) > 0.011 {
				r.Errorf("line %d is %v, exactly %v", i, line.Amount, shares[i])
			}
		}
		if level != coins(*l.To) || len(l.Lines) != len(shares) {
			r.Errorf("%d lines lead from %v to %d coins, expected %v", len(l.Lines), *l.From, level, *l.To)
		}
	})
}

func TestALedgerSaysWhyNothingIsDivided(t *testing.T) {
	blocks := []LedgerBlock{{"demand", []string{"demand.tools.quantity", "demand.nails.quantity"}}}
	for _, test := range []struct {
		name   string
		change func(*Input)
		ledger *analysis.Ledger
		want   string
	}{
		{"a version without a plan", func(in *Input) { in.Result.Status, in.Result.Plan = "infeasible", nil }, nil, "Nothing is divided: one of the two has no plan."},
		{"a version that counts profit", func(in *Input) { in.Result.Sense = "maximise profit" }, nil, "Nothing is divided: one counts costs and the other what is earned."},
		{"no order with plans throughout", func(*Input) {}, &analysis.Ledger{From: 1, To: 2, NoPlan: []uint64{1}}, "Nothing is divided: in whatever order the changes come, some step has no plan."},
		{"some orders without plans", func(*Input) {}, &analysis.Ledger{From: 1, To: 2, Shares: []float64{1}, NoPlan: []uint64{1}}, "1 of 2 combinations have no plan; orders that meet one of them"},
		{"all of it", func(*Input) {}, &analysis.Ledger{From: 1, To: 2, Shares: []float64{1}}, "demand and products +1.00 demand.tools.quantity and 1 more"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := compareWorkshops(1e-6, func(in *Input) {
				in.Result.Limits = in.Result.Limits[:1] // so that something differs
				test.change(in)
			})
			d.Versions[1].Inputs = []ComparedInput{{Path: "demand.tools.quantity"}}
			d.AddLedger(1, "cause", blocks, test.ledger)
			text := written(t, func(w io.Writer) error { return d.Text(w, TextOptions{}) })
			if !strings.Contains(strings.Join(strings.Fields(text), " "), test.want) {
				t.Errorf("expected %q in\n%s", test.want, text)
			}
		})
	}
}
