package intake

import "sync"

// The field table is large and never changes, so it is made once: a sweep of
// thousands of cases reads each of them with it.
var (
	// wholeTable is the table of a scenario file.
	wholeTable = sync.OnceValue(scenarioObject)
	// plainTable is the table of a scenario without the keys that lay one over another.
	plainTable = sync.OnceValue(plainScenario)
)
