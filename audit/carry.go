package audit

import (
	"fmt"

	"github.com/steelyard-sop/steelyard/model"
)

// setUpStates tests what keeps its set-up state, in each period:
//
//	set_up   what is on is set up, or its state is carried into the period
//	state    what is carried was set up in the period before, or carried into
//	         it; a resource holds one state
//	through  what is carried right through a period, without a set-up of its
//	         own, is the only one that is set up
func (a *auditor) setUpStates() {
	held := map[string][]int{} // switches by resource
	var order []string
	for k := range a.switched {
		ref := &a.switched[k]
		if !ref.Switch.CarryOver || ref.Process < 0 {
			continue
		}
		id := a.heldBy(&a.s.Processes[ref.Process])
		if held[id] == nil {
			order = append(order, id)
		}
		held[id] = append(held[id], k)
		a.setUp(k, ref)
	}
	for _, id := range order {
		a.oneState(id, held[id])
		for _, k := range held[id] {
			a.through(k, held[id])
		}
	}
}

// heldBy is the resource that a process uses: it holds its set-up state.
func (a *auditor) heldBy(p *model.Process) string {
	for _, use := range p.Uses {
		if _, ok := a.resources[use.ID]; ok {
			return use.ID
		}
	}
	return ""
}

// setUp tests one switch by itself.
func (a *auditor) setUp(k int, ref *model.SwitchRef) {
	r, kept := a.switchRule(model.GroupSetUp, ref), a.switchRule(model.GroupState, ref)
	r.noun, r.bound, r.unit = "being on of", "set up or carried over is", unitsOn
	kept.noun, kept.bound, kept.unit = "the state carried over of", "there before is", unitsOn
	there := ref.Switch.Opening
	if ref.Switch.Cyclic {
		there = a.p.Starts.At(k, a.n-1) + a.p.Carried.At(k, a.n-1)
	}
	for t := range a.n {
		on, starts, carried := a.p.On.At(k, t), a.p.Starts.At(k, t), a.p.Carried.At(k, t)
		a.wholeOn(&r, t, starts, "set up", true)
		a.wholeOn(&kept, t, carried, "carried over", true)
		a.require(&r, t, on, starts+carried, tolerance(on, starts, carried))
		a.require(&kept, t, carried, there, tolerance(carried, there))
		there = starts + carried
	}
}

// oneState tests that a resource holds one state from each period to the next.
func (a *auditor) oneState(id string, held []int) {
	r := group(model.GroupState, id, unitsOn)
	r.path = [6]string{"resources", id}
	r.noun, r.bound = "number of states carried over on", "one resource holds"
	for t := range a.n {
		sum := 0.0
		for _, k := range held {
			sum += a.p.Carried.At(k, t)
		}
		a.require(&r, t, sum, 1, tolerance(sum))
	}
}

// through tests that a state that comes in and goes out is not lost between.
func (a *auditor) through(k int, held []int) {
	ref := &a.switched[k]
	r := a.switchRule(model.GroupThrough, ref)
	for t := range a.n - 1 {
		if a.p.Carried.At(k, t) < 0.5 || a.p.Carried.At(k, t+1) < 0.5 || a.p.Starts.At(k, t) > 0.5 {
			continue
		}
		others := 0.0
		for _, j := range held {
			others += a.p.Starts.At(j, t)
		}
		if !a.passes(&r, t, others, WholeTolerance) {
			a.differ(&r, t, 0, others, WholeTolerance, fmt.Sprintf(
				"the state of %s is carried right through %s, but other set-ups undo it", r.key, a.label(t)))
		}
	}
}
