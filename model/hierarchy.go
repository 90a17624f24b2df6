package model

import (
	"cmp"
	"slices"
	"strings"
)

// Member is an item of a family: what is executed where the family is planned.
type Member struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
	Share Series `json:"share"` // of the family, 0 to 1; those of a family add up to 1
}

// Mix divides a quantity of the family in period t into its items, in the
// order of Item.Items.
func (i *Item) Mix(total float64, t int, whole bool) []float64 {
	weights := make([]float64, len(i.Items))
	for k := range weights {
		weights[k] = i.Items[k].Share.Or(t, 0)
	}
	return Split(total, weights, whole)
}

// Site is a place with resources and crews.
type Site struct {
	ID      string   `json:"id"`
	Name    string   `json:"name,omitempty"`
	Region  string   `json:"region,omitempty"`
	Working *Working `json:"working,omitempty"` // nil: that of the calendar
}

// Market is a group of customers, possibly within a larger one.
type Market struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Within   string `json:"within,omitempty"` // id of the larger market
	Share    Series `json:"share,omitzero"`   // of the larger market's demand, 0 to 1
	Region   string `json:"region,omitempty"`
	Segment  string `json:"segment,omitempty"`
	Customer string `json:"customer,omitempty"`
	Payment  Lag    `json:"payment,omitzero"` // how long after they are served customers pay
}

// FamilyOf finds the family of every item that is a part of one, by the id of
// the item. Of two families with one item it is the first.
func (s *Scenario) FamilyOf() map[string]*Item {
	families := map[string]*Item{}
	for i := range s.Families {
		for k := range s.Families[i].Items {
			if id := s.Families[i].Items[k].ID; families[id] == nil {
				families[id] = &s.Families[i]
			}
		}
	}
	return families
}

// leaf is a market without markets within it, and its share of one above.
type leaf struct {
	market *Market
	shares []Series // down the tree; their product is the share
}

func (l *leaf) share(t int) float64 {
	share := 1.0
	for _, s := range l.shares {
		share *= s.Or(t, 0)
	}
	return share
}

// marketTree finds the markets within a market.
type marketTree map[string][]*Market

func newMarketTree(markets []Market) marketTree {
	tree := marketTree{}
	for i := range markets {
		if m := &markets[i]; m.Within != "" {
			tree[m.Within] = append(tree[m.Within], m)
		}
	}
	return tree
}

// leaves lists the markets at the bottom below a market, sorted by id within
// each level. The tree has no cycles.
func (tree marketTree) leaves(id string, above []Series) []leaf {
	var out []leaf
	for _, m := range tree[id] {
		shares := append(above[:len(above):len(above)], m.Share)
		if len(tree[m.ID]) == 0 {
			out = append(out, leaf{m, shares})
			continue
		}
		out = append(out, tree.leaves(m.ID, shares)...)
	}
	return out
}

// SplitDemand replaces every demand of a market that has markets within it by
// one demand for each market at the bottom, by share. Quantities are divided,
// everything else applies to each part. It returns the id of the demand that
// each new one comes from. The scenario must be free of mistakes.
func (s *Scenario) SplitDemand() (origin map[string]string) {
	tree := newMarketTree(s.Markets)
	origin = map[string]string{}
	divided := false
	for i := range s.Demand {
		divided = divided || len(tree[s.Demand[i].Market]) > 0
	}
	if !divided {
		return origin // the usual case, and there may be very many demands
	}
	var all []Demand
	for i := range s.Demand {
		d := &s.Demand[i]
		if d.Market == "" || len(tree[d.Market]) == 0 {
			all = append(all, *d)
			continue
		}
		for _, part := range d.split(tree.leaves(d.Market, nil), s.Calendar.Len()) {
			origin[part.ID] = d.ID
			all = append(all, part)
		}
	}
	s.splitShortages(tree)
	slices.SortFunc(all, func(a, b Demand) int { return strings.Compare(a.ID, b.ID) })
	s.Demand = all
	s.followSplit(origin)
	s.splitCover(origin)
	return origin
}

// split divides a demand among markets.
func (d *Demand) split(leaves []leaf, periods int) []Demand {
	parts := make([]Demand, len(leaves))
	for i := range leaves {
		parts[i] = *d
		parts[i].ID, parts[i].Market = splitID(d.ID, leaves[i].market), leaves[i].market.ID
		if d.Name != "" {
			parts[i].Name = d.Name + ", " + leaves[i].market.label()
		}
	}
	for _, field := range []struct {
		of    func(*Demand) *Series
		whole bool
	}{
		{func(d *Demand) *Series { return &d.Quantity.Value }, d.Whole},
		{func(d *Demand) *Series { return &d.Min.Value }, d.Whole},
		{func(d *Demand) *Series { return &d.Max.Value }, d.Whole},
		{func(d *Demand) *Series { return &d.Backlog.Max.Value }, false},
		{func(d *Demand) *Series { return &d.Lost.Max.Value }, false},
	} {
		for i, s := range splitSeries(*field.of(d), leaves, periods, field.whole) {
			*field.of(&parts[i]) = s
		}
	}
	opening := Split(d.Backlog.Opening, weightsAt(leaves, 0), d.Whole)
	closing := Split(d.Backlog.Closing.Value.At(max(periods-1, 0)), weightsAt(leaves, periods-1), false)
	for i := range parts {
		parts[i].Backlog.Opening = opening[i]
		if d.Backlog.Closing.IsSet() {
			parts[i].Backlog.Closing.Value = Constant(closing[i])
		}
	}
	return parts
}

// splitID is the id of the part of a demand that falls to a market.
func splitID(demand string, m *Market) string { return demand + "-" + m.ID }

// label is the name for people.
func (m *Market) label() string {
	if m.Name != "" {
		return m.Name
	}
	return m.ID
}

func weightsAt(leaves []leaf, t int) []float64 {
	weights := make([]float64, len(leaves))
	for i := range leaves {
		weights[i] = leaves[i].share(t)
	}
	return weights
}

// splitSeries divides a value over time, period by period.
func splitSeries(s Series, leaves []leaf, periods int, whole bool) []Series {
	if !s.IsSet() {
		return nil
	}
	values := make([][]float64, len(leaves))
	for t := range periods {
		for i, v := range Split(s.At(t), weightsAt(leaves, t), whole) {
			values[i] = append(values[i], v)
		}
	}
	parts := make([]Series, len(leaves))
	for i := range parts {
		parts[i] = PerPeriod(values[i])
		if _, constant := parts[i].canonical(); constant {
			parts[i] = Constant(values[i][0])
		}
	}
	return parts
}

// InheritMarkets gives every market the region, segment and customer of the
// one it lies within, where it has none itself.
func (s *Scenario) InheritMarkets() {
	byID := make(map[string]*Market, len(s.Markets))
	for i := range s.Markets {
		byID[s.Markets[i].ID] = &s.Markets[i]
	}
	for i := range s.Markets {
		m := &s.Markets[i]
		up := byID[m.Within]
		for level := 0; up != nil && level < maxLevels; level++ {
			m.Region, m.Segment, m.Customer = cmp.Or(m.Region, up.Region), cmp.Or(m.Segment, up.Segment), cmp.Or(m.Customer, up.Customer)
			m.Payment = cmp.Or(m.Payment, up.Payment)
			up = byID[up.Within]
		}
	}
}
