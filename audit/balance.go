package audit

import (
	"fmt"

	"github.com/steelyard-sop/steelyard/model"
)

// balance: opening + made + bought = consumed + sold + closing, for each item
// and period. An item that is not kept opens and closes with nothing.
func (a *auditor) balance() {
	families := len(a.s.Families)
	for i, item := range a.items {
		r := group(model.GroupBalance, item.ID, item.Unit)
		r.path = [6]string{"families", item.ID}
		if i >= families {
			r.path[0] = "materials"
		}
		for t := range a.n {
			a.balanceIn(&r, i, t)
		}
	}
}

func (a *auditor) balanceIn(r *rule, i, t int) {
	l := &a.ledger
	opening, made, bought := l.opening.At(i, t), l.made.At(i, t), l.bought.At(i, t)
	consumed, sold, closing := l.consumed.At(i, t), l.sold.At(i, t), l.closing.At(i, t)
	expected := opening + made + bought - consumed - sold
	tol := tolerance(opening, made, bought, consumed, sold, closing)
	excess := expected - closing
	if excess < 0 {
		excess = -excess
	}
	if a.passes(r, t, excess, tol) {
		return
	}
	what := fmt.Sprintf("stock of %s at the end of %s is %s, but opening + made + bought - consumed - sold gives %s",
		r.key, a.label(t), quantity(closing, r.unit), quantity(expected, ""))
	if !l.kept[i] {
		what = fmt.Sprintf("%s is not kept, but made + bought - consumed - sold in %s gives %s",
			r.key, a.label(t), quantity(expected, r.unit))
	}
	a.differ(r, t, expected, closing, tol, what)
}
