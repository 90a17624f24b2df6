package model

// Flows is what happens to each item in each place and period, recomputed from
// a plan. Rows follow Scenario.Nodes. What has a lead time counts where it
// arrives.
type Flows struct {
	Made, Bought, Arrived, Consumed, Sold, Shipped, Disposed, Opening, Closing Grid
}

// NodeIndex finds the place of a node in Nodes by the id of its item and its site.
type NodeIndex map[[2]string]int

// NodeIndex maps every node to its place in Nodes.
func (s *Scenario) NodeIndex() NodeIndex {
	items := s.Items()
	nodes := s.Nodes()
	index := make(NodeIndex, len(nodes))
	for k, n := range nodes {
		index[[2]string{items[n.Item].ID, n.Site}] = k
	}
	return index
}

// At is the place of an item at a site in Nodes.
func (n NodeIndex) At(item, site string) int { return n[[2]string{item, site}] }

// Flows adds up the movements of every item that the plan causes.
func (p *Plan) Flows(s *Scenario) Flows {
	n, nodes, destinations := s.Calendar.Len(), s.NodeIndex(), s.Destinations()
	grid := func() Grid { return NewGrid(len(nodes), n) }
	f := Flows{grid(), grid(), grid(), grid(), grid(), grid(), grid(), grid(), grid()}
	for i := range s.Processes {
		process := &s.Processes[i]
		for _, part := range process.Yields() {
			f.Made.arrive(nodes.At(part.ID, process.Site), p.Runs.Row(i), part.Quantity, s.Calendar, process.Lead)
		}
		for _, part := range process.Needs() {
			f.Consumed.arrive(nodes.At(part.ID, process.Site), p.Runs.Row(i), part.Quantity, s.Calendar, Lag{})
		}
	}
	one := Constant(1)
	for k, ref := range s.BlendInputs() {
		f.Consumed.arrive(nodes.At(ref.Input.Item, s.Processes[ref.Process].Site), p.Blended.Row(k), one, s.Calendar, Lag{})
	}
	for k, ref := range s.Offers() {
		f.Bought.arrive(nodes.At(ref.Offer.Item, ref.Offer.To), p.Bought.Row(k), one, s.Calendar, ref.Offer.Lead)
	}
	for k, ref := range s.Cargos() {
		f.Shipped.arrive(nodes.At(ref.Cargo.Item, ref.Lane.From), p.Shipped.Row(k), one, s.Calendar, Lag{})
		f.Arrived.arrive(nodes.At(ref.Cargo.Item, ref.Lane.To), p.Shipped.Row(k), one, s.Calendar, ref.Lane.Lead)
	}
	for k, node := range s.Disposals() {
		addRow(f.Disposed, node, p.Disposed.Row(k))
	}
	for k, w := range s.WriteOffs() {
		stock := &s.Inventory[w.Stock]
		addRow(f.Disposed, nodes.At(stock.Item, stock.Site), p.WrittenOff.Row(k))
	}
	for d := range s.Demand {
		demand := &s.Demand[d]
		f.Sold.arrive(nodes.At(demand.Item, demand.Place(destinations)), p.Served.Row(d), one, s.Calendar, Lag{})
	}
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		i := nodes.At(stock.Item, stock.Site)
		f.Closing.arrive(i, p.Stock.Row(k), one, s.Calendar, Lag{})
		f.Opening.Add(i, 0, p.OpeningStock(s, k))
		for t := range n {
			f.Arrived.Add(i, t, stock.Receipts.Or(t, 0))
			if t > 0 {
				f.Opening.Add(i, t, p.Stock.At(k, t-1))
			}
		}
	}
	return f
}

// arrive adds quantity x amounts to row i, in the periods in which they arrive.
func (g Grid) arrive(i int, amounts []float64, quantity Series, c Calendar, lag Lag) {
	for t, amount := range amounts {
		if at, ok := c.Arrival(t, lag); ok {
			g.Add(i, at, amount*quantity.Or(t, 0))
		}
	}
}

// Loads adds up what processes, switches, lanes and training use of every resource and
// of every workforce, in the unit of each. What a crew gives to another's work
// counts for the crew, and what it gets from others is taken off.
func (p *Plan) Loads(s *Scenario) (resources, workforce Grid) {
	n := s.Calendar.Len()
	resources, workforce = NewGrid(len(s.Resources), n), NewGrid(len(s.Workforce), n)
	ofResource := indexOf(s.Resources, func(r *Resource) string { return r.ID })
	ofWorkforce := indexOf(s.Workforce, func(w *Workforce) string { return w.ID })
	use := func(part Part, runs []float64, load Series) {
		to, k := resources, 0
		if r, ok := ofResource[part.ID]; ok {
			k = r
		} else {
			to, k = workforce, ofWorkforce[part.ID]
		}
		for t, run := range runs {
			to.Add(k, t, run*load.Or(t, 1)*part.Quantity.Or(t, 0))
		}
	}
	for i := range s.Processes {
		for _, part := range s.Processes[i].Uses {
			use(part, p.Runs.Row(i), Series{})
		}
	}
	for k, ref := range s.BlendInputs() {
		for _, part := range ref.Input.Uses {
			use(part, p.Blended.Row(k), Series{})
		}
	}
	for k, ref := range s.Switches() {
		for _, part := range ref.Switch.Uses {
			use(part, p.SetUps(k, ref.Switch), Series{})
		}
		for _, part := range ref.Switch.Start.Uses {
			use(part, p.Starts.Row(k), Series{})
		}
		for _, part := range ref.Switch.Stop.Uses {
			use(part, p.Stops.Row(k), Series{})
		}
	}
	for k, ref := range s.Cargos() {
		for _, part := range ref.Lane.Uses {
			use(part, p.Shipped.Row(k), ref.Cargo.Load)
		}
	}
	p.eachCourse(s, func(part Part, trainees []float64) { use(part, trainees, Series{}) })
	for k, ref := range s.Skills() {
		for t, lent := range p.Lent.Row(k) {
			workforce.Add(ref.Workforce, t, lent)
			workforce.Add(ofWorkforce[ref.To], t, -lent*ref.Efficiency.Or(t, 0))
		}
	}
	return resources, workforce
}

func addRow(to Grid, i int, row []float64) {
	for t, v := range row {
		to.Add(i, t, v)
	}
}
