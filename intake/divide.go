package intake

import (
	"slices"
	"strings"
)

// divide splits the demand of larger markets, once everything is known to be right.
func (l *Loaded) divide(list *collector) {
	if slices.ContainsFunc(list.list, func(d Diagnostic) bool { return d.Severity == Error }) {
		return
	}
	l.origin = l.Scenario.SplitDemand()
	l.decoder.origin = l.origin
}

// asWritten is the path of a value in the file: a part of a divided demand is
// written under the id of the whole.
func (l *Loaded) asWritten(path string) string {
	keys := strings.SplitN(path, ".", 3)
	if len(keys) < 2 || keys[0] != "demand" || l.origin[keys[1]] == "" {
		return path
	}
	keys[1] = l.origin[keys[1]]
	return strings.Join(keys, ".")
}
