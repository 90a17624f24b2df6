package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// The elements of a JUnit file: a suite for each folder, a case for each
// scenario. There are no times, so that the same results are the same bytes.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr"`
		Failure *junitProblem `xml:"failure"`
		Error   *junitProblem `xml:"error"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the checks as JUnit XML.
func (d *CheckDocument) WriteJUnit(w io.Writer) error {
	c := &d.Counts
	all := junitSuites{Name: "steelyard check", Tests: c.Scenarios, Failures: c.Failed, Errors: c.Invalid + c.Stopped + c.Broken}
	at := map[string]int{}
	for k := range d.Scenarios {
		l := &d.Scenarios[k]
		folder := path.Dir(l.Scenario)
		i, known := at[folder]
		if !known {
			i = len(all.Suites)
			at[folder] = i
			all.Suites = append(all.Suites, junitSuite{Name: folder})
		}
		suite, one := &all.Suites[i], l.junit(folder)
		suite.Tests++
		if one.Failure != nil {
			suite.Failures++
		}
		if one.Error != nil {
			suite.Errors++
		}
		suite.Cases = append(suite.Cases, one)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err == nil {
		_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	}
	if err != nil {
		return fmt.Errorf("write the checks as JUnit XML: %w", err)
	}
	return nil
}

func (l *CheckLine) junit(folder string) junitCase {
	file, _, _ := strings.Cut(l.Scenario, "#")
	one := junitCase{Class: folder, Name: path.Base(l.Scenario), File: file}
	var sentences []string
	for _, v := range l.Failed() {
		sentences = append(sentences, v.Sentence())
	}
	switch l.Outcome {
	case CheckPassed:
		var passed []string
		for k := range l.Checks {
			passed = append(passed, "ok: "+l.Checks[k].What)
		}
		one.Out = strings.Join(passed, "\n")
	case CheckFailed:
		one.Failure = &junitProblem{Message: sentences[0], Type: l.Outcome, Text: strings.Join(sentences, "\n")}
	default:
		one.Error = &junitProblem{Message: l.Reason, Type: l.Outcome, Text: l.Reason}
	}
	return one
}

// WriteAnnotations writes one line for each thing that is wrong, as commands
// that GitHub shows beside the line of the file.
func (d *CheckDocument) WriteAnnotations(w io.Writer) error {
	var b strings.Builder
	add := func(at Place, title, text string) {
		property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
		message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
		fmt.Fprintf(&b, "::error file=%s,line=%d,col=%d,title=%s::%s\n",
			property.Replace(at.File), max(1, at.Line), max(1, at.Column), property.Replace(title), message.Replace(text))
	}
	for k := range d.Scenarios {
		l := &d.Scenarios[k]
		file, _, _ := strings.Cut(l.Scenario, "#")
		if l.Reason != "" {
			add(Place{file, 1, 1}, l.Scenario, l.Reason)
		}
		for _, v := range l.Failed() {
			at := Place{v.File, v.Line, v.Column}
			if at.File == "" {
				at.File = file
			}
			text := v.Sentence()
			if v.Hint != "" {
				text += "\n" + v.Hint
			}
			add(at, l.Scenario, text)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown writes the checks as a summary for a page of a build: what
// failed, and then every scenario.
func (d *CheckDocument) WriteMarkdown(w io.Writer) error {
	sheet := &sheet{title: "Scenarios", lines: []string{d.Summary()}}
	failed := &sheetTable{columns: []column{{title: "scenario"}, {title: "what"}}}
	all := &sheetTable{columns: []column{{title: "scenario"}, {title: "outcome"}, {title: "status"}, {title: "objective", right: true}, {title: "checks", right: true}}}
	for k := range d.Scenarios {
		l := &d.Scenarios[k]
		if l.Reason != "" {
			failed.add(l.Scenario, l.Reason)
		}
		for _, v := range l.Failed() {
			failed.add(l.Scenario, v.Sentence())
		}
		objective := ""
		if l.Objective != nil {
			objective = withUnit(*l.Objective, l.Currency)
		}
		all.add(l.Scenario, l.Outcome, l.Status, objective, fmt.Sprintf("%d/%d", len(l.Checks)-len(l.Failed()), len(l.Checks)))
	}
	if len(failed.rows) > 0 {
		sheet.parts = append(sheet.parts, part{heading: "What is wrong", table: failed})
	}
	sheet.parts = append(sheet.parts, part{heading: "All", table: all})
	return sheet.markdown(w)
}
