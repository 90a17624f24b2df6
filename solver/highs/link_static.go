//go:build cgo && !nohighs && !systemhighs && (linux || darwin) && (amd64 || arm64)

package highs

// The module is imported for its static library alone, and for the flags that link it.
import _ "github.com/bartolsthoorn/gohighs/highs"
