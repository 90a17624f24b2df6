package report

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// StatementDocument is the statement of a plan: its real money by cause and
// span of time, what families and markets contribute, and the value of stock.
// All amounts are rounded to the coin once, such that they add up in every
// direction: lines over spans, lines to subtotals, parts to lines.
type StatementDocument struct {
	FormatVersion int                `json:"format_version"` // version of this format
	Engine        EngineInfo         `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo       `json:"scenario"`       // what was planned
	By            string             `json:"by"`             // period, quarter, year or horizon
	Spans         []string           `json:"spans"`          // names of the spans of time; empty for the horizon
	Lines         []StatementLine    `json:"lines"`          // the statement from top to bottom
	Stock         []StatementLine    `json:"stock"`          // value of stock at standard cost, and what capital is said to cost; no real money
	Cash          []StatementLine    `json:"cash"`           // money in the bank; empty where the scenario does not reckon with it
	Families      []ContributionLine `json:"families"`       // contribution by family, and how it leads to the gross margin
	Markets       []ContributionLine `json:"markets"`        // the same by market
}

// StatementLine is one line over all spans.
type StatementLine struct {
	ID      string    `json:"id"`      // id of the account; revenue, cost_of_goods, gross_margin and profit for totals
	Title   string    `json:"title"`   // name for people
	Kind    string    `json:"kind"`    // income, cost, total (of lines above it) or level (at the end of a span)
	Amounts []float64 `json:"amounts"` // one a span; of costs positive where they are usual
	Total   float64   `json:"total"`   // over the horizon; of a level the last one
}

// ContributionLine is one line of one family or market over all spans. Of is
// empty for what is for several: at_other_cost (making and buying other than the
// standard cost of the goods sold: stock built up or used, and prices other than
// standard), the accounts as far as they are in no contribution, and
// gross_margin, which is all contributions less those lines.
type ContributionLine struct {
	Of string `json:"of"` // id of the family or market; empty for several
	StatementLine
}

// The kinds of StatementLine besides Income and Cost.
const (
	Total = "total"
	Level = "level"
)

// Lines that are no account.
const (
	lineCostOfGoods = "cost_of_goods"
	lineGrossMargin = "gross_margin"
	lineProfit      = "profit"
	lineStandard    = "standard_cost"
	lineContributed = "contribution"
	lineOtherCost   = "at_other_cost"
)

// StatementSpans lists the spans of time that a statement can have.
func StatementSpans() []string {
	return []string{model.OverQuarter, model.OverPeriod, model.OverYear, model.OverHorizon}
}

// NewStatementDocument lays out the books of a plan by one of StatementSpans.
func NewStatementDocument(in Input, books *analysis.Books, by string) *StatementDocument {
	d := &StatementDocument{
		FormatVersion: FormatVersion, Engine: EngineInfo{Name: in.Result.Engine.Name, Version: in.Result.Engine.Version},
		Scenario: scenarioInfo(in), By: by, Spans: []string{},
		Lines: []StatementLine{}, Stock: []StatementLine{}, Cash: []StatementLine{}, Families: []ContributionLine{}, Markets: []ContributionLine{},
	}
	b := statementBuilder{d: d, footing: newFooting(in.Scenario.Currency, books.Money), spans: in.Scenario.Calendar.Spans(by)}
	if by != model.OverHorizon {
		for _, span := range b.spans {
			d.Spans = append(d.Spans, span.Label)
		}
	}
	b.statement()
	b.stock(books)
	b.cash(books.Cash)
	d.Families = b.contributions(books.Families)
	d.Markets = b.contributions(books.Markets)
	return d
}

// finestShare of an account is taken for noise.
const finestShare = 1e-9

// statementBuilder adds rounded amounts up.
type statementBuilder struct {
	d       *StatementDocument
	footing *footing
	spans   []model.Interval
	margin  []int64 // gross margin by period
}

// line adds up a row of coins by period.
func (b *statementBuilder) line(id, title, kind string, row []int64) StatementLine {
	line := StatementLine{ID: id, Title: title, Kind: kind}
	var total int64
	for _, span := range b.spans {
		var sum int64
		for t := span.From; t <= span.To; t++ {
			sum += row[t]
		}
		total += sum
		line.Amounts = append(line.Amounts, b.footing.amount(sum))
	}
	line.Total = b.footing.amount(total)
	return line
}

// level takes a row of coins at the end of each span.
func (b *statementBuilder) level(id, title string, row []int64) StatementLine {
	line := StatementLine{ID: id, Title: title, Kind: Level}
	for _, span := range b.spans {
		line.Amounts = append(line.Amounts, b.footing.amount(row[span.To]))
	}
	line.Total = b.footing.amount(row[len(row)-1])
	return line
}

// statement writes the lines of real money. Lines without money are left out,
// but for totals.
func (b *statementBuilder) statement() {
	cells := b.footing.accounts
	n := len(cells[model.Revenue])
	cost, after := make([]int64, n), make([]int64, n)
	var below []StatementLine
	add := func(line StatementLine) { b.d.Lines = append(b.d.Lines, line) }
	add(b.line(model.Revenue.ID(), model.Revenue.Title(), Income, cells[model.Revenue]))
	for _, a := range model.Accounts() {
		line := b.line(a.ID(), a.Title(), Cost, cells[a])
		switch {
		case a == model.Revenue || idle(cells[a]):
		case a.BelowMargin():
			addCoins(after, cells[a], 1)
			below = append(below, line)
		default:
			addCoins(cost, cells[a], 1)
			add(line)
		}
	}
	b.margin = slices.Clone(cells[model.Revenue])
	addCoins(b.margin, cost, -1)
	profit := slices.Clone(b.margin)
	addCoins(profit, after, -1)
	add(b.line(lineCostOfGoods, "cost of goods", Total, cost))
	add(b.line(lineGrossMargin, "gross margin", Total, b.margin))
	b.d.Lines = append(b.d.Lines, below...)
	add(b.line(lineProfit, "profit", Total, profit))
}

// stock writes the value of stock and what capital is said to cost.
func (b *statementBuilder) stock(books *analysis.Books) {
	closing, change := b.footing.levels(books.OpeningStock, books.Stock)
	if idle(closing) && idle(change) {
		return
	}
	b.d.Stock = append(b.d.Stock,
		b.line("stock_change", "change of stock", Total, change),
		b.level("stock_value", "stock at the end", closing))
	if charge := b.footing.row(books.CapitalCharge); !idle(charge) {
		b.d.Stock = append(b.d.Stock, b.line("capital_charge", "capital charge", Cost, charge))
	}
}

// cash writes what comes in, what goes out, and what is left. Interest and tax
// are rounded as in the statement and levels by themselves, so that what is paid
// for everything else is the rest.
func (b *statementBuilder) cash(flow *analysis.CashFlow) {
	if flow == nil {
		return
	}
	n := len(flow.Received)
	received, interest, tax := b.footing.row(flow.Received), make([]int64, n), make([]int64, n)
	if flow.PaysInterest {
		interest = b.footing.accounts[model.Interest]
	}
	if flow.PaysTax {
		tax = b.footing.accounts[model.TaxPaid]
	}
	level, change := b.footing.levels(flow.Opening, flow.Closing())
	_, borrowed := b.footing.levels(flow.Owed, flow.Credit)
	paid := slices.Clone(received)
	addCoins(paid, borrowed, 1)
	for _, row := range [][]int64{interest, tax, change} {
		addCoins(paid, row, -1)
	}
	for _, line := range []struct {
		id, title, kind string
		row             []int64
	}{
		{"received", "received from customers", Income, received},
		{"borrowed", "borrowed, less repaid", Income, borrowed},
		{"paid", "paid", Cost, paid},
		{model.Interest.ID(), model.Interest.Title(), Cost, interest},
		{model.TaxPaid.ID(), model.TaxPaid.Title(), Cost, tax},
	} {
		if !idle(line.row) {
			b.d.Cash = append(b.d.Cash, b.line(line.id, line.title, line.kind, line.row))
		}
	}
	b.d.Cash = append(b.d.Cash, b.line("cash_change", "change of cash", Total, change), b.level("cash", "cash at the end", level))
}

// contributions writes what each part contributes, and how the sum of that
// leads to the gross margin.
func (b *statementBuilder) contributions(parts []analysis.Contribution) []ContributionLine {
	lines := []ContributionLine{}
	if len(parts) == 0 {
		return lines
	}
	revenue := b.split(model.Revenue, parts, func(c *analysis.Contribution) []float64 { return c.Revenue })
	standard := make([][]float64, len(parts))
	for i := range parts {
		standard[i] = parts[i].Standard
	}
	goods := b.footing.table(standard)
	var direct [][][]int64
	for k, a := range analysis.DirectAccounts() {
		direct = append(direct, b.split(a, parts, func(c *analysis.Contribution) []float64 { return c.Direct[k] }))
	}
	for i := range parts {
		add := func(id, title, kind string, row []int64) {
			if kind != Cost || !idle(row) {
				lines = append(lines, ContributionLine{parts[i].ID, b.line(id, title, kind, row)})
			}
		}
		sum := slices.Clone(revenue[i])
		add(model.Revenue.ID(), model.Revenue.Title(), Income, revenue[i])
		addCoins(sum, goods[i], -1)
		add(lineStandard, "goods at standard cost", Cost, goods[i])
		for k, a := range analysis.DirectAccounts() {
			addCoins(sum, direct[k][i], -1)
			add(a.ID(), a.Title(), Cost, direct[k][i])
		}
		add(lineContributed, "contribution", Total, sum)
	}
	return append(lines, b.bridge(goods, direct)...)
}

// bridge leads from all contributions to the gross margin.
func (b *statementBuilder) bridge(goods [][]int64, direct [][][]int64) []ContributionLine {
	var lines []ContributionLine
	add := func(id, title string, row []int64) {
		if !idle(row) {
			lines = append(lines, ContributionLine{"", b.line(id, title, Cost, row)})
		}
	}
	cells := b.footing.accounts
	other := slices.Clone(cells[model.Making])
	addCoins(other, cells[model.Purchases], 1)
	for _, row := range goods {
		addCoins(other, row, -1)
	}
	add(lineOtherCost, "other than standard", other)
	for k, a := range analysis.DirectAccounts() {
		shared := slices.Clone(cells[a])
		for _, row := range direct[k] {
			addCoins(shared, row, -1)
		}
		add(a.ID(), a.Title()+", shared", shared)
	}
	for _, a := range model.Accounts() {
		known := a == model.Revenue || a == model.Making || a == model.Purchases
		if !known && !slices.Contains(analysis.DirectAccounts(), a) && !a.BelowMargin() {
			add(a.ID(), a.Title(), cells[a])
		}
	}
	return append(lines, ContributionLine{"", b.line(lineGrossMargin, "gross margin", Total, b.margin)})
}

// split divides the rounded money of an account among parts; what is left is for several.
func (b *statementBuilder) split(a model.Account, parts []analysis.Contribution, get func(*analysis.Contribution) []float64) [][]int64 {
	rows := make([][]float64, len(parts)+1)
	rest := slices.Clone(b.footing.exact[a])
	for i := range parts {
		rows[i] = get(&parts[i])
		for t, v := range rows[i] {
			rest[t] -= v
		}
	}
	for t, all := range b.footing.exact[a] {
		if math.Abs(rest[t]) <= finestShare*math.Abs(all) {
			rest[t] = 0
		}
	}
	rows[len(parts)] = rest
	return b.footing.split(b.footing.accounts[a], rows)[:len(parts)]
}
