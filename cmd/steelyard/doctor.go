package main

import (
	"io"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

// examine shows how well the numbers of the scenario's problem go together, and plans nothing.
func (g *globals) examine(s *model.Scenario, o *planOptions) error {
	health, err := solver.HealthOf(s)
	if err != nil {
		return err
	}
	document := report.NewHealthDocument(s.Name, health)
	return g.deliver(o.out, func(w io.Writer) error {
		if o.format.or(o.out, "table") == "json" {
			return document.WriteJSON(w)
		}
		return document.Text(w, g.textOptions(o))
	})
}
