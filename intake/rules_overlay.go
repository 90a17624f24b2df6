package intake

import "github.com/steelyard-sop/steelyard/model"

func overlayRules() []model.Rule {
	return []model.Rule{
		{ID: "already-there", Sentence: "The sections of a file that extends another add to it; what is there already is changed under change:."},
		{ID: "bad-operation", Sentence: "An operation is *FACTOR, +AMOUNT, -AMOUNT, +SHARE % or -SHARE %."},
		{ID: "bad-path", Sentence: "A change has a path: keys with dots between them."},
		{ID: "change-conflict", Sentence: "No two changes of one level change the same value."},
		{ID: "change-no-match", Sentence: "A change leads to a value that is there, or gives one to a key of something that is there."},
		{ID: "change-not-number", Sentence: "Operations work on numbers."},
		{ID: "change-whole-section", Sentence: "A change is about one thing, never about a whole section."},
		{ID: "extends-cycle", Sentence: "No file extends itself, not even through others."},
		{ID: "extends-depth", Sentence: "A bounded number of files extend one another."},
		{ID: "file-unreadable", Sentence: "Every file that a scenario draws on can be read, and lies in the folder of the scenario or below it."},
		{ID: "overlay-key", Sentence: "A file that is laid over a scenario holds change: and sections."},
		{ID: "sweep-form", Sentence: "A sweep has axes or a list of cases."},
		{ID: "sweep-too-many", Sentence: "A sweep has a bounded number of cases."},
		{ID: "sweep-twice", Sentence: "No two cases of a sweep are the same."},
		{ID: "too-many-changes", Sentence: "The work of laying changes over a scenario is bounded."},
		{ID: "unknown-variant", Sentence: "A variant is one of those that the file has."},
	}
}
