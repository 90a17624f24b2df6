package report

import (
	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

const screenOrders = 8

// orders lists what is to be ordered, by the day on which it is placed. What
// was placed before the horizon is not to be done any more.
func (s *screen) orders(d *Document) {
	v := newView(d)
	var list []*model.OrderRow
	for i := range d.Plan.Orders {
		if !d.Plan.Orders[i].Placed {
			list = append(list, &d.Plan.Orders[i])
		}
	}
	if len(list) == 0 {
		return
	}
	left := 0
	if most := s.most(screenOrders); most > 0 && len(list) > most {
		left, list = len(list)-most, list[:most]
	}
	s.section("ORDERS TO PLACE")
	var rows [][]string
	widths := []int{0, 0, 0, 0}
	for _, o := range list {
		item := v.names.item(o.Item)
		if o.Site != "" {
			item += " for " + v.names.place(o.Site)
		}
		row := []string{
			o.Place, v.names.of(o.Supplier, KindSupplier), item,
			withUnit(o.Quantity, v.unit(o.Item, KindMaterial)+v.unit(o.Item, KindFamily)), "there " + o.Arrives,
		}
		for i := range widths {
			widths[i] = max(widths[i], lipgloss.Width(row[i]))
		}
		rows = append(rows, row)
	}
	room := max(leastLabel, (s.width-len("2026-01-01")*2-len("there ")-widths[3]-8)/2)
	widths[1], widths[2] = min(widths[1], room), min(widths[2], room)
	t := newTable(func(_, col int) lipgloss.Style {
		switch {
		case col == 3:
			return lipgloss.NewStyle().Width(widths[3] + 4).Align(lipgloss.Right).PaddingRight(2)
		case col < len(widths):
			return lipgloss.NewStyle().Width(widths[col] + 2)
		}
		return lipgloss.NewStyle()
	})
	for _, row := range rows {
		t.Row(row[0], fit(row[1], widths[1]), fit(row[2], widths[2]), row[3], row[4])
	}
	s.b.WriteString(t.Render() + "\n")
	s.leftOut(left, "later order is", "later orders are")
}
