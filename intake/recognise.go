package intake

import "regexp"

// scenarioLine begins a line of every scenario, and of no file that is only laid
// over one.
var scenarioLine = regexp.MustCompile(`(?m)^\x{FEFF}?["']?(?:scenario|extends)["']?[ \t]*:`)

// IsScenario tells whether the text of a file is meant as a scenario, however
// many mistakes it has: a line begins with scenario: or extends:. Overlays, and
// YAML about other things, have no such line.
func IsScenario(text []byte) bool { return scenarioLine.Match(text) }
