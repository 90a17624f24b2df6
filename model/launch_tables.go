package model

// LaunchRow is one launch and one demand that it changes in one period.
type LaunchRow struct {
	Launch   string  `json:"launch"`
	Demand   string  `json:"demand"`
	Period   string  `json:"period"`
	Launched float64 `json:"launched"` // 1: in this period
	Success  float64 `json:"success"`  // units asked more if it is a success; negative: taken from the demand
	Expected float64 `json:"expected"` // the same times the probability of success: what is planned
}

// PhaseOutRow is one phase-out and one item that goes out of use with it, in
// one place and period.
type PhaseOutRow struct {
	PhaseOut   string  `json:"phase_out"`
	Item       string  `json:"item"`
	Site       string  `json:"site,omitempty"`
	Period     string  `json:"period"`
	Ends       float64 `json:"ends"`        // 1: this is the last period of sale
	Ordered    float64 `json:"ordered"`     // from suppliers, in the period of the order
	Made       float64 `json:"made"`        // in the period in which the runs start
	Out        float64 `json:"out"`         // sold, consumed, shipped and disposed of
	WrittenOff float64 `json:"written_off"` // at the end of the period
	Closing    float64 `json:"closing"`     // in stock after that
}

// LaunchDemands lists the ids of the demands that a launch changes: those that it
// brings to market, then those that it takes from.
func (l *Launch) LaunchDemands() []string {
	var list []string
	for _, parts := range [][]Part{l.Volume, l.Takes} {
		for _, part := range parts {
			list = append(list, part.ID)
		}
	}
	return list
}

func (w *tableWriter) launches() []LaunchRow {
	if len(w.s.Launches) == 0 {
		return nil
	}
	rows := []LaunchRow{}
	for k, e := range w.s.Events() {
		if e.Kind != LaunchEvent {
			continue
		}
		l := &w.s.Launches[e.Index]
		success := w.success(k, &e)
		for _, id := range l.LaunchDemands() {
			for t, period := range w.labels {
				units := success[id][t]
				rows = append(rows, LaunchRow{l.ID, id, period, w.p.Events.At(k, t), units, l.Chance() * units})
			}
		}
	}
	return rows
}

// success is what a launch of the plan changes if it is a success, by demand
// and period.
func (w *tableWriter) success(event int, e *Event) map[string][]float64 {
	demands, by := w.s.demandIndex(), map[string][]float64{}
	for _, id := range w.s.Launches[e.Index].LaunchDemands() {
		by[id] = make([]float64, len(w.labels))
	}
	for start, launched := range w.p.Events.Row(event) {
		if launched == 0 {
			continue
		}
		w.s.launchEffect(e.Index, start, func(id string, t int, units float64) {
			if d, ok := demands[id]; ok {
				by[id][t] += launched * units * w.s.remaining(&w.s.Demand[d], t)
			}
		})
	}
	return by
}

func (w *tableWriter) phaseOuts() []PhaseOutRow {
	if len(w.s.PhaseOuts) == 0 {
		return nil
	}
	rows := []PhaseOutRow{}
	f, nodes, items := w.p.Flows(w.s), w.s.Nodes(), w.s.Items()
	ordered, made := w.started()
	written := map[[2]string]int{}
	for k, off := range w.s.WriteOffs() {
		written[[2]string{w.s.Inventory[off.Stock].Item, w.s.Inventory[off.Stock].Site}] = k
	}
	ends := w.s.Endings()
	for k := range w.s.PhaseOuts {
		event := len(w.s.Promotions) + len(w.s.Launches) + k
		for _, e := range ends {
			if e.PhaseOut != k {
				continue
			}
			for i, node := range nodes {
				if node.Item != e.Item {
					continue
				}
				place := [2]string{items[node.Item].ID, node.Site}
				for t, period := range w.labels {
					row := PhaseOutRow{
						PhaseOut: w.s.PhaseOuts[k].ID, Item: place[0], Site: place[1], Period: period, Ends: w.p.Events.At(event, t),
						Ordered: ordered.At(i, t), Made: made.At(i, t), Closing: f.Closing.At(i, t),
						Out: f.Sold.At(i, t) + f.Consumed.At(i, t) + f.Shipped.At(i, t) + f.Disposed.At(i, t),
					}
					if off, kept := written[place]; kept {
						row.WrittenOff = w.p.WrittenOff.At(off, t)
						row.Out -= row.WrittenOff
					}
					rows = append(rows, row)
				}
			}
		}
	}
	return rows
}

// started is what is ordered and made of each node, in the period in which that
// begins.
func (w *tableWriter) started() (ordered, made Grid) {
	nodes, n := w.s.NodeIndex(), w.s.Calendar.Len()
	ordered, made = NewGrid(len(nodes), n), NewGrid(len(nodes), n)
	for k, ref := range w.s.Offers() {
		addRow(ordered, nodes.At(ref.Offer.Item, ref.Offer.To), w.p.Bought.Row(k))
	}
	for i := range w.s.Processes {
		p := &w.s.Processes[i]
		for _, part := range p.Yields() {
			made.arrive(nodes.At(part.ID, p.Site), w.p.Runs.Row(i), part.Quantity, w.s.Calendar, Lag{})
		}
	}
	return ordered, made
}

// eventIndex finds the events of one kind by their ids.
func (s *Scenario) eventIndex(kind EventKind) map[string]int {
	index := map[string]int{}
	for k, e := range s.Events() {
		if e.Kind == kind {
			index[e.ID] = k
		}
	}
	return index
}

func (r *tableReader) launches(s *Scenario, rows []LaunchRow) {
	if len(rows) == 0 {
		return
	}
	index := s.eventIndex(LaunchEvent)
	for _, row := range rows {
		r.set("launches", r.p.Events, index, row.Launch, row.Demand, row.Period, row.Launched)
	}
}

func (r *tableReader) phaseOuts(s *Scenario, rows []PhaseOutRow) {
	if len(rows) == 0 {
		return
	}
	index, written := s.eventIndex(PhaseOutEvent), map[string]int{}
	for k, off := range s.WriteOffs() {
		written[s.Inventory[off.Stock].Item+" "+s.Inventory[off.Stock].Site] = k
	}
	for _, row := range rows {
		place := row.Item + " " + row.Site
		r.set("phase_outs", r.p.Events, index, row.PhaseOut, "ends "+place, row.Period, row.Ends)
		if _, kept := written[place]; kept || row.WrittenOff != 0 {
			r.set("phase_outs", r.p.WrittenOff, written, place, "written off", row.Period, row.WrittenOff)
		}
	}
}
