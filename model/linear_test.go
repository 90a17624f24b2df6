package model

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ruleOf is a rule of the plant of which one thing may be wrong.
func ruleOf(quantity string, where *Filter, change func(*LinearRule)) func(*Scenario) {
	return func(s *Scenario) {
		r := LinearRule{
			ID: "own", Sense: "<=", Window: 1, Left: Linear{Terms: []Term{{Quantity: quantity, Where: where, Weight: Constant(1)}}},
			Right: Linear{Constant: Constant(500)},
		}
		if change != nil {
			change(&r)
		}
		s.Rules = []LinearRule{r}
	}
}

func isOne(by Subscript, words ...string) *Filter { return &Filter{Op: FilterIs, By: by, Words: words} }

// linearBreakages are the mistakes of rules of the user's own.
func linearBreakages() []breaks {
	everything := func(s *Scenario) {
		s.Calendar = mustCalendar(MaxPeriods)
		s.Demand[0].Quantity, s.Demand[1].Max, s.Resources[1].Down = Fixed(1), Fixed(9), Constant(0)
		ruleOf("made", nil, func(r *LinearRule) { r.Window = MaxPeriods })(s)
	}
	return []breaks{
		{"unknown-word", "rules.own.expr", ruleOf("sold", nil, nil)},
		{"unknown-word", "rules.own.expr", ruleOf("bought", isOne(ByLane, "road"), nil)},
		{"dangling-id", "rules.own.expr", ruleOf("bought", isOne(BySupplier, "milll"), nil)},
		{"dangling-id", "rules.own.expr", ruleOf("bought", isOne(ByPeriod, "2027-01"), nil)},
		{"rule-matches-nothing", "rules.own.expr", ruleOf("bought", &Filter{Op: FilterNot, Of: []Filter{*isOne(BySupplier, "mill")}}, nil)},
		{"rule-matches-nothing", "rules.own.expr", ruleOf("shipped", nil, nil)},
		{"rule-units", "rules.own.expr", func(s *Scenario) { s.Families[1].Unit = "t"; ruleOf("made", nil, nil)(s) }},
		{"rule-form", "rules.own.expr", ruleOf("made", nil, func(r *LinearRule) { r.Sense = "<" })},
		{"rule-form", "rules.own.expr", ruleOf("made", nil, func(r *LinearRule) { r.Left.Terms = nil })},
		{"rule-form", "rules.own.expr", ruleOf("made", nil, func(r *LinearRule) { r.Right.Constant, r.Window = PerPeriod([]float64{1, 2, 3}), 0 })},
		{"rule-form", "rules.own.expr", ruleOf("made", nil, func(r *LinearRule) { r.Left.Terms[0].Before, r.Window = 1, 2 })},
		{"rule-form", "rules.own.over", ruleOf("made", nil, func(r *LinearRule) { r.Window = 4 })},
		{"rule-form", "rules.own.periods", ruleOf("made", nil, func(r *LinearRule) { r.Periods = []int{1, 1} })},
		{"rule-form", "rules.own", ruleOf("made", nil, func(r *LinearRule) { r.Left.Terms[0].Before = 3 })},
		{"rule-form", "rules.own", ruleOf("made", nil, func(r *LinearRule) { r.Limit.Value = Constant(1) })},
		{"number-too-large", "rules.own.expr", ruleOf("made", nil, func(r *LinearRule) { r.Right.Constant = Constant(1e16) })},
		{"series-length", "rules.own.expr", ruleOf("made", nil, func(r *LinearRule) { r.Left.Terms[0].Weight = PerPeriod([]float64{1, 2}) })},
		{"negative", "rules.own.penalty", ruleOf("made", nil, func(r *LinearRule) { r.Limit.Penalty = Constant(-1) })},
		{"bad-date", "rules.own.review", ruleOf("made", nil, func(r *LinearRule) { r.Limit.Review = "soon" })},
		{"rule-too-large", "rules.own", everything},
	}
}

func init() { featureBreakages = append(featureBreakages, linearBreakages()...) }

func mustCalendar(periods int) Calendar {
	c, err := NewCalendar(Day, "2026-01-01", periods)
	if err != nil {
		panic(err)
	}
	return c
}

func TestARuleHasALimitWhereAllItNeedsIsThere(t *testing.T) {
	behind := Linear{Terms: []Term{{Quantity: "made", Before: 2}}}
	for name, c := range map[string]struct {
		rule LinearRule
		want [][]int // by period, of four
	}{
		"each period":                        {LinearRule{Window: 1}, [][]int{{0}, {1}, {2}, {3}}},
		"all periods together":               {LinearRule{}, [][]int{nil, nil, nil, {0, 1, 2, 3}}},
		"three in a row":                     {LinearRule{Window: 3}, [][]int{nil, nil, {0, 1, 2}, {1, 2, 3}}},
		"some periods":                       {LinearRule{Window: 1, Periods: []int{1, 3}}, [][]int{nil, {1}, nil, {3}}},
		"some periods together":              {LinearRule{Periods: []int{0, 2}}, [][]int{nil, nil, {0, 2}, nil}},
		"two in a row among some periods":    {LinearRule{Window: 2, Periods: []int{0, 1, 3}}, [][]int{nil, {0, 1}, nil, nil}},
		"a rule that looks back two periods": {LinearRule{Window: 1, Left: behind}, [][]int{nil, nil, {2}, {3}}},
	} {
		t.Run(name, func(t *testing.T) {
			for u, want := range c.want {
				if diff := cmp.Diff(want, c.rule.Covered(u, 4)); diff != "" {
					t.Errorf("period %d (-want +got):\n%s", u, diff)
				}
			}
		})
	}
}

func TestEveryTableOfThePlanIsAQuantity(t *testing.T) {
	seen := map[GridID]bool{}
	m := wholePlant(t).Measures()
	for _, q := range Quantities() {
		cells := m.Cells(q.Name)
		if len(cells) == 0 {
			t.Errorf("there is no %s in the plant", q.Name)
		}
		for i := range cells {
			c := &cells[i]
			if !c.Given {
				seen[c.Grid] = true
			}
			for _, tag := range c.tags {
				if !q.Has(tag.By) {
					t.Errorf("%s has the subscript %s that it does not tell of", q.Name, tag.By)
				}
			}
			if c.Unit == "" && c.Rate.Len() == 0 {
				t.Errorf("%s has no unit", q.Name)
			}
		}
		for _, by := range q.By {
			tagged := slices.ContainsFunc(cells, func(c Cell) bool { return slices.ContainsFunc(c.tags, func(t Tag) bool { return t.By == by }) })
			if !tagged && !slices.Contains([]string{"on", "starts", "stops", "used"}, q.Name) && by != BySegment && by != ByClass && by != ByCustomer && by != ByFamily && by != ByMaterial && by != ByWorkforce && by != ByResource {
				t.Errorf("nothing of %s has the subscript %s", q.Name, by)
			}
		}
	}
	for id := range NumGrids {
		if !seen[id] {
			t.Errorf("table %d of the plan is no quantity", id)
		}
	}
}

// wholePlant is the plant with lanes, overtime, and everything else allowed.
func wholePlant(t *testing.T) *Scenario {
	s := plant(t)
	s.Options = []Option{{ID: "hall", Open: OptionMove{Allowed: true}, Allows: []string{"processes.trikes"}}}
	s.Promotions = []Promotion{{ID: "sale", Demand: []string{"bikes"}, Lift: Constant(0.1), Price: Constant(90)}}
	s.Launches = []Launch{{ID: "new", Volume: []Part{{"bikes", Constant(9)}}}}
	s.PhaseOuts = []PhaseOut{{ID: "end", Item: "bikes", LastSale: "2026-03"}}
	s.Inventory[0].Site = "north"
	s.Sites = []Site{{ID: "north", Region: "cold"}, {ID: "south", Region: "warm"}}
	s.Lanes = []Lane{{ID: "road", From: "north", To: "south", Carries: []Cargo{{Item: "bikes", Load: PerPeriod([]float64{1, 2, 3})}}, Uses: []Part{{"paint", Constant(2)}}}}
	s.Resources[0].Overtime = Overtime{Allowed: true}
	s.Workforce[0].Hire.Allowed, s.Workforce[0].Layoff.Allowed = true, true
	s.Demand[0].Lost.Allowed = true
	s.Families[0].Dispose.Allowed, s.Resources[1].Rent.Allowed = true, true
	s.Processes[0].Blend = []BlendInput{{Item: "steel", Uses: []Part{{"paint", Constant(1)}}}}
	s.Emissions = []Emission{{ID: "co2e", Unit: "t"}}
	for _, emits := range []*[]Emit{&s.Processes[0].Emits, &s.Resources[0].Emits, &s.Suppliers[0].Sells[0].Emits, &s.Lanes[0].Emits, &s.Inventory[0].Emits} {
		*emits = []Emit{{Substance: "co2e", Factor: Constant(0.002)}}
	}
	s.Processes[0].Lots = Switch{Set: true, Uses: []Part{{"weld", Constant(4)}}}
	return s
}

func TestWhatALaneUsesIsLoadsTimesQuantity(t *testing.T) {
	for _, c := range wholePlant(t).Measures().Cells("used") {
		if c.Tag(ByLane) != "road" {
			continue
		}
		if c.Factor(0) != 2 || c.Factor(2) != 6 || c.Tag(ByResource) != "paint" {
			t.Errorf("the lane uses %v and %v of %s, expected 2 and 6 of paint", c.Factor(0), c.Factor(2), c.Tag(ByResource))
		}
		return
	}
	t.Error("the lane uses nothing")
}

func TestAFilterByDemandMeansAllPartsOfADividedOne(t *testing.T) {
	s := plant(t)
	s.Markets = append(tree(Constant(1)), Market{ID: "zest", Within: "world", Share: Constant(0)})
	s.Demand[0].Market = "world"
	ruleOf("served", isOne(ByDemand, "bikes", "trikes"), nil)(s)
	s.SplitDemand()
	want := []string{"bikes-north", "bikes-zest", "trikes"}
	if diff := cmp.Diff(want, s.Rules[0].Left.Terms[0].Where.Words); diff != "" {
		t.Errorf("words of the filter (-want +got):\n%s", diff)
	}
	if found := Validate(s); len(found) > 0 {
		t.Errorf("expected no mistakes, got %+v", found)
	}
}

func TestRulesAboutOptionsAskForNoMoreToBeMade(t *testing.T) {
	term := func(quantity string) Linear {
		return Linear{Terms: []Term{{Quantity: quantity, Weight: Constant(1)}}}
	}
	cases := map[string]struct {
		rule LinearRule
		want bool
	}{
		"one of several levels":             {LinearRule{Left: term("open"), Sense: "="}, false},
		"as many opened as closed":          {LinearRule{Left: term("opened"), Right: term("closed"), Sense: "="}, false},
		"a most of runs":                    {LinearRule{Left: term("runs"), Sense: "<="}, false},
		"a least of runs":                   {LinearRule{Left: term("runs"), Sense: ">="}, true},
		"runs only while something is on":   {LinearRule{Left: term("open"), Right: term("runs"), Sense: "<="}, true},
		"a least of runs that is set aside": {LinearRule{Left: term("runs"), Sense: ">=", Off: true}, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := &Scenario{Rules: []LinearRule{c.rule}}
			if got := s.asksForMore(); got != c.want {
				t.Errorf("asks for more: %v, expected %v", got, c.want)
			}
		})
	}
}
