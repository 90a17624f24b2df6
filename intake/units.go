package intake

import "strings"

// unit is a unit of measure: factor times the base unit of its dimension. A
// word that the table does not know is a dimension of its own, so that
// "pallet" converts to nothing but pallets.
type unit struct {
	dimension string
	factor    float64
}

// lookUpUnit describes a unit word. Days, weeks and months are no multiple of
// an hour here: how many working hours a day has is for the scenario to say.
// Units that mean different things in different countries (ton, gallon,
// barrel) are left out on purpose and so are dimensions of their own.
func lookUpUnit(word string) unit {
	switch word {
	case "each", "ea", "piece", "pieces", "pc", "pcs", "unit", "units":
		return unit{"count", 1}
	case "pair", "pairs":
		return unit{"count", 2}
	case "dozen":
		return unit{"count", 12}
	case "s", "sec", "second", "seconds":
		return unit{"time", 1}
	case "min", "minute", "minutes":
		return unit{"time", 60}
	case "h", "hr", "hour", "hours":
		return unit{"time", 3600}
	case "d", "day", "days":
		return unit{"calendar time", 1}
	case "week", "weeks":
		return unit{"calendar time", 7}
	}
	for _, table := range []func(string) (unit, bool){massUnit, volumeUnit, lengthUnit, areaUnit, energyUnit} {
		if u, ok := table(word); ok {
			return u
		}
	}
	if singular := strings.TrimSuffix(word, "s"); len(singular) > 2 {
		word = singular
	}
	return unit{dimension: "\"" + word + "\"", factor: 1}
}

func massUnit(word string) (unit, bool) { // base: milligram
	switch word {
	case "mg":
		return unit{"mass", 1}, true
	case "g":
		return unit{"mass", 1e3}, true
	case "kg":
		return unit{"mass", 1e6}, true
	case "t", "tonne", "tonnes":
		return unit{"mass", 1e9}, true
	case "kt":
		return unit{"mass", 1e12}, true
	case "oz":
		return unit{"mass", 28349.523125}, true
	case "lb", "lbs":
		return unit{"mass", 453592.37}, true
	}
	return unit{}, false
}

func volumeUnit(word string) (unit, bool) { // base: millilitre
	switch word {
	case "ml", "mL", "cm3", "cm³":
		return unit{"volume", 1}, true
	case "cl", "cL":
		return unit{"volume", 10}, true
	case "dl", "dL":
		return unit{"volume", 100}, true
	case "l", "L", "litre", "litres", "liter", "liters", "dm3", "dm³":
		return unit{"volume", 1e3}, true
	case "hl", "hL":
		return unit{"volume", 1e5}, true
	case "m3", "m³":
		return unit{"volume", 1e6}, true
	}
	return unit{}, false
}

func lengthUnit(word string) (unit, bool) { // base: millimetre
	switch word {
	case "mm":
		return unit{"length", 1}, true
	case "cm":
		return unit{"length", 10}, true
	case "m":
		return unit{"length", 1e3}, true
	case "km":
		return unit{"length", 1e6}, true
	case "in":
		return unit{"length", 25.4}, true
	case "ft":
		return unit{"length", 304.8}, true
	case "yd":
		return unit{"length", 914.4}, true
	case "mi":
		return unit{"length", 1609344}, true
	}
	return unit{}, false
}

func areaUnit(word string) (unit, bool) { // base: square millimetre
	switch word {
	case "mm2", "mm²":
		return unit{"area", 1}, true
	case "cm2", "cm²":
		return unit{"area", 100}, true
	case "m2", "m²":
		return unit{"area", 1e6}, true
	case "ha":
		return unit{"area", 1e10}, true
	case "km2", "km²":
		return unit{"area", 1e12}, true
	case "ft2", "ft²":
		return unit{"area", 92903.04}, true
	}
	return unit{}, false
}

func energyUnit(word string) (unit, bool) { // base: joule
	switch word {
	case "J":
		return unit{"energy", 1}, true
	case "kJ":
		return unit{"energy", 1e3}, true
	case "MJ":
		return unit{"energy", 1e6}, true
	case "GJ":
		return unit{"energy", 1e9}, true
	case "Wh":
		return unit{"energy", 3600}, true
	case "kWh":
		return unit{"energy", 3.6e6}, true
	case "MWh":
		return unit{"energy", 3.6e9}, true
	case "GWh":
		return unit{"energy", 3.6e12}, true
	}
	return unit{}, false
}

// convert turns a number of one unit into the number of another, and refuses
// where the two measure different things. It multiplies before it divides, so
// that 90 min is exactly 1.5 h.
func convert(v float64, from, to string) (float64, bool) {
	if from == to {
		return v, true
	}
	f, t := lookUpUnit(from), lookUpUnit(to)
	if f.dimension != t.dimension {
		return 0, false
	}
	return v * f.factor / t.factor, true
}
