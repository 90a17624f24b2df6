package lp_test

import (
	"context"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// thirds is a problem whose best solution has no finite decimal form:
// x + 3 y <= 1, 3 x + y <= 1 with the largest x + y, at (1/4, 1/4), and z with
// 3 z = 1.
func thirds() *lp.Problem {
	p := &lp.Problem{Sense: lp.Maximise}
	c := p.AddCols("x", "", []string{"a", "b", "c"}, 3)
	r := p.AddRows("limit", "", []string{"a", "b", "c"}, 3)
	copy(p.Cost, []float64{1, 1, 0.1})
	for _, e := range []struct {
		i, j int
		v    float64
	}{{0, 0, 1}, {0, 1, 3}, {1, 0, 3}, {1, 1, 1}, {2, 2, 3}} {
		p.Add(r+e.i, c+e.j, e.v)
	}
	copy(p.RowUpper, []float64{1, 1, 1})
	return p
}

func solveWithBasis(t *testing.T, p *lp.Problem) *lp.Solution {
	t.Helper()
	engine, err := highs.New(1)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	sol, err := engine.Solve(context.Background(), p, lp.Options{Proof: true})
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

func TestTheVertexOfABasisIsExactAndItsPricesProveIt(t *testing.T) {
	p := thirds()
	primal, dual, err := p.Vertex(solveWithBasis(t, p).Basis)
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []*big.Rat{big.NewRat(1, 4), big.NewRat(1, 4), big.NewRat(1, 3)} {
		if primal[j].Cmp(want) != 0 {
			t.Errorf("column %d is %s, expected %s", j, primal[j], want)
		}
	}
	value, err := p.CheckPlan(primal)
	if err != nil {
		t.Fatal(err)
	}
	bound, err := p.Bound(dual)
	if err != nil {
		t.Fatal(err)
	}
	if want := big.NewRat(8, 15); value.Cmp(want) != 0 || bound.Cmp(want) != 0 { // 1/2 + 1/30
		t.Errorf("objective %s, bound %s, expected %s", value, bound, want)
	}
}

func TestAChangedDigitIsFound(t *testing.T) {
	p := thirds()
	primal, dual, err := p.Vertex(solveWithBasis(t, p).Basis)
	if err != nil {
		t.Fatal(err)
	}
	little := big.NewRat(1, 1<<60)
	primal[2] = new(big.Rat).Add(primal[2], little)
	if _, err := p.CheckPlan(primal); err == nil || !strings.Contains(err.Error(), "limit[c]") {
		t.Errorf("error %v, expected limit[c] to be broken by less than any float64 shows", err)
	}
	dual[0] = new(big.Rat).Sub(dual[0], little)
	if bound, err := p.Bound(dual); err == nil && bound.Cmp(big.NewRat(8, 15)) == 0 {
		t.Error("other prices prove the same bound")
	}
	p.SetKind(0, 1, lp.Integer)
	primal[2] = big.NewRat(1, 3)
	if _, err := p.CheckPlan(primal); err == nil || !strings.Contains(err.Error(), "whole number") {
		t.Errorf("error %v, expected a quarter to be no whole number", err)
	}
}

func TestContradictionsAreRefutedExactly(t *testing.T) {
	p := &lp.Problem{}
	c := p.AddCols("x", "", []string{"a", "b"}, 2)
	r := p.AddRows("limit", "", []string{"a", "b"}, 2)
	for j := range 2 {
		p.Add(r, c+j, 0.1)
		p.Add(r+1, c+j, 0.3)
	}
	p.RowUpper[0], p.RowLower[1] = 1, 3.5
	sol := solveWithBasis(t, p)
	if sol.Ray == nil {
		t.Fatal("no proof")
	}
	ray := make(lp.Vector, len(sol.Ray))
	for i, y := range sol.Ray {
		ray[i] = lp.Rounded(y, 1e-9)
	}
	if err := p.Refute(ray); err != nil {
		t.Error(err)
	}
	p.RowLower[1] = 3
	if err := p.Refute(ray); err == nil {
		t.Error("a problem with a solution was refuted")
	}
}

func TestRoundedFindsTheSimplestFraction(t *testing.T) {
	for v, want := range map[float64]*big.Rat{
		1. / 3: big.NewRat(1, 3), -2. / 7: big.NewRat(-2, 7), 5: big.NewRat(5, 1), 0: new(big.Rat),
		0.1: big.NewRat(1, 10), math.Pi: nil,
	} {
		got := lp.Rounded(v, 1e-12)
		f, _ := got.Float64()
		if want != nil && got.Cmp(want) != 0 || math.Abs(f-v) > 1e-11 {
			t.Errorf("%v became %s, expected %v", v, got, want)
		}
	}
}
