package solver

import "github.com/steelyard-sop/steelyard/model"

// Blends: a process may mix inputs in free proportion. For each process p that
// blends, input i of it, property q whose quality counts and period t
//
//	blend        sum_i gives[p,i,t] blended[p,i,t]  =  runs[p,t]
//	min_quality  sum_i q[i,t] gives[p,i,t] blended[p,i,t]  >=  min[p,q,t] runs[p,t]
//	max_quality  sum_i q[i,t] gives[p,i,t] blended[p,i,t]  <=  max[p,q,t] runs[p,t]
//	min_share    gives[p,i,t] blended[p,i,t]  >=  min[p,i,t] runs[p,t]
//	max_share    gives[p,i,t] blended[p,i,t]  <=  max[p,i,t] runs[p,t]
//	exact_share  gives[p,i,t] blended[p,i,t]  =  exact[p,i,t] runs[p,t]
//
// In words: one run takes one unit of the blend; a property of the blend is the
// average of that of the inputs. What is blended leaves the stock in
// balance.go, and what an input uses is in capacity.go and workforce.go.

func (b *builder) blendColumns() {
	b.columns.blended = make([]int, len(b.inputs))
	for k, ref := range b.inputs {
		b.columns.blended[k] = b.decide("blended", b.s.Processes[ref.Process].ID+","+ref.Input.Item)
		b.book(model.Making, b.columns.blended[k], ref.Input.Cost)
	}
}

func (b *builder) blendRows() {
	k := 0 // inputs are in the order of their processes
	for p := range b.s.Processes {
		process := &b.s.Processes[p]
		if len(process.Blend) == 0 {
			continue
		}
		inputs := b.inputs[k : k+len(process.Blend)]
		blended := b.columns.blended[k : k+len(inputs)]
		k += len(inputs)
		rows := b.limit(limitBlock{
			group: model.GroupBlend, key: process.ID, unit: b.runUnit(process),
			path: "processes." + process.ID + ".blend", sense: exactly,
		}, func(int) (float64, bool) { return 0, true })
		for j := range inputs {
			b.addGiven(rows, blended[j], inputs[j].Input, model.Series{})
		}
		b.add(rows, b.columns.runs[p], -1)
		for j := range process.Quality {
			b.qualityRows(p, &process.Quality[j], inputs, blended)
		}
		for j := range inputs {
			b.shareRows(p, inputs[j].Input, blended[j])
		}
	}
}

// addGiven puts what an input gives into the rows, times a property of it.
func (b *builder) addGiven(rows rowSet, first int, in *model.BlendInput, property model.Series) {
	for t := range b.periods {
		if row := rows.at(t); row != none {
			b.p.Add(row, first+t, in.Gives.Or(t, 1)*property.Or(t, 1))
		}
	}
}

func (b *builder) qualityRows(p int, q *model.Quality, inputs []model.InputRef, blended []int) {
	process := &b.s.Processes[p]
	of := ratio{wholes: []int{b.columns.runs[p]}, unit: q.Property, scale: 1}
	block := limitBlock{
		group: model.GroupMinQuality, key: process.ID + "," + q.Property, unit: q.Property + " " + b.runUnit(process),
		path: "processes." + process.ID + ".quality." + q.Property + ".min", limit: &q.Min, sense: atLeast,
	}
	add := func(rows rowSet) {
		for j := range inputs {
			item := &b.items[b.columns.itemOf[inputs[j].Input.Item]]
			b.addGiven(rows, blended[j], inputs[j].Input, item.Property(q.Property))
		}
	}
	if q.Min.IsSet() {
		add(b.limitRatio(block, of))
	}
	if q.Max.IsSet() {
		block.group, block.limit, block.sense = model.GroupMaxQuality, &q.Max, atMost
		block.path = "processes." + process.ID + ".quality." + q.Property + ".max"
		add(b.limitRatio(block, of))
	}
}

func (b *builder) shareRows(p int, in *model.BlendInput, blended int) {
	process := &b.s.Processes[p]
	of := ratio{wholes: []int{b.columns.runs[p]}, unit: percentUnit, scale: 100}
	for _, bound := range shareBounds(&in.Share) {
		if !bound.limit.IsSet() {
			continue
		}
		rows := b.limitRatio(limitBlock{
			group: bound.group, key: process.ID + "," + in.Item, unit: b.runUnit(process),
			path:  "processes." + process.ID + ".blend." + in.Item + ".share." + bound.key,
			limit: bound.limit, sense: bound.sense,
		}, of)
		b.addGiven(rows, blended, in, model.Series{})
	}
}

// shareBound is one bound on a share.
type shareBound struct {
	group model.Group
	key   string
	limit *model.Limit
	sense sense
}

func shareBounds(s *model.Share) [3]shareBound {
	return [3]shareBound{
		{model.GroupMinShare, "min", &s.Min, atLeast},
		{model.GroupMaxShare, "max", &s.Max, atMost},
		{model.GroupExactShare, "exact", &s.Exact, exactly},
	}
}
