// Package docs holds the documentation of Steelyard. Its tests run every
// command that the pages show and compare what it prints, and write the
// reference pages from the tables that the program itself works with.
package docs
