package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// StrategiesDocument puts level, chase and hybrid plans for one demand side by side.
type StrategiesDocument struct {
	FormatVersion int            `json:"format_version"` // version of this format
	Engine        EngineInfo     `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo   `json:"scenario"`       // what was planned
	Goal          string         `json:"goal"`           // cost or profit: what values are of
	Keep          string         `json:"keep"`           // heads or output: what changes are of
	Unit          string         `json:"unit"`           // of changes; empty where there are several
	HybridChange  *float64       `json:"hybrid_change"`  // the most that the hybrid plan may change; null where the scenario says it
	Strategies    []StrategyLine `json:"strategies"`     // free, level, chase, hybrid
	Way           []WayLine      `json:"way"`            // from level to chase: all corners, straight between them; empty where one of them has no plan
	WayRelaxed    bool           `json:"way_relaxed"`    // on the way whole numbers may be fractions
}

// StrategyLine is the best plan with one strategy. Figures are null where there
// is no plan, or nothing of their kind in the scenario.
type StrategyLine struct {
	Name      string           `json:"name"`      // free, level, chase or hybrid
	Status    string           `json:"status"`    // optimal, feasible, infeasible, unbounded or stopped
	InWay     []InWayLine      `json:"in_way"`    // infeasible only: limits that cannot all hold
	Objective *float64         `json:"objective"` // with penalties
	Money     *float64         `json:"money"`     // real cost or profit
	Figures   []StrategyFigure `json:"figures"`   // the same for every strategy, in one order
}

// StrategyFigure is one figure of a plan.
type StrategyFigure struct {
	ID    string   `json:"id"`    // largest_change, mean_stock, mean_heads, hired, laid_off, overtime, outsourced, mean_backlog, fill_rate, on_time_rate, lowest_cash
	Title string   `json:"title"` // name for people
	Unit  string   `json:"unit"`  // of the value
	Value *float64 `json:"value"`
}

// WayLine is the best plan somewhere between level and chase.
type WayLine struct {
	Share     float64  `json:"share"`     // of the way: 0 is the level plan, 1 the chase plan
	Change    float64  `json:"change"`    // largest change from one period to the next that is allowed
	Objective float64  `json:"objective"` // the best there
	Rate      *float64 `json:"rate"`      // change of the objective for one more unit of change, on the way to the next line; null at the last
}

// NewStrategiesDocument gathers a comparison. The input has the scenario as it is.
func NewStrategiesDocument(in Input, c *analysis.StrategyComparison) *StrategiesDocument {
	first := c.Plans[0].Result
	d := &StrategiesDocument{
		FormatVersion: FormatVersion, Engine: EngineInfo{Name: first.Engine.Name, Version: first.Engine.Version},
		Scenario: scenarioInfo(in), Goal: "cost", Keep: string(c.Keep), Unit: c.Unit,
		HybridChange: known(c.Limit, kpiDigits), Strategies: []StrategyLine{}, Way: []WayLine{}, WayRelaxed: c.Relaxed,
	}
	if in.Scenario.Objective == model.MaximiseProfit {
		d.Goal = "profit"
	}
	n := newNames(d.Scenario.Things)
	for k := range c.Plans {
		p := &c.Plans[k]
		line := StrategyLine{Name: p.Name, Status: string(p.Result.Status), InWay: newInWay(&in, n, together(p.Result.Conflict)), Figures: strategyFigures(in.Scenario, p, c.Unit)}
		if p.Result.Status.HasPlan() {
			line.Objective, line.Money = known(p.Result.Value, frontDigits), known(p.Result.Money.Objective(in.Scenario.Objective), frontDigits)
		}
		d.Strategies = append(d.Strategies, line)
	}
	for k, p := range c.Way {
		line := WayLine{Share: clean(p.Share, frontDigits), Change: clean(p.Change, frontDigits), Objective: clean(p.Value, frontDigits)}
		if k+1 < len(c.Way) && c.Way[k+1].Change > p.Change {
			line.Rate = known((c.Way[k+1].Value-p.Value)/(c.Way[k+1].Change-p.Change), frontRateDigits)
		}
		d.Way = append(d.Way, line)
	}
	return d
}

// strategyFigures are the figures that strategies are compared by.
func strategyFigures(s *model.Scenario, p *analysis.StrategyPlan, unit string) []StrategyFigure {
	var list []StrategyFigure
	has := p.Result.Status.HasPlan()
	add := func(id, title, unit string, value func() float64) {
		f := StrategyFigure{ID: id, Title: title, Unit: unit}
		if has {
			f.Value = known(value(), kpiDigits)
		}
		list = append(list, f)
	}
	plan, m := p.Result.Plan, s.Measures()
	periods := float64(s.Calendar.Len())
	sum := func(quantity string) func() float64 {
		return func() float64 { return familyTotal(m, plan, quantity) }
	}
	mean := func(quantity string) func() float64 {
		return func() float64 { return familyTotal(m, plan, quantity) / periods }
	}
	add("largest_change", "largest change", unit, func() float64 { return p.Change })
	if of, ok := commonUnit(m, "stock"); ok {
		add("mean_stock", "stock, on average", of, mean("stock"))
	}
	if len(s.Workforce) > 0 {
		add("mean_heads", "crews, on average", "heads", mean("heads"))
		add("hired", "hired", "heads", sum("hired"))
		add("laid_off", "laid off", "heads", sum("laid_off"))
	}
	if of, ok := commonUnit(m, "overtime"); ok {
		add("overtime", "overtime", of, sum("overtime"))
	}
	if of, ok := commonUnit(m, "bought"); ok {
		add("outsourced", "outsourced", of, sum("bought"))
	}
	if of, ok := commonUnit(m, "backlog"); ok {
		add("mean_backlog", "backlog, on average", of, mean("backlog"))
	}
	var fill, onTime float64
	served := true
	if has {
		tables := plan.Tables(s)
		fill, onTime, served = service(s, &tables)
	}
	if served {
		add("fill_rate", "fill rate", "%", func() float64 { return fill })
		add("on_time_rate", "on time", "%", func() float64 { return onTime })
	}
	if s.Finance.Cash.On {
		add("lowest_cash", "lowest cash", s.Currency, func() float64 { return lowest(plan.Cash.Row(0)) })
	}
	return list
}

func lowest(row []float64) float64 {
	least := math.Inf(1)
	for _, v := range row {
		least = min(least, v)
	}
	return least
}

// familyCells are the cells of a quantity, of families alone where it is of items.
func familyCells(m *model.Measures, quantity string) []model.Cell {
	var cells []model.Cell
	for _, c := range m.Cells(quantity) {
		if c.Tag(model.ByMaterial) == "" {
			cells = append(cells, c)
		}
	}
	return cells
}

// commonUnit is the unit of a quantity that can be added up.
func commonUnit(m *model.Measures, quantity string) (unit string, ok bool) {
	for _, c := range familyCells(m, quantity) {
		if ok && c.Unit != unit {
			return "", false
		}
		unit, ok = c.Unit, true
	}
	return unit, ok
}

// familyTotal adds up a quantity over all periods.
func familyTotal(m *model.Measures, plan *model.Plan, quantity string) float64 {
	var total float64
	for _, c := range familyCells(m, quantity) {
		for t, v := range plan.Table(c.Grid).Row(c.Row) {
			total += v * c.Factor(t)
		}
	}
	return total
}

// WriteJSON writes the document as indented JSON.
func (d *StrategiesDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the document for a terminal.
func (d *StrategiesDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	s.section("STRATEGIES")
	s.strategies(d)
	p := newPeriodNames(&d.Scenario)
	for k := range d.Strategies {
		if line := &d.Strategies[k]; line.Objective == nil {
			words := capital(line.Name) + ": no plan"
			if len(line.InWay) > 0 {
				words += ", since these cannot all hold: " + p.told(line.InWay)
			}
			s.paragraph(lipgloss.NewStyle(), "* ", words+".")
		}
	}
	if d.HybridChange != nil && len(d.Strategies) == 4 {
		s.paragraph(s.theme.faint, "", "hybrid: "+d.keptWord()+" change by at most "+counted(*d.HybridChange, d.Unit)+" from one period to the next.")
	}
	if len(d.Way) > 0 {
		s.way(d)
	}
	return s.flush(w)
}

// keptWord is what changes are of.
func (d *StrategiesDocument) keptWord() string {
	if d.Keep == string(model.KeepHeads) {
		return "heads"
	}
	return "units made"
}

// strategies writes one column a strategy.
func (s *screen) strategies(d *StrategiesDocument) {
	type line struct {
		style lipgloss.Style
		title string
		cells []string
	}
	column, rows := 10, []line{}
	row := func(style lipgloss.Style, title string, cell func(line *StrategyLine) string) {
		cells := make([]string, len(d.Strategies))
		for k := range cells {
			cells[k] = cell(&d.Strategies[k])
			column = max(column, 2+lipgloss.Width(cells[k]))
		}
		rows = append(rows, line{style, title, cells})
	}
	value := func(v *float64, unit string) string {
		document := &Document{Scenario: d.Scenario}
		if v == nil {
			return "-"
		}
		return document.amount(*v, unit)
	}
	row(s.theme.heading, "", func(line *StrategyLine) string { return line.Name })
	unit := d.Scenario.Currency
	row(lipgloss.NewStyle(), titled(d.Goal, unit), func(line *StrategyLine) string { return value(line.Money, unit) })
	if d.penalised() {
		row(lipgloss.NewStyle(), "with penalties", func(line *StrategyLine) string { return value(line.Objective, unit) })
	}
	for i, f := range d.Strategies[0].Figures {
		row(lipgloss.NewStyle(), titled(f.Title, f.Unit), func(line *StrategyLine) string { return value(line.Figures[i].Value, f.Unit) })
	}
	label := max(8, s.width-len(d.Strategies)*column)
	for _, r := range rows {
		text := fit(r.title, label-1)
		text += strings.Repeat(" ", label-lipgloss.Width(text))
		for _, cell := range r.cells {
			text += fmt.Sprintf("%*s", column, cell)
		}
		s.line(r.style, text)
	}
}

func titled(title, unit string) string {
	if unit == "" {
		return title
	}
	return title + ", " + printable(unit)
}

// penalised tells whether a plan breaks priced limits.
func (d *StrategiesDocument) penalised() bool {
	for k := range d.Strategies {
		if line := &d.Strategies[k]; line.Objective != nil && math.Abs(*line.Objective-*line.Money) > 1e-6*max(1, math.Abs(*line.Money)) {
			return true
		}
	}
	return false
}

// way writes the corners between level and chase, and draws them.
func (s *screen) way(d *StrategiesDocument) {
	document := &Document{Scenario: d.Scenario}
	s.section("FROM LEVEL TO CHASE")
	const column = 17
	s.line(s.theme.heading, fmt.Sprintf("%*s%*s%*s%*s", column, "largest change", column, titled(d.Goal, fit(d.Scenario.Currency, 6)), column, "for one more", column, "of the way"))
	front := &FrontierDocument{
		Scenario: d.Scenario, Exact: true,
		X: FrontierAxis{Figure: "largest change", Unit: d.Unit}, Y: FrontierAxis{Figure: d.Goal, Unit: d.Scenario.Currency},
	}
	for _, p := range d.Way {
		rate := ""
		if p.Rate != nil {
			rate = signed(*p.Rate)
		}
		s.line(lipgloss.NewStyle(), fmt.Sprintf("%*s%*s%*s%*s", column, document.amount(p.Change, d.Unit), column, document.amount(p.Objective, d.Scenario.Currency), column, rate, column, percent(100*p.Share)))
		front.Points = append(front.Points, FrontierPoint{X: p.Change, Y: p.Objective})
	}
	note := "At 0 % the plan is level, at 100 % it is chase; between them changes are allowed by that share, and so is all that only one of them has. These are all corners, straight between them."
	if d.WayRelaxed {
		note += " Whole numbers may be fractions here."
	}
	s.paragraph(s.theme.faint, "", note)
	if len(d.Way) > 1 && d.Way[len(d.Way)-1].Change > d.Way[0].Change {
		s.b.WriteByte('\n')
		s.frontSketch(front)
	}
}
