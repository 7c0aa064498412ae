package compile

import (
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/scenario"
)

// Facts are what every case is compiled against.
type Facts struct {
	Cards *fee.Book
	Rules *policy.Book
}

// Case is a compiled case.
type Case struct {
	Plan        *scenario.Plan
	Config      *model.Config
	Programs    [market.MarketplaceCount][]market.Program // in order of use
	Assumptions []fee.Assumption
	Remarks     []string // what the compiler took for granted, in words
	Expected    []Expected
}

// Study compiles every case. The list holds all problems; with errors in it the
// cases must not be run.
func Study(s *scenario.Study, facts Facts, list *diag.List) []Case {
	var cases []Case
	gaps := gapList{}
	tied := tie(s.Correlations, list)
	prices := tariffStores{book: facts.Cards, stores: map[string]*fee.Tariffs{}}
	for _, plan := range s.Cases {
		c := newCompiler(plan, facts, prices, list)
		cases = append(cases, c.compile(tied))
		gaps.add(plan, c.gaps)
	}
	gaps.report(list)
	base := slices.IndexFunc(s.Cases, func(p *scenario.Plan) bool { return p.Baseline })
	StateDemandAt(&cases[max(base, 0)], cases)
	return cases
}

// StateDemandAt makes the prices of a base case those at which demand is stated in others, so that
// they sell more or less at other prices.
func StateDemandAt(base *Case, cases []Case) {
	for i := range cases {
		cases[i].stateDemandAt(base)
	}
}

func (c *Case) stateDemandAt(base *Case) {
	for i := range c.Config.SKUs {
		sku := &c.Config.SKUs[i]
		j, known := slices.BinarySearchFunc(base.Config.SKUs, sku.Name, func(x model.SKU, name string) int {
			return strings.Compare(x.Name, name)
		})
		if !known {
			continue
		}
		for m := range sku.Listings {
			if stated := base.Config.SKUs[j].Listings[m].Reference; stated > 0 {
				sku.Listings[m].Reference = stated
			}
		}
	}
}

// compiler builds the configuration of one case.
type compiler struct {
	plan    *scenario.Plan
	facts   Facts
	list    *diag.List
	cfg     *model.Config
	refs    map[string]model.Ref
	gaps    []fee.Gap
	prices  *fee.Tariffs // under the assumptions of the case
	lenient *fee.Tariffs // without the cards it names
	nearest *fee.Tariffs // of the nearest cards
	assumed map[fee.Assumption]bool
	taken   []remark
	said    map[string]int // remarks by text
	out     Case
	tariffs map[offer]*fee.Tariff // of the product being compiled
	implied map[offer]bool        // those of them that only actions may need and no card prices
	law     *policy.Set           // the rules in force on the first day
	numbers policy.Numbers        // their parameters by rule
	begin   beginning
	stores  map[store]bool // which have a card
}

func newCompiler(p *scenario.Plan, facts Facts, prices tariffStores, list *diag.List) *compiler {
	return &compiler{
		prices: prices.of(assumeOf(p)), lenient: prices.of(fee.Assume{Nearest: p.Assume.Nearest}), nearest: prices.of(fee.Assume{Nearest: true}),
		assumed: map[fee.Assumption]bool{}, said: map[string]int{},
		plan: p, facts: facts, list: list, cfg: &model.Config{Name: p.Case},
		refs: map[string]model.Ref{}, tariffs: map[offer]*fee.Tariff{}, implied: map[offer]bool{},
	}
}

func (c *compiler) compile(tied *ties) Case {
	c.general()
	c.rules()
	c.clocks()
	c.checkPrograms()
	c.begin = beginningOf(c.plan.Script, c.plan.Products, c.stockedAtStart)
	c.checkSize()
	c.rates()
	for m := market.US; m < market.MarketplaceCount; m++ {
		c.cfg.Markets[m] = c.market(m)
		c.out.Programs[m] = c.programs(m)
	}
	for _, p := range c.plan.Products {
		c.cfg.SKUs = append(c.cfg.SKUs, c.product(p))
	}
	c.finish()
	c.programsAbroad()
	c.script()
	c.account()
	c.together(tied)
	c.remarks()
	c.remarkUnstated()
	for i := range c.taken {
		c.out.Remarks = append(c.out.Remarks, c.taken[i].String())
	}
	c.out.Plan, c.out.Config = c.plan, c.cfg
	return c.out
}

func (c *compiler) general() {
	p, cfg := c.plan, c.cfg
	cfg.Start, cfg.Horizon, cfg.Report = p.Start.Value, int64(p.Horizon.Value), p.Currency
	cfg.Warmup, cfg.Period = int64(p.Warmup.Value), int64(p.Settlement.Value)
	cfg.Backorder = p.Unmet.Value == "backorder"
	if p.Leftover.Value == "removal" {
		cfg.Leftover = model.AtRemoval
	}
}

// clocks takes what rules and fee events need of time.
func (c *compiler) clocks() {
	cfg, rules := c.cfg, c.numbers
	cfg.Clocks = model.Clocks{
		Evaluation: int64(rules.Delay("RF-ENR-03", "evaluation")),
		Activation: int64(rules.Delay("RF-RPT-04", "activation")),
		Reaction:   int64(rules.Delay("RF-LOC-04", "reaction")),
	}
	cfg.Memory = rules.Delay("FORECAST", "memory").Days()
	// Orders placed on the last day ship after it.
	longest := int64(rules.Delay("RF-DLV-05", "pickup"))
	cfg.LastDay = civil.DateOf(cfg.Start.Tick() + cfg.Horizon - 1 + longest)
	cfg.Upkeep = c.upkeep()
}

// scripted reports whether actions, expectations or rules stand in the case.
func (c *compiler) scripted() bool {
	return !c.plan.Script.Empty()
}

// stockedAtStart reports whether a product's stock lies in a country at the start,
// or a plan of the case sells it from there or from the seller's own warehouse.
func (c *compiler) stockedAtStart(p *scenario.Product, m market.Marketplace) bool {
	plan := c.planOf(p, m)
	return len(opening(p, m)) > 0 || plan.Uses(market.LocalFBA) || plan.Uses(market.SellerFulfilled)
}

// programsAbroad compiles the seller's account and the programs beside stock in the
// country and Remote Fulfillment.
func (c *compiler) programsAbroad() {
	cfg := c.cfg
	cfg.Seller, cfg.Chance, cfg.Abroad, cfg.Open = c.seller(), c.chance(), c.abroad(), c.openings()
	for m := market.US; m < market.MarketplaceCount; m++ {
		cfg.Merchant[m], cfg.Rivals[m] = c.merchant(m), c.rivals(m)
	}
	if c.scripted() {
		cfg.Cards = c.facts.Cards // Multi-Channel Fulfillment has no tariff
	}
}

// finish fills what depends on all products.
func (c *compiler) finish() {
	for m := market.US; m < market.MarketplaceCount; m++ {
		mk := &c.cfg.Markets[m]
		mk.FixedShare = 1
		for i := range c.cfg.SKUs {
			sku := &c.cfg.SKUs[i]
			mk.Used = mk.Used || sku.Listings[m].Sold
			mk.StocksHere = mk.StocksHere || m != market.US && sku.Pools[m].Stocked
		}
	}
}
