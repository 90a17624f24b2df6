package intake

import "github.com/steelyard-sop/steelyard/model"

// switchWords say what is switched: measures and words of its fields.
type switchWords struct {
	activity measure
	min, max string // examples
}

var lotWords = switchWords{activity: runs, min: "20", max: "200"}

// switchObject describes an on/off decision about an activity.
func switchObject(w switchWords) *object[model.Switch] {
	return &object[model.Switch]{main: "cost", fields: []field[model.Switch]{
		seriesField("cost", setupPrice, func(s *model.Switch) *model.Series { return &s.Cost },
			"What every period in which it is on costs (set-up or fixed cost).", byDefault("0"), example("500")),
		limitField("min", w.activity.inAPeriod(), func(s *model.Switch) *model.Limit { return &s.Min },
			"The least in a period in which it is on.", byDefault("0"), example(w.min)),
		limitField("max", w.activity.inAPeriod(), func(s *model.Switch) *model.Limit { return &s.Max },
			"The most in a period in which it is on.", byDefault("what capacity and demand allow"), example(w.max)),
	}}
}

// switchField is a key whose being there makes something an on/off decision.
func switchField[T any](key string, w switchWords, get func(*T) *model.Switch, sentence, of string) field[T] {
	return nested(key, "on/off decision", switchObject(w), get, func(s *model.Switch) { s.Set = true },
		sentence, byDefault("none"), example(of))
}
