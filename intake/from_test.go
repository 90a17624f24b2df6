package intake

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIdsThatRunTogetherAreReported(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": "scenario: ids\ncalendar: {start: 2026-01, periods: 1}\nfamilies: {from: {file: t.csv, id: \"{a}-{b}\", columns: {}}}\nsuppliers: {maker: {sells: {x-y-z: 1}}}\ndemand: {x-y-z: {quantity: 1}}\n",
		"t.csv":     "a,b\nx-y,z\nx,y-z\n",
	})
	if len(loaded.Diagnostics) != 1 || loaded.Diagnostics[0].Rule != "duplicate-key" || loaded.Diagnostics[0].Path != "families.x-y-z" {
		t.Errorf("expected one id that is there twice, got\n%s", printed(loaded.Diagnostics))
	}
}

func TestSeveralTablesMakeOneCollection(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": `scenario: two tables
calendar: {start: 2026-01, periods: 1}
families:
  from: [{file: t.csv}, {file: t.csv, id: "other-{id}", each: {price: 3}}]
  zebra: {}
suppliers: {maker: {sells: {a: 1, b: 1, other-a: 1, other-b: 1, zebra: 1}}}
demand: {a: {quantity: 1}, b: {quantity: 1}, other-a: {quantity: 1}, other-b: {quantity: 1}, zebra: {quantity: 1}}
`,
		"t.csv": "id,price,unit\nb,,t\na,2,\n",
	})
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	got := map[string]string{}
	for _, f := range loaded.Scenario.Families {
		price, err := f.Price.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		got[f.ID] = f.Unit + " " + string(price)
	}
	want := map[string]string{"a": "each 2", "b": "t null", "other-a": "each 2", "other-b": "t 3", "zebra": "each null"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("families differ (-want +got):\n%s", diff)
	}
}

func TestTablesOfOneListFillTheirThingsTogether(t *testing.T) {
	plan := func(second string) string {
		return `scenario: routings and bills
calendar: {start: 2026-01, periods: 2}
families: {pump: {}, valve: {}}
materials: {steel: {}, brass: {}}
suppliers: {maker: {sells: {steel: 1, brass: 2}}}
processes:
  from:
    - {file: routings.csv, id: family, columns: {makes: family, cost: cost}}
    - ` + second + `
demand: {pump: {quantity: 1}, valve: {quantity: 1}}
`
	}
	tables := map[string]string{
		"routings.csv": "family,cost\npump,4\nvalve,3\n",
		"bills.csv":    "family,month,material,quantity,cost\npump,2026-01,steel,5,9\npump,2026-02,steel,6,9\npump,2026-01,brass,1,9\npump,2026-02,brass,1,9\nvalve,2026-01,brass,2,9\nvalve,2026-02,brass,2,9\n",
	}
	tables["plan.yaml"] = plan(`{file: bills.csv, id: family, period: month, columns: {"consumes.{material}": quantity}}`)
	loaded := scenarioIn(t, tables)
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	got := map[string]string{}
	for _, p := range loaded.Scenario.Processes {
		for _, part := range append(p.Makes, p.Consumes...) {
			text, err := part.Quantity.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			got[p.ID+" "+part.ID] = string(text)
		}
	}
	want := map[string]string{"pump pump": "1", "pump steel": "[5,6]", "pump brass": "1", "valve valve": "1", "valve brass": "2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("processes differ (-want +got):\n%s", diff)
	}

	tables["plan.yaml"] = plan(`{file: bills.csv, id: family, period: month, columns: {"consumes.{material}": quantity, cost: cost}}`)
	loaded = scenarioIn(t, tables)
	if len(loaded.Diagnostics) != 2 || loaded.Diagnostics[0].Rule != "duplicate-key" || loaded.Diagnostics[0].Path != "processes.pump.cost" {
		t.Errorf("expected the two costs that two tables give, got\n%s", printed(loaded.Diagnostics))
	}
}

func TestPathsOfColumns(t *testing.T) {
	for path, want := range map[string][]string{
		"quantity":             {"quantity"},
		"backlog.cost":         {"backlog", "cost"},
		"consumes.{part.no}":   {"consumes", "{part.no}"},
		"a.{b}-{c.d}.e":        {"a", "{b}-{c.d}", "e"},
		"sells.{item}.price":   {"sells", "{item}", "price"},
		"never } closed {here": {"never } closed {here"},
	} {
		if diff := cmp.Diff(want, splitPath(path)); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", path, diff)
		}
	}
}

func TestTextsAreNumberedInTheOrderInWhichTheyAppear(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, text := range map[string]func(i int) string{
		"in order":     func(i int) string { return fmt.Sprint("text", i/7) },
		"again":        func(i int) string { return fmt.Sprint("text", i%50) },
		"in no order":  func(int) string { return fmt.Sprint("text", random.IntN(500)) },
		"all the same": func(int) string { return "" },
	} {
		t.Run(name, func(t *testing.T) {
			o, want := newTexts(), map[string]uint32{}
			for i := range 5000 {
				key := text(i)
				if _, known := want[key]; !known {
					want[key] = uint32(len(want))
				}
				if got := o.of(key); got != want[key] || o.keys[got] != key {
					t.Fatalf("%q got the number %d, expected %d", key, got, want[key])
				}
			}
		})
	}
}

func TestPairsAreNumberedInTheOrderInWhichTheyAppear(t *testing.T) {
	for name, times := range map[string]int{"dense": 5000, "sparse": 5} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(5, 6))
			p, want := newPairs(40, 60, times), map[[2]uint32]uint32{}
			for range 5000 {
				pair := [2]uint32{random.Uint32N(40), random.Uint32N(60)}
				if _, known := want[pair]; !known {
					want[pair] = uint32(len(want))
				}
				if got := p.of(pair[0], pair[1]); got != want[pair] {
					t.Fatalf("%v got the number %d, expected %d", pair, got, want[pair])
				}
			}
			if int(p.known) != len(want) {
				t.Errorf("%d pairs, expected %d", p.known, len(want))
			}
		})
	}
}

// FuzzThingsFromTable asks that no table makes a scenario load into a panic, or
// into a scenario that cannot be hashed.
func FuzzThingsFromTable(f *testing.F) {
	f.Add("id,market,period,qty,2026-01\na,b,2026-01,5,1\na,b,2026-02,6 k,2\n")
	f.Add("id;market;period;qty\na;b;31.01.2026;1.000,5\na;;x;\n")
	f.Add("id,market,period,qty\n\"a\",,46023,-1\n\"a\",c,2026-01,1e999\n")
	dir := f.TempDir()
	in := folderOf(dir + "/plan.yaml")
	src := []byte(`scenario: fuzz
calendar: {start: 2026-01, periods: 2}
families: {from: [{file: t.csv, columns: {name: market, price: qty}, combine: sum, outside: ignore, default: 0}, {file: t.csv, id: "x{market}", periods: price, columns: {}}]}
resources: {line: {capacity: {file: t.csv, where: {id: a}, column: qty, decimal: ",", unit: min}}}
processes: {make: {makes: {from: {file: t.csv, columns: {quantity: qty}}}, uses: {line: 1}}}
demand: {from: {file: t.csv, id: "{id}-{market}", columns: {item: id, max: qty, "backlog.max": qty}}}
`)
	f.Fuzz(func(t *testing.T, table string) {
		if err := os.WriteFile(dir+"/t.csv", []byte(table), 0o600); err != nil {
			t.Fatal(err)
		}
		loaded := (&opening{name: dir + "/plan.yaml", folder: in}).load(src)
		if loaded.Scenario == nil {
			t.Fatal("there is no scenario")
		}
		if _, err := loaded.Scenario.Hash(); err != nil && !loaded.Diagnostics.HasErrors() {
			t.Errorf("an accepted scenario has no hash: %v", err)
		}
	})
}
