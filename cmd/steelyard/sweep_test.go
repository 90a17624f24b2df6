package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/report"
)

// refuseWarning fails a test that is warned of a cache that cannot be used.
func refuseWarning(t *testing.T) func(error) {
	return func(err error) { t.Errorf("warned of the cache: %v", err) }
}

func resultOf(k int) *report.SweepResult {
	objective := float64(k)
	return &report.SweepResult{Status: "optimal", Objective: &objective, Figures: map[string]float64{"profit": objective / 3}}
}

// kept is what the cache has for a hash; nil where it has nothing.
func kept(c *resultCache, hash string) *report.SweepResult {
	result := new(report.SweepResult)
	if !c.get(hash, result) {
		return nil
	}
	return result
}

func TestTheCacheKeepsWhatWasWrittenWhole(t *testing.T) {
	dir, setting := t.TempDir(), cacheSetting{Base: "b"}
	c := openCache(dir, setting, cacheBound, refuseWarning(t))
	for k := range 9 {
		if err := c.put(fmt.Sprint("case", k), resultOf(k)); err != nil {
			t.Fatal(err)
		}
	}
	c.close()
	name, err := setting.name()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(text) {
		if err := os.WriteFile(path, text[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		c := openCache(dir, setting, cacheBound, refuseWarning(t))
		whole := bytes.Count(text[:cut], []byte("}}}"))
		for k := range 9 {
			got := kept(c, fmt.Sprint("case", k))
			if k >= whole {
				if got != nil {
					t.Fatalf("cut at %d: case %d is known, and was not written whole", cut, k)
				}
				continue
			}
			if diff := cmp.Diff(resultOf(k), got); diff != "" {
				t.Fatalf("cut at %d, case %d (-put +got):\n%s", cut, k, diff)
			}
		}
		if err := c.put("after", resultOf(77)); err != nil {
			t.Fatal(err)
		}
		c.close()
		if got := openCache(dir, setting, cacheBound, refuseWarning(t)); kept(got, "after") == nil {
			t.Fatalf("cut at %d: what was put after it is not known", cut)
		}
	}
}

func TestTwoProcessesMayUseOneCacheAtOnce(t *testing.T) {
	dir, setting := t.TempDir(), cacheSetting{Base: "b"}
	var writers sync.WaitGroup
	const each = 300
	for w := range 4 { // each with a file of its own, as processes have
		writers.Go(func() {
			c := openCache(dir, setting, cacheBound, refuseWarning(t))
			defer c.close()
			for k := range each {
				if err := c.put(fmt.Sprintf("%d-%d", w, k), resultOf(k)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	c := openCache(dir, setting, cacheBound, refuseWarning(t))
	defer c.close()
	for w := range 4 {
		for k := range each {
			if diff := cmp.Diff(resultOf(k), kept(c, fmt.Sprintf("%d-%d", w, k))); diff != "" {
				t.Fatalf("writer %d, case %d (-put +got):\n%s", w, k, diff)
			}
		}
	}
}

func TestTheCacheStaysWithinItsBound(t *testing.T) {
	dir := t.TempDir()
	const bound = 4 << 10
	for base := range 12 {
		c := openCache(dir, cacheSetting{Base: fmt.Sprint(base)}, bound, refuseWarning(t))
		for k := range 10 {
			if err := c.put(fmt.Sprint(k), resultOf(k)); err != nil {
				t.Fatal(err)
			}
		}
		c.close()
		name, _ := cacheSetting{Base: fmt.Sprint(base)}.name()
		past := time.Now().Add(time.Duration(base-100) * time.Hour)
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	if err := prune(dir, bound); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var total int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > bound || total == 0 {
		t.Errorf("%d bytes are kept, want some and at most %d", total, bound)
	}
	newest, _ := cacheSetting{Base: "11"}.name()
	if _, err := os.Stat(filepath.Join(dir, newest)); err != nil {
		t.Errorf("the newest file is gone: %v", err)
	}
}

func TestAResultThatDependsOnMoreIsAnotherResult(t *testing.T) {
	settings := []cacheSetting{{}, {Format: 2}, {Program: "p"}, {Engine: "e"}, {Base: "b"}, {Gap: 0.1}, {Alone: true}}
	seen := map[string]bool{}
	for _, s := range settings {
		name, err := s.name()
		if err != nil {
			t.Fatal(err)
		}
		if seen[name] {
			t.Errorf("%+v is kept with another setting", s)
		}
		seen[name] = true
	}
}

func TestACacheThatCannotBeUsedIsAWarning(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var warned []error
	warn := func(err error) { warned = append(warned, err) }
	c := openCache(filepath.Join(file, "below"), cacheSetting{}, cacheBound, warn)
	if err := c.put("case", resultOf(1)); err != nil {
		t.Fatal(err)
	}
	c.close()
	if len(warned) != 1 {
		t.Errorf("%d warnings, want 1: %v", len(warned), warned)
	}
}

func TestAFullDiskIsAWarning(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no full device")
	}
	var warned []error
	c := &resultCache{added: map[string]bool{}, file: full, warn: func(err error) { warned = append(warned, err) }}
	for k := range 3 {
		if err := c.put(fmt.Sprint(k), resultOf(k)); err != nil {
			t.Fatal(err)
		}
	}
	c.close()
	if len(warned) != 1 {
		t.Errorf("%d warnings, want 1: %v", len(warned), warned)
	}
}

// drinks is a sweep of so many demands and so many capacities.
func drinks(t *testing.T, demands, capacities int) string {
	t.Helper()
	dir := t.TempDir()
	text, err := os.ReadFile("../../scenarios/beverage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	values := func(n int, from, to float64) string {
		var list []string
		for k := range n {
			list = append(list, fmt.Sprintf(`"*%.6f"`, from+(to-from)*float64(k)/float64(max(n-1, 1))))
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	sweep := fmt.Sprintf("extends: base.yaml\nsweep:\n  axes:\n    demand: {change: demand.*.quantity, values: %s}\n    capacity: {change: resources.*.capacity, values: %s}\n",
		values(demands, 0.9, 1.08), values(capacities, 0.93, 1.07))
	path := filepath.Join(dir, "sweep.yaml")
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "base.yaml"), text, 0o600), os.WriteFile(path, []byte(sweep), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// journal are the lines of the only file of a cache.
func journal(t *testing.T, cache string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cache, "steelyard", "sweeps", "*.jsonl"))
	if err != nil || len(files) > 1 {
		t.Fatalf("files %v, error %v", files, err)
	}
	if len(files) == 0 {
		return nil
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(strings.ReplaceAll(string(text), " ", "_"))
}

func TestAKilledSweepGoesOnFromThere(t *testing.T) {
	path, cache := drinks(t, 20, 15), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	want := start(t, "sweep", path, "-o", "csv", "--no-cache")
	want.wait(t)
	random := rand.New(rand.NewPCG(5, 6))
	kills := 0
	for range 3 {
		enough := min(len(journal(t, cache))+20+random.IntN(40), 280) // of 301
		p := start(t, "sweep", path, "-o", "csv")
		for len(journal(t, cache)) < enough {
			time.Sleep(5 * time.Millisecond)
		}
		if err := p.cmd.Process.Kill(); err == nil {
			kills++
		}
		p.wait(t)
		if p.stdout != "" {
			t.Fatalf("a killed sweep wrote a part of its table:\n%.200s", p.stdout)
		}
	}
	before := len(journal(t, cache)) // the base among them
	p := start(t, "sweep", path, "-o", "csv")
	p.wait(t)
	if p.stdout != want.stdout || p.code != want.code {
		t.Errorf("after %d kills the table is another one (-whole +resumed):\n%s", kills, cmp.Diff(want.stdout, p.stdout))
	}
	if note := fmt.Sprintf("%d cases were known from before", before-1); !strings.Contains(p.stderr, note) {
		t.Errorf("stderr does not say %q:\n%s", note, p.stderr)
	}
	seen := map[string]bool{}
	for _, line := range journal(t, cache) {
		if hash := line[:min(len(line), 80)]; seen[hash] {
			t.Errorf("a case is kept twice: %s", hash)
		} else {
			seen[hash] = true
		}
	}
	if len(seen) != 301 { // the cases and the base
		t.Errorf("%d results are kept, want 301", len(seen))
	}
}

func TestASweepIsTheSameByAnyWay(t *testing.T) {
	path := drinks(t, 8, 6)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for _, format := range []string{"csv", "json", "xlsx", "table"} {
		want := start(t, "sweep", path, "-o", format, "--no-cache", "--workers", "1")
		want.wait(t)
		for _, flags := range [][]string{{"--no-cache", "--workers", "2"}, {"--no-cache", "--workers", "8"}, {"--no-cache", "--cold"}, nil, nil} {
			p := start(t, append([]string{"sweep", path, "-o", format}, flags...)...)
			p.wait(t)
			if p.stdout != want.stdout || p.code != want.code || len(p.stdout) == 0 {
				t.Errorf("%s %v: another result (-one worker +this):\n%.2000s", format, flags, cmp.Diff(want.stdout, p.stdout))
			}
		}
	}
}

func TestASweepWithoutACacheIsAWarningAndTheSameResult(t *testing.T) {
	path := drinks(t, 3, 2)
	want := start(t, "sweep", path, "-o", "csv", "--no-cache")
	want.wait(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", file)
	p := start(t, "sweep", path, "-o", "csv")
	p.wait(t)
	if p.stdout != want.stdout || p.code != want.code {
		t.Errorf("another result (-without +unwritable):\n%s", cmp.Diff(want.stdout, p.stdout))
	}
	if !strings.Contains(p.stderr, "warning: the results of this sweep are not kept") {
		t.Errorf("there is no warning:\n%s", p.stderr)
	}
}

func TestAnInterruptedSweepLeavesNoPartOfAFile(t *testing.T) {
	cache, folder := t.TempDir(), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	p := interrupted(t, time.Second, "sweep", "--out", filepath.Join(folder, "cases.csv"), drinks(t, 90, 90))
	if p.code != exitStopped {
		t.Errorf("exit code %d, want %d; stderr:\n%s", p.code, exitStopped, p.stderr)
	}
	for _, want := range []string{"interrupted after", "the same command goes on from there"} {
		if !strings.Contains(p.stderr, want) {
			t.Errorf("stderr does not say %q:\n%s", want, p.stderr)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
