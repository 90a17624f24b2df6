package report

import (
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// deed says in words what a decision does, without its period: "cola made by
// can_cola", "syrup bought from agro".
func deed(n names, what, key string) string {
	first, second, _ := strings.Cut(key, ",")
	switch what {
	case "runs":
		return "made by " + n.of(key, KindProcess)
	case "bought":
		return n.item(second) + " bought from " + n.of(first, KindSupplier)
	case "at":
		offer, tier, _ := strings.Cut(second, ",")
		return n.item(offer) + " bought from " + n.of(first, KindSupplier) + " at tier " + printable(tier)
	case "shipped":
		return n.item(second) + " sent by " + n.of(first, KindLane)
	case "stock":
		return n.of(key, KindStock, KindFamily, KindMaterial) + " kept in stock"
	case "opening":
		return n.of(key, KindStock, KindFamily, KindMaterial) + " in stock before"
	case "served":
		return "served to " + n.of(key, KindDemand)
	case "lost":
		return n.of(key, KindDemand) + " lost"
	case "backlog":
		return n.of(key, KindDemand) + " owed"
	case "worked":
		return "overtime of " + n.subject(model.GroupOvertime, key)
	case "shift":
		return "shifts of overtime of " + n.subject(model.GroupOvertime, key)
	case "rented":
		return n.of(key, KindResource) + " rented"
	case "overflow":
		return "space rented for " + n.of(key, KindStorage)
	case "heads":
		return "heads of " + n.of(key, KindWorkforce)
	case "hired":
		return "hired for " + n.of(key, KindWorkforce)
	case "laid_off":
		return "laid off from " + n.of(key, KindWorkforce)
	case "temps":
		return "temps " + printable(second) + " of " + n.of(first, KindWorkforce)
	case "signed":
		return "temps " + printable(second) + " signed for " + n.of(first, KindWorkforce)
	case "moved":
		return "moved from " + n.of(first, KindWorkforce) + " to " + n.of(second, KindWorkforce)
	case "lent":
		return "help of " + n.of(first, KindWorkforce) + " for " + n.of(second, KindWorkforce)
	case "blended":
		return n.item(second) + " blended in " + n.of(first, KindProcess)
	case "disposed":
		return n.item(first) + " disposed of"
	case "open":
		return n.of(key, KindOption) + " open"
	case "on":
		return printable(strings.ReplaceAll(key, ",", " of ")) + " on"
	}
	return printable(strings.ReplaceAll(what, "_", " ") + " of " + key)
}

// unitOfDeed is the unit in which a decision counts; empty where it has none.
func unitOfDeed(n names, what, key string) string {
	first, second, two := strings.Cut(key, ",")
	unit := func(id string, kinds ...Kind) string {
		for _, kind := range kinds {
			if thing, ok := n[nameKey{kind, id}]; ok {
				return thing.Unit
			}
		}
		return ""
	}
	switch what {
	case "bought", "shipped", "blended", "at":
		if two {
			second, _, _ = strings.Cut(second, ",")
			return unit(second, KindFamily, KindMaterial)
		}
	case "stock", "opening":
		return unit(key, KindStock, KindFamily, KindMaterial)
	case "served", "lost", "backlog":
		return unit(key, KindDemand)
	case "disposed":
		return unit(first, KindFamily, KindMaterial)
	case "worked", "rented", "lent":
		return unit(first, KindResource, KindWorkforce)
	case "overflow":
		return unit(key, KindStorage)
	case "heads", "hired", "laid_off", "temps", "signed", "moved":
		return headsUnit
	}
	return ""
}

const headsUnit = "heads"

// amount writes so much of a decision: "1.3 t of syrup bought from agro".
func amount(n names, x float64, what, key string) string {
	text, unit := deed(n, what, key), unitOfDeed(n, what, key)
	switch {
	case unit == headsUnit, unit == "" && what != "bought" && what != "shipped" && what != "stock":
		return number(x) + " " + text
	}
	return counted(x, unit) + " of " + text
}

// label names a part of a cost in a table.
func (p *CostPart) label(n names, periods *periodNames) string {
	when := periods.name(periods.index[p.Period])
	switch p.Kind {
	case "worth":
		return n.subject(p.group, p.Key) + ", " + when
	case "rent":
		return n.phrase(p.group, p.Key) + ", " + when
	case "penalty":
		return "penalty of " + deed(n, p.Decision, p.Key) + ", " + when
	}
	return deed(n, p.Decision, p.Key) + ", " + when
}

// kindText says what sort of cost a part is.
func (p *CostPart) kindText() string {
	switch p.Kind {
	case "money":
		for _, a := range model.Accounts() {
			if a.ID() == p.Account {
				return a.Title()
			}
		}
	case "worth":
		return "worth"
	case "rent":
		return "limit"
	}
	return p.Kind
}

// unitText is the unit of the quantity of a part.
func (p *CostPart) unitText(n names) string {
	if p.Limit != "" {
		return p.unit
	}
	return unitOfDeed(n, p.Decision, p.Key)
}

// lossOrGain says what money changes: "profit rises by 12.00 EUR".
func lossOrGain(sense string, gain float64, currency string) string {
	word := "cost"
	up := gain < 0
	if sense == "maximise" {
		word, up = "profit", gain > 0
	}
	verb := " falls by "
	if up {
		verb = " rises by "
	}
	if gain == 0 {
		return word + " stays as it is"
	}
	return word + verb + money(math.Abs(gain), currency)
}
