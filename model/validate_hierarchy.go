package model

import (
	"math"
	"slices"
)

// shareRounding is how far shares may be from adding up to 1.
const shareRounding = 1e-9

// members checks the items of a family.
func (v *validator) members(a address, i *Item) {
	shares := make([]Series, len(i.Items))
	for k := range i.Items {
		m := &i.Items[k]
		shares[k] = m.Share
		if v.items[m.ID] != nil {
			v.mistake(a.to("items").to(m.ID), "id-clash", "rename one of the two", "expected an id of its own, got %q, which is a family or material already", m.ID)
		}
		if other := v.family[m.ID]; other != i {
			v.mistake(a.to("items").to(m.ID), "id-clash", "rename one of the two", "expected an id of its own, got %q, which is an item of %s already", m.ID, other.ID)
		}
		v.share(a.to("items").to(m.ID).to("share"), m.Share)
		if k > 0 && i.Items[k-1].ID >= m.ID {
			v.mistake(a.to("items").to(m.ID), "unsorted", "", "expected the ids of items in order and once each, got %q after %q", m.ID, i.Items[k-1].ID)
		}
	}
	v.shares(a.to("items"), "the items of "+i.ID, shares)
}

func (v *validator) share(a address, s Series) {
	if !s.IsSet() {
		v.mistake(a, "share-missing", "write share: 40 %", "expected a share, got nothing")
		return
	}
	v.amounts(a, s, true)
}

// shares checks that shares add up to 1 in every period.
func (v *validator) shares(a address, of string, shares []Series) {
	constant := true
	for _, s := range shares {
		if !v.fits(s) || !s.IsSet() {
			return
		}
		constant = constant && s.Len() == 1
	}
	if len(shares) == 0 {
		return
	}
	for t := range v.labels {
		sum := 0.0
		for _, s := range shares {
			sum += s.At(t)
		}
		if math.IsNaN(sum) || math.Abs(sum-1) <= shareRounding {
			continue
		}
		where := ""
		if !constant {
			where = " in " + v.labels[t]
		}
		v.mistake(a, "share-sum", "correct one of them", "expected shares that add up to 100 %% for %s%s, got %s %%", of, where, plainNumber(math.Round(sum*1e11)/1e9))
		return
	}
}

// knownSite reports an id that is no site.
func (v *validator) knownSite(a address, id string) {
	if id == "" {
		return
	}
	known := make([]string, 0, len(v.s.Sites))
	for i := range v.s.Sites {
		if v.s.Sites[i].ID == id {
			return
		}
		known = append(known, v.s.Sites[i].ID)
	}
	v.dangling(a, "a site", id, known)
}

func (v *validator) knownMarket(a address, id string) bool {
	if v.markets[id] != nil {
		return true
	}
	known := make([]string, 0, len(v.s.Markets))
	for i := range v.s.Markets {
		known = append(known, v.s.Markets[i].ID)
	}
	v.dangling(a, "a market", id, known)
	return false
}

// marketList checks the markets, each alone and as a tree.
func (v *validator) marketList() {
	unique(v, "markets", v.s.Markets, func(m *Market) string { return m.ID })
	unique(v, "sites", v.s.Sites, func(m *Site) string { return m.ID })
	v.markets = make(map[string]*Market, len(v.s.Markets))
	for i := range v.s.Markets {
		v.markets[v.s.Markets[i].ID] = &v.s.Markets[i]
	}
	sound := true
	for i := range v.s.Markets {
		sound = v.market(&v.s.Markets[i]) && sound
	}
	if !sound {
		return
	}
	v.tree = newMarketTree(v.s.Markets)
	for i := range v.s.Markets {
		id := v.s.Markets[i].ID
		var shares []Series
		for _, m := range v.tree[id] {
			shares = append(shares, m.Share)
		}
		v.shares(at("markets", id), "the markets within "+id, shares)
	}
}

// market checks one market; it is false where the tree has no sense.
func (v *validator) market(m *Market) bool {
	a := at("markets", m.ID)
	if m.Share.IsSet() {
		v.amounts(a.to("share"), m.Share, true)
	}
	if m.Within == "" {
		if m.Share.IsSet() {
			v.mistake(a.to("share"), "share-form", "add within: and the id of the larger market", "expected no share, as %s is not within another market", m.ID)
		}
		return true
	}
	if !v.knownMarket(a.to("within"), m.Within) {
		return false
	}
	return v.within(a.to("within"), m)
}

// maxLevels bounds how deep markets lie within one another.
const maxLevels = 32

// within follows a market up to the top.
func (v *validator) within(a address, m *Market) bool {
	way := []*Market{m}
	for len(way) <= maxLevels {
		up := v.markets[way[len(way)-1].Within]
		switch {
		case up == nil:
			return true
		case up == m:
			v.mistake(a, "market-cycle", "", "expected a larger market, got %q, which lies within %s", m.Within, m.ID)
			return false
		case slices.Contains(way, up):
			return false // a cycle of others
		}
		way = append(way, up)
	}
	v.mistake(a, "market-cycle", "", "expected at most %d markets within one another", maxLevels)
	return false
}

// maxParts bounds the demands that come of dividing, so that no small file can
// exhaust memory.
const (
	maxParts     = 1 << 18
	maxPartCells = 1 << 25 // demands times periods
)

// placed checks where a demand comes from, and that it can be divided.
func (v *validator) placed(a address, d *Demand) {
	if d.Whole {
		v.wholeUnits(a.to("quantity"), d.Quantity.Value)
		v.wholeUnits(a.to("min"), d.Min.Value)
		v.wholeUnits(a.to("max"), d.Max.Value)
	}
	if d.Market == "" || !v.knownMarket(a.to("market"), d.Market) || v.tree == nil {
		return
	}
	leaves := v.tree.leaves(d.Market, nil)
	if before := v.parts; before <= maxParts {
		if v.parts += len(leaves); v.parts > maxParts || v.parts*len(v.labels) > maxPartCells {
			v.parts = maxParts + 1 // told once
			v.mistake(a, "split-too-large", "", "expected at most %d demands after dividing them among markets, and %d numbers in all their periods", maxParts, maxPartCells)
		}
	}
	for _, l := range leaves {
		for _, s := range l.shares {
			if s.IsSet() {
				continue
			}
			v.mistake(a.to("market"), "share-missing", "give the markets a share, or the demand for each of them",
				"expected shares for all markets within %s, got none for %s or a market above it", d.Market, l.market.ID)
			return
		}
		id := splitID(d.ID, l.market)
		if v.demands[id] {
			v.mistake(a, "id-clash", "rename one of the two", "expected that no demand is called %q, as this demand is divided and its part for %s gets that id", id, l.market.ID)
		}
	}
}

func (v *validator) wholeUnits(a address, s Series) {
	for t, x := range s.Values() {
		if x == math.Trunc(x) || math.IsNaN(x) {
			continue
		}
		where, period := v.in(a, s, t)
		v.mistake(period, "whole-units", "leave out whole: true, or round", "expected a whole number%s, got %s", where, plainNumber(x))
		return
	}
}
