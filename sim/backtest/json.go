package backtest

import "encoding/json"

// Amounts are written as texts with two to six decimals, so that no program rounds them.

// MarshalJSON writes the amounts "total" (of the file), "sum" (of the report), "transfers" and "difference".
func (s Settlement) MarshalJSON() ([]byte, error) {
	type plain Settlement
	stated, difference := "", ""
	if s.HasStated {
		stated, difference = s.Stated.String(), (s.Stated - s.Sum).String()
	}
	return json.Marshal(struct {
		plain
		Stated     string `json:"total"`
		Sum        string `json:"sum"`
		Transfers  string `json:"transfers"`
		Difference string `json:"difference"`
	}{plain(s), stated, s.Sum.String(), s.Transfers.String(), difference})
}

// sumsDocument are the amounts of Sums.
type sumsDocument struct {
	Lines      int64   `json:"lines"`
	Units      int64   `json:"units"`
	Equal      int64   `json:"equal_lines"`
	Charged    string  `json:"charged"`
	Ours       string  `json:"ours"`
	Difference string  `json:"difference"`
	Explained  float64 `json:"explained"`
}

func (s *Sums) document() sumsDocument {
	return sumsDocument{s.Lines, s.Units, s.Equal, s.Charged.String(), s.Ours.String(), s.Difference().String(), s.Explained()}
}

// MarshalJSON writes the key and the sums of a group.
func (g Group) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Key
		sumsDocument
		Estimated int64       `json:"estimated_lines"`
		As        []ChargedAs `json:"charged_as"`
	}{g.Key, g.document(), g.Estimated, append([]ChargedAs{}, g.As...)})
}

// MarshalJSON writes a description with its amount.
func (a ChargedAs) MarshalJSON() ([]byte, error) {
	type plain ChargedAs
	return json.Marshal(struct {
		plain
		Charged string `json:"charged"`
	}{plain(a), a.Charged.String()})
}

// MarshalJSON writes the SKU, the key and the sums.
func (s SKU) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		SKU string `json:"sku"`
		Key
		sumsDocument
	}{s.SKU, s.Key, s.document()})
}

// MarshalJSON writes a bucket with its amount.
func (b Bucket) MarshalJSON() ([]byte, error) {
	type plain Bucket
	return json.Marshal(struct {
		plain
		Amount string `json:"amount"`
	}{plain(b), b.Amount.String()})
}

// MarshalJSON writes what is unknown, with its amounts.
func (u Unknown) MarshalJSON() ([]byte, error) {
	type plain Unknown
	return json.Marshal(struct {
		plain
		Fees   string `json:"fees"`
		Amount string `json:"amount"`
	}{plain(u), u.Fees.String(), u.Amount.String()})
}

// MarshalJSON writes what has no card, with its amount.
func (u Unpriced) MarshalJSON() ([]byte, error) {
	type plain Unpriced
	return json.Marshal(struct {
		plain
		Amount string `json:"amount"`
	}{plain(u), u.Amount.String()})
}

// MarshalJSON writes the key and the sums of a fee.
func (k PreviewKind) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Key
		sumsDocument
		BySurcharge int64 `json:"equal_without_surcharge"`
		ByListPrice int64 `json:"equal_at_your_price"`
	}{k.Key, k.document(), k.BySurcharge, k.ByListPrice})
}

// MarshalJSON writes a row with its amounts.
func (d PreviewDifference) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		SKU  string `json:"sku"`
		ASIN string `json:"asin"`
		Key
		Price      string `json:"price"`
		Tier       string `json:"their_tier"`
		OurTier    string `json:"our_tier"`
		Theirs     string `json:"theirs"`
		Ours       string `json:"ours"`
		Difference string `json:"difference"`
		Card       string `json:"card"`
	}{d.SKU, d.ASIN, d.Key, d.Price.String(), d.Tier, d.OurTier, d.Theirs.String(), d.Ours.String(), (d.Theirs - d.Ours).String(), d.Card})
}
