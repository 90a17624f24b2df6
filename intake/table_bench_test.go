package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
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

// tableScenario writes a scenario whose families and demand come from tables,
// and returns the paths of the scenario and of the demand.
func tableScenario(tb testing.TB, shuffled bool) (scenario, demand string) {
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
	families, suppliers := &strings.Builder{}, &strings.Builder{}
	families.WriteString("code,uom,list_price\n")
	suppliers.WriteString("item,price\n")
	rows := make([]string, 0, benchFamilies*benchMarkets*benchPeriods)
	markets := &strings.Builder{}
	markets.WriteString("id,region\n")
	for m := range benchMarkets {
		fmt.Fprintf(markets, "market%02d,region%d\n", m, m%4)
	}
	write("markets.csv", markets.String())
	random := rand.New(rand.NewPCG(1, 2))
	for f := range benchFamilies {
		fmt.Fprintf(families, "family%03d,each,%d.50\n", f, 10+f)
		fmt.Fprintf(suppliers, "family%03d,%d.25\n", f, 5+f)
		for m := range benchMarkets {
			for _, label := range calendar.Labels() {
				rows = append(rows, fmt.Sprintf("family%03d,market%02d,%s,%d\n", f, m, label, random.IntN(20000)))
			}
		}
	}
	if shuffled {
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	write("families.csv", families.String())
	write("suppliers.csv", suppliers.String())
	demand = write("demand.csv", "family,market,month,qty\n"+strings.Join(rows, ""))
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
  from: {file: demand.csv, id: "{family}-{market}", period: month, columns: {item: family, market: market, quantity: qty}}
`)
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

func BenchmarkLoadTable(b *testing.B) {
	for _, order := range []string{"sorted", "shuffled"} {
		b.Run("rows="+order, func(b *testing.B) {
			scenario, _ := tableScenario(b, order == "shuffled")
			b.ReportAllocs()
			for b.Loop() {
				loadAndHash(b, scenario)
			}
		})
	}
}

// BenchmarkLoadTableInReads takes turns between loading and reading three
// times, so that whatever else the machine does slows both down, and reports
// the one in terms of the other: 1 is the bound.
func BenchmarkLoadTableInReads(b *testing.B) {
	scenario, demand := tableScenario(b, false)
	var load, read time.Duration
	for b.Loop() {
		start := time.Now()
		loadAndHash(b, scenario)
		load += time.Since(start)
		start = time.Now()
		for range 3 {
			readAllRecords(b, demand)
		}
		read += time.Since(start)
	}
	b.ReportMetric(load.Seconds()/read.Seconds(), "of-three-reads")
}

// BenchmarkReadCSVThreeTimes is what BenchmarkLoadTable is measured against.
func BenchmarkReadCSVThreeTimes(b *testing.B) {
	for _, order := range []string{"sorted", "shuffled"} {
		b.Run("rows="+order, func(b *testing.B) {
			_, demand := tableScenario(b, order == "shuffled")
			b.ReportAllocs()
			for b.Loop() {
				for range 3 {
					readAllRecords(b, demand)
				}
			}
		})
	}
}

func readAllRecords(tb testing.TB, name string) {
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read from
	r := csv.NewReader(bufio.NewReader(f))
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			tb.Fatal(err)
		}
	}
}
