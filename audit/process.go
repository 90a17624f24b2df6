package audit

import "github.com/steelyard-sop/steelyard/model"

const runUnit = "runs"

// processes tests the runs of each process:
//
//	min_output  runs >= minimum
//	max_output  runs <= maximum
func (a *auditor) processes() {
	for i := range a.s.Processes {
		process := &a.s.Processes[i]
		least := group(model.GroupMinOutput, process.ID, runUnit)
		least.limit, least.path = &process.Output.Min, [6]string{"processes", process.ID, "output", "min"}
		least.sense, least.noun, least.bound = atLeast, "output of", "the minimum is"
		a.testSeries(&least, a.p.Runs.Row(i))
		most := group(model.GroupMaxOutput, process.ID, runUnit)
		most.limit, most.path = &process.Output.Max, [6]string{"processes", process.ID, "output", "max"}
		most.noun, most.bound = "output of", "the maximum is"
		a.testSeries(&most, a.p.Runs.Row(i))
	}
}
