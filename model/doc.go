// Package model is the vocabulary of Steelyard: what a company can sell, make,
// buy, store and afford (Scenario), what it decides to do (Plan), and what
// that costs (Statement).
//
// Everything else points at this package and it points at nothing but the
// standard library. It knows neither YAML nor linear programming: intake
// fills a Scenario, solver turns it into a Plan, audit checks the one against
// the other.
//
// Every collection is a slice sorted by id, and every value has one address,
// its path, spelled as in a scenario file: "workforce.crew.overtime.max".
// Quantities are float64 in the unit their owner declares; money is float64
// in the scenario's currency. A period is an index from 0 into
// Calendar.Periods.
package model
