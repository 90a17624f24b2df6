package report

import (
	"fmt"
	"io"
	"math"

	"github.com/steelyard-sop/steelyard/report/chart"
)

// SVG draws the value curve of the document, which must have one.
func (d *PriceDocument) SVG(w io.Writer) error {
	c := d.curveChart()
	return chart.Write(w, &c)
}

// curveChart is the best objective over the move of the limits, from where there
// is no plan to where more is worth nothing.
func (d *PriceDocument) curveChart() chart.Chart {
	v := d.Curve
	name := d.curveName()
	c := chart.Chart{
		Title:       "What " + name + " is worth",
		Description: d.curveWords(name),
		X:           chart.Axis{Title: name + ", moved by", Unit: v.Unit},
		Y:           chart.Axis{Title: d.goal(), Unit: d.Scenario.Currency},
	}
	line := chart.Line{Name: d.goal()}
	for i := range v.Pieces {
		p := &v.Pieces[i]
		line.Points = d.corner(line.Points, p.From, p.AtFrom)
		line.Points = d.corner(line.Points, p.To, p.AtTo)
		if p.From != nil && p.To != nil {
			line.Labels = append(line.Labels, chart.Label{X: (*p.From + *p.To) / 2, Y: (p.AtFrom + p.AtTo) / 2, Text: signedPrice(p.Price)})
		}
	}
	if n := len(v.Pieces); n > 0 {
		if v.Pieces[0].From == nil {
			line.OpenLeft = &v.Pieces[0].Price
		}
		if v.Pieces[n-1].To == nil {
			line.OpenRight = &v.Pieces[n-1].Price
		}
	}
	if xs, ys := v.drawn(); len(xs) > 0 {
		d.curveRoom(&c, xs)
		if xs[0] <= 0 && 0 <= xs[len(xs)-1] {
			c.Marks = append(c.Marks, chart.Mark{X: 0, Y: at(xs, ys, 0), Text: "as it is now"})
		}
	}
	c.Lines = []chart.Line{line}
	return c
}

// curveRoom leaves room for where there is no plan, beside what is drawn.
func (d *PriceDocument) curveRoom(c *chart.Chart, xs []float64) {
	first, last := xs[0], xs[len(xs)-1]
	from, to := first, last
	if d.Curve.NoPlanBelow {
		from -= beyond * (last - first)
	}
	if d.Curve.NoPlanAbove {
		to += beyond * (last - first)
	}
	c.X.From, c.X.To = &from, &to
	if d.Curve.NoPlanBelow {
		c.Bands = append(c.Bands, chart.Band{From: math.Inf(-1), To: first, Text: "no plan"})
	}
	if d.Curve.NoPlanAbove {
		c.Bands = append(c.Bands, chart.Band{From: last, To: math.Inf(1), Text: "no plan"})
	}
}

// corner adds a corner of the curve to points, once.
func (d *PriceDocument) corner(points []chart.Point, x *float64, y float64) []chart.Point {
	if x == nil || len(points) > 0 && points[len(points)-1].X >= *x {
		return points
	}
	note := signed(*x) + " " + d.Curve.Unit + ": " + d.goal() + " " + money(y, d.Scenario.Currency)
	return append(points, chart.Point{X: *x, Y: y, Note: note})
}

// curveName is the limit in business words.
func (d *PriceDocument) curveName() string {
	v := d.Curve
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	name := n.phrase(v.Group, v.Key)
	if len(v.Limits) == 1 && v.Period != "" {
		name += " in " + p.name(p.index[v.Period])
	}
	return name
}

// curveWords tells the curve to those who cannot see it.
func (d *PriceDocument) curveWords(name string) string {
	v := d.Curve
	text := fmt.Sprintf("The best %s of %q as %s moves.", d.goal(), d.Scenario.Name, name)
	for i := range v.Pieces {
		p := &v.Pieces[i]
		from, to := "without end", "without end"
		if p.From != nil {
			from = signed(*p.From)
		}
		if p.To != nil {
			to = signed(*p.To)
		}
		text += fmt.Sprintf(" From %s to %s: %s for one more.", from, to, signedPrice(p.Price))
	}
	if v.NoPlanBelow {
		text += " Below there is no plan."
	}
	if v.NoPlanAbove {
		text += " Beyond there is no plan."
	}
	return text
}
