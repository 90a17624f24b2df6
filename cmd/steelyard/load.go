package main

import (
	"fmt"
	"io"
	"os"

	"github.com/steelyard-sop/steelyard/intake"
)

// standardInput is the name of a file that stands for stdin.
const standardInput = "-"

// load reads a scenario, tells the user all that is wrong with it, and fails if it cannot be planned. Notes are
// left to validate: a plan shows by itself what they say.
func (g *globals) load(path string, over layers) (*intake.Loaded, error) {
	loaded, err := g.readScenario(path, over)
	if err != nil {
		return nil, failf(exitInvalid, "%s", err)
	}
	mistakes, _ := loaded.Diagnostics.Split()
	if err := mistakes.Print(g.stderr, intake.PrintLimit); err != nil {
		return nil, fmt.Errorf("cannot tell what is wrong: %w", err)
	}
	if mistakes.HasErrors() {
		return nil, failed(exitInvalid)
	}
	return loaded, nil
}

func (g *globals) readScenario(path string, over layers) (*intake.Loaded, error) {
	options := intake.Options{Edits: over.edits}
	file, variant := intake.SplitVariant(path)
	if file != standardInput {
		return intake.Open(path, options)
	}
	text, err := g.read(file)
	if err != nil {
		return nil, fmt.Errorf("read the scenario: %w", err)
	}
	return intake.OpenText("stdin", text, variant, options)
}

// mostRead bounds what is read of a saved plan or of the standard input, in bytes.
const mostRead = 256 << 20

// read reads a file of any kind, or the standard input, up to mostRead.
func (g *globals) read(path string) ([]byte, error) {
	from := g.stdin
	if path != standardInput {
		file, err := os.Open(path)
		if err != nil {
			return nil, reason(err)
		}
		defer file.Close() //nolint:errcheck // only read from
		from = file
	}
	text, err := io.ReadAll(io.LimitReader(from, mostRead+1))
	if err != nil {
		return nil, reason(err)
	}
	if len(text) > mostRead {
		return nil, fmt.Errorf("expected at most %d MiB", mostRead>>20)
	}
	return text, nil
}
