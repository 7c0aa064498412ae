package scenario

import (
	"slices"
	"strings"

	"fbasim/sim/policy"
)

// scriptKeys are the keys of what happens by plan: actions, expectations, the planner's own rules,
// and the choice among Amazon's.
func scriptKeys() []Key {
	return slices.Concat(actionKeys(), expectKeys(), ruleKeys(), riskKeys())
}

// actionKeys are the keys of [action.<action>]: when it happens, and the arguments of all words.
func actionKeys() []Key {
	keys := []Key{
		{Path: "action.<action>.do", Kind: TextKind, Required: true,
			Doc: "word of the vocabulary; `fbasim rules env` lists words and arguments"},
		{Path: "action.<action>.at", Kind: MomentKind,
			Doc: `time since the start ("36 h"), date, or "2026-03-01T09:00" (UTC)`},
		{Path: "action.<action>.when", Kind: TextKind,
			Doc: "condition, instead of at: the action happens at the first moment it holds"},
		{Path: "action.<action>.case", Kind: TextsKind,
			Doc: "case or list of cases in which it happens; default: all"},
	}
	for _, name := range argumentNames() {
		types, words := argumentUse(name)
		shown := make([]string, len(types))
		for i, t := range types {
			shown[i] = policy.ArgTypes()[t]
		}
		doc := strings.Join(shown, " or ") + "; of " + strings.Join(words, ", ")
		keys = append(keys, Key{Path: "action.<action>." + name, Kind: argumentKind(types),
			Doc: doc})
	}
	return keys
}

// argumentNames lists the names of arguments of all actions, each once.
func argumentNames() (names []string) {
	for _, a := range policy.Actions() {
		for _, arg := range a.Args {
			if !slices.Contains(names, arg.Name) {
				names = append(names, arg.Name)
			}
		}
	}
	return names
}

// argumentUse lists the types that an argument has, and the actions that take it.
func argumentUse(name string) (types, words []string) {
	for _, a := range policy.Actions() {
		arg, ok := a.Arg(name)
		if !ok {
			continue
		}
		words = append(words, a.Name)
		if !slices.Contains(types, arg.Type) {
			types = append(types, arg.Type)
		}
	}
	return types, words
}

// argumentKind is the kind of an argument, text where it has several types.
func argumentKind(types []string) Kind {
	kind := argumentKey(types[0]).Kind
	for _, t := range types[1:] {
		if argumentKey(t).Kind != kind {
			return TextKind
		}
	}
	if kind == EnumKind {
		return TextKind // its words stand in the documentation
	}
	return kind
}

// expectKeys are the keys of [expect.<name>].
func expectKeys() []Key {
	return []Key{
		{Path: "expect.<name>.at", Kind: MomentKind, Required: true,
			Doc: "when the expectation is looked at, written like the at of actions"},
		{Path: "expect.<name>.that", Kind: TextKind, Required: true,
			Doc: `condition, such as 'rf_state("X", "CA") == "ACTIVE"'; when it fails the run ` +
				"exits with code 5"},
		{Path: "expect.<name>.rule", Kind: TextKind,
			Doc: "id of the rule that it shows, for the reader"},
		{Path: "expect.<name>.case", Kind: TextsKind,
			Doc: "case or list of cases that it is about; default: all"},
	}
}

// ruleKeys are the keys of [rule.<name>], and of the choice among Amazon's rules.
func ruleKeys() []Key {
	return []Key{
		{Path: "rule.<name>.when", Kind: TextKind, Required: true,
			Doc: "condition on a SKU in a marketplace, such as 'stock.CA > 0'"},
		{Path: "rule.<name>.do", Kind: EnumKind, Required: true,
			Words: []string{"block", "find", "price"},
			Doc:   "while the condition holds: block the offer, note a finding, or set its price"},
		{Path: "rule.<name>.price", Kind: MoneyKind, Range: positive(),
			Doc: "price that do = \"price\" sets, in the currency of the marketplaces it is for"},
		{Path: "rule.<name>.reason", Kind: TextKind, Doc: "reason shown; default: the name"},
		{Path: "rule.<name>.sku", Kind: TextsKind,
			Doc: "product or list of products that it is for; default: all"},
		{Path: "rule.<name>.market", Kind: TextsKind,
			Doc: "marketplace or list of marketplaces that it is for; default: all"},
		{Path: "rule.<name>.case", Kind: TextsKind,
			Doc: "case or list of cases in which it holds; default: all"},

		{Path: "profile", Kind: TextKind,
			Doc: `rules in force: "date" (by the date of each event) or one profile for all time`},
		{Path: "rules.profile", Kind: TextKind, Doc: "the same, where a case differs"},
		{Path: "rules.off", Kind: TextsKind, Doc: "ids of rules that are switched off"},
		{Path: "rules.<parameter>", Kind: AnyKind,
			Doc: "value of a rule's parameter or switch; `fbasim rules list` names them"},
	}
}

// riskKeys are the keys of [risk]: what goes wrong by chance, besides what actions say.
func riskKeys() []Key {
	return []Key{
		{Path: "risk.errors", Kind: EnumKind, Quiet: true, Words: []string{"none", "catalogue"},
			Doc: "none: nothing goes wrong by chance but what this table names; catalogue: " +
				"everything, at the rates of the rules"},
		{Path: "risk.misroute", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of inbound shipments sent to the wrong center"},
		{Path: "risk.short", Kind: InputPercent, Draw: DrawRun, Range: share(),
			Doc: "share of inbound shipments with fewer units than stated"},
		{Path: "risk.eligibility_hazard", Kind: InputYearly, Draw: DrawRun, Range: Range{0, 50},
			Doc: "chance a year that a product loses Remote Fulfillment in a marketplace"},
		{Path: "risk.split", Kind: BoolKind,
			Doc: "whether plans without a split of their own go to several centers by chance"},
		{Path: "risk.refusals", Kind: BoolKind,
			Doc: "whether buyers refuse parcels of the seller, at the rates of rule GS-SF-01"},
	}
}
