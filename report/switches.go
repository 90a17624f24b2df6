package report

import "strings"

// switches shows what is on in which period, and how many units of what is
// counted; at most most of them, left is how many are left out.
func (v *view) switches(most int) (g grid, left int) {
	on, starts, carried := v.lines(), v.lines(), v.lines()
	for _, r := range v.d.Plan.Switches {
		on.add(r.Switch, r.Period, r.On)
		starts.add(r.Switch, r.Period, r.Starts)
		carried.add(r.Switch, r.Period, r.Carried)
	}
	g.title = "ON (1 = on, or units)"
	for _, path := range on.order {
		if most > 0 && len(g.rows) >= most {
			left++
			continue
		}
		g.rows = append(g.rows, levelRow(v.names.switched(path), on.of(path)))
		over := sumRow("  state carried over", carried.of(path))
		if over.zero() {
			continue
		}
		g.rows = append(g.rows, sumRow("  set-ups", starts.of(path)), over)
	}
	return g, left
}

// switched names what is on or off by its path.
func (n names) switched(path string) string {
	keys := strings.Split(path, ".")
	switch {
	case keys[0] == "processes" && len(keys) == 2:
		return n.of(keys[1], KindProcess)
	case keys[0] == "lanes" && len(keys) == 2:
		return n.of(keys[1], KindLane)
	case keys[0] == "suppliers" && len(keys) == 4:
		return n.item(keys[3]) + " from " + n.of(keys[1], KindSupplier)
	}
	return printable(path)
}

// switchSubject names what is on or off by the key of a limit.
func (n names) switchSubject(key string) string {
	if lane, found := strings.CutPrefix(key, "lanes."); found {
		return n.of(lane, KindLane)
	}
	if supplier, offer, found := strings.Cut(key, ","); found {
		return n.item(offer) + " from " + n.of(supplier, KindSupplier)
	}
	return n.of(key, KindProcess)
}
