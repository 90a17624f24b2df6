package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
)

const initLong = `Write a scenario to start from: commented, complete and ready to plan. --kind chooses what it is about:

  plant        one plant with a crew, a line, stock and late delivery
  markets      a plant and its markets, for the most profit
  make-or-buy  a bill of material, several ways to make, and suppliers

DIR is made where it is missing; without it the files go into the folder you are in. They are
scenario.yaml, a table in CSV that it reads, and scenario.schema.json, from which editors complete
keys and show what they mean. No file is ever overwritten.` + exitStatus

const initExample = `  steelyard init
  steelyard init plan2026 --kind make-or-buy`

// templates holds a folder of files for each kind, named after it.
//
//go:embed templates
var templates embed.FS

type initOptions struct{ kind choice }

func newInitCmd(g *globals) *cobra.Command {
	o := initOptions{kind: choice{value: "plant", allowed: []string{"plant", "markets", "make-or-buy"}}}
	cmd := &cobra.Command{
		Use:     "init [DIR]",
		Short:   "Write a scenario to start from",
		Long:    initLong,
		Example: initExample,
		Args:    atMostOne("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return runInit(o, dir, g)
		},
	}
	cmd.Flags().Var(&o.kind, "kind", "what the scenario is about")
	return cmd
}

// atMostOne returns a check of the arguments: none, or the one that is named.
func atMostOne(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usagef(cmd, "expected [%s], got %s", name, counted(len(args), "argument"))
		}
		return nil
	}
}

// starter is one file to write.
type starter struct {
	name    string
	content []byte
}

func starters(kind string) ([]starter, error) {
	schema, err := intake.JSONSchema()
	if err != nil {
		return nil, err
	}
	files := []starter{{"scenario.schema.json", schema}}
	err = fs.WalkDir(templates, "templates/"+kind, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := templates.ReadFile(name)
		files = append(files, starter{path.Base(name), content})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the template %s: %w", kind, err)
	}
	slices.SortFunc(files, func(a, b starter) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

// runInit writes all files or none.
func runInit(o initOptions, dir string, g *globals) error {
	files, err := starters(o.kind.value)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("cannot make the folder %s: %w", dir, reason(err))
	}
	for _, file := range files {
		if _, err := os.Lstat(filepath.Join(dir, file.name)); err == nil {
			return alreadyThere(filepath.Join(dir, file.name))
		}
	}
	for n, file := range files {
		target := filepath.Join(dir, file.name)
		if err := writeNew(target, file.content); err != nil {
			for _, written := range files[:n] {
				os.Remove(filepath.Join(dir, written.name))
			}
			if errors.Is(err, fs.ErrExist) {
				return alreadyThere(target)
			}
			return fmt.Errorf("cannot write %s: %w", target, reason(err))
		}
	}
	for _, file := range files {
		g.note("wrote %s", filepath.Join(dir, file.name))
	}
	g.note("next: steelyard plan %s", filepath.Join(dir, "scenario.yaml"))
	return nil
}

func alreadyThere(name string) error {
	f := failf(exitInternal, "%s is there already, and nothing was written", name)
	f.hints = []string{"name another folder, or move the file away"}
	return f
}

// writeNew makes a file in one step, and fails where there is one of that name.
func writeNew(name string, content []byte) error {
	temporary, err := createBeside(name)
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(content)
	if err == nil {
		err = temporary.Sync()
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	err = os.Link(temporary.Name(), name) // unlike a rename it never replaces a file
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Rename(temporary.Name(), name) // where the file system has no links; nothing was there a moment ago
}
