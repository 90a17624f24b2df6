package report

import (
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
)

// grid writes one grid, folded into blocks of periods where the layout says so.
func (s *screen) grid(g *grid, l gridLayout, p *periodNames) {
	n := len(p.short)
	if len(g.rows) == 0 {
		return
	}
	for from := 0; from < n; from += l.perBlock {
		to := min(from+l.perBlock, n)
		s.b.WriteByte('\n')
		s.block(g, l, p, from, to)
	}
}

// block writes the periods from, ..., to-1 of a grid; the totals come with the last.
func (s *screen) block(g *grid, l gridLayout, p *periodNames, from, to int) {
	title := g.title
	if from > 0 {
		title += ", continued"
	}
	if lipgloss.Width(title) > l.label {
		s.line(s.theme.heading, fit(title, s.width))
		title = ""
	}
	totals := l.total > 0 && g.hasTotal() && to == len(p.short)
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row == table.HeaderRow || p.years && row == 0 {
			style = s.theme.heading
		}
		switch {
		case col == 0:
			return style.Width(l.label)
		case totals && col == to-from+1:
			return style.Width(l.total + totalGap).Align(lipgloss.Right)
		}
		return style.Width(l.content + gap).Align(lipgloss.Right)
	})
	if p.years {
		t.Headers(yearCells(title, p, from, to, totals)...)
		t.Row(headCells("", p, from, to, totals)...)
	} else {
		t.Headers(headCells(title, p, from, to, totals)...)
	}
	for i := range g.rows {
		r := &g.rows[i]
		sc := r.scale(l.content)
		cells := []string{fitLabel(r, sc, l.label)}
		for _, x := range r.values[from:to] {
			cells = append(cells, sc.text(x))
		}
		if totals {
			cells = append(cells, totalText(r, sc))
		}
		t.Row(cells...)
	}
	s.b.WriteString(t.Render() + "\n")
}

// newTable is a table without borders.
func newTable(style table.StyleFunc) *table.Table {
	return table.New().Border(lipgloss.HiddenBorder()).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		BorderColumn(false).BorderHeader(false).BorderRow(false).
		Wrap(false).StyleFunc(style)
}

func headCells(title string, p *periodNames, from, to int, totals bool) []string {
	cells := append([]string{title}, p.short[from:to]...)
	if totals {
		cells = append(cells, "total")
	}
	return cells
}

// yearCells names each year over the first of its periods.
func yearCells(title string, p *periodNames, from, to int, totals bool) []string {
	cells := []string{title}
	for t := from; t < to; t++ {
		if t > from && p.year[t] == p.year[t-1] {
			cells = append(cells, "")
		} else {
			cells = append(cells, p.year[t])
		}
	}
	if totals {
		cells = append(cells, "")
	}
	return cells
}

// fitLabel is the label in that many columns: the name is cut rather than the
// unit and the scale.
func fitLabel(r *gridRow, sc scale, width int) string {
	full := r.fullLabel(sc)
	if lipgloss.Width(full) <= width {
		return full
	}
	tail := strings.TrimPrefix(full, r.label)
	if room := width - lipgloss.Width(tail); room >= leastContent {
		return fit(r.label, room) + tail
	}
	return fit(full, width)
}

func totalText(r *gridRow, sc scale) string {
	if math.IsNaN(r.total) {
		return ""
	}
	return sc.text(r.total)
}

// scaleLegend explains the scales that the grids use.
func (s *screen) scaleLegend(grids []grid, l gridLayout) {
	used := map[string]bool{}
	eachRow(grids, func(r *gridRow) { used[r.scale(l.content).word] = true })
	var words []string
	for _, w := range []struct{ word, meaning string }{{"k", "thousands"}, {"M", "millions"}, {"bn", "billions"}} {
		if used[w.word] {
			words = append(words, w.word+" = "+w.meaning)
		}
	}
	if len(words) > 0 {
		s.line(s.theme.faint, strings.Join(words, ", "))
	}
}
