package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The exit codes. Scripts rely on them; the help text of every command lists them.
const (
	exitOK       = 0
	exitInternal = 1
	exitDiffers  = 2
	exitInvalid  = 3
	exitNoPlan   = 4
	exitStopped  = 5
	exitUsage    = 64
)

// failure ends a command with an exit code. Any other error is one of the program.
type failure struct {
	code    int
	message string // empty where the user has been told already
	hints   []string
}

func (f *failure) Error() string { return f.message }

// failed ends a command about which the user has been told already.
func failed(code int) error { return &failure{code: code} }

func failf(code int, format string, args ...any) *failure {
	return &failure{code: code, message: fmt.Sprintf(format, args...)}
}

// usagef refuses a command line.
func usagef(cmd *cobra.Command, format string, args ...any) *failure {
	f := failf(exitUsage, format, args...)
	f.hints = []string{fmt.Sprintf("%q shows how to use it", cmd.CommandPath()+" --help")}
	return f
}

// meant adds what the user may have meant: names that are near to a wrong one, of the commands below cmd.
func (f *failure) meant(cmd *cobra.Command, wrong, prefix string) {
	var near []string
	for _, name := range cmd.SuggestionsFor(wrong) {
		near = append(near, fmt.Sprintf("%q", prefix+name))
	}
	if len(near) > 0 {
		f.hints = append([]string{"did you mean " + strings.Join(near, " or ") + "?"}, f.hints...)
	}
}

// wrongFlag refuses flags that the command does not have, and values that a flag does not take.
func wrongFlag(cmd *cobra.Command, err error) error {
	f := usagef(cmd, "%s", err)
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		if form := valueForm(invalid.GetFlag()); form != "" {
			f.message = fmt.Sprintf("invalid argument %q for %q: expected %s", invalid.GetValue(), "--"+invalid.GetFlag().Name, form)
		}
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" {
		// Cobra finds near names among commands only, so the flags pose as commands.
		flags := &cobra.Command{SuggestionsMinimumDistance: cmd.Root().SuggestionsMinimumDistance}
		cmd.Flags().VisitAll(func(flag *pflag.Flag) {
			flags.AddCommand(&cobra.Command{Use: flag.Name, Run: func(*cobra.Command, []string) {}})
		})
		f.meant(flags, unknown.GetSpecifiedName(), "--")
	}
	return f
}

// valueForm says what a flag of a plain type takes, whose own errors are those of the Go library; empty for
// flags that say it themselves.
func valueForm(flag *pflag.Flag) string {
	switch flag.Value.Type() {
	case "int":
		return "a whole number"
	case "float64":
		return "a number such as 0.01"
	case "duration":
		return "a time such as 30s or 5m"
	case "bool":
		return "true or false"
	}
	return ""
}

// conclude tells the user how a command ended, and returns the exit code. It is the only place that decides on one.
func conclude(err error, g *globals) int {
	var f *failure
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &f):
		if f.message != "" {
			g.note("%s", f.message)
		}
		for _, hint := range f.hints {
			g.note("%s", hint)
		}
		return f.code
	case errors.Is(err, context.Canceled):
		g.note("interrupted before there was a result")
		return exitStopped
	case errors.Is(err, syscall.EPIPE):
		return exitOK // the reader has seen enough
	}
	g.note("%s", err)
	return exitInternal
}
