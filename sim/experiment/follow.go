package experiment

import (
	"slices"

	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// Story is the life of one order in one case: when it was placed, shipped,
// delivered and returned, and every movement of money on the way.
type Story struct {
	Name     model.OrderName
	Steps    []StoryStep
	Postings []ledger.Posting
}

// StoryStep is a station and its tick since the start of the scenario.
type StoryStep struct {
	Step model.Step
	Tick int64
}

// At returns the tick of a step, false where the order never came to it.
func (s *Story) At(step model.Step) (int64, bool) {
	for _, x := range s.Steps {
		if x.Step == step {
			return x.Tick, true
		}
	}
	return 0, false
}

// Total is what the order changed in profit, in the report currency.
func (s *Story) Total() (sum money.Amount) {
	for i := range s.Postings {
		sum += s.Postings[i].Value
	}
	return sum
}

// Program returns the program that fulfilled the order, by the card that priced
// its shipping; NoProgram before it shipped.
func (s *Story) Program(cards *fee.Book) market.Program {
	for i := range s.Postings {
		p := &s.Postings[i]
		if p.Line != ledger.Fee(market.Fulfillment) || cards == nil {
			continue
		}
		if slices.Contains(cards.Card(fee.CardRef(p.Card)).Programs, market.RemoteFulfillment) {
			return market.RemoteFulfillment
		}
		return market.LocalFBA
	}
	return market.NoProgram
}

// orderKey is what postings and steps have in common.
type orderKey struct {
	sku    int32
	market market.Marketplace
	serial int64
}

func keyOf(o model.OrderName) orderKey {
	return orderKey{int32(o.SKU), o.Market, int64(o.Strip)<<40 | int64(o.Buyer)}
}

// follower collects the stories of the orders it is asked to keep, and the
// movements of money that belong to no order.
type follower struct {
	keep    func(orderKey) bool
	index   map[orderKey]int
	stories []Story
	other   []ledger.Posting // of no order
	most    int              // postings of no order to keep
}

func newFollower(keep func(orderKey) bool, most int) *follower {
	return &follower{keep: keep, index: map[orderKey]int{}, most: most}
}

// Record keeps a posting of an order that is followed, or of none.
func (f *follower) Record(p ledger.Posting) {
	if p.Order == 0 {
		if len(f.other) < f.most {
			f.other = append(f.other, p)
		}
		return
	}
	if i, ok := f.index[orderKey{p.SKU, p.Market, p.Order}]; ok {
		f.stories[i].Postings = append(f.stories[i].Postings, p)
	}
}

// Order keeps a step of an order that is followed.
func (f *follower) Order(tick int64, o model.OrderName, s model.Step) {
	k := keyOf(o)
	i, ok := f.index[k]
	if !ok {
		if !f.keep(k) {
			return
		}
		i = len(f.stories)
		f.index[k] = i
		f.stories = append(f.stories, Story{Name: o})
	}
	f.stories[i].Steps = append(f.stories[i].Steps, StoryStep{s, tick})
}

// Offer, Plan and Stock are no part of an order's story.
func (f *follower) Offer(int64, int, market.Marketplace, program.Remote, string) {}

// Plan is no part of an order's story.
func (f *follower) Plan(int64, int, market.Marketplace, market.Program) {}

// Stock is no part of an order's story.
func (f *follower) Stock(int64, int, market.Marketplace, int64, string) {}

// Follow simulates one replication of a case again and returns the story of one
// order; ok is false where that buyer bought nothing in this case.
func (s *Study) Follow(c int, o model.OrderName) (story Story, ok bool, err error) {
	want := keyOf(o)
	f := newFollower(func(k orderKey) bool { return k == want }, 0)
	_, err = model.NewRun(s.Cases[c].Config).Simulate(model.Options{
		Seed: s.Settings.Seed, Replication: o.Replication, Recorder: f, Tracer: f,
	})
	if err != nil || len(f.stories) == 0 {
		return Story{}, false, err
	}
	return f.stories[0], true, nil
}
