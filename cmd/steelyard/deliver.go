package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// deliver writes a result to stdout, or to a file if out names one. The result is rendered into memory first:
// where rendering fails, nothing is written. Only a terminal is written to directly, because
// what it can show in colour is asked of the writer.
func (g *globals) deliver(out string, render func(io.Writer) error) error {
	if toStdout(out) && isTerminal(g.stdout) {
		return render(g.stdout)
	}
	var result bytes.Buffer
	if err := render(&result); err != nil {
		return err
	}
	if toStdout(out) {
		if _, err := g.stdout.Write(result.Bytes()); err != nil {
			return fmt.Errorf("cannot write the result: %w", err)
		}
		return nil
	}
	if err := writeFile(out, result.Bytes()); err != nil {
		return fmt.Errorf("cannot write %s: %w", out, reason(err))
	}
	g.note("wrote %s", out)
	return nil
}

func toStdout(out string) bool { return out == "" || out == standardInput }

// writeFile makes or replaces a file in one step: whoever reads it finds the old content or the new one, and
// where writing fails nothing has changed. Pipes and devices are written to as they are.
func writeFile(name string, content []byte) error {
	target, old, err := resolve(name)
	if err != nil {
		return err
	}
	if old != nil && !old.Mode().IsRegular() {
		return writeThrough(target, content)
	}
	temporary, err := createBeside(target)
	if err != nil {
		return err
	}
	_, err = temporary.Write(content)
	if err == nil && old != nil {
		err = temporary.Chmod(old.Mode().Perm())
	}
	if err == nil {
		err = temporary.Sync()
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(temporary.Name(), target)
	}
	if err != nil {
		os.Remove(temporary.Name())
	}
	return err
}

// resolve follows symbolic links to the file itself, and describes the file that is there; nil if none is.
func resolve(name string) (target string, old fs.FileInfo, err error) {
	old, err = os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return name, nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	if old.IsDir() {
		return "", nil, errors.New("it is a directory")
	}
	if !old.Mode().IsRegular() {
		return name, old, nil // /dev/stdout may lead to a pipe, which has no name of its own
	}
	target, err = filepath.EvalSymlinks(name)
	return target, old, err
}

func writeThrough(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// createBeside makes a new file in the folder of target, hidden, with a name that tells where it comes from.
func createBeside(target string) (*os.File, error) {
	const attempts = 100
	dir, base := filepath.Split(target)
	for i := 0; ; i++ {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d.tmp", base, os.Getpid(), i))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !errors.Is(err, fs.ErrExist) || i == attempts {
			return file, err
		}
	}
}

// reason returns an error of the file system without the path, which the message names already and which may be that of a temporary file.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
