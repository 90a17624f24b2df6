package model

import (
	"slices"
	"strings"
)

// Option is something that can be opened and closed: a site, a line, a shift,
// an expansion. It is open or not in each period; what it allows is done only
// while it is open, and what it adds is there only while it is open.
type Option struct {
	ID      string     `json:"id"`
	Name    string     `json:"name,omitempty"`
	Opening State      `json:"opening,omitempty"` // before the first period; closed where empty
	Open    OptionMove `json:"open,omitzero"`
	Close   OptionMove `json:"close,omitzero"`
	Running Series     `json:"running,omitzero"` // money per period in which it is open
	Stays   State      `json:"stays,omitempty"`  // Closed: once it is closed, it is not opened again
	Allows  []string   `json:"allows,omitempty"` // paths of what is done only while it is open, or another option that allows it
	Adds    []Part     `json:"adds,omitempty"`   // path of a limit, and how much more it is while the option is open
}

// State is what an option is.
type State string

// The states of an option.
const (
	Open   State = "open"
	Closed State = "closed"
)

// OptionMove is opening or closing.
type OptionMove struct {
	Allowed bool   `json:"allowed,omitempty"`
	Cost    Series `json:"cost,omitzero"`   // money, when it is decided
	Lead    Lag    `json:"lead,omitzero"`   // of opening: from the decision until it is open
	From    string `json:"from,omitempty"`  // label of the first period of the decision; empty: of the horizon
	Until   string `json:"until,omitempty"` // label of the last period of the decision; empty: of the horizon
}

// WasOpen tells whether the option is open before the first period: 1 or 0.
func (o *Option) WasOpen() float64 {
	if o.Opening == Open {
		return 1
	}
	return 0
}

// ActivityRef is something that is done: exactly one of Process, Offer and
// Cargo is an index, the others are -1.
type ActivityRef struct {
	Process int    // index into Processes
	Offer   int    // index into Offers
	Cargo   int    // index into Cargos
	Key     string // in names of rows
	Unit    string
}

// Gate is one activity that needs one of several options to be open.
type Gate struct {
	ActivityRef
	Target  string // path that the options allow
	Options []int  // that allow it
}

// Gates lists what needs an option, in the order of the targets.
func (s *Scenario) Gates() []Gate {
	var targets []string
	by := map[string][]int{}
	for k := range s.Options {
		for _, target := range s.Options[k].Allows {
			if by[target] == nil {
				targets = append(targets, target)
			}
			by[target] = append(by[target], k)
		}
	}
	if len(targets) == 0 {
		return nil
	}
	all, offers, cargos := s.activities(), s.Offers(), s.Cargos()
	var gates []Gate
	for _, target := range targets {
		keys := strings.Split(target, ".")
		for _, a := range all {
			var inside bool
			switch {
			case len(keys) < 2:
			case a.Process >= 0:
				inside = s.Processes[a.Process].within(keys)
			case a.Offer >= 0:
				inside = offers[a.Offer].within(keys)
			default:
				inside = cargos[a.Cargo].within(keys)
			}
			if inside {
				gates = append(gates, Gate{a, target, by[target]})
			}
		}
	}
	return gates
}

// activities lists everything that is done.
func (s *Scenario) activities() []ActivityRef {
	items, index := s.Items(), s.ItemIndex()
	unit := func(item string) string {
		if i, ok := index[item]; ok {
			return items[i].Unit
		}
		return ""
	}
	var all []ActivityRef
	for i := range s.Processes {
		all = append(all, ActivityRef{Process: i, Offer: -1, Cargo: -1, Key: s.Processes[i].ID, Unit: "runs"})
	}
	for k, ref := range s.Offers() {
		all = append(all, ActivityRef{Process: -1, Offer: k, Cargo: -1, Key: ref.Supplier.ID + "," + ref.Offer.ID, Unit: unit(ref.Offer.Item)})
	}
	for k, ref := range s.Cargos() {
		all = append(all, ActivityRef{Process: -1, Offer: -1, Cargo: k, Key: ref.Lane.ID + "," + ref.Cargo.Item, Unit: unit(ref.Cargo.Item)})
	}
	return all
}

// within tells whether the process is what a path names, or is at that site or
// uses that resource.
func (p *Process) within(keys []string) bool {
	switch keys[0] {
	case "processes":
		return p.ID == keys[1]
	case "sites":
		return p.Site == keys[1]
	case "resources":
		return p.usesOf(keys[1])
	}
	return false
}

// within tells whether the offer is what a path names, or is delivered to that site.
func (r OfferRef) within(keys []string) bool {
	switch keys[0] {
	case "suppliers":
		return r.Supplier.ID == keys[1] && (len(keys) == 2 || keys[3] == r.Offer.ID)
	case "sites":
		return r.Offer.To == keys[1]
	}
	return false
}

// within tells whether the cargo is on the lane that a path names, or begins or
// ends at that site, or uses that resource.
func (r CargoRef) within(keys []string) bool {
	switch keys[0] {
	case "lanes":
		return r.Lane.ID == keys[1]
	case "sites":
		return r.Lane.From == keys[1] || r.Lane.To == keys[1]
	case "resources":
		return uses(r.Lane.Uses, keys[1])
	}
	return false
}

// usesOf tells whether the process, or an input that it blends, uses something.
func (p *Process) usesOf(id string) bool {
	if uses(p.Uses, id) {
		return true
	}
	for i := range p.Blend {
		if uses(p.Blend[i].Uses, id) {
			return true
		}
	}
	return false
}

func uses(parts []Part, id string) bool {
	for i := range parts {
		if parts[i].ID == id {
			return true
		}
	}
	return false
}

// MostOf is the row of an activity.
func (m *Activity) MostOf(a ActivityRef) []float64 {
	switch {
	case a.Process >= 0:
		return m.Runs.Row(a.Process)
	case a.Offer >= 0:
		return m.Bought.Row(a.Offer)
	}
	return m.Shipped.Row(a.Cargo)
}

// Additions lists what options add to one limit.
type Additions struct {
	Path    string
	Options []int
	By      []Series // in the unit of the limit, while the option is open
}

// At is what is added in period t, of open options.
func (a *Additions) At(open Grid, t int) float64 {
	sum := 0.0
	for k, option := range a.Options {
		sum += open.At(option, t) * a.By[k].Or(t, 0)
	}
	return sum
}

// Added lists what options add, by the path of the limit that is meant: what
// is added to the machines of a resource is added to its hours.
func (s *Scenario) Added() []Additions {
	var list []Additions
	at := map[string]int{}
	for k := range s.Options {
		for _, part := range s.Options[k].Adds {
			path, by := part.ID, part.Quantity
			if id, ok := machinesOf(path); ok {
				path, by = "resources."+id+".hours", s.hoursOf(id, by)
			}
			i, known := at[path]
			if !known {
				i = len(list)
				at[path] = i
				list = append(list, Additions{Path: path})
			}
			list[i].Options = append(list[i].Options, k)
			list[i].By = append(list[i].By, by)
		}
	}
	return list
}

// machinesOf is the resource whose machines a path names.
func machinesOf(path string) (id string, ok bool) {
	keys := strings.Split(path, ".")
	if len(keys) == 3 && keys[0] == "resources" && keys[2] == "count" {
		return keys[1], true
	}
	return "", false
}

// hoursOf is what so many machines of a resource give.
func (s *Scenario) hoursOf(id string, machines Series) Series {
	for i := range s.Resources {
		r := &s.Resources[i]
		if r.ID != id {
			continue
		}
		hours := make([]float64, s.Calendar.Len())
		for t := range hours {
			hours[t] = machines.Or(t, 0) * r.Hours.Value.Or(t, 0)
		}
		return PerPeriod(hours)
	}
	return Series{}
}

// withAll is the scenario as if every option were open all the time: its limits
// with all that is added.
func (s *Scenario) withAll() *Scenario {
	added := s.Added()
	if len(added) == 0 {
		return s
	}
	all := *s
	all.Resources, all.Lanes = slices.Clone(s.Resources), slices.Clone(s.Lanes)
	all.Processes, all.Inventory = slices.Clone(s.Processes), slices.Clone(s.Inventory)
	all.Suppliers, all.Storage = slices.Clone(s.Suppliers), slices.Clone(s.Storage)
	for i := range all.Suppliers {
		all.Suppliers[i].Sells = slices.Clone(s.Suppliers[i].Sells)
	}
	everything := NewGrid(len(s.Options), s.Calendar.Len())
	for k := range s.Options {
		for t := range s.Calendar.Periods {
			everything.Set(k, t, 1)
		}
	}
	for i := range added {
		all.raise(&added[i], everything)
	}
	return &all
}

// raise adds to one limit what open options add. Hours of machines that are
// added are less downtime of those that are there.
func (s *Scenario) raise(a *Additions, open Grid) {
	value, sign := &Series{}, 1.0
	if l := s.addable(a.Path); l != nil {
		value = &l.Value
	}
	for i := range s.Resources {
		if a.Path == "resources."+s.Resources[i].ID+".hours" {
			value, sign = &s.Resources[i].Downtime, -1
		}
	}
	more := make([]float64, s.Calendar.Len())
	for t := range more {
		more[t] = value.At(t)
		if sign < 0 {
			more[t] = value.Or(t, 0)
		}
		more[t] += sign * a.At(open, t)
	}
	*value = PerPeriod(more)
}

// addable is the limit with that path, if options can add to it.
func (s *Scenario) addable(path string) *Limit {
	keys := strings.Split(path, ".")
	if len(keys) < 3 {
		return nil
	}
	is := func(tail string) bool { return strings.Join(keys[2:], ".") == tail }
	switch keys[0] {
	case "resources":
		for i := range s.Resources {
			if r := &s.Resources[i]; r.ID == keys[1] && is("capacity") {
				return &r.Capacity
			} else if r.ID == keys[1] && is("hours") {
				return &r.Hours
			}
		}
	case "lanes":
		for i := range s.Lanes {
			if s.Lanes[i].ID == keys[1] && is("capacity") {
				return &s.Lanes[i].Capacity
			}
		}
	case "processes":
		for i := range s.Processes {
			if s.Processes[i].ID == keys[1] && is("output.max") {
				return &s.Processes[i].Output.Max
			}
		}
	case "inventory":
		for i := range s.Inventory {
			if s.Inventory[i].ID == keys[1] && is("max") {
				return &s.Inventory[i].Max
			}
		}
	case "storage":
		for i := range s.Storage {
			if s.Storage[i].ID == keys[1] && is("capacity") {
				return &s.Storage[i].Capacity
			}
		}
	case "suppliers":
		return s.addableOffer(keys)
	}
	return nil
}

func (s *Scenario) addableOffer(keys []string) *Limit {
	for i := range s.Suppliers {
		if s.Suppliers[i].ID != keys[1] || len(keys) != 5 || keys[2] != "sells" || keys[4] != "capacity" {
			continue
		}
		for j := range s.Suppliers[i].Sells {
			if offer := &s.Suppliers[i].Sells[j]; offer.ID == keys[3] {
				return &offer.Capacity
			}
		}
	}
	return nil
}

// AddedTo is what options add to the limit with that path in each period.
func (p *Plan) AddedTo(list []Additions, path string, n int) []float64 {
	sum := make([]float64, n)
	for i := range list {
		if list[i].Path != path {
			continue
		}
		for t := range sum {
			sum[t] += list[i].At(p.Open, t)
		}
	}
	return sum
}

// OptionRow is one option in one period.
type OptionRow struct {
	Option string  `json:"option"`
	Period string  `json:"period"`
	Open   float64 `json:"open"`   // 1: it is open
	Opened float64 `json:"opened"` // 1: opening is decided
	Closed float64 `json:"closed"` // 1: it is closed at the start of the period
}

func (w *tableWriter) options() []OptionRow {
	var rows []OptionRow
	for k := range w.s.Options {
		for t, period := range w.labels {
			rows = append(rows, OptionRow{w.s.Options[k].ID, period, w.p.Open.At(k, t), w.p.Opened.At(k, t), w.p.Closed.At(k, t)})
		}
	}
	return rows
}

func (r *tableReader) options(s *Scenario, rows []OptionRow) {
	index := indexOf(s.Options, func(o *Option) string { return o.ID })
	for _, row := range rows {
		r.set("options", r.p.Open, index, row.Option, "open", row.Period, row.Open)
		r.set("options", r.p.Opened, index, row.Option, "opened", row.Period, row.Opened)
		r.set("options", r.p.Closed, index, row.Option, "closed", row.Period, row.Closed)
	}
}
