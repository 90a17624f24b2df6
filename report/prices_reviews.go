package report

import (
	"cmp"
	"math"
	"slices"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

// ReviewLine is one limit over all periods that is worth money, with when it is
// to be reviewed.
type ReviewLine struct {
	Group   model.Group `json:"group"`   // family of limits
	Key     string      `json:"key"`     // what it is about
	Path    string      `json:"path"`    // address in the scenario
	Owner   string      `json:"owner"`   // who can change it; may be empty
	Review  string      `json:"review"`  // date of the next review; empty: nobody has said when
	Overdue bool        `json:"overdue"` // that is before the first period
	Rent    float64     `json:"rent"`    // sum of |price| x limit over the periods in which it binds, in money
	Limits  int         `json:"limits"`  // in how many periods it binds
}

// newReviews lists the limits in the given rows by when they are to be
// reviewed: first those that are overdue, the oldest first, then those of which
// nobody has said when, the most money first, then the coming ones.
func newReviews(s *model.Scenario, limits []Limit, rows []int) []ReviewLine {
	type name struct {
		group    model.Group
		key, rev string
	}
	place, list := map[name]int{}, []ReviewLine{}
	first := s.Calendar.Periods[0].Start.Format("2006-01-02")
	for _, row := range rows {
		l := &limits[row]
		if l.Price == nil || l.Limit == nil || *l.Limit == 0 || l.Group == model.GroupDemand {
			continue // nobody reviews that customers ask
		}
		at := name{l.Group, l.Key, l.Review}
		k, known := place[at]
		if !known {
			k = len(list)
			place[at] = k
			list = append(list, ReviewLine{
				Group: l.Group, Key: l.Key, Path: l.Path, Owner: l.Owner, Review: l.Review,
				Overdue: l.Review != "" && l.Review < first,
			})
		}
		list[k].Rent += math.Abs(*l.Price * *l.Limit)
		list[k].Limits++
	}
	for k := range list {
		list[k].Rent = clean(list[k].Rent, priceDigits)
	}
	slices.SortStableFunc(list, func(a, b ReviewLine) int {
		return cmp.Or(cmp.Compare(a.turn(), b.turn()), cmp.Compare(a.Review, b.Review), cmp.Compare(b.Rent, a.Rent))
	})
	return list
}

// turn is the place of a limit among those to be reviewed.
func (r *ReviewLine) turn() int {
	switch {
	case r.Overdue:
		return 0
	case r.Review == "":
		return 1
	}
	return 2
}

// others lists the limits that were not measured: those with room left, and
// those that bind and are worth nothing. Laws of bookkeeping are none.
func others(limits []Limit, measured map[int]bool) []Limit {
	list := []Limit{}
	for row := range limits {
		l := &limits[row]
		if !measured[row] && !l.Group.Info().Identity && (l.Price == nil || *l.Price == 0) {
			list = append(list, *l)
		}
	}
	return list
}

// screenReviews is how many limits to review fit on one screen.
const screenReviews = 10

// reviews writes the limits in the order in which they are to be reviewed.
func (s *screen) reviews(d *PriceDocument) {
	rows, left := d.Reviews, 0
	if most := s.most(screenReviews); most > 0 && len(rows) > most {
		left, rows = len(rows)-most, rows[:most]
	}
	if len(rows) == 0 {
		return
	}
	s.section("REVIEW FIRST")
	names := newNames(d.Scenario.Things)
	const date, amount = 12, 17
	owner := s.width / 5
	label := s.width - date - amount - owner
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = s.theme.heading
		}
		switch col {
		case 0:
			return style.Width(label)
		case 1:
			return style.Width(owner)
		case 2:
			return style.Width(date)
		}
		return style.Width(amount).Align(lipgloss.Right)
	})
	t.Headers("limit", "owner", "review", "rent")
	for i := range rows {
		r := &rows[i]
		review := cmp.Or(r.Review, "never")
		if r.Overdue {
			review += " !"
		}
		t.Row(fit(names.phrase(r.Group, r.Key), label-1), fit(cmp.Or(r.Owner, "-"), owner-1), fit(review, date), coins(r.Rent, coin(d.Scenario.Currency)))
	}
	s.b.WriteString(t.Render() + "\n")
	if rows[0].Overdue {
		s.paragraph(s.theme.faint, "", "! due before the first period of the plan")
	}
	s.leftOut(left, "limit is", "limits are")
}

// slack writes the limits that are worth nothing, with the room that they have
// left where it is least.
func (s *screen) slack(d *PriceDocument) {
	type name struct {
		group model.Group
		key   string
	}
	var order []name
	least := map[name]*Limit{}
	for i := range d.Others {
		l := &d.Others[i]
		if l.Slack == nil || l.Limit == nil {
			continue
		}
		at := name{l.Group, l.Key}
		switch was := least[at]; {
		case was == nil:
			order = append(order, at)
			least[at] = l
		case *l.Slack < *was.Slack:
			least[at] = l
		}
	}
	if len(order) == 0 {
		return
	}
	s.section("LIMITS THAT ARE WORTH NOTHING, WHERE THEY HAVE THE LEAST ROOM")
	names, periods := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	const column = 12
	label := s.width - 3*column
	t := newTable(s.columns(label, 0, column))
	t.Headers("limit", "is", "used", "room")
	for _, at := range order {
		l := least[at]
		text := names.phrase(l.Group, l.Key) + ", " + periods.name(periods.index[l.Period])
		if l.Unit != "" && l.Unit != "each" {
			text += " (" + printable(l.Unit) + ")"
		}
		t.Row(fit(text, label-1), limitText(l.Limit, column-1), limitText(l.Used, column-1), limitText(l.Slack, column-1))
	}
	s.b.WriteString(t.Render() + "\n")
}
