package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// MovedLimit is one limit in one period that began or ceased to bind. Laws of
// bookkeeping, and what holds exactly in any plan, are none.
type MovedLimit struct {
	ID        string      `json:"id"`         // name of its row in an exported model
	Group     model.Group `json:"group"`      // family of limits
	Key       string      `json:"key"`        // what it is about
	Path      string      `json:"path"`       // address in the scenario
	Title     string      `json:"title"`      // name for people
	Period    string      `json:"period"`     // label
	Change    string      `json:"change"`     // began or ceased
	Other     bool        `json:"other"`      // the other plan has no such limit
	Limit     *float64    `json:"limit"`      // what it allows or asks for where it binds
	Unit      string      `json:"unit"`       // of the limit
	Price     *float64    `json:"price"`      // where it binds: change of the objective for one more unit; null where there is none
	PriceUnit string      `json:"price_unit"` // USD/h
}

// What a limit can do.
const (
	began  = "began"
	ceased = "ceased"
)

// movedLimits compares which limits bind. Of those that bind in one plan only,
// the ones come first whose price times size is largest.
func movedLimits(n names, from, to *Document) []MovedLimit {
	moved := []MovedLimit{}
	for _, side := range []struct {
		change   string
		in, gone *Document
	}{{began, to, from}, {ceased, from, to}} {
		binds, there := map[string]bool{}, map[string]bool{}
		for i := range side.gone.Limits {
			l := &side.gone.Limits[i]
			there[l.ID], binds[l.ID] = true, l.Binding
		}
		for i := range side.in.Limits {
			l := &side.in.Limits[i]
			if !l.Binding || l.Sense == "=" || l.Group.Info().Identity || binds[l.ID] {
				continue
			}
			moved = append(moved, MovedLimit{
				l.ID, l.Group, l.Key, l.Path, n.phrase(l.Group, l.Key), l.Period, side.change, !there[l.ID], l.Limit, l.Unit, l.Price, l.PriceUnit,
			})
		}
	}
	slices.SortStableFunc(moved, func(a, b MovedLimit) int { return cmp.Compare(b.worth(), a.worth()) })
	return moved
}

// worth is the size of a limit in money.
func (l *MovedLimit) worth() float64 {
	if l.Price == nil {
		return 0
	}
	size := 1.0
	if l.Limit != nil {
		size = max(1, math.Abs(*l.Limit))
	}
	return math.Abs(*l.Price) * size
}
