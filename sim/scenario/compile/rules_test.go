package compile

import (
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"fbasim/sim/policy"
)

// TestSharedDefaultsAgree shows that a number that stands both in a rule and among
// the defaults of scenario keys is the same.
func TestSharedDefaultsAgree(t *testing.T) {
	book, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ param, key, place string }{
		{"ca_days", "market.<market>.transit.<program>", "CA.remote-fulfillment"},
		{"mx_days", "market.<market>.transit.<program>", "MX.remote-fulfillment"},
		{"late_prob", "market.<market>.late_share", ""},
		{"late_extra_days", "market.<market>.late_extra", ""},
		{"prime_share", "market.<market>.prime_share", ""},
		{"return_transit_ca", "market.<market>.returns.transit", "CA"},
		{"return_transit_mx", "market.<market>.returns.transit", "MX"},
		{"rf_sellable_share", "market.<market>.returns.sellable", "default"},
		{"export_sellable_share", "market.<market>.returns.sellable", "CA.fba-export"},
		{"export_days", "market.<market>.transit.<program>", "MX.fba-export"},
		{"accs", "conversion.accs", ""},
		{"receive_days", "replenish.<market>.receiving", "CA"},
		{"receive_days_mx", "replenish.<market>.receiving", "MX"},
	} {
		p := book.Param(c.param)
		if p == nil || p.Key == "" {
			t.Errorf("%s: %+v names no key of the scenario", c.param, p)
			continue
		}
		if got := defaultOf(t, c.key, c.place); got != p.Value {
			t.Errorf("%s = %q, but %s is %q by default", c.param, p.Value, c.key, got)
		}
	}
}

// defaultOf reads a default from the file, at a place such as "CA.fba-export".
func defaultOf(t *testing.T, key, place string) string {
	t.Helper()
	type entry struct {
		Key   string
		Value any
	}
	var file struct{ Default, Suggestion []entry }
	text, err := os.ReadFile("../defaults.toml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := toml.Decode(string(text), &file); err != nil {
		t.Fatal(err)
	}
	for _, e := range append(file.Default, file.Suggestion...) {
		if e.Key != key {
			continue
		}
		value := e.Value
		for _, part := range strings.FieldsFunc(place, func(r rune) bool { return r == '.' }) {
			table, _ := value.(map[string]any)
			value = table[part]
		}
		switch v := value.(type) {
		case string:
			return v
		case bool:
			return map[bool]string{true: "true", false: "false"}[v]
		}
	}
	return ""
}
