package intake

import (
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Rules lists every rule that a diagnostic can name, by id: those of reading a
// file, those of model.Validate and those of model.Check.
func Rules() []model.Rule {
	rules := slices.Concat(readingRules(), overlayRules(), tableRules(), model.ValidationRules(), model.CheckRules())
	slices.SortFunc(rules, func(a, b model.Rule) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(rules, func(a, b model.Rule) bool { return a.ID == b.ID })
}

func readingRules() []model.Rule {
	return []model.Rule{
		{ID: "alias-bomb", Sentence: "Aliases stand for a bounded number of values."},
		{ID: "alias-cycle", Sentence: "No alias stands inside what it stands for."},
		{ID: "bad-horizon", Sentence: "A horizon is made of stretches such as 8 weeks, and of a bounded number of periods."},
		{ID: "bad-id", Sentence: "An id is made of letters, digits, _ and -, starts with a letter or digit, has at most 64 characters and does not look like a period."},
		{ID: "bad-frozen", Sentence: "Frozen periods are those of an earlier plan that can be read."},
		{ID: "bad-lock", Sentence: "A lock names a decision by its quantity, its ids and perhaps its period."},
		{ID: "bad-name", Sentence: "A value of a rule has a name of small letters, digits and _ that means nothing else."},
		{ID: "bad-number", Sentence: "A number is decimal, with a decimal point, and finite: 1_000, 2.5, 1e3, 12 k, 1.2 M."},
		{ID: "bad-start", Sentence: "The first period is written as its bucket asks for."},
		{ID: "bad-exchange", Sentence: "An exchange rate is above 0, for another currency than that of the scenario, which must have one; what is no value over time is not written in a currency whose rate changes."},
		{ID: "bad-unit", Sentence: "A unit or currency is one word."},
		{ID: "bad-weekdays", Sentence: "Working days are weekdays or ranges of them."},
		{ID: "bad-year-end", Sentence: "A fiscal year ends on the last weekday of a month, or on the weekday nearest to a date."},
		{ID: "calendar-form", Sentence: "A calendar has periods of one bucket, or a horizon of several."},
		{ID: "duplicate-key", Sentence: "No mapping has the same key twice."},
		{ID: "file-binary", Sentence: "A file is text, without control characters."},
		{ID: "file-empty", Sentence: "A scenario file says something."},
		{ID: "file-encoding", Sentence: "A file is in UTF-8."},
		{ID: "file-too-large", Sentence: "A file has a bounded size."},
		{ID: "frozen-gone", Sentence: "What the frozen plan decides is in the scenario."},
		{ID: "key-not-text", Sentence: "A key is a word or a number."},
		{ID: "merge-not-mapping", Sentence: "A merge key takes a mapping."},
		{ID: "period-missing", Sentence: "A map by period covers every period where each needs a value."},
		{ID: "period-order", Sentence: "A range of periods starts with the earlier one."},
		{ID: "period-overlap", Sentence: "A map by period gives each period once."},
		{ID: "rule-nonlinear", Sentence: "A rule is linear: sums of quantities, each times a number."},
		{ID: "rule-syntax", Sentence: "A rule is an expression that can be read."},
		{ID: "several-documents", Sentence: "A file holds one document."},
		{ID: "text-direction", Sentence: "No text holds invisible characters that turn its direction."},
		{ID: "text-lines", Sentence: "Names are on one line, and no text holds control characters."},
		{ID: "too-many", Sentence: "Beyond a bound mistakes are only counted."},
		{ID: "unit-contradiction", Sentence: "The units of an item have one size each."},
		{ID: "unit-cycle", Sentence: "No unit of an item is explained by itself."},
		{ID: "unit-mismatch", Sentence: "The unit after a number converts to the one that is asked for."},
		{ID: "unknown-key", Sentence: "Every key is one of those that the language has."},
		{ID: "unknown-period", Sentence: "A period that is named is one of the calendar."},
		{ID: "whole-number", Sentence: "What is counted in periods is a whole number of at least 1."},
		{ID: "working-days-missing", Sentence: "A rate per day needs to know which days are worked."},
		{ID: "wrong-type", Sentence: "A value is of the kind that its key takes."},
		{ID: "yaml-depth", Sentence: "Mappings and lists are nested to a bounded depth."},
		{ID: "yaml-syntax", Sentence: "A scenario file is valid YAML."},
		{ID: "yaml-tab", Sentence: "Lines are indented by spaces."},
		{ID: "yaml-tag", Sentence: "Values carry no tags."},
	}
}
