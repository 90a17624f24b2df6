package steelyard_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/steelyard-sop/steelyard"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

// Read a scenario with a change laid over it, plan it, and show the plan.
func Example() {
	engine, err := steelyard.New(1)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	s, err := steelyard.Read("scenarios/published/red_tomato.yaml", "demand.tools.quantity.2026-03=*1.10")
	if err != nil {
		log.Fatal(err)
	}
	document, result, err := engine.Plan(context.Background(), s, solver.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %s, %.2f %s\n", result.Status, s.Objective, result.Value, s.Currency)
	fmt.Printf("checks passed: %t\n", document.Audit.Passed)
	// Output:
	// optimal: minimise cost, 430355.00 USD
	// checks passed: true
}

// Ask what the limits of the best plan are worth, and what they cost together.
func ExampleEngine_Study() {
	engine, err := steelyard.New(2)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	s, err := steelyard.Read("scenarios/beverage.yaml")
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	st, err := engine.Study(ctx, s, solver.Options{})
	if err != nil || !st.Answers() {
		log.Fatal("no plan that is proven best: ", err)
	}
	var row int
	for i, l := range st.Result.Limits {
		if l.ID == "supply[agro,syrup,2027-07]" {
			row = i
		}
	}
	prices, err := st.Prices(ctx, []int{row})
	if err != nil {
		log.Fatal(err)
	}
	more := prices[0].More
	fmt.Printf("one more t of syrup in July: %+.2f, for the next %.2f t\n", more.Price, more.Room)
	bill, err := st.Bill(ctx, st.Groups([]model.Group{model.GroupCapacity, model.GroupSupply}))
	if err != nil {
		log.Fatal(err)
	}
	for _, share := range bill.Shares {
		fmt.Printf("%s costs %.2f of %.2f\n", share.Part.Name, share.Amount, bill.Gap())
	}
	// Output:
	// one more t of syrup in July: +89.71, for the next 7.22 t
	// capacity costs 101759.53 of 166456.91
	// supply costs 64697.39 of 166456.91
}

// What is wrong with a scenario is an error with every mistake and its place.
func ExampleMistakes() {
	_, err := steelyard.Read("scenarios/published/red_tomato.yaml", "demand.tools.quantety=5")
	var mistakes *steelyard.Mistakes
	if errors.As(err, &mistakes) {
		d := mistakes.Diagnostics[0]
		fmt.Println(len(mistakes.Diagnostics), "mistake at", d.Path)
	}
	// Output:
	// 1 mistake at demand.tools.quantety
}

// A plan as the table that the command prints.
func ExampleEngine_Plan() {
	engine, err := steelyard.New(1)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	calendar, err := model.NewCalendar(model.Month, "2026-01", 2)
	if err != nil {
		log.Fatal(err)
	}
	s := &model.Scenario{
		Name: "Stools", Calendar: calendar, Objective: model.MinimiseCost,
		Families:  []model.Item{{ID: "stools", Unit: "each"}},
		Processes: []model.Process{{ID: "make", Makes: []model.Part{{ID: "stools", Quantity: model.Constant(1)}}, Cost: model.Constant(7)}},
		Demand:    []model.Demand{{ID: "stools", Item: "stools", Quantity: model.Fixed(10)}},
	}
	document, _, err := engine.Plan(context.Background(), s, solver.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if err := report.Text(os.Stdout, document, report.TextOptions{Width: 60}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Stools
	// 2 months, 2026-01 to 2026-02
	// optimal: cost 140.00, proven (bound 140.00, gap 0 %)
	// audit: 32 checks passed
	//
	// MONEY     amount      KEY NUMBERS
	//   making  140.00      fill rate    100 %
	// cost      140.00      on time      100 %
	//
	// stools (each)          Jan  Feb  total
	// demand                  10   10     20
	// make                    10   10     20
}

// Put a scenario with a tenth more demand beside it.
func ExampleEngine_Compare() {
	engine, err := steelyard.New(2)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	const file = "scenarios/published/red_tomato.yaml"
	base, err := steelyard.Read(file)
	if err != nil {
		log.Fatal(err)
	}
	more, err := steelyard.Read(file, "demand.tools.quantity=*1.10")
	if err != nil {
		log.Fatal(err)
	}
	versions := []steelyard.Version{{Name: "more", Scenario: more}}
	document, err := engine.Compare(context.Background(), steelyard.Version{Name: "base", Scenario: base}, versions, 1e-6, solver.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range document.Versions[1].Waterfall {
		fmt.Printf("%-16s %+12.2f\n", step.Title, step.Amount)
	}
	// Output:
	// cost of the base   +422275.00
	// making              +16000.00
	// wages               +25600.00
	// layoffs              -3333.33
	// holding stock         +306.66
	// backlog               +466.67
	// cost               +461315.00
}

// Plan several cases around a base. One that is not valid does not stop the others.
func ExampleEngine_Sweep() {
	engine, err := steelyard.New(2)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	const file = "scenarios/published/red_tomato.yaml"
	base, err := steelyard.Read(file)
	if err != nil {
		log.Fatal(err)
	}
	var cases []*model.Scenario
	for _, change := range []string{"*0.9", "*1.1", "*1.2"} {
		s, err := steelyard.Read(file, "demand.tools.quantity="+change)
		if err != nil {
			log.Fatal(err)
		}
		cases = append(cases, s)
	}
	planned, err := engine.Sweep(context.Background(), base, cases, analysis.SweepOptions{Workers: 2})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range planned {
		if p.Err != nil {
			log.Fatal(p.Err)
		}
		fmt.Printf("%s, %.2f\n", p.Result.Status, p.Result.Value)
	}
	// Output:
	// optimal, 383235.00
	// optimal, 461315.00
	// optimal, 500355.00
}
