package solver

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Rank: which limits are kept the longest where not all can be. A limit has the
// priority that is said of it; one on a demand without a priority has that of the
// class of the demand, as it has when demands share a shortage.

// ranks are the priorities of classes by the key of the limits that they are
// about.
type ranks struct {
	demands map[string]int
	classes map[string]int
}

func ranksOf(s *model.Scenario) ranks {
	r := ranks{map[string]int{}, map[string]int{}}
	for i := range s.Demand {
		if rank := s.Rank(&s.Demand[i]); rank != model.LastRank {
			r.demands[s.Demand[i].ID], r.classes[s.Demand[i].Class] = rank, rank
		}
	}
	return r
}

// rank is how long a limit is kept; 0 for one that gives way first.
func (f *Formulation) rank(l *limitBlock) int {
	if l.limit != nil && l.limit.Priority != 0 {
		return l.limit.Priority
	}
	switch l.group {
	case model.GroupDemand, model.GroupMinSales, model.GroupMaxBacklog, model.GroupClosingBacklog,
		model.GroupMaxLost, model.GroupAge, model.GroupSame, model.GroupFill:
		return f.ranks.demands[l.key]
	case model.GroupClassFill:
		class, _, _ := strings.Cut(l.key, ",") // the floor under one demand of the class names it as well
		return f.ranks.classes[class]
	}
	return 0
}
