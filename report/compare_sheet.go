package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report/chart"
)

// What fits on one screen for each version.
const (
	screenInputs  = 20
	screenCells   = 10
	screenBinding = 8
	screenServed  = 10
	screenName    = 20 // columns of the name of a version above its numbers
)

// sheet lays the comparison out, all of it or what fits on a screen.
func (d *ComparisonDocument) sheet(all bool) *sheet {
	names := make([]string, len(d.Versions))
	for k := range d.Versions {
		names[k] = d.Versions[k].Name
	}
	p := &sheet{title: "Comparison with " + names[0] + ": " + strings.Join(names[1:], ", ")}
	p.add(d.outcomes())
	if d.nothingDiffers() {
		p.parts = append(p.parts, part{lines: []string{"Nothing differs: neither what the scenarios say nor what comes of it."}})
		return p
	}
	for k := 1; k < len(d.Versions); k++ {
		p.add(d.inputs(&d.Versions[k], all))
	}
	for k := 1; k < len(d.Versions); k++ {
		p.add(d.ledger(&d.Versions[k]))
	}
	p.add(d.money())
	p.add(d.kpis())
	for k := 1; k < len(d.Versions); k++ {
		v := &d.Versions[k]
		p.add(d.picture(v))
		p.add(v.cells(all))
		p.add(v.limits(all))
		p.add(v.service(all))
	}
	return p
}

// add adds a part that has anything in it.
func (p *sheet) add(one part) {
	if len(one.lines) > 0 || len(one.bullets) > 0 || len(one.pictures) > 0 || one.table != nil && len(one.table.rows) > 0 {
		p.parts = append(p.parts, one)
	}
}

// nothingDiffers tells whether no version differs from the base in anything.
func (d *ComparisonDocument) nothingDiffers() bool {
	base := &d.Versions[0]
	for k := 1; k < len(d.Versions); k++ {
		v := &d.Versions[k]
		if v.Status != base.Status || v.Reason != base.Reason || len(v.Inputs)+len(v.Cells)+len(v.Limits)+len(v.Service) > 0 {
			return false
		}
	}
	return !slices.ContainsFunc(d.KPIs, func(row ComparedKPI) bool {
		return slices.ContainsFunc(row.Changes, func(v *float64) bool { return v != nil && *v != 0 })
	})
}

// outcomes says what became of each version.
func (d *ComparisonDocument) outcomes() part {
	t := &sheetTable{columns: []column{{title: "version"}, {title: "status", group: 1}, {title: "objective", right: true, group: 2}, {title: "scenario", group: 3}}}
	one := part{table: t}
	for k := range d.Versions {
		v := &d.Versions[k]
		value := none
		if v.Objective.Value != nil {
			value = coins(*v.Objective.Value, coin(d.Currency))
		}
		t.add(v.Name, v.Status, value, fit(v.Scenario, 30))
		if v.Reason != "" {
			one.after = append(one.after, v.Name+" has no plan: "+strings.TrimSuffix(v.Reason, ".")+".")
		}
	}
	return one
}

// inputs lists what a version says differently.
func (d *ComparisonDocument) inputs(v *ComparedVersion, all bool) part {
	t := &sheetTable{columns: []column{{title: "input"}, {title: "change", group: 1}, {title: "from", below: true, group: 2}}}
	for i, in := range v.Inputs {
		if !all && i == screenInputs {
			t.left = len(v.Inputs) - i
			break
		}
		t.add(in.Path, strings.TrimSpace(in.Change+" "+in.Unit), in.Origin)
	}
	return part{heading: "INPUTS: " + v.Name, table: t}
}

// compared lists the versions that have a waterfall.
func (d *ComparisonDocument) compared() []*ComparedVersion {
	var list []*ComparedVersion
	for k := 1; k < len(d.Versions); k++ {
		if len(d.Versions[k].Waterfall) > 0 {
			list = append(list, &d.Versions[k])
		}
	}
	return list
}

// money leads from the real money of the base to that of each version, account
// by account.
func (d *ComparisonDocument) money() part {
	list := d.compared()
	if len(list) == 0 {
		return part{}
	}
	base := &d.Versions[0]
	t := &sheetTable{columns: []column{{title: "from " + base.Name}}}
	amounts := func(title string, of func(*ComparedVersion) string) {
		row := []string{title}
		for _, v := range list {
			row = append(row, of(v))
		}
		t.add(row...)
	}
	for k, v := range list {
		t.columns = append(t.columns, column{title: "to " + fit(v.Name, screenName), right: true, group: k + 1})
	}
	decimals := coin(d.Currency)
	amounts(d.Goal+" of "+base.Name, func(v *ComparedVersion) string { return coins(v.Waterfall[0].Amount, decimals) })
	for _, a := range model.Accounts() {
		step := func(v *ComparedVersion) *WaterfallStep {
			k := slices.IndexFunc(v.Waterfall, func(s WaterfallStep) bool { return s.ID == a.ID() })
			if k < 0 {
				return nil
			}
			return &v.Waterfall[k]
		}
		if !slices.ContainsFunc(list, func(v *ComparedVersion) bool { return step(v) != nil }) {
			continue
		}
		amounts("  "+a.Title(), func(v *ComparedVersion) string {
			if s := step(v); s != nil {
				return signedCoins(s.Amount, decimals)
			}
			return none
		})
	}
	amounts(d.Goal, func(v *ComparedVersion) string { return coins(v.Waterfall[len(v.Waterfall)-1].Amount, decimals) })
	one := part{heading: d.moneyTitle(), table: t}
	for k := range d.Versions {
		if v := &d.Versions[k]; k > 0 && v.Reason == "" && len(v.Waterfall) == 0 && d.hasBase {
			one.after = append(one.after, v.Name+" counts in another currency.")
		}
	}
	return one
}

func (d *ComparisonDocument) moneyTitle() string {
	if d.Currency == "" {
		return "REAL MONEY"
	}
	return "REAL MONEY (" + d.Currency + ")"
}

// kpis puts the key numbers beside those of the base.
func (d *ComparisonDocument) kpis() part {
	t := &sheetTable{columns: []column{{title: "key number"}, {title: fit(d.Versions[0].Name, screenName), right: true, group: 1}}}
	for k := 1; k < len(d.Versions); k++ {
		t.columns = append(t.columns, column{title: fit(d.Versions[k].Name, screenName), right: true, group: k + 1}, column{title: "change", right: true, group: k + 1})
	}
	for i := range d.KPIs {
		row := &d.KPIs[i]
		cells := []string{row.Title, row.text(row.Values[0], d.Currency)}
		if row.Unit != "%" && row.Unit != d.Currency && row.Unit != "money" {
			cells[0] += " (" + row.Unit + ")"
		}
		for k := 1; k < len(row.Values); k++ {
			cells = append(cells, row.text(row.Values[k], d.Currency), row.changeText(k))
		}
		t.add(cells...)
	}
	one := part{heading: "KEY NUMBERS", table: t}
	if len(t.rows) > 0 {
		one.after = []string{fmt.Sprintf("~ changes by no more than %s.", percent(100*d.Tolerance))}
	}
	return one
}

// text is a value of a key number.
func (k *ComparedKPI) text(v *float64, currency string) string {
	switch {
	case v == nil:
		return none
	case k.Unit == "%":
		return percent(*v)
	case k.ID == "revenue" || k.ID == "cost" || k.ID == "profit" || k.ID == "penalties":
		return coins(*v, coin(currency))
	}
	return number(*v)
}

// changeText is the change from the base: of rates in points, of everything else
// in percent of the base.
func (k *ComparedKPI) changeText(version int) string {
	change, base := k.Changes[version], k.Values[0]
	switch {
	case change == nil:
		return none
	case *change == 0:
		return "~"
	case k.Unit == "%":
		return signed(*change) + " pt"
	case *base == 0 || math.Abs(*change) >= 10*math.Abs(*base):
		return signed(*change)
	}
	text := percent(100 * *change / math.Abs(*base))
	if *change > 0 {
		return "+" + text
	}
	return text
}

// cells lists the decisions that moved most.
func (v *ComparedVersion) cells(all bool) part {
	t := &sheetTable{columns: []column{{title: "decision"}, {title: "period", group: 1}, {title: "base", right: true, group: 1}, {title: fit(v.Name, screenName), right: true, group: 1}, {title: "change", right: true, group: 1}}}
	for i := range v.Cells {
		if !all && i == screenCells {
			t.left = len(v.Cells) - i
			break
		}
		c := &v.Cells[i]
		t.add(c.Title, v.period(c.Period), number(c.From), withUnit(c.To, piece(c.Unit)), signed(c.To-c.From))
	}
	return part{heading: "DECISIONS THAT MOVED MOST: " + v.Name, table: t}
}

// piece leaves out the unit of pieces.
func piece(unit string) string {
	if unit == "each" {
		return ""
	}
	return unit
}

// period is the name of a period; its label where only the base knows it.
func (v *ComparedVersion) period(label string) string {
	if t, ok := v.file.index[label]; ok {
		return v.file.name(t)
	}
	return printable(label)
}

// limits lists what began and ceased to bind, all periods of a limit in one row.
func (v *ComparedVersion) limits(all bool) part {
	t := &sheetTable{columns: []column{{title: "limit"}, {title: "binding", group: 1}, {title: "price", right: true, group: 1}, {title: "periods", group: 1}}}
	type line struct {
		first   *MovedLimit
		periods []string
		least   float64
		most    float64
	}
	var lines []*line
	for i := range v.Limits {
		l := &v.Limits[i]
		k := slices.IndexFunc(lines, func(x *line) bool {
			return x.first.Group == l.Group && x.first.Key == l.Key && x.first.Change == l.Change && (x.first.Price == nil) == (l.Price == nil)
		})
		if k < 0 {
			k = len(lines)
			lines = append(lines, &line{first: l, least: math.Inf(1), most: math.Inf(-1)})
		}
		x := lines[k]
		x.periods = append(x.periods, l.Period)
		if l.Price != nil {
			x.least, x.most = min(x.least, *l.Price), max(x.most, *l.Price)
		}
	}
	for i, x := range lines {
		if !all && i == screenBinding {
			t.left = len(lines) - i
			break
		}
		worth := none
		if x.first.Price != nil {
			worth = signedPrice(x.least)
			if x.most > x.least {
				worth += " to " + signedPrice(x.most)
			}
			worth += " " + printable(x.first.PriceUnit)
		}
		t.add(x.first.Title, x.first.Change, worth, v.file.those(v.inOrder(x.periods)))
	}
	one := part{heading: "LIMITS THAT BEGAN OR CEASED TO BIND: " + v.Name, table: t}
	if len(t.rows) > 0 {
		one.after = []string{"Prices are those of one more unit, in the plan in which the limit binds."}
	}
	return one
}

// inOrder sorts labels as the periods follow one another.
func (v *ComparedVersion) inOrder(labels []string) []string {
	slices.SortStableFunc(labels, func(a, b string) int { return cmp.Compare(v.file.index[a], v.file.index[b]) })
	return labels
}

// service lists who gains and who loses.
func (v *ComparedVersion) service(all bool) part {
	t := &sheetTable{columns: []column{{title: "demand"}, {title: "service", group: 1}, {title: "served", right: true, group: 1}, {title: "fill rate", right: true, group: 2}, {title: "on time", right: true, group: 3}}}
	arrow := func(from, to *float64) string {
		if from == nil || to == nil {
			return none
		}
		return percent(*from) + " -> " + percent(*to)
	}
	for i := range v.Service {
		if !all && i == screenServed {
			t.left = len(v.Service) - i
			break
		}
		r := &v.Service[i]
		t.add(r.Title, r.Change, number(r.From)+" -> "+number(r.To), arrow(r.FillFrom, r.FillTo), arrow(r.OnTimeFrom, r.OnTimeTo))
	}
	return part{heading: "WHO GAINS AND LOSES SERVICE: " + v.Name, table: t}
}

// picture draws the waterfall of a version.
func (d *ComparisonDocument) picture(v *ComparedVersion) part {
	if len(v.Waterfall) == 0 {
		return part{}
	}
	base, decimals := d.Versions[0].Name, coin(d.Currency)
	c := &chart.Waterfall{Title: capital(d.Goal) + " from " + base + " to " + v.Name, Unit: d.Currency}
	for _, s := range v.Waterfall {
		bar := chart.WaterfallBar{Name: s.Title, From: s.Before, To: s.After, Text: signedCoins(s.Amount, decimals)}
		switch s.ID {
		case stepBase:
			bar.Name, bar.Whole, bar.Text = base, true, coins(s.Amount, decimals)
		case stepVersion:
			bar.Name, bar.Whole, bar.Text = v.Name, true, coins(s.Amount, decimals)
		default:
			bar.Bad = (s.Amount > 0) == (d.Goal == Cost)
		}
		c.Bars = append(c.Bars, bar)
		c.Description += bar.Name + ": " + bar.Text + ". "
	}
	return part{pictures: []chart.Picture{c}}
}
