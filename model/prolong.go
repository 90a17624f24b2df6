package model

import (
	"fmt"
	"math"
	"reflect"
)

// perYear is how many periods of a bucket a year has.
var perYear = map[Bucket]int{Day: 365, Week: 52, Month: 12, Quarter: 4, Year: 1}

// once are what there is once only, so that it does not come again: orders and
// money from before the first period, and what is locked.
var once = map[string]bool{"Receipts": true, "Payments": true, "Expires": true, "Locks": true}

// Prolong returns the scenario with its last year, or all of it where it is
// shorter, so many times more. All that changes over time goes on as in that
// year; what came from before the first period, and locks, do not come again. Rules
// about the last period are about the new one. The scenario itself stays as it is.
//
// An error says why a scenario cannot be prolonged.
func (s *Scenario) Prolong(times int) (*Scenario, error) {
	c := s.Calendar
	year, plain := perYear[c.Bucket]
	if !plain || c.Start != "" {
		return nil, fmt.Errorf("a horizon with periods of several lengths cannot be repeated")
	}
	n := c.Len()
	p := prolonger{n: n, year: min(year, n)}
	p.more = p.year * times
	if times < 1 || n+p.more > MaxPeriods {
		return nil, fmt.Errorf("a horizon has at most %d periods: %d years more are too many", MaxPeriods, times)
	}
	layout := Layout{Start: c.Periods[0].Label, Horizon: []Stretch{{n + p.more, c.Bucket}}, Fiscal: c.Fiscal, Working: c.Working}
	longer, err := layout.Calendar()
	if err != nil {
		return nil, fmt.Errorf("prolong the calendar: %w", err)
	}
	out := p.copy(reflect.ValueOf(*s), false).Interface().(Scenario)
	out.Calendar, out.Expect = longer, Expect{}
	return &out, nil
}

// prolonger makes values over time longer.
type prolonger struct{ n, year, more int }

// copy copies a value with every Series in it prolonged; those that come once
// only have no value in the new periods.
func (p *prolonger) copy(v reflect.Value, alone bool) reflect.Value {
	switch {
	case v.Type() == seriesType:
		return reflect.ValueOf(p.series(v.Interface().(Series), alone))
	case v.Kind() == reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				out.Field(i).Set(p.copy(v.Field(i), alone || once[f.Name]))
			}
		}
		return out
	case v.Kind() == reflect.Slice && !v.IsNil():
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(p.copy(v.Index(i), alone))
		}
		return out
	}
	return v
}

func (p *prolonger) series(s Series, once bool) Series {
	if s.Len() != p.n || s.Len() <= 1 && !once {
		return s
	}
	values := make([]float64, p.n+p.more)
	copy(values, s.Values())
	for t := p.n; t < len(values); t++ {
		if values[t] = values[t-p.year]; once {
			values[t] = math.NaN()
		}
	}
	return PerPeriod(values)
}
