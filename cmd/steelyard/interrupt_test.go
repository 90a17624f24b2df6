package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// soon is how long an interrupted program may take to end where it has no plan to show. It is meant to be a second; a
// busy machine gets more.
const soon = 5 * time.Second

func TestAnInterruptShowsTheBestPlanSoFar(t *testing.T) {
	scenario := writeScenario(t, crowded(40, 104, true))
	// How long the first plan takes depends on the machine.
	for _, delay := range []time.Duration{time.Second, 4 * time.Second, 16 * time.Second, 40 * time.Second} {
		p := interrupted(t, delay, "plan", "-o", "json", scenario)
		if p.code == exitStopped {
			continue // too early for a plan on this machine
		}
		if p.code != exitOK {
			t.Fatalf("exit code %d, want %d; stderr:\n%s", p.code, exitOK, p.stderr)
		}
		if !strings.Contains(p.stdout, `"status": "feasible"`) || !strings.Contains(p.stdout, `"passed": true`) {
			t.Errorf("stdout does not show a plan that is feasible and audited:\n%.500s", p.stdout)
		}
		if want := "This is the best plan so far"; !strings.Contains(p.stderr, want) {
			t.Errorf("stderr does not say %q:\n%s", want, p.stderr)
		}
		return
	}
	t.Fatal("there was never a plan to show")
}

func TestAnInterruptBeforeThereIsAPlan(t *testing.T) {
	p := interrupted(t, time.Second, "plan", "--out", filepath.Join(t.TempDir(), "plan.json"), writeScenario(t, crowded(150, 150, false)))
	if p.code != exitStopped {
		t.Errorf("exit code %d, want %d", p.code, exitStopped)
	}
	if want := "no plan: "; !strings.Contains(p.stderr, want) {
		t.Errorf("stderr does not say %q:\n%s", want, p.stderr)
	}
}

func TestAnInterruptOfAQuestionWritesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "prices.json")
	if err := os.WriteFile(out, []byte("what was there"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := interrupted(t, time.Second, "prices", "--out", out, writeScenario(t, crowded(150, 150, false)))
	if p.code != exitStopped {
		t.Errorf("exit code %d, want %d", p.code, exitStopped)
	}
	if want := "interrupted before the answer was known"; !strings.Contains(p.stderr, want) {
		t.Errorf("stderr does not say %q:\n%s", want, p.stderr)
	}
	if text, err := os.ReadFile(out); err != nil || string(text) != "what was there" {
		t.Errorf("the file holds %.200q (%v), want what was there before", text, err)
	}
}

func TestATimeLimitBeforeThereIsAPlan(t *testing.T) {
	p := start(t, "plan", "--time-limit", "10ms", "-o", "json", writeScenario(t, crowded(60, 60, false)))
	p.wait(t)
	if p.code != exitStopped {
		t.Errorf("exit code %d, want %d", p.code, exitStopped)
	}
	if !strings.Contains(p.stdout, `"status": "stopped"`) {
		t.Errorf("stdout does not say that the solve was stopped:\n%.500s", p.stdout)
	}
	if want := "no plan: The time limit was reached"; !strings.Contains(p.stderr, want) {
		t.Errorf("stderr does not say %q:\n%s", want, p.stderr)
	}
}

// process is the program at work, as a process of its own.
type process struct {
	cmd            *exec.Cmd
	out, err       bytes.Buffer
	stdout, stderr string // these and the code are there after wait
	code           int
}

// start starts the program: the test binary, which testscript turns into it by name.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{}
	p.cmd = &exec.Cmd{Path: binary, Args: append([]string{"steelyard"}, args...), Stdout: &p.out, Stderr: &p.err}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *process) wait(t *testing.T) {
	t.Helper()
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	p.stdout, p.stderr, p.code = p.out.String(), p.err.String(), p.cmd.ProcessState.ExitCode()
}

// interrupted starts the program, lets it work for a while and interrupts it.
func interrupted(t *testing.T, delay time.Duration, args ...string) *process {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no interrupt that one process can send to another")
	}
	p := start(t, args...)
	time.Sleep(delay) // there is nothing to wait for: the program is silent while it works
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatalf("the program ended by itself within %v: %v", delay, err)
	}
	sent := time.Now()
	p.wait(t)
	if took := time.Since(sent); took > soon && p.code != exitOK {
		t.Errorf("the program took %v to end without a plan, want less than %v", took, soon)
	}
	return p
}

func writeScenario(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scenario.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// crowded is a scenario that takes long to solve: many families compete for the same crews, period by period.
// With whole heads there is a plan early and a proof late; without them there is no plan before the end.
func crowded(families, periods int, whole bool) string {
	const crews = 10
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	fmt.Fprintf(&b, "scenario: Crowded\ncalendar: {start: 2026-W01, periods: %d, bucket: week}\n", periods)
	section := func(name string, n int, entry func(i int) string) {
		fmt.Fprintf(&b, "%s:\n", name)
		for i := range n {
			fmt.Fprintf(&b, "  %s\n", entry(i))
		}
	}
	section("families", families, func(i int) string { return fmt.Sprintf("f%d: {unit: each}", i) })
	section("workforce", crews, func(w int) string {
		return fmt.Sprintf("w%d: {headcount: {opening: %d}, integer: %t, regular: 160 h, overtime: {max: 10 h, cost: 6}, wage: 640, hire: %d, layoff: %d}",
			w, 3*families, whole, 300+random.IntN(100), 500+random.IntN(100))
	})
	section("processes", families, func(i int) string {
		uses := make([]string, crews)
		for w := range uses {
			uses[w] = fmt.Sprintf("w%d: %d h", w, 1+random.IntN(9))
		}
		return fmt.Sprintf("p%d: {makes: f%d, uses: {%s}, cost: %d}", i, i, strings.Join(uses, ", "), 5+random.IntN(10))
	})
	section("inventory", families, func(i int) string {
		return fmt.Sprintf("f%d: {opening: %d, holding_cost: %d}", i, random.IntN(100), 1+random.IntN(2))
	})
	section("demand", families, func(i int) string {
		asked := make([]string, periods)
		for t := range asked {
			asked[t] = strconv.Itoa(50 + random.IntN(200))
		}
		return fmt.Sprintf("f%d: {quantity: [%s], backlog: {cost: %d}, lost: {cost: %d}}",
			i, strings.Join(asked, ", "), 3+random.IntN(9), 80+random.IntN(100))
	})
	return b.String()
}
