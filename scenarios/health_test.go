package scenarios_test

import (
	"testing"

	"github.com/steelyard-sop/steelyard/solver"
)

func TestNoNumbersOfOneKindLieTooFarApart(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		h, err := solver.HealthOf(sub.scenario)
		if err != nil {
			t.Fatal(err)
		}
		if !h.Sound() {
			t.Errorf("matrix %+v, objective %+v, right-hand sides %+v, big M %+v", h.Matrix, h.Objective, h.Sides, h.BigM)
		}
	})
}
