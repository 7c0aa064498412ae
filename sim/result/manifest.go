package result

import (
	"crypto/sha256"
	"encoding/hex"
)

// Manifest says what a run followed from and what it wrote.
type Manifest struct {
	FormatVersion int `json:"format_version"`
	// Run is "<scenario>/<hash8>" and Hash the full hash of Inputs; Write sets both.
	Run  string `json:"run"`
	Hash string `json:"hash"`
	// Title is the scenario's name as typed.
	Title  string `json:"title"`
	Inputs Inputs `json:"inputs"`
	// Precision says how the number of replications came about.
	Precision Precision `json:"precision"`
	// Interrupted marks partial results.
	Interrupted bool `json:"interrupted"`
	// Outputs are the files written, sorted by name; Write sets them.
	Outputs []FileHash `json:"outputs"`
	Timing  Timing     `json:"timing"`
}

// Inputs is everything the results follow from: equal inputs, equal bytes. Its
// hash names the folder, so nothing that merely happened (how long, how many
// workers, where written) may stand here.
type Inputs struct {
	Tool     string `json:"tool"`     // "fbasim 0.1.0": another version may compute otherwise
	Scenario string `json:"scenario"` // slug of the scenario, see Slug
	Start    string `json:"start"`    // 2026-02-02
	Horizon  string `json:"horizon"`  // "365 d"
	Currency string `json:"currency"` // report currency
	Seed     int64  `json:"seed"`
	// Replications is the count asked for as typed: "20..400".
	Replications string `json:"replications"`
	// Files are the resolved scenario and each data file with its hash.
	Files []FileHash `json:"files"`
	// Cards are the dated fee cards used, Profiles the rule profiles.
	Cards    []Card   `json:"cards"`
	Profiles []string `json:"profiles"`
	// Options are other settings that change results: "without-rule=RF-ELIG-03".
	Options []string `json:"options"`
}

// Card is a dated fee card that a run used.
type Card struct {
	ID         string `json:"id"`
	From       string `json:"from"`
	To         string `json:"to"`
	Source     string `json:"source"`
	Confidence string `json:"confidence"`
	SHA256     string `json:"sha256"`
}

// FileHash names a file by its contents.
type FileHash struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Precision says what was asked of the intervals and what was reached.
type Precision struct {
	Target       float64 `json:"target"`     // share of the difference; 0 for a fixed count
	Confidence   float64 `json:"confidence"` // 0.95
	Replications int     `json:"replications"`
	Reached      bool    `json:"reached"`
	// Worst is the widest half-width relative to what was asked; 1 or less is reached.
	Worst float64 `json:"worst"`
}

// Timing is the only part of the results that differs between equal runs.
type Timing struct {
	Started string  `json:"started"` // RFC 3339
	Seconds float64 `json:"seconds"`
	Workers int     `json:"workers"`
}

// Hash returns the SHA-256 of the inputs in hexadecimal. The order of Files,
// Cards, Profiles and Options counts: callers sort them.
func (in Inputs) Hash() string {
	data, err := marshal(in)
	if err != nil {
		panic("result: inputs cannot be encoded: " + err.Error()) // plain fields always can
	}
	return HashBytes(data)
}

// HashBytes returns the SHA-256 of data in hexadecimal.
func HashBytes(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
