package model

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Words: what Check says of shortages, and how it writes amounts.

// tellItem words the shortage of one item.
func (c *checker) tellItem(i int, f finding, deferred bool) {
	a := c.itemAddress(i)
	if len(c.demands[i]) == 1 {
		a = at("demand", c.s.Demand[c.demands[i][0]].ID)
	}
	rule, end := "short-of-supply", "short"
	if !f.impossible {
		rule, end = "certain-loss", missing(deferred)
	}
	c.warning(a, rule, c.causes(i, f.t), "by %s at most %s can be there, %s: %s %s%s", c.labels[f.t],
		c.quantity(max(0, f.needed-f.amount), i), needs(amount(f.needed), f.kept), amount(f.amount), end, c.since(f))
	c.onlyNote(f)
}

// tellSubject words the shortage of something that several items need.
func (c *checker) tellSubject(s *subject, f finding) {
	rule, end := "short-of-capacity", "short"
	if !f.impossible {
		rule, end = "certain-loss", "worth of demand "+missing(s.account.deferred)
	}
	in := func(x float64) string { return amount(x) + " " + s.unit }
	c.warning(s.path, rule, "asked of it "+s.shares(c, f.t), "by %s at most %s of %s can be of use, %s takes at least %s: %s %s%s", c.labels[f.t],
		in(max(0, f.needed-f.amount)), s.id, wanted(f.kept), in(f.needed), in(f.amount), end, c.since(f))
	c.onlyNote(f)
}

// onlyNote makes a note of the last warning where nothing is impossible.
func (c *checker) onlyNote(f finding) {
	if n := len(c.list); n > 0 && n < maxMistakes {
		c.list[n-1].Note = !f.impossible
	}
}

// since says when the lack begins, where that is before it is greatest.
func (c *checker) since(f finding) string {
	if f.first == f.t {
		return ""
	}
	return ", from " + c.labels[f.first] + " on"
}

func missing(deferred bool) string {
	if deferred {
		return "will be lost or still owed at the end"
	}
	return "will not be served"
}

func needs(much string, kept bool) string {
	if kept {
		return much + " are asked or to be kept"
	}
	return much + " are asked"
}

func wanted(kept bool) string {
	if kept {
		return "what is asked or to be kept"
	}
	return "what is asked"
}

// causes lists the limits that an item comes up against in a period.
func (c *checker) causes(i, t int) string {
	const most = 4
	var paths []string
	add := func(path string) {
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	for _, p := range c.madeBy[i] {
		add(c.tightest(p, t))
	}
	for _, ref := range c.offers[i] {
		add("suppliers." + ref.Supplier.ID + ".sells." + ref.Offer.ID + ".capacity")
	}
	if len(c.stocks[i]) == 0 {
		add("no inventory of " + c.all[i].ID)
	}
	for _, stock := range c.stocks[i] {
		if stock.Max.IsSet() {
			add("inventory." + stock.ID + ".max")
		}
	}
	if len(c.madeBy[i])+len(c.offers[i]) == 0 {
		add("nobody makes or sells it")
	}
	if len(paths) > most {
		paths = append(paths[:most], "...")
	}
	return "what limits it: " + strings.Join(paths, ", ")
}

// tightest is the limit that a process comes up against first in a period.
func (c *checker) tightest(p, t int) string {
	process := &c.s.Processes[p]
	path, most := "processes."+process.ID, math.Inf(1)
	consider := func(where string, runs float64) {
		if runs < most {
			path, most = where, runs
		}
	}
	consider("processes."+process.ID+".output.max", hardOr(&process.Output.Max, t, math.Inf(1)))
	for _, use := range process.Uses {
		consider(c.roomOf[use.ID].path.String(), per(c.roomOf[use.ID].most[t], use.Quantity.Or(t, 0)))
	}
	for _, part := range process.Needs() {
		i := c.itemOf[part.ID]
		input := c.supplyOf(i).period[t]
		if c.keeps(i) && t == 0 {
			input = c.supplyOf(i).cum[t]
		}
		consider("the supply of "+part.ID, per(input, part.Quantity.Or(t, 0)))
	}
	if len(process.Blend) > 0 {
		consider("the supply of what "+process.ID+" blends", c.mostBlended(process)[t])
	}
	return path
}

// amount writes a reckoned number for a message: to six digits, with the
// thousands apart.
func amount(x float64) string {
	const digits = 6
	if x != 0 {
		scale := math.Pow(10, float64(digits-1)-math.Floor(math.Log10(math.Abs(x))))
		if rounded := math.Round(x*scale) / scale; math.Abs(x) < 1e9 && !math.IsInf(rounded, 0) && !math.IsNaN(rounded) {
			x = rounded
		}
	}
	text := strconv.FormatFloat(x, 'f', -1, 64)
	whole, rest, _ := strings.Cut(text, ".")
	var b strings.Builder
	for k, digit := range whole {
		if left := len(whole) - k; k > 0 && left%3 == 0 && whole[k-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if rest != "" {
		b.WriteString("." + rest)
	}
	return b.String()
}

// quantity writes an amount of an item: 1,150 tools, or 30 t of steel.
func (c *checker) quantity(x float64, i int) string {
	if item := &c.all[i]; item.Unit != "each" {
		return amount(x) + " " + item.Unit + " of " + item.ID
	}
	return amount(x) + " " + c.all[i].ID
}
