package model

// HistoryRow is what was counted of one family in one period before a plan.
type HistoryRow struct {
	Family string  `json:"family"`
	Period string  `json:"period"` // label of a period before the first of the plan, of the same length
	Figure string  `json:"figure"` // demand, served, lost, supply, stock, backlog, made:PROCESS or bought:SUPPLIER
	Value  float64 `json:"value"`  // in the unit of the family
}

// HistoryFigures lists the figures that history knows. made and bought stand before
// the id of a process or a supplier, with a colon.
func HistoryFigures() []string {
	return []string{"demand", "served", "lost", "supply", "stock", "backlog", "made", "bought"}
}
