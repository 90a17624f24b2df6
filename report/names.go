package report

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// names finds the things of a scenario by kind and id.
type names map[nameKey]Thing

type nameKey struct {
	kind Kind
	id   string
}

func newNames(things []Thing) names {
	n := make(names, len(things))
	for _, thing := range things {
		n[nameKey{thing.Kind, thing.ID}] = thing
	}
	return n
}

// of returns the printable name of the first of the kinds that has the id, or
// the id itself.
func (n names) of(id string, kinds ...Kind) string {
	for _, kind := range kinds {
		if thing, ok := n[nameKey{kind, id}]; ok && thing.Name != "" {
			return printable(thing.Name)
		}
	}
	return printable(id)
}

func (n names) item(id string) string { return n.of(id, KindFamily, KindMaterial) }

func (n names) place(id string) string { return n.of(id, KindSite, KindMarket) }

// subject says in words what a limit is about. Keys of two parts are spelled
// as in the names of rows: "sweetco,sugar", "line1,evening", "tools,min".
func (n names) subject(group model.Group, key string) string {
	first, second, two := strings.Cut(key, ",")
	if text, ok := n.launchSubject(group, key, first, second); ok {
		return text
	}
	switch group {
	case model.GroupCapacity, model.GroupLoad, model.GroupMinLoad, model.GroupMinUtilisation, model.GroupUtilisation,
		model.GroupRent, model.GroupMaintenance, model.GroupMaxDown:
		return n.of(key, KindResource)
	case model.GroupOpen, model.GroupOpening, model.GroupReopening:
		return n.of(key, KindOption)
	case model.GroupRuns, model.GroupMinRuns, model.GroupMaxRuns:
		return n.of(key, KindPromotion)
	case model.GroupPromoted:
		return n.of(first, KindPromotion)
	case model.GroupSwitched, model.GroupMinLot, model.GroupMaxLot, model.GroupLotMultiple, model.GroupMaxOn,
		model.GroupStarted, model.GroupMinOn, model.GroupMinOff, model.GroupSetUp:
		return n.switchSubject(key)
	case model.GroupAllowed:
		return printable(strings.ReplaceAll(key, ",", " of "))
	case model.GroupChange, model.GroupMaxRise, model.GroupMaxFall:
		return n.of(first, KindResource, KindProcess) + " " + printable(second)
	case model.GroupHours, model.GroupHeads, model.GroupMinHeads, model.GroupMaxHeads,
		model.GroupMaxHired, model.GroupMaxLaidOff, model.GroupMaxShortTime, model.GroupMaxIdle,
		model.GroupNoLayoff, model.GroupStable, model.GroupRecruits, model.GroupShortTime, model.GroupIdle, model.GroupOwnHours:
		return n.of(key, KindWorkforce)
	case model.GroupTrainees, model.GroupTemps, model.GroupMaxTemps:
		if two {
			return n.of(first, KindWorkforce) + ", " + n.of(second, KindWorkforce)
		}
		return n.of(key, KindWorkforce)
	case model.GroupMaxRetrained:
		return n.of(first, KindWorkforce) + " to " + n.of(second, KindWorkforce)
	case model.GroupMaxLent:
		return n.of(first, KindWorkforce) + " for " + n.of(second, KindWorkforce)
	case model.GroupHeadShare:
		return n.crewSubject(first, second)
	case model.GroupMinCrews, model.GroupMaxCrews, model.GroupTotalCrews:
		return printable(first)
	case model.GroupOvertime:
		if two {
			return n.of(first, KindResource, KindWorkforce) + ", " + printable(second)
		}
		return n.of(key, KindResource, KindWorkforce)
	case model.GroupSupply:
		return n.item(second) + " from " + n.of(first, KindSupplier)
	case model.GroupMinTake, model.GroupMaxTake:
		return printable(second) + " from " + n.of(first, KindSupplier)
	case model.GroupMinSourcing, model.GroupMaxSourcing, model.GroupExactSourcing:
		return n.item(first) + " from " + n.of(second, KindSupplier)
	case model.GroupMinShipment, model.GroupMaxShipment:
		return n.item(second) + " on " + n.of(first, KindLane)
	case model.GroupLane:
		return n.of(key, KindLane)
	case model.GroupMinQuality, model.GroupMaxQuality:
		return printable(second) + " in " + n.of(first, KindProcess)
	case model.GroupMinShare, model.GroupMaxShare, model.GroupExactShare:
		return n.item(second) + " in " + n.of(first, KindProcess)
	case model.GroupMinOutput, model.GroupMaxOutput, model.GroupBlend:
		return n.of(key, KindProcess)
	case model.GroupPriority, model.GroupMet, model.GroupShare, model.GroupMeanShort, model.GroupWorst:
		return n.rationed(key)
	case model.GroupClassFill:
		if two {
			return n.of(second, KindDemand) + " in " + n.of(first, KindClass)
		}
		return n.of(key, KindClass)
	case model.GroupDemand, model.GroupMinSales, model.GroupMaxSales,
		model.GroupAge, model.GroupSame, model.GroupFill, model.GroupOnTime, model.GroupCaughtUp,
		model.GroupMaxBacklog, model.GroupClosingBacklog, model.GroupMaxLost:
		return n.of(key, KindDemand)
	case model.GroupMaxDisposal:
		return n.item(key)
	case model.GroupStorage, model.GroupOverflow:
		return n.of(key, KindStorage)
	case model.GroupEmissions:
		return n.of(first, KindEmission) + ", " + n.of(key, KindCap)
	case model.GroupAllowances:
		return n.of(key, KindEmission)
	case model.GroupStockLimit:
		return n.of(first, KindStockLimit)
	case model.GroupLevel, model.GroupRateChange, model.GroupChase, model.GroupNoOvertime, model.GroupNoOutsourcing, model.GroupNoBacklog:
		if !two {
			second = first
		}
		return n.ofStrategy(group, second)
	case model.GroupBalance, model.GroupMinStock, model.GroupMaxStock, model.GroupClosingStock,
		model.GroupShelfLife, model.GroupSafetyStock, model.GroupCover, model.GroupCyclicStock, model.GroupOpeningStock:
		if group == model.GroupBalance && two {
			return n.item(first) + " at " + n.place(second)
		}
		return n.of(first, KindStock, KindFamily, KindMaterial)
	}
	switch group {
	case model.GroupRule:
		return n.of(key, KindRule)
	case model.GroupFixed:
		return strings.ReplaceAll(printable(first), "_", " ") + " of " + printable(strings.ReplaceAll(second, ",", " "))
	}
	return printable(key)
}

// ofStrategy is what a strategy limits: a crew, a family, an offer, a demand.
func (n names) ofStrategy(group model.Group, key string) string {
	first, second, two := strings.Cut(key, ",")
	switch {
	case group == model.GroupNoOutsourcing && two:
		return n.item(second) + " from " + n.of(first, KindSupplier)
	case group == model.GroupNoBacklog:
		return n.of(key, KindDemand)
	case two:
		return n.of(first, KindWorkforce, KindFamily, KindResource) + ", " + printable(second)
	}
	return n.of(key, KindWorkforce, KindFamily, KindResource)
}

// rationed is whom a rule of a shortage is about: a demand, or the rule as a
// whole.
func (n names) rationed(key string) string {
	if _, isDemand := n[nameKey{KindDemand, key}]; isDemand {
		return n.of(key, KindDemand)
	}
	rule, demand, two := strings.Cut(key, ",")
	if !two {
		return printable(key)
	}
	demand, _, _ = strings.Cut(demand, ",")
	return n.of(demand, KindDemand) + " by " + printable(rule)
}

// phrase names a limit in a sentence: "capacity of line1".
func (n names) phrase(group model.Group, key string) string {
	of := " of "
	switch group {
	case model.GroupMaxSales:
		of = " for "
	case model.GroupMinQuality:
		return "least " + n.subject(group, key)
	case model.GroupMaxQuality:
		return "most " + n.subject(group, key)
	case model.GroupRule, model.GroupFixed, model.GroupGoal, model.GroupBudget, model.GroupRank:
		of = " "
	}
	if key == "" {
		return group.Info().Title // of the company as a whole
	}
	return group.Info().Title + of + n.subject(group, key)
}

// counted writes a quantity in a sentence, where pieces need no unit.
func counted(x float64, unit string) string {
	if unit == "each" {
		unit = ""
	}
	return withUnit(x, unit)
}

// oneUnit is the word for a single one of a unit: "one more ...".
func oneUnit(unit string) string {
	if unit == "" || unit == "each" {
		return "unit"
	}
	return printable(singular(unit))
}

// capital makes the first letter of a sentence large.
func capital(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	return string(text[0]-'a'+'A') + text[1:]
}
