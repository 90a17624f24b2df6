package intake

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/model"
)

// The size that a load has to be quick for: 480,000 cells of demand.
const (
	benchFamilies = 500
	benchMarkets  = 40
	benchPeriods  = 24
)

// benchCase is one way to write the same demand.
type benchCase struct {
	name      string
	shuffled  bool
	wide      bool   // the periods are heads
	quotes    string // which cells are quoted: "all", "one" or none
	separator string
	lineEnd   string
	byValue   bool // each demand of the scenario names its own rows
}

// benchCases are the forms of a table whose reading is bounded.
func benchCases() []benchCase {
	return []benchCase{
		{name: "sorted"},
		{name: "shuffled", shuffled: true},
		{name: "quoted", quotes: "all"},
		{name: "quoted-shuffled", quotes: "all", shuffled: true},
		{name: "one-quote", quotes: "one"},
		{name: "crlf", lineEnd: "\r\n"},
		{name: "semicolon", separator: ";"},
		{name: "wide", wide: true},
		{name: "wide-shuffled", wide: true, shuffled: true},
		{name: "by-value", byValue: true},
		{name: "by-value-shuffled", byValue: true, shuffled: true},
		{name: "by-value-wide", byValue: true, wide: true},
	}
}

// rows are the lines of the demand, the heads first.
func (c benchCase) rows(labels []string) []string {
	random := rand.New(rand.NewPCG(1, 2))
	var rows []string
	add := func(cells ...string) {
		if c.quotes == "all" || c.quotes == "one" && len(rows) == 1000 {
			for i := range cells {
				cells[i] = `"` + cells[i] + `"`
			}
		}
		rows = append(rows, strings.Join(cells, cmp.Or(c.separator, ","))+cmp.Or(c.lineEnd, "\n"))
	}
	amount := func() string { return strconv.Itoa(random.IntN(20000)) }
	if c.wide {
		add(append([]string{"family", "market"}, labels...)...)
	} else {
		add("family", "market", "month", "qty")
	}
	for f := range benchFamilies {
		for m := range benchMarkets {
			id := []string{fmt.Sprintf("family%03d", f), fmt.Sprintf("market%02d", m)}
			if c.wide {
				for range labels {
					id = append(id, amount())
				}
				add(id...)
				continue
			}
			for _, label := range labels {
				add(id[0], id[1], label, amount())
			}
		}
	}
	if below := rows[1:]; c.shuffled {
		random.Shuffle(len(below), func(i, j int) { below[i], below[j] = below[j], below[i] })
	}
	return rows
}

// demand is the section of the scenario.
func (c benchCase) demand() string {
	if !c.byValue && c.wide {
		return "  from: {file: demand.csv, id: \"{family}-{market}\", columns: {item: family, market: market}, periods: quantity}\n"
	}
	if !c.byValue {
		return "  from: {file: demand.csv, id: \"{family}-{market}\", period: month, columns: {item: family, market: market, quantity: qty}}\n"
	}
	form := "period: month, column: qty, "
	if c.wide {
		form = ""
	}
	var b strings.Builder
	for f := range benchFamilies {
		for m := range benchMarkets {
			fmt.Fprintf(&b, "  family%03[1]d-market%02[2]d: {item: family%03[1]d, market: market%02[2]d, quantity: {file: demand.csv, %[3]swhere: {family: family%03[1]d, market: market%02[2]d}}}\n", f, m, form)
		}
	}
	return b.String()
}

// tableScenario writes a scenario whose families and demand come from tables,
// and returns the paths of the scenario and of the demand.
func tableScenario(tb testing.TB, c benchCase) (scenario, demand string) {
	tb.Helper()
	dir := tb.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
		return file
	}
	calendar, err := model.NewCalendar(model.Month, "2026-01", benchPeriods)
	if err != nil {
		tb.Fatal(err)
	}
	families, suppliers, markets := "code,uom,list_price\n", "item,price\n", "id,region\n"
	for m := range benchMarkets {
		markets += fmt.Sprintf("market%02d,region%d\n", m, m%4)
	}
	for f := range benchFamilies {
		families += fmt.Sprintf("family%03d,each,%d.50\n", f, 10+f)
		suppliers += fmt.Sprintf("family%03d,%d.25\n", f, 5+f)
	}
	write("families.csv", families)
	write("suppliers.csv", suppliers)
	write("markets.csv", markets)
	demand = write("demand.csv", strings.Join(c.rows(calendar.Labels()), ""))
	scenario = write("plan.yaml", `scenario: five hundred families in forty markets
calendar: {start: 2026-01, periods: 24, bucket: month}
families:
  from: {file: families.csv, id: code, columns: {unit: uom, price: list_price}}
suppliers:
  maker:
    sells:
      from: {file: suppliers.csv, id: item, columns: {price: price}}
markets:
  from: {file: markets.csv}
demand:
`+c.demand())
	return scenario, demand
}

func loadAndHash(tb testing.TB, scenario string) {
	loaded, err := LoadFile(scenario)
	if err != nil {
		tb.Fatal(err)
	}
	if len(loaded.Diagnostics) > 0 {
		tb.Fatal(printed(loaded.Diagnostics))
	}
	if _, err := loaded.Scenario.Hash(); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkLoadTable takes turns between loading a scenario and reading its
// demand three times with encoding/csv, so that whatever else the machine does
// slows both down, and reports the quickest of the one in terms of the
// quickest of the other: 1 is the bound.
func BenchmarkLoadTable(b *testing.B) {
	for _, c := range benchCases() {
		b.Run("rows="+c.name, func(b *testing.B) {
			scenario, demand := tableScenario(b, c)
			load, read := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			b.ReportAllocs()
			for b.Loop() {
				start := time.Now()
				loadAndHash(b, scenario)
				load = min(load, time.Since(start))
				b.StopTimer()
				start = time.Now()
				for range 3 {
					readAllRecords(b, demand, c)
				}
				read = min(read, time.Since(start))
				b.StartTimer()
			}
			b.ReportMetric(load.Seconds()/read.Seconds(), "of-three-reads")
		})
	}
}

func readAllRecords(tb testing.TB, name string, c benchCase) {
	tb.Helper()
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read from
	r := csv.NewReader(bufio.NewReader(f))
	r.ReuseRecord = true
	r.Comma = rune(cmp.Or(c.separator, ",")[0])
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			tb.Fatal(err)
		}
	}
}
