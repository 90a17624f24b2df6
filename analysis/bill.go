package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Bill is what limits cost: the difference between the best plan without them
// and the best plan with them, divided among them.
//
// The division is Shapley's value (A Value for n-Person Games, 1953): what a
// part adds to the gap, averaged over every order in which the parts could be
// lifted. It adds up to the gap, treats parts alike that do alike, and charges
// nothing to a part that changes nothing.
type Bill struct {
	Free        float64 // best objective without the limits of any part
	Constrained float64 // best objective with all of them
	Shares      []Share // one a part, in the order of the parts
	Exact       bool    // every order counts; else a sample of them
	Unlimited   []string
	Solves      int
}

// Gap is what all parts cost together, 0 or more.
func (b *Bill) Gap() float64 { return math.Abs(b.Free - b.Constrained) }

// Share is what one part costs.
type Share struct {
	Part   Part
	Amount float64 // its share of the gap, in money
	Error  float64 // half the width of the 95 % interval of Amount; 0 where exact
	First  float64 // gained by lifting it alone, all others in force
	Last   float64 // gained by lifting it after all others
}

// Part is a set of limits that is lifted together.
type Part struct {
	Name string
	Rows []int
}

// mostExact is how many parts are divided exactly: 2^10 problems.
const (
	mostExact   = 10
	sampleSize  = 200
	sampleSeed  = 1
	halfOf95    = 1.96 // standard errors on either side of a mean
	mostOfParts = 60   // a coalition is a set of bits
)

// Groups are the parts by group of limits; names chooses among them, nil those
// that somebody decided about: no law of bookkeeping, nothing that customers
// ask for or take, and not that heads give hours.
func (st *Study) Groups(names []model.Group) []Part {
	asked := func(g model.Group) bool {
		switch {
		case names != nil:
			return slices.Contains(names, g)
		case g.Info().Identity:
			return false
		}
		switch g {
		case model.GroupDemand, model.GroupMinSales, model.GroupMaxSales, model.GroupHours:
			return false
		}
		return true
	}
	var parts []Part
	for _, info := range model.Groups() {
		if !asked(info.Group) {
			continue
		}
		part := Part{Name: string(info.Group)}
		for row := range st.Result.Limits {
			if st.Result.Limits[row].Group == info.Group {
				part.Rows = append(part.Rows, row)
			}
		}
		if len(part.Rows) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// Owners are the same limits as parts by who owns them, in the order of the
// names; limits without an owner are one part with an empty name.
func (st *Study) Owners(names []model.Group) []Part {
	byOwner := map[string]*Part{}
	var order []string
	for _, group := range st.Groups(names) {
		for _, row := range group.Rows {
			owner := st.Result.Limits[row].Owner
			if byOwner[owner] == nil {
				byOwner[owner] = &Part{Name: owner}
				order = append(order, owner)
			}
			byOwner[owner].Rows = append(byOwner[owner].Rows, row)
		}
	}
	slices.Sort(order)
	parts := make([]Part, len(order))
	for i, owner := range order {
		parts[i] = *byOwner[owner]
	}
	return parts
}

// errUnlimited says that without some limits the objective has no end.
var errUnlimited = errors.New("the objective has no end")

// Bill divides the gap among parts. A part without which the objective has no
// end is left in force and named in Unlimited.
func (st *Study) Bill(ctx context.Context, parts []Part) (*Bill, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	if len(parts) > mostOfParts {
		return nil, fmt.Errorf("expected at most %d parts, got %d", mostOfParts, len(parts))
	}
	game := &game{st: st, parts: parts, known: map[uint64]coalition{}}
	game.known[0] = coalition{value: st.best.Objective, binding: game.binding(st.best)}
	unlimited, err := game.leaveUnlimited(ctx)
	if err != nil {
		return nil, err
	}
	n := len(game.parts)
	all, err := game.lift(ctx, 1<<n-1)
	if err != nil {
		return nil, err
	}
	b := &Bill{Free: all.value, Constrained: st.best.Objective, Unlimited: unlimited, Exact: n <= mostExact}
	b.Shares = make([]Share, n)
	for i := range b.Shares {
		b.Shares[i].Part = game.parts[i]
	}
	if b.Exact {
		err = game.exact(ctx, b)
	} else {
		err = game.sampled(ctx, b)
	}
	b.Solves = game.solves
	return b, err
}

// game is the gain of lifting any set of parts.
type game struct {
	st     *Study
	parts  []Part
	known  map[uint64]coalition
	solves int
}

// coalition is a set of parts that are lifted: the best objective then, and the
// parts in force that hold it back.
type coalition struct {
	value   float64
	binding uint64
}

// binding are the parts with a limit that has a price.
func (g *game) binding(sol *lp.Solution) uint64 {
	var set uint64
	for i := range g.parts {
		for _, row := range g.parts[i].Rows {
			if math.Abs(sol.RowDual[row]) > 1e-9 {
				set |= 1 << i
				break
			}
		}
	}
	return set
}

// lift is the best objective with a set of parts lifted. Lifting limits without
// a price changes nothing: the prices prove the same plan best.
func (g *game) lift(ctx context.Context, set uint64) (coalition, error) {
	if c, ok := g.known[set]; ok {
		return c, nil
	}
	for i := range g.parts {
		bit := uint64(1) << i
		if less, ok := g.known[set&^bit]; ok && set&bit != 0 && less.binding&bit == 0 {
			g.known[set] = less
			return less, nil
		}
	}
	p := g.st.linear.Clone()
	for i := range g.parts {
		if set&(1<<i) == 0 {
			continue
		}
		for _, row := range g.parts[i].Rows {
			p.RowLower[row], p.RowUpper[row] = math.Inf(-1), math.Inf(1)
		}
	}
	g.solves++
	sol, err := g.st.engine.Solve(ctx, p, lp.Options{Basis: g.st.best.Basis})
	switch {
	case err != nil:
		return coalition{}, err
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return coalition{}, errUnlimited
	case sol.Stop != lp.Optimal || sol.RowDual == nil:
		return coalition{}, fmt.Errorf("lift limits: %s", sol.Stop.Sentence())
	}
	c := coalition{value: sol.Objective, binding: g.binding(sol) &^ set}
	g.known[set] = c
	return c, nil
}

// leaveUnlimited drops parts until the objective has an end without the rest.
func (g *game) leaveUnlimited(ctx context.Context) ([]string, error) {
	var dropped []string
	for {
		_, err := g.lift(ctx, 1<<len(g.parts)-1)
		if !errors.Is(err, errUnlimited) {
			return dropped, err
		}
		at := len(g.parts) - 1
		for i := range g.parts {
			if _, err := g.lift(ctx, 1<<i); errors.Is(err, errUnlimited) {
				at = i
				break
			} else if err != nil {
				return nil, err
			}
		}
		dropped = append(dropped, g.parts[at].Name)
		g.parts = slices.Delete(slices.Clone(g.parts), at, at+1)
		g.known = map[uint64]coalition{0: {value: g.st.best.Objective, binding: g.binding(g.st.best)}}
	}
}

// gain is how much better the objective is than with all limits.
func (g *game) gain(ctx context.Context, set uint64) (float64, error) {
	c, err := g.lift(ctx, set)
	return math.Abs(c.value - g.st.best.Objective), err
}

// exact averages over every order: a set of size s stands before a part in
// s! (n-s-1)! of the n! orders.
func (g *game) exact(ctx context.Context, b *Bill) error {
	n := len(g.parts)
	for set := range uint64(1) << n {
		before, err := g.gain(ctx, set)
		if err != nil {
			return err
		}
		for i := range n {
			if set&(1<<i) != 0 {
				continue
			}
			after, err := g.gain(ctx, set|1<<i)
			if err != nil {
				return err
			}
			share := &b.Shares[i]
			share.Amount += (after - before) * weight(bits.OnesCount64(set), n)
			switch bits.OnesCount64(set) {
			case 0:
				share.First = after - before
			case n - 1:
				share.Last = after - before
			}
			if n == 1 {
				share.Last = share.First
			}
		}
	}
	return nil
}

// weight is s! (n-s-1)! / n!, which is 1 / (n choose s) / (n-s).
func weight(s, n int) float64 {
	choose := 1.0
	for k := range s {
		choose *= float64(n-k) / float64(k+1)
	}
	return 1 / choose / float64(n-s)
}

// sampled averages over random orders, always the same ones.
func (g *game) sampled(ctx context.Context, b *Bill) error {
	n := len(g.parts)
	random := rand.New(rand.NewPCG(sampleSeed, uint64(n)))
	sum, squares := make([]float64, n), make([]float64, n)
	for range sampleSize {
		var set uint64
		before := 0.0
		for _, i := range random.Perm(n) {
			set |= 1 << i
			after, err := g.gain(ctx, set)
			if err != nil {
				return err
			}
			sum[i] += after - before
			squares[i] += (after - before) * (after - before)
			before = after
		}
	}
	whole := uint64(1)<<n - 1
	total, err := g.gain(ctx, whole)
	if err != nil {
		return err
	}
	for i := range b.Shares {
		share := &b.Shares[i]
		share.Amount = sum[i] / sampleSize
		share.Error = halfOf95 * math.Sqrt(max(0, squares[i]/sampleSize-share.Amount*share.Amount)/(sampleSize-1))
		if share.First, err = g.gain(ctx, 1<<i); err != nil {
			return err
		}
		without, err := g.gain(ctx, whole&^(1<<i))
		if err != nil {
			return err
		}
		share.Last = total - without
	}
	return nil
}
