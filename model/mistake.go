package model

// Mistake is something wrong in a scenario, addressed by path. It is a value
// and not an error: an error means that our program failed.
type Mistake struct {
	Rule    string // id of the rule: dangling-id
	Path    string // address of the value: processes.assemble.uses.crew
	Message string // one line: what was expected and what was found
	Hint    string // what to do, where that is known
	Warning bool   // the scenario can be planned all the same
	Note    bool   // a warning of what the scenario allows: every plan will show it
}
