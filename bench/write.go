package bench

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// WriteYAML writes a scenario as a file that reads back as the same scenario.
// Each thing is one line.
func WriteYAML(w io.Writer, s *model.Scenario) error {
	out := bufio.NewWriter(w)
	var head flow
	head.text("scenario", s.Name)
	head.text("source", s.Source)
	head.text("note", s.Note)
	head.text("currency", s.Currency)
	head.text("objective", string(s.Objective))
	if n := s.Calendar.Len(); n > 0 {
		head.add("calendar", fmt.Sprintf("{start: %s, periods: %d, bucket: %s}", s.Calendar.Periods[0].Label, n, s.Calendar.Bucket))
	}
	for _, pair := range head {
		fmt.Fprintln(out, pair)
	}
	section(out, "families", s.Families, writeItem)
	section(out, "materials", s.Materials, writeItem)
	section(out, "resources", s.Resources, writeResource)
	section(out, "workforce", s.Workforce, writeWorkforce)
	section(out, "processes", s.Processes, writeProcess)
	section(out, "suppliers", s.Suppliers, writeSupplier)
	section(out, "inventory", s.Inventory, writeStock)
	section(out, "demand", s.Demand, writeDemand)
	if expect := expectFlow(&s.Expect); len(expect) > 0 {
		fmt.Fprintln(out, "expect:", expect)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write scenario %q: %w", s.Name, err)
	}
	return nil
}

// section writes one line for each thing in it. An error of out is kept by out
// and found by its Flush.
func section[T any](out *bufio.Writer, key string, things []T, write func(*T) (id string, f flow)) {
	if len(things) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s:\n", key)
	for i := range things {
		id, f := write(&things[i])
		fmt.Fprintf(out, "  %s: %s\n", id, f)
	}
}

// flow is a mapping on one line, as a list of "key: value".
type flow []string

func (f flow) String() string { return "{" + strings.Join(f, ", ") + "}" }

func (f *flow) add(key, value string) { *f = append(*f, key+": "+value) }

// text adds a text, unless it is empty.
func (f *flow) text(key, text string) {
	if text != "" {
		f.add(key, strconv.Quote(text))
	}
}

// number adds a number, unless it is 0.
func (f *flow) number(key string, v float64) {
	if v != 0 {
		f.add(key, numberText(v))
	}
}

// series adds a value over time, unless it is unset.
func (f *flow) series(key string, s model.Series) {
	if s.IsSet() {
		f.add(key, seriesText(s))
	}
}

// limit adds a limit, unless it is unset.
func (f *flow) limit(key string, l *model.Limit) {
	if !l.IsSet() {
		return
	}
	var full flow
	full.series("value", l.Value)
	full.text("owner", l.Owner)
	full.text("reason", l.Reason)
	full.text("review", l.Review)
	full.series("penalty", l.Penalty)
	if l.Priority != 0 {
		full.add("priority", strconv.Itoa(l.Priority))
	}
	if len(full) == 1 {
		f.series(key, l.Value)
		return
	}
	f.add(key, full.String())
}

// nested adds a mapping where there is something in it.
func (f *flow) nested(key string, inner flow) {
	if len(inner) > 0 {
		f.add(key, inner.String())
	}
}

// allowed adds a mapping that means something even when it is empty.
func (f *flow) allowed(key string, is bool, inner flow) {
	if is {
		f.add(key, inner.String())
	}
}

func numberText(v float64) string {
	if math.IsNaN(v) { // not given
		return "~"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func seriesText(s model.Series) string {
	if s.Len() == 1 {
		return numberText(s.At(0))
	}
	texts := make([]string, s.Len())
	for t := range texts {
		texts[t] = numberText(s.At(t))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
