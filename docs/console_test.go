package docs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A page shows a command and what it prints in a fenced block that is marked
// "console": lines that begin with "$ " are run, in order, at the root of the
// checkout; what follows up to the next such line is expected on the standard
// output and standard error together. A line "..." stands for any lines. A
// line "# exit 3" right after a command is its exit status, where that is not
// 0. A block that is marked with a file name ("yaml plant.yaml") is written to
// a folder of the page first; commands of that page run there if it has any
// such block. UPDATE=1 rewrites outputs that hold no "...".

const elision = "..."

func TestEveryCommandInTheDocumentsPrintsWhatTheySay(t *testing.T) {
	program := build(t)
	for _, page := range pages(t) {
		t.Run(page, func(t *testing.T) {
			source, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			updated := runPage(t, program, string(source))
			if updated != string(source) && os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(page, []byte(updated), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// build makes the program once for all pages.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "steelyard")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/steelyard").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

// pages lists README.md, CHANGELOG.md and all pages below docs.
func pages(t *testing.T) []string {
	t.Helper()
	list := []string{"../README.md"}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".md" {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// runPage runs the commands of a page and returns it with their real output.
func runPage(t *testing.T, program, source string) string {
	t.Helper()
	folder, own := "..", t.TempDir()
	var out []string
	lines := strings.Split(source, "\n")
	for i := 0; i < len(lines); i++ {
		out = append(out, lines[i])
		mark, ok := strings.CutPrefix(lines[i], "```")
		if !ok || mark == "" {
			continue
		}
		end := i + 1
		for end < len(lines) && lines[end] != "```" {
			end++
		}
		block := lines[i+1 : min(end, len(lines))]
		language, name, _ := strings.Cut(mark, " ")
		switch {
		case name != "":
			folder = own
			writeFile(t, filepath.Join(own, filepath.Base(name)), strings.Join(block, "\n")+"\n")
		case language == "console":
			block = runBlock(t, program, folder, block)
		}
		out = append(out, block...)
		i = end - 1
		if end < len(lines) {
			out = append(out, lines[end])
			i = end
		}
	}
	return strings.Join(out, "\n")
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runBlock runs the commands of one block, compares, and returns the block as
// it really is.
func runBlock(t *testing.T, program, folder string, block []string) []string {
	t.Helper()
	var out []string
	for i := 0; i < len(block); {
		command, ok := strings.CutPrefix(block[i], "$ ")
		if !ok {
			t.Fatalf("a console block begins with a command, not with %q", block[i])
		}
		end := i + 1
		for end < len(block) && !strings.HasPrefix(block[end], "$ ") {
			end++
		}
		got := run(t, program, folder, command)
		want := block[i+1 : end]
		if !matches(want, got) {
			if os.Getenv("UPDATE") == "" {
				t.Errorf("$ %s\n(-page +program):\n%s", command, cmp.Diff(want, got))
			}
			if !contains(want, elision) {
				want = got
			}
		}
		out = append(append(out, block[i]), want...)
		i = end
	}
	return out
}

// run gives the lines that a command prints. "go test" is not run from a test.
func run(t *testing.T, program, folder, command string) []string {
	t.Helper()
	if strings.HasPrefix(command, "go test") || strings.HasPrefix(command, "git ") {
		return []string{elision}
	}
	script := strings.ReplaceAll(command, "go run ./cmd/steelyard", "steelyard")
	shell := exec.Command("sh", "-c", script)
	shell.Dir = folder
	shell.Env = append(os.Environ(), "PATH="+filepath.Dir(program)+":"+os.Getenv("PATH"), "NO_COLOR=1", "COLUMNS=80",
		"XDG_CACHE_HOME="+filepath.Join(filepath.Dir(program), "cache"))
	var printed bytes.Buffer
	shell.Stdout, shell.Stderr = &printed, &printed
	err := shell.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("$ %s: %v", command, err)
	}
	lines := []string{}
	if text := strings.TrimRight(printed.String(), "\n"); text != "" {
		lines = strings.Split(text, "\n")
	}
	for k := range lines {
		lines[k] = strings.TrimRight(lines[k], " ")
	}
	if exit != nil {
		lines = append([]string{fmt.Sprintf("# exit %d", exit.ExitCode())}, lines...)
	}
	return lines
}

// matches compares lines, where "..." in want stands for any number of lines.
func matches(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] == elision {
		for skip := 0; skip <= len(got); skip++ {
			if matches(want[1:], got[skip:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && strings.TrimRight(want[0], " ") == got[0] && matches(want[1:], got[1:])
}

func contains(lines []string, line string) bool {
	for _, l := range lines {
		if l == line {
			return true
		}
	}
	return false
}

func TestElisionStandsForAnyNumberOfLines(t *testing.T) {
	got := []string{"a", "b", "c"}
	for _, c := range []struct {
		want []string
		fits bool
	}{
		{[]string{"a", "b", "c"}, true},
		{[]string{"a", "..."}, true},
		{[]string{"...", "c"}, true},
		{[]string{"a", "...", "b", "c"}, true},
		{[]string{"a", "..."[:2], "c"}, false},
		{[]string{"a", "b"}, false},
		{[]string{"...", "b"}, false},
	} {
		if matches(c.want, got) != c.fits {
			t.Errorf("%q against %q: expected %v", c.want, got, c.fits)
		}
	}
}
