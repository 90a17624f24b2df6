package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// spoiltFeature is a right plan of a feature with something wrong, in the plan or in
// what the scenario asks for, and the checks that have to find it.
type spoiltFeature struct {
	name   string
	change func(s *model.Scenario, p *model.Plan)
	want   []string
}

// expectFindings notes the checks that the tests of a feature make fail.
func expectFindings(cases []spoiltFeature) {
	for _, m := range cases {
		for _, check := range m.want {
			featureFindings = append(featureFindings, placed{Check: check})
		}
	}
}

// findSpoilt tests that every mistake in a right plan is found, and nothing else.
func findSpoilt(t *testing.T, right func() (*model.Scenario, *model.Plan), cases []spoiltFeature) {
	t.Helper()
	for _, m := range cases {
		t.Run(m.name, func(t *testing.T) {
			s, p := right()
			m.change(s, p)
			var got []string
			for _, d := range audit.Check(s, p, nil).Differences {
				got = append(got, d.Check)
			}
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}
