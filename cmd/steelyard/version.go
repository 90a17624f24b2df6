package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/solver/highs"
)

const versionLong = `Show the version of the program, of the engine that solves the problems, and of Go.
Name them when you report a problem, and when you keep a plan for later.` + exitStatus

// engineName is the name of the engine in results.
const engineName = "HiGHS"

type versionOptions struct{ format choice }

func newVersionCmd(g *globals) *cobra.Command {
	o := versionOptions{format: choice{allowed: []string{"table", "json"}}}
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Show the versions of program and engine",
		Long:    versionLong,
		Example: "  steelyard version\n  steelyard version -o json",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return runVersion(o, g) },
	}
	cmd.Flags().VarP(&o.format, "format", "o", "format of the result (default table)")
	return cmd
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef(cmd, "expected no arguments, got %s", counted(len(args), "argument"))
	}
	return nil
}

// versionInfo is what the program knows of itself.
type versionInfo struct {
	FormatVersion int        `json:"format_version"`
	Version       string     `json:"version"`
	Revision      string     `json:"revision,omitempty"` // of the source; empty where the build did not record it
	Engine        engineInfo `json:"engine"`
	Go            string     `json:"go"`
	Platform      string     `json:"platform"`
}

type engineInfo struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

func runVersion(o versionOptions, g *globals) error {
	info, err := readVersion()
	if err != nil {
		return err
	}
	return g.deliver("", func(w io.Writer) error {
		if o.format.or("", "table") == "json" {
			encoder := json.NewEncoder(w)
			encoder.SetIndent("", "  ")
			return encoder.Encode(info)
		}
		_, err := fmt.Fprintf(w, "steelyard %s\n%s %s\n%s %s\n",
			info.Version, info.Engine.Name, info.Engine.Version, info.Go, info.Platform)
		return err
	})
}

func readVersion() (versionInfo, error) {
	engine, err := highs.New(1)
	if err != nil {
		return versionInfo{}, err
	}
	defer engine.Close()
	info := versionInfo{
		FormatVersion: 1,
		Version:       "(devel)",
		Engine:        engineInfo{Name: engineName, Version: engine.Version()},
		Go:            runtime.Version(),
		Platform:      runtime.GOOS + "/" + runtime.GOARCH,
	}
	if build, ok := debug.ReadBuildInfo(); ok {
		if build.Main.Version != "" {
			info.Version = build.Main.Version
		}
		for _, setting := range build.Settings {
			if setting.Key == "vcs.revision" {
				info.Revision = setting.Value
			}
		}
	}
	return info, nil
}
