package result

import (
	"slices"
	"testing"
)

func TestDefaultsAreReadFromTheCommentsOfResolvedTOML(t *testing.T) {
	const text = `name = "x" # a.toml:1
# defaults in use: write a line without its # to change it
# warmup = "0 d" # default: convention
# market.US.late_share = "5 %" # default [E]: no published figure found: none
# note = "a # default [A]: trap" # default [T]: a third party
# not a default # comment
`
	want := []Default{
		{"warmup", `"0 d"`, "", "convention"},
		{"market.US.late_share", `"5 %"`, "E", "no published figure found: none"},
		{"note", `"a # default [A]: trap"`, "T", "a third party"},
	}
	if got := Defaults(text); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestAnAssumptionStatesTheEvidenceOfItsCard(t *testing.T) {
	for text, want := range map[string]string{
		"refund_admin.CA: no card; x (title, confidence E) stands in": "E",
		"x (title, confidence A*) stands in, at another rate":         "A*",
		"CA: 5 % of orders arrive late":                               "",
		"with, confidence in everything":                              "",
	} {
		if got := (Assumption{Text: text}).Evidence(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestWhatCannotBeSeenIsEscapedInJSONAndReadsBack(t *testing.T) {
	const name = "a\u202eb\u200b\U000e0041 \u00e9\u4e2d \u00a0\ufffd\x07"
	data, err := marshal(Finding{Title: name})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range string(data) {
		if invisible(r) || r < 0x20 && r != '\n' {
			t.Errorf("%q holds %U", data, r)
		}
	}
	if got, err := unmarshal[Finding](data); err != nil || got.Title != name {
		t.Errorf("%q reads back as %q (error %v)", name, got.Title, err)
	}
}
