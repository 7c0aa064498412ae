package program

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fbasim/sim/quantity"
)

// catalog is a set of rules with parameters as text; rules stand unless off.
type catalog struct {
	off    []string
	params map[string]string
}

// defaults are the catalog's parameters as far as this package reads them.
var defaults = map[string]string{
	"fba_required": "US, CA, MX", "fba_scope": "target", "require_risk_pass": "true", "rf_books_to_ca": "true",
	"rf_restricted_classes": "restricted, EXR1, EXR2, EXR3, EXR4, EXR5, EXR6", "local_scope": "market",
	"eval_hours_max": "24 h", "eval_mode": "max", "activation_hours": "24 h", "existing_second_delay": "false",
	"mismatch_scope": "market_specific", "mismatch_sells": "false", "cure_hours": "24 h", "mismatch_hours": "24 h",
	"remove_delay": "0 h", "activation_hours_max": "24 h", "restore_delay": "0 h", "hold_prob": "0 %", "hold_days": "14 d",
	"keep_removed": "true", "twin_scope": "any", "sf_lock": "fba_or_enrolled", "stranded_auto_days": "1 d",
	"auto_readd": "false", "local_block_min_units": "1", "offer_methods": "alc, bil, manual",
	"export_off_while_rf": "allow", "exclusion_limit": "1000000", "exclusion_counts": "products",
	"exclusion_media": "ignore", "canada_barred_media": "book",
	"export_barred_classes": "EXR1, EXR2, EXR3, EXR4, EXR5", "import_restricted_default": "barred",
	"import_restricted_classes": "IMR1, IMR2, IMR3, IMR4, IMR5, IMR6, IMR7, IMR8, IMR9, IMR10, IMR11, IMR12",
	"transport_barred_classes":  "TRR1, TRR2, TRR3, TRR4, dangerous_goods", "export_cycle_day": "1",
	"export_cycle_months": "1", "military_classes": "EXR6", "mcf_media": "book, movie, video, dvd",
	"fba_countries": "CA, CN, FR, DE, IN, IT, JP, ES, UK, US, MX", "closed_countries": "IN, CN", "na_unified": "true",
	"eu_shared": "DE, UK, FR, IT, ES", "incoterm": "DAP", "prime_filter_share": "30 %", "fo_price_includes_deposit": "false",
	"business_discount": "0 %", "fo_speed_weight": "1 %",
}

// rules returns the defaults with changes "name=value", and rules off "-RF-ELIG-01".
func rules(changes ...string) catalog {
	c := catalog{params: map[string]string{}}
	for _, change := range changes {
		if id, off := strings.CutPrefix(change, "-"); off {
			c.off = append(c.off, id)
			continue
		}
		name, value, _ := strings.Cut(change, "=")
		c.params[name] = value
	}
	return c
}

func (c catalog) text(name string) string {
	if v, ok := c.params[name]; ok {
		return v
	}
	if v, ok := defaults[name]; ok {
		return v
	}
	panic("no parameter " + name)
}

func (c catalog) On(id string) bool       { return !slices.Contains(c.off, id) }
func (c catalog) Word(name string) string { return c.text(name) }
func (c catalog) Bool(name string) bool   { return c.text(name) == "true" }

func (c catalog) Lists(name, word string) bool {
	return slices.Contains(strings.Split(c.text(name), ", "), word)
}

func (c catalog) Int(name string) int64 {
	n, err := strconv.ParseInt(c.text(name), 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func (c catalog) Share(name string) float64 {
	r, err := quantity.ParsePercent(c.text(name))
	if err != nil {
		panic(err)
	}
	return r.Float()
}

func (c catalog) Delay(name string) quantity.Duration {
	d, err := quantity.ParseDelay(c.text(name))
	if err != nil {
		panic(err)
	}
	return d
}

// rule runs a test of a rule with it on and off.
func rule(t *testing.T, id, name string, test func(t *testing.T, r Rules, on bool)) {
	t.Helper()
	t.Run(id+" "+name, func(t *testing.T) { test(t, rules(), true) })
	t.Run(id+" off "+name, func(t *testing.T) { test(t, rules("-"+id), false) })
}
