package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/steelyard-sop/steelyard/model"
)

func TestPeriodsOfEveryKindHaveShortNames(t *testing.T) {
	s := &ScenarioInfo{Bucket: model.Mixed, Periods: []string{"2026-12-31", "2026-W53", "2027-01", "2027-P02", "2027-Q2", "2028"}}
	p := newPeriodNames(s)
	if diff := cmp.Diff([]string{"12-31", "W53", "Jan", "P02", "Q2", "2028"}, p.short); diff != "" {
		t.Error(diff)
	}
	var names []string
	for i := range s.Periods {
		names = append(names, p.name(i))
	}
	if diff := cmp.Diff("12-31 26, W53 26, Jan 27, P02 27, Q2 27, 2028", strings.Join(names, ", ")); diff != "" {
		t.Error(diff)
	}
	if got, want := horizon(s), "6 periods, 2026-12-31 to 2028"; got != want {
		t.Errorf("the horizon is %q, expected %q", got, want)
	}
}
