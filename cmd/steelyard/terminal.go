package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// defaultWidth is the width of what is not a terminal, in columns.
const defaultWidth = 80

// isTerminal tells whether a stream is shown to somebody.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// width is that of the terminal that w writes to, or the default.
func width(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
			return columns
		}
	}
	return defaultWidth
}

// colour tells whether a stream takes colours: terminals do, unless the user wants none (https://no-color.org).
func (g *globals) colour(w io.Writer) bool {
	return isTerminal(w) && g.getenv("NO_COLOR") == "" && g.getenv("TERM") != "dumb"
}
