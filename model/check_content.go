package model

import (
	"math"
	"slices"
	"strings"
)

// Content: the least amount of a resource, crew or material that is in one unit
// of an item, over every way to make it and all the way down its bill. It works
// as a price does: no run of a process can make more of it than the run uses
// and consumes. So what there is of the resource bounds all items together that
// need it, however the plan shares it out.

// contained is part of a content: so much of one subject.
type contained struct {
	subject int // resources, workforces, then materials that are only bought
	amount  float64
}

// deepest bounds the contents of one item. Leaving some out is safe: it
// only makes the check less sharp.
const deepest = 64

// contents works out the content of every item.
type contents struct {
	*checker
	of      [][]contained // by item, sorted by subject
	done    []bool
	scarce  []int // by item: subject, or -1
	numbers int   // of subjects
}

func (c *checker) newContents() *contents {
	w := &contents{checker: c, of: make([][]contained, len(c.all)), done: make([]bool, len(c.all)), scarce: make([]int, len(c.all))}
	w.numbers = len(c.rooms)
	for i := range c.all {
		w.scarce[i] = -1
		if len(c.madeBy[i]) == 0 && !c.boughtFreely(i) {
			w.scarce[i] = w.numbers
			w.numbers++
		}
	}
	for i := range c.all {
		w.item(i)
	}
	return w
}

// boughtFreely tells whether anybody sells the item without a hard limit.
func (c *checker) boughtFreely(i int) bool {
	for _, ref := range c.offers[i] {
		for t := range c.n {
			if _, hard := hardAt(&ref.Offer.Capacity, t); !hard {
				return true
			}
		}
	}
	return false
}

// item is the content of one unit of an item. While it is being worked out the
// item counts as empty, which is safe for bills that go in circles.
func (w *contents) item(i int) []contained {
	if w.done[i] {
		return w.of[i]
	}
	w.done[i] = true
	switch {
	case w.boughtFreely(i):
	case w.scarce[i] >= 0:
		w.of[i] = []contained{{w.scarce[i], 1}}
	default:
		for n, p := range w.madeBy[i] {
			content := w.product(p)
			if n > 0 {
				content = lesser(w.of[i], content)
			}
			if w.of[i] = content; len(content) == 0 {
				break
			}
		}
	}
	return w.of[i]
}

// product is the content of one unit of the only product of a process. Where
// there are several products it is not known which one takes how much.
func (w *contents) product(p int) []contained {
	process := &w.s.Processes[p]
	if len(process.Makes) != 1 {
		return nil
	}
	makes, amounts := process.Yields()[0].Quantity, map[int]float64{}
	for _, use := range process.Uses {
		r := w.roomOf[use.ID]
		amounts[r.number] += w.leastRatio(use.Quantity, makes)
	}
	for _, part := range process.Needs() {
		q := w.leastRatio(part.Quantity, makes)
		for _, in := range w.item(w.itemOf[part.ID]) {
			amounts[in.subject] += q * in.amount
		}
	}
	content := make([]contained, 0, len(amounts))
	for subject, each := range amounts {
		if each > 0 {
			content = append(content, contained{subject, each})
		}
	}
	slices.SortFunc(content, func(a, b contained) int { return a.subject - b.subject })
	return content[:min(len(content), deepest)]
}

// leastRatio is the least of what per unit of a product, over the periods in
// which there is a product.
func (c *checker) leastRatio(of, product Series) float64 {
	least := math.Inf(1)
	periods := c.n
	if of.Len() <= 1 && product.Len() <= 1 {
		periods = 1
	}
	for t := range periods {
		if q := product.Or(t, 0); q > 0 {
			least = min(least, of.Or(t, 0)/q)
		}
	}
	if math.IsInf(least, 0) {
		return 0
	}
	return least
}

// lesser is what two contents have in common, the smaller amount of each.
func lesser(a, b []contained) []contained {
	var out []contained
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].subject < b[0].subject:
			a = a[1:]
		case a[0].subject > b[0].subject:
			b = b[1:]
		default:
			out = append(out, contained{a[0].subject, min(a[0].amount, b[0].amount)})
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// subject is something that items need, with the account of all of them.
type subject struct {
	id, unit string
	number   int
	path     address
	account  *account
	items    []int     // that are asked for
	amounts  []float64 // of the subject in one unit of each
}

// subjects sets up the account of everything that any item with a demand needs.
func (c *checker) subjects(accounts []*account) []*subject {
	w := c.newContents()
	all := make([]*subject, w.numbers)
	for i := range c.all {
		for _, in := range w.of[i] {
			if all[in.subject] == nil {
				all[in.subject] = &subject{number: in.subject, account: c.newAccount()}
			}
			all[in.subject].add(c, i, in.amount, accounts[i])
		}
	}
	for _, r := range c.rooms {
		if s := all[r.number]; s != nil {
			s.id, s.unit, s.path = r.id, r.unit, r.path
			for t := range c.n {
				s.account.supply[t] += r.most[t]
			}
		}
	}
	for i, number := range w.scarce {
		if number >= 0 && all[number] != nil {
			all[number].id, all[number].unit, all[number].path = c.all[i].ID, c.all[i].Unit, c.itemAddress(i)
		}
	}
	return slices.DeleteFunc(all, func(s *subject) bool { return s == nil || len(s.items) == 0 })
}

// add counts the stock, purchases and demand of an item as so much each.
func (s *subject) add(c *checker, i int, each float64, of *account) {
	a := s.account
	a.opening += each * of.opening
	if slices.ContainsFunc(c.madeBy[i], func(p int) bool { return c.s.Processes[p].Lead != Lag{} }) {
		a.unbounded() // what has been started holds some of it, too
	}
	for t := range c.n {
		a.supply[t] += times(each, c.bought[i][t])
		a.asked[t] += each * of.asked[t]
		a.must[t] += each * of.must[t]
		a.most[t] += times(each, of.most[t])
		a.least[t] += each * of.least[t]
		a.mayMiss[t] += times(each, of.mayMiss[t])
	}
	a.deferred = a.deferred || of.deferred
	if len(c.demands[i]) > 0 {
		s.items, s.amounts = append(s.items, i), append(s.amounts, each)
	}
}

func (s *subject) content(c *checker) map[string]float64 {
	content := make(map[string]float64, len(s.items))
	for k, i := range s.items {
		content[c.all[i].ID] = s.amounts[k]
	}
	return content
}

// shares lists the items that ask for most of the subject up to a period.
func (s *subject) shares(c *checker, t int) string {
	const most = 3
	type share struct {
		id     string
		amount float64
	}
	var list []share
	for k, i := range s.items {
		asked := 0.0
		for _, q := range c.itemAccount(i).asked[:t+1] {
			asked += s.amounts[k] * q
		}
		list = append(list, share{c.all[i].ID, asked})
	}
	slices.SortStableFunc(list, func(a, b share) int {
		switch {
		case a.amount > b.amount:
			return -1
		case a.amount < b.amount:
			return 1
		}
		return 0
	})
	var words []string
	for _, x := range list[:min(most, len(list))] {
		words = append(words, "by "+x.id+": "+amount(x.amount)+" "+s.unit)
	}
	if len(list) > most {
		words = append(words, "by others")
	}
	return strings.Join(words, ", ")
}
