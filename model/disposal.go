package model

// Dispose lets an item be got rid of, wherever it is: by-products that nobody
// buys, stock that is too old.
type Dispose struct {
	Allowed bool   `json:"allowed,omitempty"`
	Cost    Series `json:"cost,omitzero"`   // money per unit
	Max     Limit  `json:"max,omitzero"`    // units per period, in all places together
	Emits   []Emit `json:"emits,omitempty"` // per unit
}

// Disposals lists the nodes whose item may be disposed of, everywhere or since
// its stock there can be too old, as indices into Nodes. The rows of Plan.Disposed follow it.
func (s *Scenario) Disposals() []int {
	perishable := s.perishable()
	if !s.disposes() && perishable == nil {
		return nil
	}
	var list []int
	items := s.Items()
	for k, node := range s.Nodes() {
		if items[node.Item].Dispose.Allowed || perishable[[2]string{items[node.Item].ID, node.Site}] {
			list = append(list, k)
		}
	}
	return list
}

func (s *Scenario) disposes() bool {
	for i := range s.Families {
		if s.Families[i].Dispose.Allowed {
			return true
		}
	}
	for i := range s.Materials {
		if s.Materials[i].Dispose.Allowed {
			return true
		}
	}
	return false
}

// DisposalRow is what is disposed of one item in one place and period.
type DisposalRow struct {
	Item     string  `json:"item"`
	Site     string  `json:"site,omitempty"` // site or market
	Period   string  `json:"period"`
	Quantity float64 `json:"quantity"`
}

func (w *tableWriter) disposals() []DisposalRow {
	var rows []DisposalRow
	items, nodes := w.s.Items(), w.s.Nodes()
	for k, at := range w.s.Disposals() {
		for t, period := range w.labels {
			rows = append(rows, DisposalRow{items[nodes[at].Item].ID, nodes[at].Site, period, w.p.Disposed.At(k, t)})
		}
	}
	return rows
}

// readDisposals reads what is disposed of back.
func (r *tableReader) readDisposals(s *Scenario, rows []DisposalRow) {
	index, items, nodes := map[string]int{}, s.Items(), s.Nodes()
	for k, at := range s.Disposals() {
		index[items[nodes[at].Item].ID+" "+nodes[at].Site] = k
	}
	for _, row := range rows {
		r.set("disposals", r.p.Disposed, index, row.Item+" "+row.Site, "", row.Period, row.Quantity)
	}
}

// dispose checks how an item may be disposed of.
func (v *validator) dispose(a address, d *Dispose) {
	v.money(a.to("cost"), d.Cost)
	v.limit(a.to("max"), &d.Max)
}
