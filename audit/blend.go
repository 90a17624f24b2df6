package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// addBlends adds what blends take of their inputs, and what the inputs use.
func (a *auditor) addBlends() {
	for k, ref := range a.inputs {
		process, amounts := &a.s.Processes[ref.Process], a.p.Blended.Row(k)
		if i, ok := a.item(ref.Input.Item, "processes", process.ID, "blend", ref.Input.Item); ok {
			addRow(a.flow(i, process.Site, flowConsumed), amounts)
		}
		for _, part := range ref.Input.Uses {
			a.addUse(part, amounts, "processes", process.ID+".blend."+ref.Input.Item)
		}
	}
}

// blends tests each process that blends:
//
//	blend        what the inputs give = runs
//	min_quality  the average of a property >= minimum
//	max_quality  the average of a property <= maximum
//	min_share, max_share, exact_share  the part of an input in what they all give
//
// An average or a part is held against its limit times what all inputs give,
// which is also what a penalty counts.
func (a *auditor) blends() {
	first := 0 // rows of Plan.Blended are in the order of the processes
	for p := range a.s.Processes {
		process := &a.s.Processes[p]
		if len(process.Blend) == 0 {
			continue
		}
		given := model.NewGrid(len(process.Blend), a.n)
		total := make([]float64, a.n)
		for j := range process.Blend {
			for t, amount := range a.p.Blended.Row(first + j) {
				given.Set(j, t, amount*a.or(process.Blend[j].Gives, t, 1))
				total[t] += given.At(j, t)
			}
		}
		first += len(process.Blend)
		a.blendRuns(process, a.p.Runs.Row(p), total)
		for i := range process.Quality {
			a.quality(process, &process.Quality[i], given, total)
		}
		for j := range process.Blend {
			a.shares(process, &process.Blend[j], given.Row(j), total)
		}
	}
}

func (a *auditor) blendRuns(process *model.Process, runs, total []float64) {
	r := group(model.GroupBlend, process.ID, a.runUnit(process))
	r.path, r.sense = [6]string{"processes", process.ID, "blend"}, exactly
	r.noun, r.bound = "what goes into the blend of", "its runs are"
	for t := range total {
		a.require(&r, t, total[t], runs[t], tolerance(total[t], runs[t]))
	}
}

// quality tests one property of a blend.
func (a *auditor) quality(process *model.Process, q *model.Quality, given model.Grid, total []float64) {
	content, size := make([]float64, a.n), make([]float64, a.n)
	for j := range process.Blend {
		i, ok := a.itemIndex[process.Blend[j].Item]
		if !ok {
			continue
		}
		for t := range content {
			v := a.or(a.items[i].Property(q.Property), t, 0) * given.At(j, t)
			content[t], size[t] = content[t]+v, size[t]+math.Abs(v)
		}
	}
	least := a.qualityRule(model.GroupMinQuality, process, q.Property, "min", &q.Min)
	least.sense, least.bound = atLeast, "the minimum asks for"
	a.testPart(&least, content, total, size)
	most := a.qualityRule(model.GroupMaxQuality, process, q.Property, "max", &q.Max)
	most.bound = "the maximum allows"
	a.testPart(&most, content, total, size)
}

func (a *auditor) qualityRule(g model.Group, process *model.Process, property, key string, limit *model.Limit) rule {
	r := group(g, process.ID, property+" "+a.runUnit(process))
	r.part, r.path, r.limit = property, [6]string{"processes", process.ID, "quality", property, key}, limit
	r.noun = "quality of"
	return r
}

// shares tests the part of one input in its blend.
func (a *auditor) shares(process *model.Process, in *model.BlendInput, given, total []float64) {
	r := group(model.GroupMinShare, process.ID, a.runUnit(process))
	r.part, r.path, r.noun = in.Item, [6]string{"processes", process.ID, "blend", in.Item, "share.min"}, "share of"
	r.limit, r.sense, r.bound = &in.Share.Min, atLeast, "the least share is"
	a.testPart(&r, given, total, given)
	r.check, r.path[4], r.joined = string(model.GroupMaxShare), "share.max", ""
	r.limit, r.sense, r.bound = &in.Share.Max, atMost, "the greatest share is"
	a.testPart(&r, given, total, given)
	r.check, r.path[4], r.joined = string(model.GroupExactShare), "share.exact", ""
	r.limit, r.sense, r.bound = &in.Share.Exact, exactly, "the share is to be"
	a.testPart(&r, given, total, given)
}

// testPart holds a part against so much times its whole; sizes are what the
// part may be the difference of.
func (a *auditor) testPart(r *rule, part, whole, sizes []float64) {
	if !r.limit.IsSet() {
		return
	}
	for t := range part {
		if share := a.at(r.limit.Value, t); !math.IsNaN(share) {
			a.test(r, t, part[t], share*whole[t], tolerance(sizes[t], share*whole[t]))
		}
	}
}

// inputRule names the amounts of one input of a blend.
func (a *auditor) inputRule(k int) rule {
	ref := a.inputs[k]
	id := a.s.Processes[ref.Process].ID
	return rule{key: id, part: ref.Input.Item, unit: a.unitOf(ref.Input.Item), path: [6]string{"processes", id, "blend", ref.Input.Item}}
}

// runUnit is what runs are counted in: the unit of the only product, where a
// run makes one of it.
func (a *auditor) runUnit(p *model.Process) string {
	if len(p.Makes) == 1 {
		if q := p.Makes[0].Quantity.Values(); len(q) == 1 && q[0] == 1 {
			return a.unitOf(p.Makes[0].ID)
		}
	}
	return runUnit
}
