//go:build cgo && !nohighs && systemhighs

package highs

// #cgo pkg-config: highs
// #cgo CFLAGS: -DSTEELYARD_SYSTEM_HIGHS
import "C"
