package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// WriteJSON writes the document as JSON: the same document, the same bytes.
// The layout is made for reading differences: what holds lists of records is
// laid out over lines, each record of a list is one line, and everything else
// is on one line.
func (d *Document) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// writeJSON writes a pointer to a document.
func writeJSON(w io.Writer, document any) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	e := jsonWriter{w: buffered}
	e.record = json.NewEncoder(&e.scratch)
	e.record.SetEscapeHTML(false)
	e.value(reflect.ValueOf(document).Elem(), "")
	e.text("\n")
	if e.err == nil {
		e.err = buffered.Flush()
	}
	if e.err != nil {
		return fmt.Errorf("write the result as JSON: %w", e.err)
	}
	return nil
}

type jsonWriter struct {
	w       *bufio.Writer
	scratch bytes.Buffer
	record  *json.Encoder // writes to scratch
	err     error         // the first one
}

func (e *jsonWriter) text(s string) {
	if e.err == nil {
		_, e.err = e.w.WriteString(s)
	}
}

// compact writes v on one line. It takes a pointer, because a struct behind an
// interface would be copied.
func (e *jsonWriter) compact(v reflect.Value) {
	if e.err != nil {
		return
	}
	e.scratch.Reset()
	if v.CanAddr() {
		v = v.Addr()
	}
	if e.err = e.record.Encode(v.Interface()); e.err == nil {
		_, e.err = e.w.Write(bytes.TrimRight(e.scratch.Bytes(), "\n"))
	}
}

func (e *jsonWriter) value(v reflect.Value, indent string) {
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case isRecords(v.Type()):
		e.records(v, indent)
	case v.Kind() == reflect.Struct && holdsRecords(v.Type()):
		e.object(v, indent)
	default:
		e.compact(v)
	}
}

func (e *jsonWriter) object(v reflect.Value, indent string) {
	inner, separator := indent+"  ", ""
	e.text("{")
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if options == "omitempty" && isEmpty(v.Field(i)) {
			continue
		}
		e.text(separator)
		separator = ","
		e.text("\n" + inner + `"` + name + `": `)
		e.value(v.Field(i), inner)
	}
	e.text("\n" + indent + "}")
}

// isEmpty tells whether there is nothing in a list, or nothing at all.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil()
	}
	return false
}

func (e *jsonWriter) records(v reflect.Value, indent string) {
	if v.Len() == 0 {
		e.text("[]")
		return
	}
	separator := "\n" + indent + "  "
	e.text("[")
	for i := range v.Len() {
		if i > 0 {
			e.text(",")
		}
		e.text(separator)
		e.compact(v.Index(i))
	}
	e.text("\n" + indent + "]")
}

func isRecords(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct
}

func holdsRecords(t reflect.Type) bool {
	for i := range t.NumField() {
		field := t.Field(i).Type
		if field.Kind() == reflect.Pointer {
			field = field.Elem()
		}
		if isRecords(field) || field.Kind() == reflect.Struct && holdsRecords(field) {
			return true
		}
	}
	return false
}

// FormatError says that a file is no document that this version can read. It
// is the mistake of whoever gave the file, not of the program.
type FormatError struct{ Message string }

func (e *FormatError) Error() string { return e.Message }

// notJSON says in words where a text is no JSON, or no JSON of a document.
func notJSON(text []byte, err error) *FormatError {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(text[:min(int(syntax.Offset), len(text))], []byte("\n"))
		return &FormatError{fmt.Sprintf("not a saved plan: expected JSON, and line %d is none", line)}
	case errors.As(err, &kind) && kind.Field != "":
		return &FormatError{fmt.Sprintf("not a saved plan: %s cannot be a %s", kind.Field, kind.Value)}
	}
	return &FormatError{"not a saved plan: expected a JSON object"}
}

// ReadJSON reads a document that WriteJSON wrote. What is no such document is
// refused with a *FormatError; any other error is one of reading.
func ReadJSON(r io.Reader) (*Document, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read a saved plan: %w", err)
	}
	var head struct {
		FormatVersion *int `json:"format_version"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, notJSON(text, err)
	}
	switch {
	case head.FormatVersion == nil:
		return nil, &FormatError{"not a saved plan: format_version is missing"}
	case *head.FormatVersion != FormatVersion:
		return nil, &FormatError{fmt.Sprintf("format version %d of the saved plan is not known; this program reads version %d",
			*head.FormatVersion, FormatVersion)}
	}
	d := new(Document)
	if err := json.Unmarshal(text, d); err != nil {
		return nil, notJSON(text, err)
	}
	if d.Money != nil {
		for _, line := range d.Money.Lines {
			if len(line.ByPeriod) != len(d.Scenario.Periods) {
				return nil, &FormatError{fmt.Sprintf("not a saved plan: account %q has %d amounts for %d periods",
					line.Account, len(line.ByPeriod), len(d.Scenario.Periods))}
			}
		}
	}
	return d, nil
}
