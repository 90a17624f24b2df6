package model

// Blending: a process may mix inputs in proportions that the plan chooses. One
// run takes one unit of the blend, and what the run makes is made of that:
//
//	sum of gives x amount over the inputs  =  runs
//
// A property of the blend is the average of that of its inputs, each weighted
// with what it gives.

// BlendInput is one input of a blend.
type BlendInput struct {
	Item  string `json:"item"`
	Gives Series `json:"gives,omitzero"` // units of the blend per unit of the input; 1 where unset
	Uses  []Part `json:"uses,omitempty"` // resources and workforce, units per unit of the input
	Cost  Series `json:"cost,omitzero"`  // money per unit of the input
	Share Share  `json:"share,omitzero"`
	Emits []Emit `json:"emits,omitempty"` // per unit of the input
}

// leastGiven is the least that a unit of the input gives, from period t on.
func (in *BlendInput) leastGiven(t int) float64 {
	if !in.Gives.IsSet() {
		return 1
	}
	return leastPositive(in.Gives, t)
}

// Share bounds the part of something in a whole. Values are from 0 to 1.
type Share struct {
	Min   Limit `json:"min,omitzero"`
	Max   Limit `json:"max,omitzero"`
	Exact Limit `json:"exact,omitzero"`
}

// Quality bounds one property of a blend. The limits are in the unit of the
// property; their penalties are money per that unit and unit of the blend.
type Quality struct {
	Property string `json:"property"`
	Min      Limit  `json:"min,omitzero"`
	Max      Limit  `json:"max,omitzero"`
}

// Property is a number that an item has per unit, such as its hardness.
// Unlike other numbers it may be negative.
type Property struct {
	ID    string `json:"id"`
	Value Series `json:"value"`
}

// Property returns the value of a property of the item over time; unset where
// it has none.
func (i *Item) Property(id string) Series {
	for k := range i.Properties {
		if i.Properties[k].ID == id {
			return i.Properties[k].Value
		}
	}
	return Series{}
}

// InputRef is one input of a blend together with its process.
type InputRef struct {
	Process int // index into Processes
	Input   *BlendInput
}

// BlendInputs lists every input of every blend, in the order of the scenario.
func (s *Scenario) BlendInputs() []InputRef {
	var refs []InputRef
	for i := range s.Processes {
		for j := range s.Processes[i].Blend {
			refs = append(refs, InputRef{i, &s.Processes[i].Blend[j]})
		}
	}
	return refs
}

// BlendRow is what one process blends of one input in one period.
type BlendRow struct {
	Process  string  `json:"process"`
	Site     string  `json:"site,omitempty"` // where it runs
	Item     string  `json:"item"`           // the input
	Period   string  `json:"period"`         // in which the runs start
	Quantity float64 `json:"quantity"`       // in the unit of the input
	Share    float64 `json:"share"`          // of the blend, from 0 to 1; 0 where nothing is blended
}

func (w *tableWriter) blends() []BlendRow {
	var rows []BlendRow
	for k, ref := range w.s.BlendInputs() {
		p := &w.s.Processes[ref.Process]
		for t, period := range w.labels {
			row := BlendRow{Process: p.ID, Site: p.Site, Item: ref.Input.Item, Period: period, Quantity: w.p.Blended.At(k, t)}
			if runs := w.p.Runs.At(ref.Process, t); runs > 0 {
				row.Share = row.Quantity * ref.Input.Gives.Or(t, 1) / runs
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// readBlends reads the amounts of inputs back.
func (r *tableReader) readBlends(s *Scenario, rows []BlendRow) {
	inputs := map[string]int{}
	for k, ref := range s.BlendInputs() {
		inputs[s.Processes[ref.Process].ID+" "+ref.Input.Item] = k
	}
	for _, row := range rows {
		r.set("blends", r.p.Blended, inputs, row.Process+" "+row.Item, "", row.Period, row.Quantity)
	}
}
