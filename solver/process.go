package solver

import "github.com/steelyard-sop/steelyard/model"

// Processes: what is run, at what cost, between which bounds. For each process
// p and period t
//
//	min_output   runs[p,t]  >=  output.min[p,t]
//	max_output   runs[p,t]  <=  output.max[p,t]
//
// What a run makes and consumes is in balance.go, what it blends in blend.go; what it uses of resources
// and workforces is in capacity.go and workforce.go.

func (b *builder) processColumns() {
	b.columns.runs = make([]int, len(b.s.Processes))
	for p := range b.s.Processes {
		b.columns.runs[p] = b.decide("runs", b.s.Processes[p].ID)
		b.book(model.Making, b.columns.runs[p], b.s.Processes[p].Cost)
	}
}

func (b *builder) processRows() {
	for p := range b.s.Processes {
		process := &b.s.Processes[p]
		path := "processes." + process.ID + ".output"
		unit := b.runUnit(process)
		least := b.limit(limitBlock{
			group: model.GroupMinOutput, key: process.ID, unit: unit,
			path: path + ".min", limit: &process.Output.Min, sense: atLeast,
		}, values(&process.Output.Min))
		b.add(least, b.columns.runs[p], 1)
		most := b.limit(limitBlock{
			group: model.GroupMaxOutput, key: process.ID, unit: unit,
			path: path + ".max", limit: &process.Output.Max, sense: atMost,
		}, values(&process.Output.Max))
		b.add(most, b.columns.runs[p], 1)
	}
}

// runUnit is the unit in which people count the runs of a process: that of its
// product where one run makes one unit of one item.
func (b *builder) runUnit(p *model.Process) string {
	if len(p.Makes) == 1 {
		if q := p.Makes[0].Quantity; q.Len() == 1 && q.At(0) == 1 {
			return b.items[b.columns.itemOf[p.Makes[0].ID]].Unit
		}
	}
	return "runs"
}
