package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/intake"
)

// findScenarios lists the files to check: those that are named, and of folders every scenario below, sorted. None
// is listed twice.
func findScenarios(paths []string) ([]string, error) {
	var found []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			found = append(found, path) // what cannot be read is told with everything else
			continue
		}
		below, err := scenariosBelow(path)
		if err != nil {
			return nil, failf(exitInvalid, "read folder %q: %s", path, reason(err))
		}
		if len(below) == 0 {
			return nil, failf(exitInvalid, "there is no scenario in %q", path)
		}
		found = append(found, below...)
	}
	known := map[string]bool{}
	return slices.DeleteFunc(found, func(path string) bool {
		twice := known[filepath.Clean(path)]
		known[filepath.Clean(path)] = true
		return twice
	}), nil
}

// scenariosBelow lists the scenarios in a folder and those below it, but for hidden ones.
func scenariosBelow(folder string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch hidden := strings.HasPrefix(entry.Name(), ".") && path != folder; {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return filepath.SkipDir
		case entry.IsDir(), hidden, !isYAML(path):
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil && intake.IsScenario(text) {
			found = append(found, path)
		}
		return err
	})
	slices.Sort(found)
	return found, err
}

func isYAML(path string) bool {
	extension := strings.ToLower(filepath.Ext(path))
	return extension == ".yaml" || extension == ".yml"
}
