package report

import (
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// limitLine is one limit over all periods: what the rows of one group and key
// say together.
type limitLine struct {
	group     model.Group
	key       string
	unit      string // of the limit
	priceUnit string
	kind      string  // of the prices
	priced    bool    // it may be broken in some period
	stake     float64 // money that the limit is about: sum of |price x limit|, over periods where it has a price
	rows      []*Limit
	best      *Limit // row with the largest price, of either sign
}

// bindingLimits gathers the limits that have no room left and a price, in the
// order of the formulation. Identities and what is asked are left out: their
// prices are values of things, not of decisions about limits. unpriced counts
// the limits that bind at no price.
func bindingLimits(limits []Limit) (lines []*limitLine, unpriced int) {
	type name struct {
		group model.Group
		key   string
	}
	index := map[name]*limitLine{}
	free := map[name]bool{}
	for i := range limits {
		l := &limits[i]
		at := name{l.Group, l.Key}
		if !l.Binding || l.Group == model.GroupDemand || l.Group.Info().Identity {
			continue
		}
		if l.Price == nil || *l.Price == 0 {
			free[at] = true
			continue
		}
		line := index[at]
		if line == nil {
			line = &limitLine{group: l.Group, key: l.Key, unit: l.Unit, priceUnit: l.PriceUnit, kind: l.PriceKind}
			index[at] = line
			lines = append(lines, line)
		}
		line.add(l)
	}
	for at := range free {
		if index[at] == nil {
			unpriced++
		}
	}
	return lines, unpriced
}

func (line *limitLine) add(l *Limit) {
	line.rows = append(line.rows, l)
	line.priced = line.priced || l.Priced
	size := 1.0
	if l.Limit != nil {
		size = max(1, math.Abs(*l.Limit))
	}
	line.stake += math.Abs(*l.Price) * size
	if line.best == nil || math.Abs(*l.Price) > math.Abs(*line.best.Price) {
		line.best = l
	}
}

// limits tells what one more unit of the limits that bind is worth.
func (f *finder) limits() {
	profit := f.s.Objective.Maximises()
	goal, better, worse := priceOf(f.d), "lowers", "raises"
	if profit {
		better, worse = "raises", "lowers"
	}
	lines, _ := bindingLimits(f.d.Limits)
	for _, line := range lines {
		best := line.best
		if best.Priced && best.Slack != nil && *best.Slack < 0 {
			continue // its price is the penalty: see the rule for that
		}
		by := " by " + worth(math.Abs(*best.Price), f.s.Currency)
		rule, verb := "bottleneck", better
		if helps := (*best.Price > 0) == profit; !helps {
			rule, verb = "requirement", worse
		}
		text := f.oneMore(line) + " " + verb + " " + goal + by
		if line.group == model.GroupSupply && rule == "bottleneck" {
			rule = "supplier"
			text = "All that is offered is bought: " + f.names.subject(line.group, line.key) + ", in " +
				plural(len(line.rows), "period", "periods") + "; one more " + oneUnit(line.unit) + " in " + best.Period +
				" " + verb + " " + goal + by
		}
		f.add(rule, text+".", worthOfMore*line.stake)
	}
}

// priceOf says what the prices of limits change. Where limits are broken, one
// more unit may save money or penalties: a price does not tell them apart.
func priceOf(d *Document) string {
	profit, broken := d.Scenario.Objective.Maximises(), d.Penalties != nil && d.Penalties.Total != 0
	switch {
	case profit && broken:
		return "profit less penalties"
	case profit:
		return "profit"
	case broken:
		return "cost and penalties"
	}
	return "cost"
}

// oneMore names one more unit of a limit, as the subject of a sentence.
func (f *finder) oneMore(line *limitLine) string {
	unit, about, when := oneUnit(line.unit), f.names.subject(line.group, line.key), line.best.Period
	one := "One more " + unit + " of " + about
	switch line.group {
	case model.GroupCapacity, model.GroupHours:
		return one + " in " + when
	case model.GroupMinLoad, model.GroupMinUtilisation:
		return one + " that must be used in " + when
	case model.GroupUtilisation:
		return one + " that may be used in " + when
	case model.GroupOpening:
		return one + " that may be opened in " + when
	case model.GroupReopening:
		return one + " that may be opened again by " + when
	case model.GroupRuns:
		return one + " that may run in " + when
	case model.GroupMinRuns:
		return one + " that must run by " + when
	case model.GroupMaxRuns:
		return one + " that may run by " + when
	case model.GroupLaunch:
		return one + " in " + when
	case model.GroupMustLaunch:
		return one + " that must be by " + when
	case model.GroupOnce:
		return one + " that may be by " + when
	case model.GroupLastBuy:
		return one + " that may be ordered in " + when
	case model.GroupLastMake:
		return one + " that may be made in " + when
	case model.GroupCleared:
		return one + " that may stay in stock at the end of " + when
	case model.GroupRent:
		return one + " that can be hired in " + when
	case model.GroupMaintenance:
		return one + " that must be maintained by " + when
	case model.GroupMaxDown:
		return one + " that may be down in " + when
	case model.GroupMaxRise, model.GroupMaxFall:
		return one + map[model.Group]string{model.GroupMaxRise: " up", model.GroupMaxFall: " down"}[line.group] + " in " + when
	case model.GroupOvertime:
		return "One more " + unit + " of overtime of " + about + " in " + when
	case model.GroupLane:
		return "One more " + unit + " that " + about + " can carry in " + when
	case model.GroupMinShipment:
		return one + " that must be shipped in " + when
	case model.GroupMaxShipment:
		return one + " that may be shipped in " + when
	case model.GroupMinSales:
		return one + " that must be sold in " + when
	case model.GroupMaxSales:
		return one + " that can be sold in " + when
	case model.GroupMaxBacklog:
		return one + " that may be owed at the end of " + when
	case model.GroupClosingBacklog:
		return one + " that may stay owed after " + when
	case model.GroupMaxLost:
		return one + " that may be lost in " + when
	case model.GroupAge:
		return one + " that may be older than it is at the end of " + when
	case model.GroupSame:
		return one + " that is served from " + when + " on than before"
	case model.GroupFill, model.GroupClassFill:
		return one + " that must be on time by " + when
	case model.GroupPriority:
		return one + " that may be served before its turn in " + when
	case model.GroupShare:
		return "One more " + unit + " beside the share of " + about + " in " + when
	case model.GroupMinHeads:
		return one + " that must be kept in " + when
	case model.GroupMaxHeads:
		return one + " that may be kept in " + when
	case model.GroupMinStock:
		return one + " that must be in stock at the end of " + when
	case model.GroupMinTake, model.GroupMinSourcing:
		return one + " that must be ordered in " + when
	case model.GroupMaxTake, model.GroupMaxSourcing:
		return one + " that may be ordered in " + when
	case model.GroupExactSourcing:
		return one + " that is to be ordered in " + when
	case model.GroupSafetyStock, model.GroupCover:
		return "One more " + unit + " of " + f.names.phrase(line.group, line.key) + " at the end of " + when
	case model.GroupCyclicStock:
		return one + " that must be left after " + when + " than there was at the start"
	case model.GroupShelfLife:
		return one + " that may be kept too long, over the end of " + when
	case model.GroupStorage:
		return "One more " + unit + " of space in " + about + " at the end of " + when
	case model.GroupOverflow:
		return "One more " + unit + " of space that can be rented for " + about + " in " + when
	case model.GroupMaxDisposal:
		return one + " that may be disposed of in " + when
	case model.GroupEmissions:
		if substance, _, two := strings.Cut(line.key, ","); two {
			unit += " of " + f.names.of(substance, KindEmission)
		}
		return "One more " + unit + " under the cap " + f.names.of(line.key, KindCap) + " by " + when
	case model.GroupMaxStock:
		return one + " that may be in stock at the end of " + when
	case model.GroupClosingStock:
		return one + " that " + map[string]string{">=": "must be", "<=": "may be", "=": "is"}[line.best.Sense] + " left after " + when
	case model.GroupLevel:
		return one + " than in the period before, in " + when
	case model.GroupRateChange:
		return one + " that may change in " + when
	case model.GroupChase:
		return one + " that may be in stock at the end of " + when
	case model.GroupNoOvertime:
		return "One more " + unit + " of overtime of " + about + " in " + when
	case model.GroupNoOutsourcing:
		return one + " that may be bought in " + when
	case model.GroupNoBacklog:
		return one + " that may be owed at the end of " + when
	case model.GroupMinOutput:
		return one + " that must be made in " + when
	case model.GroupMaxOutput:
		return one + " that may be made in " + when
	case model.GroupFixed:
		return "One more " + unit + " of the fixed " + about + " in " + when
	case model.GroupRule:
		return "One more " + unit + " on the right side of rule " + about + " in " + when
	}
	if ofBlend(line.group) {
		return f.oneMoreOfBlend(line) + " in " + when
	}
	return "One more " + unit + " of " + f.names.phrase(line.group, line.key) + " in " + when
}
