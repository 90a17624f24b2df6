package analysis

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Certificate proves what was said of a scenario, to whoever does not trust the
// solver: it is checked in exact arithmetic, with no tolerance, from the problem
// and itself alone. Numbers are fractions as text: "8/15".
type Certificate struct {
	FormatVersion int    `json:"format_version"` // 1
	Scenario      string `json:"scenario"`       // name
	Hash          string `json:"hash"`           // of the scenario
	Problem       string `json:"problem"`        // SHA-256 of the problem as LP text
	Grade         Grade  `json:"grade"`          // what it proves

	Objective string `json:"objective,omitempty"` // of the plan
	Bound     string `json:"bound,omitempty"`     // no plan is better
	Columns   Sparse `json:"columns,omitempty"`   // values of the decisions that are not 0
	Prices    Sparse `json:"prices,omitempty"`    // of the rows; multipliers where there is no plan

	Seal string `json:"seal"` // SHA-256 of the rest: a slip of the pen may leave another proof that holds
}

// seal is the hash of everything else.
func (c *Certificate) seal() (string, error) {
	open := *c
	open.Seal = ""
	text, err := json.Marshal(&open) // maps are written in the order of their keys
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Sparse is the entries of a vector that are not 0, by place.
type Sparse map[int]string

// Grade says what a certificate proves.
type Grade string

// The grades.
const (
	ProvenBest       Grade = "proven best"       // the plan keeps every limit, and no plan is better
	ProvenWithin     Grade = "proven within"     // the plan keeps every limit and every whole number; no plan is better than the bound
	ProvenImpossible Grade = "proven impossible" // no plan keeps all limits
)

// certificateVersion is the version of the format.
const certificateVersion = 1

// ProblemHash is what a certificate says that it is about.
func ProblemHash(p *lp.Problem) (string, error) {
	var text bytes.Buffer
	if err := lp.WriteLP(&text, p); err != nil {
		return "", err
	}
	sum := sha256.Sum256(text.Bytes())
	return hex.EncodeToString(sum[:]), nil
}

// Certify proves the result of the study exactly. An error means that there is
// no proof without rounding, which says nothing against the plan.
func (st *Study) Certify(ctx context.Context) (*Certificate, error) {
	hash, err := ProblemHash(st.Formulation.Problem)
	if err != nil {
		return nil, err
	}
	scenario, err := st.Formulation.Scenario.Hash()
	if err != nil {
		return nil, err
	}
	c := &Certificate{FormatVersion: certificateVersion, Scenario: st.Formulation.Scenario.Name, Hash: scenario, Problem: hash}
	switch {
	case st.Result.Status == solver.Infeasible:
		err = st.certifyNoPlan(ctx, c)
	case !st.Answers():
		err = errNoAnswers
	default:
		err = st.certifyPlan(ctx, c)
	}
	if err == nil {
		c.Seal, err = c.seal()
	}
	if err == nil {
		err = c.Check(st.Formulation.Problem)
	}
	if err != nil {
		return nil, fmt.Errorf("there is no exact proof: %w", err)
	}
	return c, nil
}

// certifyPlan proves a plan by the exact vertex of its basis. For whole numbers
// the bound is that of the plan with fractions.
func (st *Study) certifyPlan(ctx context.Context, c *Certificate) error {
	primal, dual, err := st.linear.Vertex(st.best.Basis)
	if err != nil {
		return err
	}
	p := st.Formulation.Problem
	c.Grade = ProvenBest
	if p.IsInteger() {
		relaxed := p.Clone()
		relaxed.ColKind = nil
		root, err := st.engine.Solve(ctx, relaxed, lp.Options{})
		if err != nil {
			return err
		}
		if root.Basis == nil {
			return fmt.Errorf("the plan with fractions has no basis")
		}
		if _, dual, err = relaxed.Vertex(root.Basis); err != nil {
			return err
		}
		c.Grade = ProvenWithin
	}
	c.Columns, c.Prices = sparse(primal), sparse(dual)
	objective, err := p.CheckPlan(primal)
	if err != nil {
		return err
	}
	bound, err := p.Bound(dual)
	if err != nil {
		return err
	}
	if objective.Cmp(bound) == 0 {
		c.Grade = ProvenBest
	}
	c.Objective, c.Bound = objective.RatString(), bound.RatString()
	return nil
}

// certifyNoPlan proves that there is no plan by multipliers of the rows.
func (st *Study) certifyNoPlan(ctx context.Context, c *Certificate) error {
	sol, err := st.engine.Solve(ctx, st.Formulation.Problem, lp.Options{Proof: true})
	if err != nil {
		return err
	}
	if sol.Ray == nil {
		return fmt.Errorf("the engine has no proof that is linear")
	}
	c.Grade = ProvenImpossible
	for _, tolerance := range []float64{1e-7, 1e-9, 1e-12} {
		ray := make(lp.Vector, len(sol.Ray))
		for i, y := range sol.Ray {
			ray[i] = lp.Rounded(y, tolerance)
		}
		if err = st.Formulation.Problem.Refute(ray); err == nil {
			c.Prices = sparse(ray)
			return nil
		}
	}
	return err
}

// Check tests the certificate against a problem, exactly and without a solver.
// The error says what it does not prove.
func (c *Certificate) Check(p *lp.Problem) error {
	if c.FormatVersion != certificateVersion {
		return fmt.Errorf("expected format version %d, got %d", certificateVersion, c.FormatVersion)
	}
	seal, err := c.seal()
	if err != nil {
		return err
	}
	if seal != c.Seal {
		return fmt.Errorf("its seal is broken: it was changed after it was made")
	}
	hash, err := ProblemHash(p)
	if err != nil {
		return err
	}
	if hash != c.Problem {
		return fmt.Errorf("it is about another problem")
	}
	prices, err := c.Prices.vector(p.NumRows())
	if err != nil {
		return fmt.Errorf("prices: %w", err)
	}
	if c.Grade == ProvenImpossible {
		return p.Refute(prices)
	}
	columns, err := c.Columns.vector(p.NumCols())
	if err != nil {
		return fmt.Errorf("columns: %w", err)
	}
	objective, err := p.CheckPlan(columns)
	if err != nil {
		return err
	}
	bound, err := p.Bound(prices)
	if err != nil {
		return err
	}
	switch {
	case objective.RatString() != c.Objective:
		return fmt.Errorf("the plan has the objective %s, not %s", objective.RatString(), c.Objective)
	case bound.RatString() != c.Bound:
		return fmt.Errorf("the prices prove the bound %s, not %s", bound.RatString(), c.Bound)
	case c.Grade == ProvenBest && objective.Cmp(bound) != 0:
		return fmt.Errorf("the plan has the objective %s, but only %s is proven", c.Objective, c.Bound)
	case c.Grade != ProvenBest && c.Grade != ProvenWithin:
		return fmt.Errorf("the grade %q is not known", c.Grade)
	}
	return nil
}

func sparse(v lp.Vector) Sparse {
	s := Sparse{}
	for i, x := range v {
		if x != nil && x.Sign() != 0 {
			s[i] = x.RatString()
		}
	}
	return s
}

// longestFraction bounds the text of one number of a certificate.
const longestFraction = 1 << 16

func (s Sparse) vector(n int) (lp.Vector, error) {
	v := make(lp.Vector, n)
	for i, text := range s {
		if i < 0 || i >= n {
			return nil, fmt.Errorf("there is no place %d", i)
		}
		x, ok := new(big.Rat), false
		if len(text) <= longestFraction {
			x, ok = x.SetString(text)
		}
		if !ok || x.RatString() != text {
			return nil, fmt.Errorf("expected a fraction in lowest terms at %d, got %.40q", i, text)
		}
		v[i] = x
	}
	return v, nil
}
