package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// planFormat is the version of the plan document that is understood.
const planFormat = 1

// maxPlanSize bounds the document of a saved plan, in bytes.
const maxPlanSize = 256 << 20

// SavedPlan is what is read back of the JSON document of a plan.
type SavedPlan struct {
	FormatVersion int           `json:"format_version"`
	Scenario      SavedScenario `json:"scenario"`
	Objective     SavedValue    `json:"objective"`
	Money         SavedMoney    `json:"money"`
	Penalties     SavedPenalty  `json:"penalties"`
	Plan          model.Tables  `json:"plan"`
}

// SavedScenario names the scenario that the plan is of.
type SavedScenario struct {
	Name string `json:"name"`
	Hash string `json:"hash"`
}

// SavedValue is the value of the objective, with penalties.
type SavedValue struct {
	Value *float64 `json:"value"`
}

// SavedMoney is the statement of real money.
type SavedMoney struct {
	Lines []SavedLine `json:"lines"`
}

// SavedLine is one account over the horizon.
type SavedLine struct {
	Account  string    `json:"account"` // id of the account
	ByPeriod []float64 `json:"by_period"`
}

// SavedPenalty is the penalty money of the plan.
type SavedPenalty struct {
	Total float64 `json:"total"`
}

// ReadPlan reads the document that "plan -o json" writes. Of a document with
// mistakes the plan is nil.
func ReadPlan(name string, src []byte) (*SavedPlan, Diagnostics) {
	list := &collector{}
	plan := readPlan(name, src, list)
	return plan, list.finish()
}

func readPlan(name string, src []byte, list *collector) *SavedPlan {
	s := newSource(name, "")
	list.sources = append(list.sources, s)
	refuse := func(offset int, rule, path, message, hint string) *SavedPlan {
		list.add(Diagnostic{Rule: rule, Path: path, Message: message, Hint: hint, Pos: s.at(offset)})
		return nil
	}
	if len(src) > maxPlanSize {
		return refuse(0, "file-too-large", "", fmt.Sprintf("expected at most %d MiB, got %d", maxPlanSize>>20, len(src)>>20), "")
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if offset := firstInvalid(src); offset >= 0 {
		*s = *newSource(name, strings.ToValidUTF8(string(src[:offset]), ""))
		return refuse(offset, "file-encoding", "", "expected text in UTF-8, got a byte that is not", "")
	}
	*s = *newSource(name, string(src))
	if len(bytes.TrimSpace(src)) == 0 {
		return refuse(0, "file-empty", "", "the file says nothing", planHint)
	}
	var version struct {
		FormatVersion *int `json:"format_version"`
	}
	if err := json.Unmarshal(src, &version); err != nil {
		return refusePlan(src, err, refuse)
	}
	switch {
	case version.FormatVersion == nil:
		return refuse(0, "bad-plan", "", "expected the key format_version", planHint)
	case *version.FormatVersion != planFormat:
		message := fmt.Sprintf("expected version %d of the format, got %d", planFormat, *version.FormatVersion)
		return refuse(bytes.Index(src, []byte(`"format_version"`)), "plan-version", "format_version", message, "plan the scenario again with this version of the program")
	}
	plan := &SavedPlan{}
	if err := json.Unmarshal(src, plan); err != nil {
		return refusePlan(src, err, refuse)
	}
	if path, message := plan.incomplete(); message != "" {
		return refuse(max(bytes.Index(src, []byte(`"`+path+`"`)), 0), "bad-plan", path, message, planHint)
	}
	return plan
}

const planHint = "write it with: steelyard plan -o json SCENARIO"

// refusePlan turns an error of the JSON library into a diagnostic.
func refusePlan(src []byte, err error, refuse func(int, string, string, string, string) *SavedPlan) *SavedPlan {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return refuse(int(syntax.Offset)-1, "plan-json", "", "this is not JSON: "+syntax.Error(), planHint)
	case errors.As(err, &kind):
		// The offset is that of the end of the value: step back to its last character.
		message := fmt.Sprintf("expected %s, got a JSON %s", jsonKind(kind.Type.String()), kind.Value)
		return refuse(min(int(kind.Offset), len(src))-1, "bad-plan", kind.Field, message, "")
	}
	return refuse(0, "plan-json", "", "this is not JSON: "+err.Error(), planHint)
}

// jsonKind names a Go type in the words of JSON.
func jsonKind(goType string) string {
	switch {
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	case strings.HasPrefix(goType, "float"), strings.HasPrefix(goType, "*float"):
		return "a number"
	case strings.HasPrefix(goType, "int"):
		return "a whole number"
	case goType == "string":
		return "a text"
	}
	return "an object"
}

// incomplete names a part that a document with a plan must have.
func (p *SavedPlan) incomplete() (path, message string) {
	switch {
	case p.Plan.Production == nil || p.Plan.Inventory == nil || p.Plan.Demand == nil:
		return "plan", "expected the tables of a plan; the document holds none"
	case p.Scenario.Hash == "":
		return "scenario", "expected the hash of the scenario"
	case p.Objective.Value == nil:
		return "objective", "expected the value of the objective"
	case len(p.Money.Lines) == 0:
		return "money", "expected the lines of the statement of money"
	}
	known := make([]string, 0, len(model.Accounts()))
	for _, a := range model.Accounts() {
		known = append(known, a.ID())
	}
	seen := map[string]bool{}
	for _, line := range p.Money.Lines {
		switch {
		case !slices.Contains(known, line.Account):
			return "money", fmt.Sprintf("expected accounts among %s; got %s", strings.Join(known, ", "), quote(line.Account))
		case seen[line.Account]:
			return "money", fmt.Sprintf("the account %s is there twice", line.Account)
		}
		seen[line.Account] = true
	}
	return "", ""
}
