package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// globals is the world as the commands see it. Results go to stdout, everything else to stderr.
type globals struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// note tells the user something that is not a result.
func (g *globals) note(format string, args ...any) {
	fmt.Fprintf(g.stderr, "steelyard: "+format+"\n", args...)
}

// grace is how long an interrupted command has to show what it has, before another interrupt ends the program at once.
// Some wrappers pass an interrupt on that the program has got already: that is not another one.
const grace = 2 * time.Second

// run runs one command line and returns the exit code of the program. An interrupt cancels the command's context.
func run(args []string, g *globals) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, stop) })

	root := newRootCmd(g)
	root.SetArgs(args)
	return conclude(root.ExecuteContext(ctx), g)
}

const rootLong = `Steelyard weighs demand against supply. A scenario in YAML says what a company can sell, make,
buy, store and afford; steelyard finds the best plan over all periods, has it checked by an
auditor that knows nothing of the optimizer, and says what every limit costs.`

const rootExample = `  steelyard init
  steelyard validate scenario.yaml
  steelyard plan scenario.yaml
  steelyard plan scenario.yaml --out plan.json
  steelyard verify plan.json scenario.yaml`

const exitStatus = `

Exit status of every command:
  0   ok
  1   internal error: also a file that cannot be written, or a plan that fails its audit
  2   a plan differs from what it should be, or a scenario from another
  3   invalid input
  4   there is no plan: infeasible or unbounded
  5   stopped by a limit or an interrupt before there was a plan
  64  wrong use of the command line`

func newRootCmd(g *globals) *cobra.Command {
	root := &cobra.Command{
		Use:           "steelyard",
		Short:         "Plan sales and operations",
		Long:          rootLong + exitStatus,
		Example:       rootExample,
		SilenceErrors: true,
		SilenceUsage:  true,

		SuggestionsMinimumDistance: 2, // letters that a name may be off to be taken for another
		Args:                       func(cmd *cobra.Command, args []string) error { return unknownCommand(cmd, args) },
		RunE:                       func(*cobra.Command, []string) error { return nil }, // not reached: Args refuses everything
	}
	root.SetIn(g.stdin)
	root.SetOut(g.stdout)
	root.SetErr(g.stderr)
	root.SetFlagErrorFunc(wrongFlag)
	root.SetHelpCommand(newHelpCmd())
	root.AddCommand(
		newInitCmd(g),
		newPlanCmd(g),
		newStatementCmd(g),
		newReportCmd(g),
		newPricesCmd(g),
		newBillCmd(g),
		newLeewayCmd(g),
		newTornadoCmd(g),
		newStrategiesCmd(g),
		newShockCmd(g),
		newTimingCmd(g),
		newLaunchesCmd(g), newLeversCmd(g),
		newNegotiateCmd(g),
		newExplainCmd(g),
		newFrontierCmd(g),
		newValidateCmd(g),
		newExportCmd(g),
		newVerifyCmd(g),
		newCertifyCmd(g),
		newShowCmd(g),
		newImportCmd(g),
		newDiffCmd(g),
		newCompareCmd(g),
		newSweepCmd(g),
		newCheckCmd(g),
		newSchemaCmd(g),
		newVersionCmd(g),
	)
	return root
}

func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show the help of a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), args)
			}
			return topic.Help()
		},
	}
}

// unknownCommand refuses a command line that names none of the commands.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef(root, "no command given")
	}
	f := usagef(root, "unknown command %q", args[0])
	f.meant(root, args[0], "")
	return f
}

// files returns a check of the arguments: as many as there are names, of which the last may end in "..." .
func files(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		last := names[len(names)-1]
		many := strings.HasSuffix(last, "...")
		if len(args) == len(names) || many && len(args) > len(names) {
			return nil
		}
		return usagef(cmd, "expected %s, got %s", strings.Join(names, " "), counted(len(args), "argument"))
	}
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
