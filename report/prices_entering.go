package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// EnteringOption is something that the plan leaves alone in some period, and
// the cost at which a best plan would do it.
type EnteringOption struct {
	Kind   string   `json:"kind"`   // process, offer, outsourcing, lane, overtime or sale
	Key    string   `json:"key"`    // what it is, as in the names of rows
	Item   string   `json:"item"`   // what is bought, carried or sold; empty otherwise
	Path   string   `json:"path"`   // address of its cost or price
	Unit   string   `json:"unit"`   // that cost and first are per, and in
	Used   int      `json:"used"`   // in how many periods the plan does it
	Period string   `json:"period"` // of those in which it does not, the one in which it is nearest to entering
	Own    float64  `json:"own"`    // what it costs in that period; of a sale, what it brings
	Enters *float64 `json:"enters"` // what it has to cost, or to bring, in that period alone; null: it can do nothing in any period that leaves it alone
	First  *float64 `json:"first"`  // how many units enter, at least, as soon as it costs less or brings more
	Gap    *float64 `json:"gap"`    // between the two
}

func newEntering(in Input, options []analysis.Option) []EnteringOption {
	list := make([]EnteringOption, len(options))
	for i := range options {
		o := &options[i]
		list[i] = EnteringOption{
			Kind: string(o.Kind), Key: o.Key, Item: o.Item, Path: o.Path, Unit: o.Unit, Used: o.Used,
			Period: periodLabel(in.Scenario, o.Period),
		}
		if o.Never {
			continue
		}
		list[i].Own = clean(o.Own, priceDigits)
		list[i].Enters, list[i].First, list[i].Gap = known(o.Enters, priceDigits), known(o.First, priceDigits), known(o.Gap(), priceDigits)
	}
	return list
}

// screenEntering is how many options fit on one screen.
const screenEntering = 10

// entering writes the options that the plan leaves alone.
func (s *screen) entering(d *PriceDocument) {
	rows, never, left := []*EnteringOption{}, 0, 0
	for i := range d.Entering {
		if d.Entering[i].Enters == nil {
			never++
			continue
		}
		rows = append(rows, &d.Entering[i])
	}
	if most := s.most(screenEntering); most > 0 && len(rows) > most {
		left, rows = len(rows)-most, rows[:most]
	}
	if len(rows) == 0 {
		return
	}
	title := "WHAT WOULD ENTER, AND AT WHAT COST OR PRICE"
	if d.Scenario.Currency != "" {
		title += " IN " + printable(d.Scenario.Currency)
	}
	s.section(title)
	names, periods := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	const column = 10
	label := s.width - 4*column
	t := newTable(s.columns(label, 0, column))
	t.Headers("option", "used in", "is", "enters at", "first")
	for _, o := range rows {
		name := o.phrase(names) + ", " + periods.name(periods.index[o.Period])
		if o.Unit != "" && o.Unit != "each" {
			name += " (" + oneUnit(o.Unit) + ")"
		}
		t.Row(fit(name, label-1), fmt.Sprintf("%d of %d", o.Used, len(d.Scenario.Periods)),
			priceCell(o.Own, column-1), priceCell(*o.Enters, column-1), tight(number(*o.First), *o.First, column-1))
	}
	s.b.WriteString(t.Render() + "\n")
	s.paragraph(s.theme.faint, "", "enters at = what it has to cost, or a sale to bring, in that period alone for a best plan to do it; "+
		"first = how much of it then; below 0, somebody has to pay for it to be done")
	if never > 0 {
		s.paragraph(s.theme.faint, "", plural(never, "option enters", "options enter")+
			" at no price: in the periods that leave it alone nothing of it can be done.")
	}
	s.leftOut(left, "option is", "options are")
	s.notMeasured(d.EnteringLeft, "option", "options")
}

func priceCell(x float64, width int) string {
	if math.Abs(x) < noiseFloor {
		return "0"
	}
	return tight(price(x), x, width)
}

// phrase names an option: "cans from importer", "overtime of press".
func (o *EnteringOption) phrase(n names) string {
	switch analysis.OptionKind(o.Kind) {
	case analysis.OptionProcess:
		return n.of(o.Key, KindProcess)
	case analysis.OptionOffer, analysis.OptionOutside:
		supplier, _, _ := strings.Cut(o.Key, ",")
		return n.item(o.Item) + " from " + n.of(supplier, KindSupplier)
	case analysis.OptionLane:
		return n.subject(model.GroupMaxShipment, o.Key)
	case analysis.OptionOvertime:
		return "overtime of " + n.subject(model.GroupOvertime, o.Key)
	}
	return "sale of " + n.of(o.Key, KindDemand)
}
