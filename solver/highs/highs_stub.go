//go:build !cgo || nohighs || (!systemhighs && !((linux || darwin) && (amd64 || arm64)))

package highs

// newInstance reports that this build has no solver.
func newInstance() (instance, error) { return nil, ErrNoLibrary }

// libraryVersion reports that this build has no solver.
func libraryVersion() (version, error) { return version{}, ErrNoLibrary }
