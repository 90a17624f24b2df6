package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// balance: opening + made + bought + arrived = consumed + sold + shipped +
// disposed + closing, for each item, place and period; what is disposed of
// counts as shipped in messages. Where an item is not kept it opens
// and closes with nothing.
func (a *auditor) balance() {
	for _, in := range a.ledger.tallies {
		item := a.items[in.item]
		r := group(model.GroupBalance, item.ID, item.Unit)
		r.part, r.path = in.site, [6]string{"families", item.ID}
		if in.item >= len(a.s.Families) {
			r.path[0] = "materials"
		}
		for t := range a.n {
			a.balanceIn(&r, in, t)
		}
	}
}

func (a *auditor) balanceIn(r *rule, in *tally, t int) {
	of := func(f flow) float64 { return in.flows.At(int(f), t) }
	opening, made, bought, arrived := of(flowOpening), of(flowMade), of(flowBought), of(flowArrived)
	consumed, sold, shipped, closing := of(flowConsumed), of(flowSold), of(flowShipped)+of(flowDisposed), of(flowClosing)
	expected := opening + made + bought + arrived - consumed - sold - shipped
	tol := tolerance(opening, made, bought, arrived, consumed, sold, shipped, closing)
	if a.passes(r, t, math.Abs(expected-closing), tol) {
		return
	}
	thing := r.key
	if in.site != "" {
		thing += " in " + in.site
	}
	what := fmt.Sprintf("stock of %s at the end of %s is %s, but opening + made + bought + arrived - consumed - sold - shipped gives %s",
		thing, a.label(t), quantity(closing, r.unit), quantity(expected, ""))
	if !in.kept {
		what = fmt.Sprintf("%s is not kept, but made + bought + arrived - consumed - sold - shipped in %s gives %s",
			thing, a.label(t), quantity(expected, r.unit))
	}
	a.differ(r, t, expected, closing, tol, what)
}
