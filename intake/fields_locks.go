package intake

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// lockUnits is what a locked decision is counted in.
var lockUnits = measure{words: "unit of what is decided"}

// locksField fixes single decisions: runs.assemble.2026-03.
func locksField() field[model.Scenario] {
	f := newField("locks", "mapping of decisions", "Decisions that the plan must take as they are, by quantity, ids and perhaps period. The value may have owner, reason and penalty, as a limit has.",
		[]option{byDefault("none"), within(">= 0"), example(`{runs.assemble.2026-03: 300, bought.acme.steel: {2026-01: 40}}`)},
		func(d *decoder, n *node, into *model.Scenario) {
			if n.kind != mapKind {
				d.expected(n, "a mapping from decisions to values")
				return
			}
			var locks []model.Lock
			for i := range n.entries {
				e := &n.entries[i]
				d.enter(e)
				if lock, ok := d.lock(e); ok {
					locks = append(locks, lock)
				}
				d.leave()
			}
			into.AddLocks(locks)
		})
	f.unit, f.schema, f.encode = lockUnits, schemaChanges, encodeLocks
	return f
}

// encodeLocks writes locks, those of frozen periods too: what is shown of a
// scenario draws on no other file.
func encodeLocks(e *encoder, from *model.Scenario, at *node) (Value, bool) {
	out, of := Value{Kind: MappingValue, from: at}, limitObject(lockUnits, false)
	for i := range from.Locks {
		lock := from.Locks[i]
		key := lock.Quantity + "." + strings.ReplaceAll(lock.Key, ",", ".")
		if t, alone := onlyPeriod(lock.Limit.Value); alone && lock.Limit.Value.Len() > 1 {
			key += "." + from.Calendar.Periods[t].Label
			lock.Limit.Value = model.Constant(lock.Limit.Value.At(t))
		}
		v := of.encode(e, &lock.Limit, new(model.Limit), nil)
		v.Key = key
		out.Of = append(out.Of, v)
	}
	return out, len(from.Locks) > 0
}

// onlyPeriod is the only period in which a value over time is given.
func onlyPeriod(s model.Series) (period int, alone bool) {
	count := 0
	for t, x := range s.Values() {
		if !math.IsNaN(x) {
			period = t
			count++
		}
	}
	return period, count == 1
}

// lock reads one locked decision.
func (d *decoder) lock(e *entry) (model.Lock, bool) {
	parts := strings.Split(e.key, ".")
	lock := model.Lock{Quantity: parts[0], Path: "locks"}
	report := func(rule, message, hint string) (model.Lock, bool) {
		d.list.add(Diagnostic{Rule: rule, Path: "locks", Message: message, Hint: hint, Pos: e.keyPos()})
		return lock, false
	}
	if model.LockedBy(parts[0]) == nil || slices.Contains([]string{"served", "lost", "backlog"}, parts[0]) {
		return report("bad-lock", "expected a decision such as runs.assemble.2026-03, got "+quote(e.key), "what can be locked are "+joined(lockable()))
	}
	at := -1
	if t, ok := d.periods[parts[len(parts)-1]]; ok {
		at, parts = t, parts[:len(parts)-1]
	}
	if len(parts) < 2 {
		return report("bad-lock", "expected what is locked after "+parts[0]+", got "+quote(e.key), "write "+parts[0]+".ID, or "+parts[0]+".ID.PERIOD")
	}
	lock.Key = strings.Join(parts[1:], ",")
	before := d.list.size()
	limitObject(lockUnits, false).decode(d, &e.value, &lock.Limit)
	if d.list.size() > before {
		return lock, false
	}
	if at >= 0 {
		if lock.Limit.Value.Len() != 1 {
			return report("bad-lock", "expected one number, since the lock names its period", "")
		}
		values := make([]float64, d.calendar.Len())
		for t := range values {
			values[t] = math.NaN()
		}
		values[at] = lock.Limit.Value.At(0)
		lock.Limit.Value = model.PerPeriod(values)
	}
	return lock, true
}

// lockable lists the quantities that a scenario can lock. What is sold follows
// from what is asked, which may be divided among markets.
func lockable() []string {
	return slices.DeleteFunc(model.Locked(), func(q string) bool { return q == "served" || q == "lost" || q == "backlog" })
}

// frozenSpec are the first periods that stay as they were planned before.
type frozenSpec struct {
	periods float64
	until   string
	plan    string
	node    *node
}

func frozenObject() *object[frozenSpec] {
	return &object[frozenSpec]{fields: []field[frozenSpec]{
		numberField("periods", measure{words: "periods"}, func(f *frozenSpec) *float64 { return &f.periods },
			"How many periods are frozen, from the first one.", byDefault("see until"), example("2")),
		textField("until", true, func(f *frozenSpec) *string { return &f.until },
			"The last period that is frozen, in place of periods.", byDefault("see periods"), example("2026-03")),
		textField("plan", true, func(f *frozenSpec) *string { return &f.plan },
			"The plan that stays: a file with the JSON of a plan.", required, example("last.json")),
	}}
}

// frozenField freezes the first periods. The plan is read once the scenario is known.
func frozenField() field[model.Scenario] {
	f := newField("frozen", "mapping", "The first periods that stay as an earlier plan decided: runs, orders, shipments, hiring. Stock and sales follow. Periods are found by their label.",
		[]option{byDefault("nothing is frozen"), example("{periods: 2, plan: last.json}")},
		func(d *decoder, n *node, _ *model.Scenario) {
			d.frozen = &frozenSpec{node: n}
			frozenObject().decode(d, n, d.frozen)
		})
	f.inner, f.schema = frozenObject(), schemaObject
	f.encode = func(*encoder, *model.Scenario, *node) (Value, bool) { return Value{}, false } // shown as locks
	return f
}

// freeze makes locks of the frozen periods.
func (d *decoder) freeze(s *model.Scenario) {
	f := d.frozen
	if f == nil || f.plan == "" || d.calendar.Len() == 0 {
		return
	}
	report := func(message, hint string) {
		d.list.add(Diagnostic{Rule: "bad-frozen", Path: "frozen", Message: message, Hint: hint, Pos: f.node.pos()})
	}
	count := int(f.periods)
	if t, ok := d.periods[f.until]; ok && f.periods == 0 {
		count = t + 1
	} else if f.until != "" || f.periods != math.Trunc(f.periods) || count < 1 || count > d.calendar.Len() {
		report(fmt.Sprintf("expected periods, a whole number from 1 to %d, or until with one of the periods", d.calendar.Len()), "")
		return
	}
	if d.tables == nil || d.tables.folder == nil {
		report("expected a scenario in a file, since it draws on another file", "")
		return
	}
	text, err := d.tables.folder.read(d.tables.folder.inside(f.node.layer, f.plan), maxFileSize)
	if err != nil {
		report("cannot read "+quote(f.plan)+": "+err.Error(), "")
		return
	}
	var saved struct {
		Plan *model.Tables `json:"plan"`
	}
	if err := json.Unmarshal(text, &saved); err != nil || saved.Plan == nil {
		report("expected the JSON of a plan in "+quote(f.plan)+", as plan --out writes it", "")
		return
	}
	locks, gone, err := s.Freeze(saved.Plan, count, "frozen")
	if err != nil {
		report(quote(f.plan)+": "+err.Error(), "freeze fewer periods")
		return
	}
	for _, what := range gone {
		d.list.add(Diagnostic{
			Severity: Warning, Rule: "frozen-gone", Path: "frozen", Pos: f.node.pos(),
			Message: "the frozen plan decides " + what + ", which the scenario has not", Hint: "it is left out",
		})
	}
	s.AddLocks(locks)
}
