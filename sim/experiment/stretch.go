package experiment

import (
	"fmt"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/unit"
)

// Stretch is a unit of the work of a run: the replications From up to before To, which count from 0,
// of all cases.
type Stretch struct{ Index, From, To int }

// Limits of a unit: listings simulated, so that one takes about a second and little is lost with it,
// and replications, so that its file stays small.
const (
	unitListings     = 512
	unitReplications = 256
)

// UnitReplications is the number of replications of all cases that a unit of work has at most, at
// least 1.
func (s *Study) UnitReplications() int {
	return min(max(unitListings/s.Listings(), 1), unitReplications)
}

// Listings counts the offers of products in marketplaces, over all cases; it is at least 1.
func (s *Study) Listings() (n int) {
	for i := range s.Cases {
		cfg := s.Cases[i].Config
		for k := range cfg.SKUs {
			for m := market.US; m < market.MarketplaceCount; m++ {
				if cfg.SKUs[k].Listings[m].Sold {
					n++
				}
			}
		}
	}
	return max(n, 1)
}

// Stretches cuts the replications of a run into units of work, in order, up to the most that the
// settings allow. They follow from the inputs alone. A unit ends wherever the run may stop: after the
// least number of replications, and after every batch that follows.
func (s *Study) Stretches() (list []Stretch) {
	set, most := &s.Settings, s.UnitReplications()
	for from, look := 0, set.Min; from < set.Max; look = min(look+set.Batch, set.Max) {
		for from < look {
			to := min(from+most, look)
			list = append(list, Stretch{len(list), from, to})
			from = to
		}
	}
	return list
}

// runSchema is the version of the payload of a run's units.
const runSchema = "fbasim-run-unit-1"

// Units is the folder of the units of a run; tool, scenario and hash are those of its inputs.
func Units(dir, tool, scenario, hash string) unit.Folder {
	return unit.Folder{Dir: dir, Set: unit.Set{Schema: runSchema, Tool: tool, Scenario: scenario, Hash: hash}}
}

// piece is what the file of a unit says of it.
func (s *Study) piece(u Stretch) unit.Piece {
	names := make([]string, len(s.Cases))
	for i := range s.Cases {
		names[i] = s.Cases[i].Name
	}
	return unit.Piece{Index: u.Index, Content: fmt.Sprintf("replications %d..%d of %s", u.From+1, u.To, strings.Join(names, ", "))}
}

// Keep says where the units of work of a run are kept, so that what was done once is not done again.
type Keep struct {
	Folder unit.Folder
	// Only says that nothing is simulated: a unit that is needed and not there is an error, *Short.
	Only bool
	// Note is told of a damaged file, which is computed again; nil for nobody. Any worker may call it.
	Note func(damaged error)
}
