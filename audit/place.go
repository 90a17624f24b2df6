package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// flow is one way in which an item comes to a place or leaves it.
type flow int

const (
	flowOpening flow = iota
	flowMade
	flowBought
	flowArrived // by lanes, and by orders from before the first period
	flowConsumed
	flowSold
	flowShipped
	flowDisposed
	flowClosing
	numFlows
)

// spot is one item in one place: a site, or a market that lanes lead to. A
// scenario without sites has one place, which has no name.
type spot struct {
	item int // of auditor.items
	site string
}

// tally is all that happens to one item in one place. What has a lead time is
// in the period in which it arrives.
type tally struct {
	spot
	kept  bool       // there is a stock
	flows model.Grid // one row a flow, in the unit of the item
}

// flow returns the row of one flow of an item in a place, for adding to it.
func (a *auditor) flow(item int, site string, f flow) []float64 {
	l, where := &a.ledger, spot{item, site}
	found := l.spots[where]
	if found == nil {
		found = &tally{spot: where, flows: model.NewGrid(int(numFlows), a.n)}
		l.spots[where] = found
		l.tallies = append(l.tallies, found)
	}
	return found.flows.Row(int(f))
}

// sortTallies brings the tallies into the order of items and places.
func (l *ledger) sortTallies() {
	slices.SortFunc(l.tallies, func(x, y *tally) int {
		return cmp.Or(cmp.Compare(x.item, y.item), cmp.Compare(x.site, y.site))
	})
}

// servedAt is the place where a demand takes its goods: its market where some
// lane leads there, else the site that serves it.
func (a *auditor) servedAt(d *model.Demand) string {
	if d.Market == "" {
		return d.Site
	}
	for i := range a.s.Lanes {
		if a.s.Lanes[i].To == d.Market {
			return d.Market
		}
	}
	return d.Site
}

// never is the period in which something arrives after the horizon.
const never = -1

// arrivals returns, for each period in which something can be started, the
// period in which it is there: so many days after the first day of the period
// that comes so many periods later. The path leads to what has the lead time.
func (a *auditor) arrivals(lag model.Lag, path ...string) []int {
	if lag.Periods < 0 || lag.Days < 0 {
		a.add(Difference{
			Check: CheckScenario, Path: strings.Join(path, ".") + ".lead_time", Key: path[1], Period: -1,
			What: fmt.Sprintf("a lead time of %d periods and %d days cannot be", lag.Periods, lag.Days),
		})
		lag = model.Lag{}
	}
	if a.byLag[lag] == nil {
		a.byLag[lag] = a.reckon(lag)
	}
	return a.byLag[lag]
}

func (a *auditor) reckon(lag model.Lag) []int {
	arrives := make([]int, a.n)
	in := 0 // the day of arrival never goes back
	for t := range arrives {
		arrives[t] = never
		if lag.Periods >= a.n-t {
			continue
		}
		from := t + lag.Periods
		switch {
		case lag.Days == 0:
			arrives[t] = from
		case lag.Days < a.days[a.n]-a.days[from]:
			for a.days[in+1]-a.days[from] <= lag.Days {
				in++
			}
			arrives[t] = in
		}
	}
	return arrives
}

// countDays lays the periods on a line: days[t] pass from the start of the
// horizon to the start of period t, days[n] to its end.
func (a *auditor) countDays() {
	a.days = make([]int, a.n+1)
	for t := range a.n {
		p := &a.s.Calendar.Periods[t]
		a.days[t+1] = a.days[t] + int((p.End.Unix()-p.Start.Unix())/secondsPerDay)
	}
}

const secondsPerDay = 24 * 60 * 60 // of UTC, which has no summer time
