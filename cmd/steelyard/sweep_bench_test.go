package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// measured is how a sweep is measured: the scenario, how many values its axes have, and how many cases are also
// planned by themselves.
type measured struct {
	scenario                   string
	demands, capacities, costs int
	capacity                   string // what the second axis changes
	alone                      int
}

// BenchmarkSweep plans every case of a sweep with one worker and with two, and some of the cases by plan, each in a
// process of its own, which is what the sweep saves. The metric cpu-ms/case is the time of processors, which other
// work on the machine does not change much; cases/plan is how many cases take as long as one plan.
func BenchmarkSweep(b *testing.B) {
	for _, m := range []measured{
		{"beverage", 10, 10, 5, "resources.*.capacity", 25},
		{"home_care", 5, 3, 2, "resources.*.overtime.max", 2},
	} {
		path := m.write(b)
		alone := m.plansAlone(b)
		for _, flags := range [][]string{{"--workers=1"}, {"--workers=2"}, {"--workers=1", "--cold"}} {
			if m.scenario == "home_care" && len(flags) == 2 {
				continue // a minute or two, and nobody is the wiser
			}
			b.Run(fmt.Sprintf("%s/%s", m.scenario, strings.Join(flags, ",")), func(b *testing.B) {
				var cpu float64
				for b.Loop() {
					cpu += cpuOf(b, append([]string{"sweep", path, "--no-cache", "-o", "csv"}, flags...)...)
				}
				each := cpu / float64(b.N) / float64(m.demands*m.capacities*m.costs)
				b.ReportMetric(1000*each, "cpu-ms/case")
				b.ReportMetric(alone/each, "cases/plan")
				b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N)/float64(m.demands*m.capacities*m.costs), "ms/case")
			})
		}
	}
}

// cpuOf runs the program and returns the seconds of processors that it took.
func cpuOf(b *testing.B, args ...string) float64 {
	b.Helper()
	binary, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := &exec.Cmd{Path: binary, Args: append([]string{"steelyard"}, args...), Stdout: io.Discard}
	if out := cmd.Run(); out != nil {
		b.Fatalf("steelyard %v: %v", args, out)
	}
	return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
}

// changes are those of a case.
func (m measured) changes(random *rand.Rand) []string {
	times := func(path string, from, to float64) string {
		return fmt.Sprintf("%s=*%.4f", path, from+(to-from)*random.Float64())
	}
	return []string{
		"--set", times("demand.*.quantity", 0.9, 1.05), "--set", times(m.capacity, 0.97, 1.1),
		"--set", times("suppliers.*.sells.*.price", 0.95, 1.05),
	}
}

// plansAlone is the mean time of planning one case in a process of its own.
func (m measured) plansAlone(b *testing.B) float64 {
	random, total := rand.New(rand.NewPCG(1, 2)), 0.0
	for range m.alone {
		total += cpuOf(b, append([]string{"plan", filepath.Join("..", "..", "scenarios", m.scenario+".yaml")}, m.changes(random)...)...)
	}
	return total / float64(m.alone)
}

// write writes the sweep beside a copy of its scenario.
func (m measured) write(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "scenarios"))); err != nil {
		b.Fatal(err)
	}
	values := func(n int, from, to float64) string {
		var list []string
		for k := range n {
			list = append(list, fmt.Sprintf(`"*%.4f"`, from+(to-from)*float64(k)/float64(n-1)))
		}
		return strings.Join(list, ", ")
	}
	text := fmt.Sprintf("extends: %s.yaml\nsweep:\n  axes:\n", m.scenario) +
		fmt.Sprintf("    demand: {change: demand.*.quantity, values: [%s]}\n", values(m.demands, 0.9, 1.05)) +
		fmt.Sprintf("    capacity: {change: %s, values: [%s]}\n", m.capacity, values(m.capacities, 0.97, 1.1)) +
		fmt.Sprintf("    prices: {change: suppliers.*.sells.*.price, values: [%s]}\n", values(m.costs, 0.95, 1.05))
	path := filepath.Join(dir, "sweep.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}
