package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
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
func (st *Study) Bill(ctx context.Context, parts []Part) (b *Bill, err error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	if len(parts) > mostOfParts {
		return nil, fmt.Errorf("expected at most %d parts, got %d", mostOfParts, len(parts))
	}
	game := newGame(st, parts)
	b = &Bill{Constrained: st.best.Objective}
	if b.Unlimited, err = game.leaveUnlimited(ctx); err != nil {
		return nil, err
	}
	n := len(game.parts)
	if b.Free, err = game.lift(ctx, st, 1<<n-1); err != nil {
		return nil, err
	}
	b.Exact = n <= mostExact
	b.Shares = make([]Share, n)
	for i := range b.Shares {
		b.Shares[i].Part = game.parts[i]
	}
	if b.Exact {
		err = game.exact(ctx, b)
	} else {
		err = st.kept(ctx, func(st *Study) error { return game.sampled(ctx, st, b) })
	}
	b.Solves = game.solves
	return b, err
}

// leaveUnlimited drops parts until the objective has an end without the rest.
func (g *game) leaveUnlimited(ctx context.Context) ([]string, error) {
	var dropped []string
	for {
		_, err := g.lift(ctx, g.st, 1<<len(g.parts)-1)
		if !errors.Is(err, errUnlimited) {
			return dropped, err
		}
		at := len(g.parts) - 1
		for i := range g.parts {
			if _, err := g.lift(ctx, g.st, 1<<i); errors.Is(err, errUnlimited) {
				at = i
				break
			} else if err != nil {
				return nil, err
			}
		}
		dropped = append(dropped, g.parts[at].Name)
		solves := g.solves
		*g = *newGame(g.st, slices.Delete(slices.Clone(g.parts), at, at+1))
		g.solves = solves
	}
}

// gain is how much better the objective is than with all limits.
func (g *game) gain(ctx context.Context, st *Study, set uint64) (float64, error) {
	value, err := g.lift(ctx, st, set)
	return math.Abs(value - g.st.best.Objective), err
}

// all finds out about every set, the largest first, and those of one size side
// by side.
func (g *game) all(ctx context.Context) error {
	n := len(g.parts)
	for size := n; size >= 0; size-- {
		var sets []uint64
		for set := range uint64(1) << n {
			if bits.OnesCount64(set) == size && g.known(set) == nil {
				sets = append(sets, set)
			}
		}
		found := make([]coalition, len(sets))
		err := g.st.each(ctx, len(sets), func(st *Study, k int) (err error) {
			found[k], err = g.solve(ctx, st, sets[k])
			return err
		})
		if err != nil {
			return err
		}
		g.solved = append(g.solved, found...)
		g.solves += len(sets)
	}
	return nil
}

// exact averages over every order.
func (g *game) exact(ctx context.Context, b *Bill) error {
	n := len(g.parts)
	if err := g.all(ctx); err != nil {
		return err
	}
	gains := make([]float64, 1<<n)
	for set := range gains {
		var err error
		if gains[set], err = g.gain(ctx, g.st, uint64(set)); err != nil {
			return err
		}
	}
	whole := 1<<n - 1
	for i, amount := range divided(n, func(set uint64) float64 { return gains[set] }) {
		share := &b.Shares[i]
		share.Amount = amount
		share.First, share.Last = gains[1<<i], gains[whole]-gains[whole&^(1<<i)]
	}
	return nil
}

// sampled averages over random orders, always the same ones.
func (g *game) sampled(ctx context.Context, st *Study, b *Bill) error {
	n := len(g.parts)
	sum, squares := make([]float64, n), make([]float64, n)
	for _, order := range sampledOrders(n) {
		var set uint64
		before := 0.0
		for _, i := range order {
			set |= 1 << i
			after, err := g.gain(ctx, st, set)
			if err != nil {
				return err
			}
			sum[i] += after - before
			squares[i] += (after - before) * (after - before)
			before = after
		}
	}
	whole := uint64(1)<<n - 1
	total, err := g.gain(ctx, st, whole)
	if err != nil {
		return err
	}
	for i := range b.Shares {
		share := &b.Shares[i]
		share.Amount = sum[i] / sampleSize
		share.Error = halfOf95 * math.Sqrt(max(0, squares[i]/sampleSize-share.Amount*share.Amount)/(sampleSize-1))
		if share.First, err = g.gain(ctx, st, 1<<i); err != nil {
			return err
		}
		without, err := g.gain(ctx, st, whole&^(1<<i))
		if err != nil {
			return err
		}
		share.Last = total - without
	}
	return nil
}
