package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// folder is the folder of the scenario file that was named first. Every other
// file that the scenario draws on lies inside it: os.Root refuses ".." and
// links that lead out of it.
type folder struct {
	path string
	dir  string // how messages call it: as the user writes it
	used []string
}

// folderOf is the folder that a file lies in.
func folderOf(file string) *folder { return &folder{path: filepath.Dir(file), dir: filepath.Dir(file)} }

// inside is the path of a file in the folder, where another file in it calls
// it name. What stands elsewhere, as on the command line, names files as the
// scenario does. Paths have slashes on every system.
func (f *folder) inside(from *source, name string) string {
	if path.IsAbs(name) || filepath.IsAbs(name) {
		return name // which read refuses
	}
	dir := "."
	if at, err := filepath.Rel(f.dir, from.name); err == nil && filepath.IsLocal(at) {
		dir = path.Dir(filepath.ToSlash(at))
	}
	return path.Join(dir, name)
}

// shown is how messages call a file of the folder.
func (f *folder) shown(inside string) string {
	return filepath.Join(f.dir, filepath.FromSlash(inside))
}

// files lists the files that were read, sorted.
func (f *folder) files() []string {
	return slices.Clone(f.used)
}

// The answers to paths that leave the folder.
var (
	errOutside = errors.New("expected a file inside the folder of the scenario")
	errLink    = errors.New("a link on the way leads out of the folder of the scenario, or in a circle")
)

// read returns the bytes of a file of bounded size in the folder.
func (f *folder) read(inside string, most int64) ([]byte, error) {
	text, err := f.readText(inside, most)
	return []byte(text), err
}

// readText returns the text of a file of bounded size in the folder.
func (f *folder) readText(inside string, most int64) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(inside)) {
		return "", errOutside
	}
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return "", reason(err)
	}
	defer root.Close() //nolint:errcheck // only read from
	info, err := root.Stat(inside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("there is no such file in the folder of the scenario")
	case err != nil && hasLink(root, inside):
		return "", errLink
	case err != nil:
		return "", reason(err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("expected a regular file, got %s", fileKind(info.Mode()))
	}
	file, err := root.Open(inside)
	if err != nil {
		return "", reason(err)
	}
	defer file.Close() //nolint:errcheck // only read from
	text, err := readBounded(file, info.Size(), most)
	if err != nil {
		return "", err
	}
	if at, found := slices.BinarySearch(f.used, inside); !found {
		f.used = slices.Insert(f.used, at, inside)
	}
	return text, nil
}

// hasLink tells whether any part of a path is a link: os.Root has no error of
// its own for a link that leaves the folder.
func hasLink(root *os.Root, inside string) bool {
	for at := inside; at != "."; at = path.Dir(at) {
		if info, err := root.Lstat(at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// reason is an error without the path, which messages name by themselves.
func reason(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// readBounded reads at most so many bytes; size is what is expected.
func readBounded(r io.Reader, size, most int64) (string, error) {
	tooLarge := fmt.Errorf("expected at most %d MiB", most>>20)
	if size > most {
		return "", tooLarge
	}
	var text strings.Builder
	text.Grow(int(size))
	switch n, err := io.Copy(&text, io.LimitReader(r, most+1)); {
	case err != nil:
		return "", reason(err)
	case n > most:
		return "", tooLarge
	}
	return text.String(), nil
}
