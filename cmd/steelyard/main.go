// Command steelyard plans sales and operations: a scenario in, a checked optimal plan out.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], &globals{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}))
}
