package scenarios_test

import (
	"testing"

	"github.com/steelyard-sop/steelyard/solver"
)

func TestNoCoefficientsLieTooFarApart(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		h, err := solver.HealthOf(sub.scenario)
		if err != nil {
			t.Fatal(err)
		}
		if h.Matrix.Ratio() > solver.Widest || h.BigM != nil && h.BigM.Value > solver.Widest {
			t.Errorf("matrix %+v, big M %+v", h.Matrix, h.BigM)
		}
	})
}
