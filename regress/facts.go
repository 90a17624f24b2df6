package regress

// Facts are what is known of a planned scenario: all that can be judged.
type Facts struct {
	Status    string             `json:"status"`              // optimal, feasible, infeasible, unbounded or stopped
	Objective *float64           `json:"objective"`           // nil without a plan
	Currency  string             `json:"currency"`            // of the objective
	Reason    string             `json:"reason,omitempty"`    // why there is no plan
	Figures   map[string]float64 `json:"figures,omitempty"`   // key figures, by id; one that the plan does not have is missing
	Asked     map[string]Number  `json:"asked,omitempty"`     // expected figures, by the id of the expectation
	Prices    map[string]Number  `json:"prices,omitempty"`    // expected prices, by the id of the expectation
	Findings  []Finding          `json:"findings,omitempty"`  // sentences about the plan
	Checks    int                `json:"checks,omitempty"`    // of the audit
	Failures  []string           `json:"failures,omitempty"`  // what the audit found wrong, in words
	Relations []Relation         `json:"relations,omitempty"` // of the plan to those of changed scenarios
}

// Number is a number of the plan, or why there is none.
type Number struct {
	Value *float64 `json:"value"`
	Unit  string   `json:"unit"`
	Why   string   `json:"why,omitempty"`
}

// Finding is one sentence and the rule that made it.
type Finding struct {
	Rule string `json:"rule"`
	Text string `json:"text"`
}

// Relation is what became of one relation between the scenario and a changed
// one. It holds, is broken, or was left out.
type Relation struct {
	Name    string   `json:"name"`
	Change  string   `json:"change"`             // what was changed, in words
	LeftOut string   `json:"left_out,omitempty"` // why it does not apply
	Sense   string   `json:"sense"`              // of what must hold of the changed objective: "=", "<=" or ">="
	Wanted  *float64 `json:"wanted"`             // what the changed objective must be, or be at least or at most; nil: no plan
	Found   *float64 `json:"found"`              // nil: no plan
	Allowed float64  `json:"allowed"`            // how far off it may be
	Status  string   `json:"status"`             // of the changed scenario
	Broken  bool     `json:"broken"`
	Hint    string   `json:"hint,omitempty"` // what to look at where it is broken
}
