// Package chart draws charts as SVG: one picture, without script, that prints,
// scales, and can be put into a page or opened by itself.
//
// A Chart says what is to be seen, in the units of the data; Write lays it out.
// Scales have ticks at round numbers, labels keep clear of one another, and what
// has no room is left out rather than drawn over something else.
//
// Rules of the package:
//
//   - The same chart is the same bytes: no map is walked, no clock is read, and
//     coordinates have two decimals.
//   - Colours are CSS variables with a fallback, so that a page may set them, dark
//     pages show light ink, and programs that know no variables show colours too.
//   - Every text comes from a user: it is cleaned and escaped where it is written.
//   - Every chart has a title and a description for those who cannot see it, and
//     points tell their numbers when pointed at.
package chart
