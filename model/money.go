package model

// Account is a line of the statement of real money.
type Account uint8

// The accounts, in the order in which a statement shows them.
const (
	Revenue Account = iota
	Making
	Purchases
	Moving
	Setups // set-ups, start-ups and changes of rate
	Rent   // of capacity and of storage
	Training
	Disposal
	EmissionCost // taxes and allowances, less what is sold
	Investment   // opening, closing and running options
	PromotionCost
	LaunchCost
	WriteOffs    // of stock that a phase-out leaves
	ClosingValue // of the stock that is left: a negative cost
	Wages
	OvertimePay
	Hiring
	Layoffs
	Holding
	BacklogCost
	LostSales
	Interest // on credit
	TaxPaid  // on profit
	numAccounts
)

var accountNames = [numAccounts]struct{ id, title string }{
	Revenue:       {"revenue", "revenue"},
	Making:        {"making", "making"},
	Purchases:     {"purchases", "purchases"},
	Moving:        {"moving", "moving"},
	Setups:        {"setups", "set-ups"},
	Rent:          {"rent", "rent"},
	Training:      {"training", "training"},
	Disposal:      {"disposal", "disposal"},
	EmissionCost:  {"emissions", "emissions"},
	Investment:    {"investment", "investment"},
	PromotionCost: {"promotions", "promotions"},
	LaunchCost:    {"launches", "launches"},
	WriteOffs:     {"write_offs", "write-offs"},
	ClosingValue:  {"closing_value", "closing stock"},
	Wages:         {"wages", "wages"},
	OvertimePay:   {"overtime", "overtime"},
	Hiring:        {"hiring", "hiring"},
	Layoffs:       {"layoffs", "layoffs"},
	Holding:       {"holding", "holding stock"},
	BacklogCost:   {"backlog", "backlog"},
	LostSales:     {"lost_sales", "lost sales"},
	Interest:      {"interest", "interest"},
	TaxPaid:       {"tax", "tax"},
}

// Accounts lists every account in the order of a statement.
func Accounts() []Account {
	all := make([]Account, numAccounts)
	for i := range all {
		all[i] = Account(i)
	}
	return all
}

// ID is the name of the account for machines.
func (a Account) ID() string { return accountNames[a].id }

// Title is the name of the account for people.
func (a Account) Title() string { return accountNames[a].title }

// BelowMargin tells whether the account stands below the gross margin. All other
// costs are costs of goods.
func (a Account) BelowMargin() bool {
	switch a {
	case EmissionCost, PromotionCost, LaunchCost, WriteOffs, Investment, ClosingValue, Interest, TaxPaid:
		return true
	}
	return false
}

// Statement is the real money of a plan, by account and period, in the
// scenario's currency. Revenue is income and all other accounts are cost;
// every amount is positive where it is usual.
type Statement struct {
	Amounts Grid // one row an Account
}

// NewStatement returns a statement of zeros.
func NewStatement(periods int) Statement {
	return Statement{Amounts: NewGrid(int(numAccounts), periods)}
}

// Add books an amount.
func (s Statement) Add(a Account, t int, amount float64) { s.Amounts.Add(int(a), t, amount) }

// Total is the account over the horizon.
func (s Statement) Total(a Account) float64 { return s.Amounts.Sum(int(a)) }

// Revenue is the income over the horizon.
func (s Statement) Revenue() float64 { return s.Total(Revenue) }

// Cost is the sum of all accounts of cost over the horizon.
func (s Statement) Cost() float64 {
	var cost float64
	for a := Revenue + 1; a < numAccounts; a++ {
		cost += s.Total(a)
	}
	return cost
}

// Profit is revenue less cost.
func (s Statement) Profit() float64 { return s.Revenue() - s.Cost() }

// Objective is the number that the plan makes best, before penalties and without
// discounting: cost or profit.
func (s Statement) Objective(o Objective) float64 {
	if o.Maximises() {
		return s.Profit()
	}
	return s.Cost()
}

// Violation is a priced limit that a plan breaks in one period.
type Violation struct {
	Limit  string  // name of the limit's row: storage[tools,2026-03]
	Path   string  // address of the limit in the scenario
	Period int     // index into the calendar
	Amount float64 // how much too much or too little, in Unit
	Unit   string
	Rate   float64 // penalty money per unit
}

// Penalty is what the violation costs in penalty money.
func (v Violation) Penalty() float64 { return v.Amount * v.Rate }
