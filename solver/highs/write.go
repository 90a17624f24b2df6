package highs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// maxFileName is the longest name in a file, in bytes: the limit of the LP format.
const maxFileName = 255

// WriteModel writes the problem to a file for other solvers: LP text or MPS, by the ending .lp or .mps (HiGHS
// also takes .gz behind either). Names are kept where the format allows. MPS keeps capacity[line1,2026-03] and only
// replaces blanks. In LP text a bracket or a minus ends a name, so this one becomes capacity(line1,2026_03);
// other letters than ASCII become _, too. Names that become equal are numbered: x, x_2, x_3. HiGHS writes a row
// with two different bounds to LP text as two rows, named with lo and up at the end. In MPS everything is a
// minimum, since some readers pass over OBJSENSE and others refuse it: a maximum is written with its signs turned.
func (e *Engine) WriteModel(ctx context.Context, p *lp.Problem, path string) error {
	if err := p.Check(); err != nil {
		return err
	}
	mps := strings.Contains(filepath.Ext(strings.TrimSuffix(path, ".gz")), "mps")
	if mps {
		p = asMinimum(p)
	}
	err := e.Do(ctx, func(m *Model) error {
		if err := m.Pass(p); err != nil {
			return err
		}
		if err := m.PassNames(p, mps); err != nil {
			return err
		}
		return m.Write(path)
	})
	if err != nil || filepath.Ext(path) != ".lp" {
		return err
	}
	return tidyLP(path)
}

// asMinimum is the problem as a minimum: that of minus the objective where it is a maximum.
func asMinimum(p *lp.Problem) *lp.Problem {
	if p.Sense == lp.Minimise {
		return p
	}
	least := p.Clone()
	least.Sense, least.Offset = lp.Minimise, 0-p.Offset
	for j, c := range p.Cost {
		least.Cost[j] = 0 - c // not -c: no zero is to have a sign
	}
	return least
}

// lpSections are the sections of LP text that HiGHS writes even where they are empty, with the word for each that
// every reader knows: CBC takes "bin" and "gen" for names of columns, and loses the whole numbers.
var lpSections = map[string]string{"bounds": "bounds", "bin": "binaries", "gen": "generals", "semi": "semi-continuous"}

// tidyLP rewrites a file of LP text without empty sections, in words that every reader knows.
func tidyLP(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("highs: read what was written: %w", err)
	}
	var tidy []byte
	section := ""
	for line := range strings.Lines(string(text)) {
		if word, ok := lpSections[strings.TrimSpace(line)]; ok && !strings.HasPrefix(line, " ") {
			section = word + "\n" // written when something follows in it
			continue
		}
		if strings.HasPrefix(line, " ") {
			tidy = append(tidy, section...)
		}
		section = ""
		tidy = append(tidy, line...)
	}
	if err := os.WriteFile(path, tidy, 0o644); err != nil {
		return fmt.Errorf("highs: write the model: %w", err)
	}
	return nil
}

// PassNames gives the rows and columns of the model their names, as the format of the file to write allows.
func (m *Model) PassNames(p *lp.Problem, mps bool) error {
	if m.h == nil {
		return errNoModel
	}
	clean := cleanForLP
	if mps {
		clean = cleanForMPS
	}
	if p.Name != "" {
		name := string(clean(nil, p.Name))
		if err := m.call("name the model", "Highs_passModelName", func(h instance) int { return h.passModelName(name) }); err != nil {
			return err
		}
	}
	cols := newFileNames(clean)
	for j := range p.NumCols() {
		name := cols.name(&p.Cols, j)
		if status := m.h.passColName(j, name); status == statusError {
			return &Error{Op: fmt.Sprintf("name a column %q", name), CFunc: "Highs_passColName", Status: status, Message: m.h.message()}
		}
	}
	rows := newFileNames(clean, "Obj", "obj") // HiGHS's names for the objective
	for i := range p.NumRows() {
		name := rows.name(&p.Rows, i)
		if status := m.h.passRowName(i, name); status == statusError {
			return &Error{Op: fmt.Sprintf("name a row %q", name), CFunc: "Highs_passRowName", Status: status, Message: m.h.message()}
		}
	}
	return nil
}

// Write writes the model to a file, its format by the ending: .lp or .mps (Highs_writeModel).
func (m *Model) Write(path string) error {
	if m.h == nil {
		return errNoModel
	}
	f, err := os.Create(path) // HiGHS crashes on a file that it cannot open
	if err != nil {
		return fmt.Errorf("highs: write the model: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("highs: write the model: %w", err)
	}
	return m.call(fmt.Sprintf("write %q", path), "Highs_writeModel", func(h instance) int { return h.write(path) })
}

// Read reads a model from a file, its format by the ending: .lp or .mps (Highs_readModel).
func (m *Model) Read(path string) error {
	return m.call(fmt.Sprintf("read %q", path), "Highs_readModel", func(h instance) int { return h.read(path) })
}

// RowNames and ColNames are the names of a model that was read or named.
func (m *Model) RowNames() ([]string, error) {
	if m.h == nil {
		return nil, errNoModel
	}
	n, _ := m.h.size()
	return m.names(n, "Highs_getRowName", m.h.rowName)
}

// ColNames are the names of the columns: see RowNames.
func (m *Model) ColNames() ([]string, error) {
	if m.h == nil {
		return nil, errNoModel
	}
	_, n := m.h.size()
	return m.names(n, "Highs_getColName", m.h.colName)
}

func (m *Model) names(n int, cFunc string, get func(int) (string, int)) ([]string, error) {
	out := make([]string, n)
	var errs []error
	for i := range out {
		errs = append(errs, m.call("read a name", cFunc, func(instance) (status int) {
			out[i], status = get(i)
			return status
		}))
	}
	return out, errors.Join(errs...)
}

// fileNames makes the names of rows or columns fit a file format, each one different.
type fileNames struct {
	clean func(dst []byte, name string) []byte
	taken map[string]bool
	buf   []byte
}

func newFileNames(clean func([]byte, string) []byte, reserved ...string) *fileNames {
	f := &fileNames{clean: clean, taken: map[string]bool{}}
	for _, r := range reserved {
		f.taken[r] = true
	}
	return f
}

func (f *fileNames) name(names *lp.Names, i int) string {
	f.buf = f.clean(f.buf[:0], names.Name(i))
	name := string(shorten(f.buf, ""))
	for n := 2; f.taken[name]; n++ {
		name = string(shorten(f.buf, "_"+strconv.Itoa(n)))
	}
	f.taken[name] = true
	return name
}

// shorten cuts the name so that it fits with the suffix, between letters.
func shorten(name []byte, suffix string) []byte {
	short := name
	if len(short)+len(suffix) > maxFileName {
		short = []byte(strings.ToValidUTF8(string(short[:maxFileName-len(suffix)]), ""))
	}
	return append(short[:len(short):len(short)], suffix...)
}

// cleanForMPS replaces what ends a field in free MPS: blanks and control characters; and a leading sign of a
// comment. An empty name becomes an underscore.
func cleanForMPS(dst []byte, name string) []byte {
	if name == "" || name[0] == '$' || name[0] == '*' {
		dst = append(dst, '_')
	}
	for _, r := range name {
		if r <= ' ' || r == 0x7f || r == 0x85 || r == 0xa0 || r == 0xfffd {
			r = '_'
		}
		dst = append(dst, string(r)...)
	}
	return dst
}

// lpWords are words of the LP format, which no name may be.
var lpWords = map[string]bool{
	"free": true, "inf": true, "infinity": true, "end": true, "st": true, "bounds": true, "bound": true,
	"general": true, "generals": true, "gen": true, "integer": true, "integers": true, "int": true,
	"binary": true, "binaries": true, "bin": true, "semi": true, "semis": true, "sos": true, "max": true,
	"min": true, "maximize": true, "minimize": true, "maximise": true, "minimise": true, "maximum": true,
	"minimum": true, "subject": true, "such": true, "to": true, "that": true,
}

// cleanForLP keeps ASCII letters, digits and ( ) , . _ and makes the rest underscores, brackets round. A name
// that could be read as a number, an exponent or a word of the format gets an underscore before it.
func cleanForLP(dst []byte, name string) []byte {
	if !startsLikeAName(name) || lpWords[strings.ToLower(name)] {
		dst = append(dst, '_')
	}
	for _, r := range name {
		switch {
		case r == '[':
			r = '('
		case r == ']':
			r = ')'
		case r < 0x80 && (isLetter(byte(r)) || '0' <= r && r <= '9' || strings.ContainsRune("(),._", r)):
		default:
			r = '_'
		}
		dst = append(dst, byte(r))
	}
	return dst
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// startsLikeAName is false for digits and dots, and for e5, which reads as an exponent after a factor.
func startsLikeAName(name string) bool {
	if name == "" || !isLetter(name[0]) && name[0] != '_' {
		return false
	}
	exponent := name[0] == 'e' || name[0] == 'E'
	return !exponent || len(name) > 1 && isLetter(name[1])
}
