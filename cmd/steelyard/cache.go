package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// resultCache keeps results from one run to the next: those of cases, so that a sweep that was stopped, however
// that happened, goes on where it was, and those of scenarios that are checked. It is a folder of files: one for each
// way of solving, and of sweeps for each base, to which results are added as they come, one line each. Several processes may add to a file at once: every line is written
// whole, in one step, and begins on a line of its own. A line that was cut short is no result.
type resultCache struct {
	mu     sync.Mutex
	lines  map[string][]byte // results that were there, by the hash of the case
	added  map[string]bool   // cases whose results were added since
	file   *os.File          // nil: nothing is kept
	synced time.Time
	warn   func(error) // called once, when nothing can be kept any more
}

// Limits of the cache.
const (
	cacheBound = 256 << 20   // bytes of all files together; the oldest go first
	syncEvery  = time.Second // what is not on the disk yet is lost if the machine stops, not if the program does
)

// cacheFormat is the version of the lines.
const cacheFormat = 1

// cacheSetting is what a result depends on besides its case.
type cacheSetting struct {
	Format  int     `json:"format"`
	Program string  `json:"program"`
	Engine  string  `json:"engine"`
	Base    string  `json:"base"` // hash: where solves begin; or what is asked besides
	Gap     float64 `json:"gap"`
	Alone   bool    `json:"alone"` // each case is solved by itself
}

// name is the name of the file.
func (s cacheSetting) name() (string, error) {
	text, err := json.Marshal(s)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]) + ".jsonl", err
}

// programStamp identifies the program: one that was built anew may formulate otherwise, whatever its version says.
func programStamp() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano()), nil
}

// cacheDir is the folder of the files of one kind.
func cacheDir(kind string) (string, error) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "steelyard", kind), err
}

// keptResults opens the cache of one kind. Where that cannot be, warn is told, and nothing is kept.
func keptResults(kind string, setting cacheSetting, warn func(error)) *resultCache {
	dir, wrong := cacheDir(kind)
	if wrong == nil {
		setting.Program, wrong = programStamp()
	}
	if wrong != nil {
		warn(wrong)
		return noCache()
	}
	return openCache(dir, setting, cacheBound, warn)
}

// noCache keeps nothing.
func noCache() *resultCache { return &resultCache{warn: func(error) {}} }

// openCache reads what is known, and makes room. Whatever goes wrong, the run goes on: warn is told, once.
func openCache(dir string, setting cacheSetting, bound int64, warn func(error)) *resultCache {
	c := &resultCache{lines: map[string][]byte{}, added: map[string]bool{}, warn: warn, synced: time.Now()}
	if err := c.open(dir, setting, bound); err != nil {
		c.file = nil
		warn(reason(err))
	}
	return c
}

func (c *resultCache) open(dir string, setting cacheSetting, bound int64) error {
	name, err := setting.name()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	_ = os.Chtimes(path, time.Time{}, time.Now()) // it may not be there yet
	if err := prune(dir, bound); err != nil {
		return err
	}
	if c.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
		return err
	}
	text, err := io.ReadAll(c.file)
	if err != nil {
		return errors.Join(err, c.file.Close())
	}
	for line := range bytes.Lines(text) {
		var known cacheLine
		if json.Unmarshal(line, &known) == nil && known.Case != "" {
			c.lines[known.Case] = known.Result
		}
	}
	return nil
}

// cacheLine is one line of a file.
type cacheLine struct {
	Case   string          `json:"case"` // hash
	Result json.RawMessage `json:"result"`
}

// prune removes the files that have not been used for the longest time, until the others are within the bound. What
// another process has removed first, or still holds, is left to it.
func prune(dir string, bound int64) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var files []os.FileInfo
	var total int64
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() {
			files, total = append(files, info), total+info.Size()
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int {
		return cmp.Or(a.ModTime().Compare(b.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	for _, info := range files {
		if total <= bound {
			break
		}
		if os.Remove(filepath.Join(dir, info.Name())) == nil {
			total -= info.Size()
		}
	}
	return nil
}

// get reads the result that an earlier run had for a hash; it is false where there is none.
func (c *resultCache) get(hash string, into any) bool {
	c.mu.Lock()
	line := c.lines[hash]
	c.mu.Unlock()
	return line != nil && json.Unmarshal(line, into) == nil
}

// put keeps the result for a hash.
func (c *resultCache) put(hash string, result any) error {
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	line, err := json.Marshal(cacheLine{hash, text})
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.file == nil || c.lines[hash] != nil || c.added[hash] {
		return nil
	}
	c.added[hash] = true
	// What was cut short before, here or by another process, ends where the line begins.
	_, wrong := c.file.Write(slices.Concat([]byte("\n"), line, []byte("\n")))
	if wrong == nil && time.Since(c.synced) > syncEvery {
		c.synced = time.Now()
		wrong = c.file.Sync()
	}
	c.settle(wrong)
	return nil
}

// settle gives the file up where something went wrong.
func (c *resultCache) settle(wrong error) {
	if wrong != nil {
		_ = c.file.Close()
		c.file = nil
		c.warn(reason(wrong))
	}
}

// close makes what was kept safe. Nothing can be put after it.
func (c *resultCache) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.file != nil {
		c.settle(errors.Join(c.file.Sync(), c.file.Close()))
		c.file = nil
	}
}

// keeps tells whether results are kept.
func (c *resultCache) keeps() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.file != nil
}
