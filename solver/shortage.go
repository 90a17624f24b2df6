package solver

import (
	"math"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// Shortage: who goes short where there is not enough for all. For each rule k,
// member d and window w, with short what is lost in the window and owed at its end,
//
//	short[d,w]  =  asked[d,w] + backlog[d, before w] - sum_{t in w} served[d,t]
//
// where asked is all that is wanted in the window, and what is owed before the
// first period where it begins with that.
//
// Priority. met[k,n,w] is 1 where all members of rank n and before are served in full:
//
//	met       short[d,w]  <=  most[d,w] (1 - met[k,n,w])                  for each d of rank n
//	met       met[k,n,w]  <=  met[k,m,w]                                  where m is the rank before n
//	priority  sum_{t in w} served[d,t]  <=  must[d,w] + (most[d,w] - must[d,w]) met[k,n,w]   for each d of the rank behind n
//
// This is a property of the plan: it is either so or not, anyone can check it,
// and it says nothing about money. Two other ways are none. Weights on shortages
// that outbid money would be penalties in every price, could never be proven large
// enough where a unit of one item takes the capacity of ten of another, and would
// serve at any cost. Solving in stages, first the shortage of the first class,
// then of the next, then money, also serves at any cost, so that more capacity
// could raise the cost; and its last stage has limits that no one set. Here, how much
// is served is still decided by money, and to whom it goes by rank. A higher class
// that is to be served at any cost has a floor under its fill rate for that.
//
// Equal fill: all are short of the same share of what they want, the mean of
// their shares, in percent. The mean is only a row of its own where the rule is
// priced: where it is hard, it follows.
//
//	share       short[d,w]  =  wanted[d,w]/100 mean[k,w]
//	mean_short  number of members mean[k,w]  =  sum_d 100/wanted[d,w] short[d,w]
//
// Proportional: served in the ratio of weights, until all is served that is
// asked. met[k,d,w] is 1 where a member is served in full, level[k,w] what one
// weight gets:
//
//	share  sum_{t in w} served[d,t]  <=  weight[d] level[k,w]
//	share  sum_{t in w} served[d,t]  >=  weight[d] level[k,w] - most level[k] weight[d] met[k,d,w]
//	met    short[d,w]  <=  most[d,w] (1 - met[k,d,w])
//
// Max-min: the share that the worst served is short is as small as can be. It
// is a priced limit of 0, as the best that could be:
//
//	worst  short[d,w]  <=  wanted[d,w]/100 worst[k,w]
//	share  worst[k,w]  <=  0
//
// All big constants are the least that hold by what is asked, and by least sales
// and limits on what is lost in limits themselves; see service.go on why rows that
// only define something do not use limits of others.

// sharing is one rule with its windows and decisions.
type sharing struct {
	model.RationingRef
	from   []int // first period of the window that ends in a period, or -1
	level  int   // mean, level or worst; none for priority
	levels [][]int
	met    []int // by level, or by member
}

func (b *builder) shortageColumns() {
	for _, ref := range b.s.Rationings() {
		windows, _ := b.s.Calendar.Windows(ref.Over)
		k := sharing{RationingRef: ref, from: model.ByEnd(windows, b.periods), level: none}
		switch ref.Rule {
		case model.ByPriority:
			k.levels = b.s.Levels(&ref)
			for n := range len(k.levels) - 1 {
				rank := b.s.Rank(&b.s.Demand[k.levels[n][0]])
				_, path := b.s.TermsOf(&ref, rank)
				k.met = append(k.met, b.binary("met", ref.ID+","+strconv.Itoa(rank)))
				b.because(path)
			}
		case model.EqualFill:
			k.level = b.decide("mean_short", ref.ID)
		case model.MaxMin:
			k.level = b.decide("worst_short", ref.ID)
		case model.Proportional:
			k.level = b.decide("level", ref.ID)
			for _, d := range ref.Members {
				k.met = append(k.met, b.binary("met", ref.ID+","+b.s.Demand[d].ID))
			}
			b.because(ref.Path)
		}
		b.sharings = append(b.sharings, k)
	}
}

// because notes, once, what makes the problem an integer one.
func (b *builder) because(path string) {
	for _, known := range b.integer {
		if known == path {
			return
		}
	}
	b.integer = append(b.integer, path)
}

func (b *builder) shortageRows() {
	for i := range b.sharings {
		k := &b.sharings[i]
		switch k.Rule {
		case model.ByPriority:
			b.priorityRows(k)
		case model.EqualFill:
			b.equalRows(k)
		case model.MaxMin:
			b.worstRows(k)
		case model.Proportional:
			b.proportionalRows(k)
		}
	}
}

// windowed adds one row for every window of a rule in which value gives a
// number, and has fill put what belongs there into each.
func (b *builder) windowed(k *sharing, l limitBlock, value func(model.Window) (float64, bool), fill func(row int, w model.Window)) {
	rows := b.limit(l, func(t int) (float64, bool) {
		if k.from[t] < 0 {
			return 0, false
		}
		return value(model.Window{From: k.from[t], To: t})
	})
	for t, from := range k.from {
		if row := rows.at(t); from >= 0 && row != none {
			fill(row, model.Window{From: from, To: t})
		}
	}
}

// served puts coefficient x what is served of a demand in a window into a row.
func (b *builder) served(row, d int, w model.Window, coefficient float64) {
	for t := w.From; t <= w.To; t++ {
		b.p.Add(row, b.columns.served[d]+t, coefficient)
	}
}

// answered puts factor x (served in a window, less what was owed before it)
// into a row: what a demand is short of is what it asks less that.
func (b *builder) answered(row, d int, w model.Window, factor float64) {
	b.served(row, d, w, factor)
	if w.From > 0 && b.columns.backlog[d] != none {
		b.p.Add(row, b.columns.backlog[d]+w.From-1, -factor)
	}
}

// block is a limit of one member of a rule.
func (b *builder) memberBlock(group model.Group, k *sharing, d int, terms *model.Limit, path string, s sense) limitBlock {
	demand := &b.s.Demand[d]
	return limitBlock{
		group: group, key: k.Key(demand.ID), unit: b.items[b.columns.itemOf[demand.Item]].Unit,
		path: path, limit: terms, sense: s,
	}
}

func (b *builder) priorityRows(k *sharing) {
	for n, met := range k.met {
		rank := b.s.Rank(&b.s.Demand[k.levels[n][0]])
		terms, path := b.s.TermsOf(&k.RationingRef, rank)
		for _, d := range k.levels[n] {
			b.metRows(k, d, met, path)
		}
		if n > 0 {
			b.windowed(k, limitBlock{
				group: model.GroupMet, key: k.ID + "," + strconv.Itoa(rank), unit: "ranks", path: path, sense: atMost,
			}, func(model.Window) (float64, bool) { return 0, true }, func(row int, w model.Window) {
				b.p.Add(row, met+w.To, 1)
				b.p.Add(row, k.met[n-1]+w.To, -1)
			})
		}
		for _, d := range k.levels[n+1] {
			demand := &b.s.Demand[d]
			b.windowed(k, b.memberBlock(model.GroupPriority, k, d, terms, path, atMost),
				func(w model.Window) (float64, bool) { return demand.Must(w), b.mostServed(d, w) > 0 },
				func(row int, w model.Window) {
					b.served(row, d, w, 1)
					b.p.Add(row, met+w.To, demand.Must(w)-b.mostServed(d, w))
				})
		}
	}
}

// metRows let a decision be 1 only where a member is short of nothing.
func (b *builder) metRows(k *sharing, d, met int, path string) {
	demand := &b.s.Demand[d]
	b.windowed(k, b.memberBlock(model.GroupMet, k, d, nil, path, atLeast),
		func(w model.Window) (float64, bool) {
			most := b.mostServed(d, w)
			return demand.Asked(w) - most, most > 0
		},
		func(row int, w model.Window) {
			b.answered(row, d, w, 1)
			b.p.Add(row, met+w.To, -b.mostServed(d, w))
		})
}

// owedBefore is the most that can be owed before a window.
func (b *builder) owedBefore(d int, w model.Window) float64 {
	if w.From == 0 || b.columns.backlog[d] == none {
		return b.s.Demand[d].Owed()
	}
	return b.mostOwed(d)[w.From]
}

// mostServed is the most that can be served of a demand in a window, and the
// most that it can be short of.
func (b *builder) mostServed(d int, w model.Window) float64 {
	return b.s.Demand[d].Wanted(w) + b.owedBefore(d, w)
}

func (b *builder) equalRows(k *sharing) {
	if k.Terms.Priced() {
		b.meanRow(k)
	}
	for _, d := range k.Members {
		demand := &b.s.Demand[d]
		b.windowed(k, b.memberBlock(model.GroupShare, k, d, &k.Terms, k.Path, exactly),
			func(w model.Window) (float64, bool) { return demand.Asked(w), demand.Wanted(w) > 0 },
			func(row int, w model.Window) {
				b.answered(row, d, w, 1)
				b.p.Add(row, k.level+w.To, demand.Wanted(w)/100)
			})
	}
}

func (b *builder) meanRow(k *sharing) {
	count := func(w model.Window) (n, asked float64) {
		for _, d := range k.Members {
			if wanted := b.s.Demand[d].Wanted(w); wanted > 0 {
				n++
				asked += 100 * b.s.Demand[d].Asked(w) / wanted
			}
		}
		return n, asked
	}
	b.windowed(k, limitBlock{group: model.GroupMeanShort, key: k.ID, unit: "%", path: k.Path, sense: exactly},
		func(w model.Window) (float64, bool) {
			n, asked := count(w)
			return asked, n > 0
		},
		func(row int, w model.Window) {
			n, _ := count(w)
			b.p.Add(row, k.level+w.To, n)
			for _, d := range k.Members {
				if wanted := b.s.Demand[d].Wanted(w); wanted > 0 {
					b.answered(row, d, w, 100/wanted)
				}
			}
		})
}

func (b *builder) worstRows(k *sharing) {
	for _, d := range k.Members {
		demand := &b.s.Demand[d]
		b.windowed(k, b.memberBlock(model.GroupWorst, k, d, nil, k.Path, atLeast),
			func(w model.Window) (float64, bool) { return demand.Asked(w), demand.Wanted(w) > 0 },
			func(row int, w model.Window) {
				b.answered(row, d, w, 1)
				b.p.Add(row, k.level+w.To, demand.Wanted(w)/100)
			})
	}
	terms := k.Terms
	rates := make([]float64, b.periods)
	for t := range rates {
		rates[t] = math.NaN()
		if k.from[t] >= 0 {
			rates[t] = b.s.PointWeight(&k.RationingRef, model.Window{From: k.from[t], To: t})
		}
	}
	terms.Penalty = model.PerPeriod(rates)
	b.windowed(k, limitBlock{group: model.GroupShare, key: k.ID, unit: "%", path: k.Path, limit: &terms, sense: atMost},
		func(model.Window) (float64, bool) { return 0, true },
		func(row int, w model.Window) { b.p.Add(row, k.level+w.To, 1) })
}

func (b *builder) proportionalRows(k *sharing) {
	highest := func(w model.Window) float64 { // level at which all are served in full
		var most float64
		for _, d := range k.Members {
			if weight := b.s.Weight(k.Rationing, d); weight > 0 {
				most = max(most, b.mostServed(d, w)/weight)
			}
		}
		return most
	}
	for i, d := range k.Members {
		weight := b.s.Weight(k.Rationing, d)
		some := func(w model.Window) (float64, bool) { return 0, b.mostServed(d, w) > 0 }
		most := b.memberBlock(model.GroupShare, k, d, &k.Terms, k.Path, atMost)
		most.key += ",most"
		b.windowed(k, most, some, func(row int, w model.Window) {
			b.served(row, d, w, 1)
			b.p.Add(row, k.level+w.To, -weight)
		})
		least := b.memberBlock(model.GroupShare, k, d, &k.Terms, k.Path, atLeast)
		least.key += ",least"
		b.windowed(k, least, some, func(row int, w model.Window) {
			b.served(row, d, w, 1)
			b.p.Add(row, k.level+w.To, -weight)
			b.p.Add(row, k.met[i]+w.To, weight*highest(w))
		})
		b.metRows(k, d, k.met[i], k.Path)
	}
}
