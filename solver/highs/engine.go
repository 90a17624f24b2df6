package highs

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// engineName is the solver's name in results.
const engineName = "HiGHS"

// ErrClosed is returned for work given to an engine after Close.
var ErrClosed = errors.New("highs: the engine is closed")

// live counts Highs objects in memory, so that tests can show that none is left behind.
var live atomic.Int64

// Engine is a pool of workers, each an OS thread that solves one problem at a time. It may be used from any number
// of goroutines at once. Close it to end the threads.
type Engine struct {
	version version
	jobs    chan *job
	closed  chan struct{}
	once    sync.Once
	workers sync.WaitGroup
}

// job is one call of Do on its way through a worker.
type job struct {
	ctx      context.Context
	f        func(*Model) error
	err      error
	panicked any
	done     chan struct{}
}

// New starts an engine of so many workers; zero or less means one per processor. It fails when the program
// was built without HiGHS, and for versions of it that are too old or known to return wrong results.
func New(workers int) (*Engine, error) {
	v, err := libraryVersion()
	if err != nil {
		return nil, err
	}
	if err := v.accept(); err != nil {
		return nil, err
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	e := &Engine{version: v, jobs: make(chan *job), closed: make(chan struct{})}
	e.workers.Add(workers)
	for range workers {
		go e.work()
	}
	if err := e.checkIntegers(); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

// checkIntegers refuses a library that was built with integers of 64 bits.
func (e *Engine) checkIntegers() error {
	return e.Do(context.Background(), func(m *Model) error {
		if bits := m.h.intBits(); bits != 32 {
			return fmt.Errorf("the installed HiGHS has integers of %d bits: one of 32 bits is needed", bits)
		}
		return nil
	})
}

// Version is the version of HiGHS: "1.13.1".
func (e *Engine) Version() string { return e.version.String() }

// Close waits for running jobs and ends the workers. It may be called twice.
func (e *Engine) Close() {
	e.once.Do(func() { close(e.closed) })
	e.workers.Wait()
}

// Do runs f on a worker with a fresh Model, and waits for it. The model is gone when f returns: f must not keep it,
// hand it to another goroutine, or call Do itself, which would wait for its own worker.
// When ctx ends before a worker is free, f is not run and the error is that of ctx; when it ends later,
// a running solve stops with the status Interrupted, and what f makes of that is the result.
func (e *Engine) Do(ctx context.Context, f func(*Model) error) error {
	if err := ctx.Err(); err != nil { // a select would pick at random
		return err
	}
	j := &job{ctx: ctx, f: f, done: make(chan struct{})}
	select {
	case <-e.closed:
		return ErrClosed
	default:
	}
	select {
	case e.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-e.closed:
		return ErrClosed
	}
	<-j.done
	if j.panicked != nil {
		panic(j.panicked) // f's panic belongs to the goroutine that gave f
	}
	return j.err
}

// work is the life of a worker. Its thread is never unlocked, so it ends with the goroutine, and HiGHS's
// thread-local state with it.
func (e *Engine) work() {
	runtime.LockOSThread()
	defer e.workers.Done()
	for {
		select {
		case j := <-e.jobs:
			j.run()
		case <-e.closed:
			return
		}
	}
}

func (j *job) run() {
	defer close(j.done)
	defer func() { j.panicked = recover() }()
	h, err := newInstance()
	if err != nil {
		j.err = err
		return
	}
	live.Add(1)
	m := &Model{h: h}
	defer func() {
		m.h = nil
		h.destroy()
		live.Add(-1)
	}()
	stopWatching := context.AfterFunc(j.ctx, h.stop)
	defer stopWatching()
	if j.err = m.quiet(); j.err == nil {
		j.err = j.f(m)
	}
}
