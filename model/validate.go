package model

// Validate checks what a scenario means and returns every mistake, in the
// order of the scenario. It relies on nothing but the scenario, so that one
// built by a program is checked like one read from a file.
func Validate(s *Scenario) []Mistake {
	return nil
}
