// Package house has no code: its test keeps the rooms of the project apart.
// Which package may import which is the table in house_test.go.
package house
