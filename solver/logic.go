package solver

import "github.com/steelyard-sop/steelyard/model"

// Logic: what is on depends on what else is on. For each logic g, its members k
// and period t
//
//	logic  sum_k on[k,t]  <=, >= or =  value[g,t]
//
// and, for every k that asks for every j,
//
//	logic  on[k,t] - count[k,t] on[j,t]  <=  0
//
// count is 1 for what is just on or off.

func (b *builder) logicRows() {
	all := b.s.LogicSwitches(b.switches)
	for i := range b.s.Logic {
		l := &b.s.Logic[i]
		limit, key := l.Limit()
		block := limitBlock{group: model.GroupLogic, key: l.ID, unit: unitsOn, path: "logic." + l.ID + "." + key, limit: &limit}
		switch key {
		case "if":
			b.implied(block, &all[i])
			continue
		case "at_least":
			block.sense = atLeast
		case "exactly":
			block.sense = exactly
		}
		rows := b.limit(block, values(&limit))
		for _, k := range all[i].Of {
			b.add(rows, b.columns.on[k], 1)
		}
	}
}

// implied lets members be on only where what they ask for is.
func (b *builder) implied(block limitBlock, members *model.LogicSwitches) {
	id := block.key
	for _, k := range members.If {
		for _, j := range members.Then {
			if k == j {
				continue
			}
			block.key = id + "," + b.switches[k].Key + "," + b.switches[j].Key
			rows := b.limit(block, values(block.limit))
			b.add(rows, b.columns.on[k], 1)
			for t := range b.periods {
				if row := rows.at(t); row != none {
					units, _ := b.switches[k].Switch.Units(t)
					b.p.Add(row, b.columns.on[j]+t, -units)
				}
			}
		}
	}
}
