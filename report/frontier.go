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

// FrontierDocument is what one figure of a plan costs in terms of another.
type FrontierDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	X             FrontierAxis `json:"x"`              // the first figure
	Y             FrontierAxis `json:"y"`              // the second figure
	Exact         bool         `json:"exact"`          // all corners are there, and the front is straight between them; else points are samples
	Solves        int          `json:"solves"`         // problems that were solved for it

	Points []FrontierPoint `json:"points"` // from the best of y to the best of x
}

// FrontierAxis is one of the figures of a front.
type FrontierAxis struct {
	Figure string `json:"figure"` // line of the plan, or expression
	Unit   string `json:"unit"`   // unit of its values
	Better string `json:"better"` // most or least
}

// FrontierPoint is one plan of a front.
type FrontierPoint struct {
	X    float64  `json:"x"`    // first figure
	Y    float64  `json:"y"`    // second figure
	Rate *float64 `json:"rate"` // change of y for one more unit of x on the way to the next point; null at the last
	Knee bool     `json:"knee"` // either direction costs most from here
}

// NewFrontierDocument gathers a front. The input has no result.
func NewFrontierDocument(in Input, f *analysis.Frontier, axes [2]analysis.Axis) *FrontierDocument {
	d := &FrontierDocument{FormatVersion: FormatVersion, Scenario: scenarioInfo(in), Exact: f.Exact, Solves: f.Solves, Points: []FrontierPoint{}}
	for i, to := range []*FrontierAxis{&d.X, &d.Y} {
		*to = FrontierAxis{Figure: axes[i].Figure.Expr, Unit: f.Units[i], Better: string(model.Least)}
		if axes[i].Up {
			to.Better = string(model.Most)
		}
	}
	spans := [2]float64{}
	if n := len(f.Points); n > 0 {
		spans = [2]float64{math.Abs(f.Points[n-1].X - f.Points[0].X), math.Abs(f.Points[n-1].Y - f.Points[0].Y)}
	}
	for i, p := range f.Points {
		d.Points = append(d.Points, FrontierPoint{
			X: frontValue(p.X, spans[0]), Y: frontValue(p.Y, spans[1]), Rate: known(p.Rate, frontRateDigits), Knee: i == f.Knee,
		})
	}
	return d
}

// The ends of a front are held with some room for the engine's rounding, which
// costs the last digits.
const (
	frontDigits     = 10
	frontRateDigits = 6
)

// frontValue is a value without that noise; span is how far the front reaches.
func frontValue(v, span float64) float64 {
	if math.Abs(v) < 1e-7*span {
		return 0
	}
	return clean(v, frontDigits)
}

// WriteJSON writes the document as indented JSON.
func (d *FrontierDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// What of a front fits on a screen.
const (
	screenPoints = 16
	sketchRows   = 14
)

// Text writes the front for a terminal.
func (d *FrontierDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	s.section(strings.ToUpper(fit(d.Y.Figure+" against "+d.X.Figure, s.width)))
	s.frontTable(d)
	switch {
	case len(d.Points) == 1:
		s.paragraph(lipgloss.NewStyle(), "", "One plan is best by both: there is nothing to trade.")
	case d.Exact:
		s.paragraph(s.theme.faint, "", "These are all corners of the front; between them it is straight.")
	default:
		s.paragraph(s.theme.faint, "", "The points are samples: between them the front is not known, but no plan is better by both.")
	}
	if len(d.Points) > 2 {
		s.b.WriteByte('\n')
		s.frontSketch(d)
	}
	return s.flush(w)
}

// frontTable shows the points, and what the way to the next one costs.
func (s *screen) frontTable(d *FrontierDocument) {
	document := &Document{Scenario: d.Scenario}
	const wide = 20
	var rows [][]string
	shown := d.shown(s.most(screenPoints))
	for _, i := range shown {
		p := &d.Points[i]
		mark, rate := "", ""
		if p.Knee {
			mark = "knee"
		}
		if p.Rate != nil {
			rate = withSign(number(*p.Rate), *p.Rate)
		}
		rows = append(rows, []string{mark, document.amount(p.X, d.X.Unit), document.amount(p.Y, d.Y.Unit), rate})
	}
	head := []string{"", heading(&d.X), heading(&d.Y), "per unit, to next"}
	s.numberTable(head, rows, max(8, s.width-3*wide), []int{wide, wide, wide})
	s.leftOut(len(d.Points)-len(shown), "point is", "points are")
}

func heading(a *FrontierAxis) string { return fit(a.Figure, 11) + ", " + fit(a.Unit, 6) }

// shown are the points of the table: the ends, the knee, and others evenly between.
func (d *FrontierDocument) shown(most int) []int {
	var list []int
	n := len(d.Points)
	for i := range d.Points {
		step := 1
		if most > 0 && n > most {
			step = (n + most - 1) / most
		}
		if i%step == 0 || i == n-1 || d.Points[i].Knee {
			list = append(list, i)
		}
	}
	return list
}

// frontSketch draws the front with characters: o for points, K for the knee, . between.
func (s *screen) frontSketch(d *FrontierDocument) {
	document := &Document{Scenario: d.Scenario}
	lowX, highX, lowY, highY := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range d.Points {
		lowX, highX = min(lowX, p.X), max(highX, p.X)
		lowY, highY = min(lowY, p.Y), max(highY, p.Y)
	}
	if !(highX > lowX && highY > lowY) { // a front without width or height is no picture
		return
	}
	top, bottom := document.amount(highY, d.Y.Unit), document.amount(lowY, d.Y.Unit)
	label := max(lipgloss.Width(top), lipgloss.Width(bottom)) + 1
	columns := min(60, s.width-label-2)
	if columns < 10 {
		return
	}
	cells := make([][]rune, sketchRows)
	for r := range cells {
		cells[r] = []rune(strings.Repeat(" ", columns))
	}
	at := func(x, y float64) (row, column int) {
		return sketchRows - 1 - int(math.Round((y-lowY)/(highY-lowY)*(sketchRows-1))), int(math.Round((x - lowX) / (highX - lowX) * float64(columns-1)))
	}
	for i := 1; i < len(d.Points) && d.Exact; i++ {
		a, b := d.Points[i-1], d.Points[i]
		for k := range 2 * columns {
			t := float64(k) / float64(2*columns)
			row, column := at(a.X+t*(b.X-a.X), a.Y+t*(b.Y-a.Y))
			cells[row][column] = '.'
		}
	}
	for _, mark := range []rune{'o', 'K'} {
		for _, p := range d.Points {
			if mark == 'o' || p.Knee {
				row, column := at(p.X, p.Y)
				cells[row][column] = mark
			}
		}
	}
	for r := range cells {
		text := ""
		switch r {
		case 0:
			text = top
		case sketchRows - 1:
			text = bottom
		}
		s.line(lipgloss.NewStyle(), fmt.Sprintf("%*s |%s", label, text, strings.TrimRight(string(cells[r]), " ")))
	}
	s.line(lipgloss.NewStyle(), strings.Repeat(" ", label+1)+"+"+strings.Repeat("-", columns))
	left, right := document.amount(lowX, d.X.Unit), document.amount(highX, d.X.Unit)
	s.line(lipgloss.NewStyle(), strings.Repeat(" ", label+2)+left+strings.Repeat(" ", max(1, columns-lipgloss.Width(left)-lipgloss.Width(right)))+right)
}
