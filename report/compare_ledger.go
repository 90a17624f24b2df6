package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
)

// ChangeLedger divides what lies between the objectives of the base and of a
// version, with penalties, among causes: blocks of inputs that differ. Amounts
// are in coins and add up to the difference exactly.
type ChangeLedger struct {
	By           string       `json:"by"`           // cause or path: what makes a block
	From         *float64     `json:"from"`         // objective of the base; null without a plan
	To           *float64     `json:"to"`           // objective of the version; null without a plan
	Lines        []LedgerLine `json:"lines"`        // one a block; empty where nothing is divided
	Combinations int          `json:"combinations"` // of blocks that were planned
	NoPlan       int          `json:"no_plan"`      // of them that are not valid or have no plan: orders that meet one count for nothing
	Reason       string       `json:"reason"`       // why nothing is divided; empty where it is
}

// LedgerLine is what one block comes to.
type LedgerLine struct {
	Cause  string   `json:"cause"`  // demand, capacity, supplier, price, opening, policy, or the path
	Title  string   `json:"title"`  // name for people
	Paths  []string `json:"paths"`  // values that differ
	Amount float64  `json:"amount"` // it changes the objective by
}

// LedgerBlock is what makes a line.
type LedgerBlock struct {
	Cause string
	Paths []string
}

// ledgerTitles are the names of causes for people.
var ledgerTitles = map[string]string{
	"demand": "demand and products", "capacity": "capacity", "supplier": "suppliers and materials",
	"price": "prices and costs", "opening": "opening state", "policy": "policy",
}

// AddLedger adds to a version what its blocks come to.
func (d *ComparisonDocument) AddLedger(version int, by string, blocks []LedgerBlock, l *analysis.Ledger) {
	v, out := &d.Versions[version], &ChangeLedger{By: by, Lines: []LedgerLine{}}
	v.Ledger = out
	base := &d.Versions[0]
	switch {
	case base.Objective.Sense != "" && v.Objective.Sense != "" && base.Objective.Sense != v.Objective.Sense:
		out.Reason = "one counts costs and the other what is earned"
	case base.Objective.Value == nil || v.Objective.Value == nil:
		out.Reason = "one of the two has no plan"
	case l == nil:
		out.Reason = "the changes cannot be combined"
	}
	if out.Reason != "" {
		return
	}
	out.Combinations, out.NoPlan = 1<<len(blocks), len(l.NoPlan)
	grid := steps{coin(d.Currency)}
	perUnit := math.Pow10(grid.decimals)
	from, to := math.Round(l.From*perUnit), math.Round(l.To*perUnit)
	amount := func(coins float64) *float64 { x := grid.amount(coins / perUnit); return &x }
	out.From, out.To = amount(from), amount(to)
	if l.Shares == nil {
		out.Reason = "in whatever order the changes come, some step has no plan"
		return
	}
	if len(blocks) == 0 {
		return
	}
	exact := make([]float64, len(blocks))
	for i, share := range l.Shares {
		exact[i] = share * perUnit
	}
	for i, n := range exactly(int64(to-from), exact) {
		b := &blocks[i]
		title := b.Cause
		if name, known := ledgerTitles[b.Cause]; known {
			title = name
		}
		out.Lines = append(out.Lines, LedgerLine{b.Cause, title, b.Paths, *amount(float64(n))})
	}
}

// ledger shows what changes come to.
func (d *ComparisonDocument) ledger(v *ComparedVersion) part {
	if v.Ledger == nil {
		return part{}
	}
	l, base, decimals := v.Ledger, d.Versions[0].Name, coin(d.Currency)
	one := part{heading: "WHAT THE CHANGES COME TO: " + v.Name}
	if l.Reason != "" {
		one.lines = []string{"Nothing is divided: " + l.Reason + "."}
		return one
	}
	title := "objective"
	if d.Currency != "" {
		title += " (" + d.Currency + ")"
	}
	t := &sheetTable{columns: []column{{title: "cause"}, {title: title, right: true, group: 1}, {title: "inputs", group: 2}}}
	t.add(base, coins(*l.From, decimals), "")
	for i := range l.Lines {
		line := &l.Lines[i]
		t.add("  "+line.Title, signedCoins(line.Amount, decimals), someOf(line.Paths))
	}
	t.add(v.Name, coins(*l.To, decimals), "")
	one.table = t
	one.after = []string{"A cause is charged what it changes, averaged over every order in which the changes could come."}
	if l.NoPlan > 0 {
		one.after = append(one.after, fmt.Sprintf("%d of %d combinations have no plan; orders that meet one of them are left out of the average.", l.NoPlan, l.Combinations))
	}
	return one
}

// someOf lists the first of some paths.
func someOf(paths []string) string {
	if len(paths) > 1 {
		return fmt.Sprintf("%s and %s", fit(paths[0], 36), plural(len(paths)-1, "more", "more"))
	}
	return fit(strings.Join(paths, ""), 44)
}
