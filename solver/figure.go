package solver

import "github.com/steelyard-sop/steelyard/model"

// LinearForm is a figure of the plan in the columns of the problem.
type LinearForm struct {
	Columns  []int
	Factors  []float64
	Constant float64
	Unit     string
}

// FormOf makes a figure over the whole horizon linear in the columns. Cost and
// profit count the penalties of broken limits, as the objective does.
func (f *Formulation) FormOf(figure *model.Figure) LinearForm {
	if f.measures == nil {
		f.measures = f.Scenario.Measures()
	}
	periods := make([]int, f.Scenario.Calendar.Len())
	for t := range periods {
		periods[t] = t
	}
	l := f.form(figure, periods)
	f.penalised(figure, &l)
	return LinearForm{l.columns, l.factors, l.constant, f.measures.FigureUnit(figure)}
}

// Value is the form at x.
func (l *LinearForm) Value(x []float64) float64 {
	value := l.Constant
	for i, column := range l.Columns {
		value += l.Factors[i] * x[column]
	}
	return value
}
