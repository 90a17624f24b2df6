package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkQuestions asks every question about the drinks filler, as whole
// commands, and reports how many plan commands each takes as long as, in wall
// time. Every command, plan too, reads the scenario and solves it once from
// nothing; plan then checks and shows it. Each time is the shortest of all rounds,
// since others use the machine too. See analysis for the same without what
// commands do around the questions.
func BenchmarkQuestions(b *testing.B) {
	file := filepath.Join("..", "..", "scenarios", "beverage.yaml")
	run := func(command string) time.Duration {
		began := time.Now()
		g := &globals{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
		if code := run([]string{command, file}, g); code != exitOK {
			b.Fatalf("%s: exit code %d", command, code)
		}
		return time.Since(began)
	}
	questions := []string{"prices", "bill", "tornado", "leeway"}
	run("plan")
	plan := time.Hour
	took := []time.Duration{plan, plan, plan, plan}
	for b.Loop() {
		plan = min(plan, run("plan"))
		for k, question := range questions {
			took[k] = min(took[k], run(question))
		}
	}
	total := 0.0
	for k, question := range questions {
		plans := took[k].Seconds() / plan.Seconds()
		b.ReportMetric(plans, question+"-plans")
		total += plans
	}
	b.ReportMetric(total, "all-plans")
}
