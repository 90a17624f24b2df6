package solver

// Failures lists the columns of what a plan fails at although it is a plan:
// demand that is lost, and priced limits that are broken. In a plan that meets
// its goals all of them are 0.
func (f *Formulation) Failures() []int {
	var columns []int
	for _, first := range f.columns.lost {
		if first == none {
			continue
		}
		for t := range f.Scenario.Calendar.Len() {
			columns = append(columns, first+t)
		}
	}
	for _, b := range f.breaks {
		columns = append(columns, b.column)
	}
	return columns
}
