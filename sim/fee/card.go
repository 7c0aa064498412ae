package fee

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Confidence says how well a figure is known.
type Confidence uint8

// The marks of the facts the cards were made from, best first.
const (
	Quoted      Confidence = iota // A: Amazon's or a government's own text
	Confirmed                     // A*: a transcription confirmed by a second or by examples
	Transcribed                   // T: one transcription or one third-party article
	Estimated                     // E: an estimate or inference, reason given in the notes
	Unverified                    // M: from memory, not verified
)

var confidences = []struct{ mark, word string }{
	{"A", "quoted"}, {"A*", "transcribed, confirmed"}, {"T", "transcribed"}, {"E", "estimate"},
	{"M", "unverified"},
}

// String returns the mark used in cards and files: "A", "A*", "T", "E", "M".
func (c Confidence) String() string { return confidences[c].mark }

// Word returns the mark in words.
func (c Confidence) Word() string { return confidences[c].word }

func parseConfidence(text string) (Confidence, error) {
	for i, c := range confidences {
		if c.mark == text {
			return Confidence(i), nil
		}
	}
	return Unverified, fmt.Errorf("%q is not a mark of confidence: A, A*, T, E or M", text)
}

// CardRef is a card's number in its book; 0 is no card.
type CardRef uint16

// NoCard is the reference of a line that no card priced.
const NoCard CardRef = 0

// Card is one dated rate card: a fee kind of one or more stores and programs,
// with its source and its worked examples.
type Card struct {
	ID, Title   string
	Kind        market.FeeKind
	Programs    []market.Program // empty: every program
	Markets     []market.Marketplace
	NotFor      []string // pairs of the two lists that the card does not serve: "local-fba MX"
	Currency    money.Currency
	SelectBy    string // "ship date", "order date", "month", ... : the date that picks the window
	Windows     []Window
	Read        civil.Date // day the source was read; open windows are carried on after it
	AssumedOnly bool       // used only where a scenario assumes it
	Charged     bool       // false: the card says that there is no such fee
	Confidence  Confidence
	Source      string
	Notes       string
	Scheme      *Scheme // size tiers, nil where the fee knows none
	Examples    []Example
	File        string
	Line        int
	Text        string // the card's tables as written

	ref     CardRef
	layer   int
	seasons []season

	tiers      *tierRates
	referral   *referralRates
	percent    percentRate
	flat       flatRate
	aged       *agedRates
	usage      *usageRates
	conversion *conversionRates
	export     *exportRates
	imports    *importRates
	returns    *returnsRule
	services   *serviceRates
	below      []float64         // days of supply below which each column applies
	exempts    []market.Category // that do not pay the low-inventory fee
}

// Ref returns the card's number in its book.
func (c *Card) Ref() CardRef { return c.ref }

// serves reports whether the card holds for a program and store.
func (c *Card) serves(p market.Program, m market.Marketplace) bool {
	named := len(c.Programs) == 0 || slices.Contains(c.Programs, p)
	return named && slices.Contains(c.Markets, m) && !slices.Contains(c.NotFor, p.String()+" "+m.String())
}

// columnAt returns the column for a day: of its own window, or, beyond the card's
// windows, of the time of the year, because non-peak and peak repeat every year.
func (c *Card) columnAt(d civil.Date) string {
	for _, w := range c.Windows {
		if w.Contains(d) {
			return c.seasonal(w.Column, d)
		}
	}
	for _, w := range c.Windows {
		if w.From == Ever || w.To == Forever {
			continue
		}
		if w.To-w.From >= civil.DaysPerYear || yearly(w).contains(d) {
			return c.seasonal(w.Column, d)
		}
	}
	return c.seasonal(c.Windows[0].Column, d)
}

// hasSeasons reports whether the card's column changes with the time of the year.
func (c *Card) hasSeasons() bool {
	for _, w := range c.Windows {
		if w.Column != c.Windows[0].Column {
			return true
		}
	}
	return len(c.seasons) > 0
}

// seasonal replaces the column "seasons" by that of the time of the year.
func (c *Card) seasonal(column string, d civil.Date) string {
	if column != "seasons" {
		return column
	}
	for _, s := range c.seasons {
		if s.contains(d) {
			return s.column
		}
	}
	return ""
}

// yearly returns the days of the year a window covers.
func yearly(w Window) season {
	_, m1, d1 := w.From.YMD()
	_, m2, d2 := w.To.YMD()
	return season{m1*100 + d1, m2*100 + d2, w.Column}
}

// distance returns the days between d and the nearest window of the card, and
// whether that window lies before d.
func (c *Card) distance(d civil.Date) (days int64, before bool) {
	best := int64(-1)
	for _, w := range c.Windows {
		gap, past := int64(0), false
		if d < w.From {
			gap = int64(w.From) - int64(d)
		} else if d > w.To {
			gap, past = int64(d)-int64(w.To), true
		}
		if best < 0 || gap < best {
			best, before = gap, past
		}
	}
	return best, before
}

// parseCard reads [card.ID].
func parseCard(id string, s *section, schemes map[string]*Scheme) *Card {
	c := &Card{
		ID: id, File: s.file, Line: s.lines[s.path].line,
		Title: s.need("title"), Source: s.need("source"), Notes: s.text("notes"),
		SelectBy: s.text("select_by"), AssumedOnly: s.flag("assumed_only"), Charged: true,
	}
	kind, known := market.ParseFeeKind(s.need("kind"))
	if s.has("kind") && (!known || cardKind(kind) != kind) {
		s.fail(s.line("kind"), "reference", cardKindHint(s.text("kind")), "%q is not a kind of card",
			s.text("kind"))
	}
	c.Kind = kind
	c.parseSites(s)
	if s.need("confidence") != "" {
		c.Confidence = read(s, "confidence", Unverified, parseConfidence)
	}
	c.Read = read(s, "read", Forever, parseDate)
	c.Windows = parseWindows(s, "windows")
	c.seasons = parseSeasons(s, "seasons")
	c.Examples = parseExamples(s)
	c.defaults()
	if s.has("charged") {
		c.Charged = s.flag("charged")
	}
	if c.Charged && known {
		c.parseSchedule(s, schemes)
	}
	if known {
		s.finish() // an unknown kind says nothing of the keys it needs
	}
	c.checkColumns(s)
	c.checkSeasons(s)
	return c
}

// cardKindHint says which kinds of cards there are, or which was perhaps meant.
func cardKindHint(text string) string {
	var kinds []string
	for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
		if cardKind(k) == k {
			kinds = append(kinds, k.String())
		}
	}
	if near := diag.Suggest(text, kinds); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "kinds: " + strings.Join(kinds, ", ")
}

// parseSites reads the programs, stores and the currency of a card.
func (c *Card) parseSites(s *section) {
	for _, name := range s.texts("program") {
		p, ok := market.ParseProgram(name)
		if !ok {
			s.fail(s.line("program"), "reference", strings.Join(market.ProgramIDs(), ", "),
				"%q is not a program", name)
		}
		c.Programs = append(c.Programs, p)
	}
	c.NotFor = s.texts("not_for")
	for _, code := range s.texts("marketplace") {
		m, ok := market.ParseMarketplace(code)
		if !ok {
			s.fail(s.line("marketplace"), "reference", "US, CA or MX", "%q is not a marketplace",
				code)
		}
		c.Markets = append(c.Markets, m)
	}
	if len(c.Markets) == 0 {
		s.fail(s.line("marketplace"), "missing-key", "", "%s has no marketplace", s.path)
	}
	if code := s.need("currency"); code != "" {
		var ok bool
		if c.Currency, ok = money.ParseCurrency(code); !ok && code != "fee" {
			s.fail(s.line("currency"), "reference",
				`"fee" is the currency of the fee it is a share of`,
				"%q is not a currency", code)
		}
	}
}

// parseSchedule reads the amounts, whose form follows from the kind.
func (c *Card) parseSchedule(s *section, schemes map[string]*Scheme) {
	switch c.Kind {
	case market.Referral:
		c.referral = parseReferral(s)
	case market.FuelSurcharge, market.RefundAdmin, market.FeeTax:
		c.percent = parsePercentRate(s)
	case market.AgedInventory, market.LongTermStorage:
		c.aged = parseAged(s)
	case market.StorageUtilization:
		c.usage = parseUsage(s)
	case market.StorageOverage, market.HighVolumeListing, market.Subscription:
		c.flat = parseFlat(s)
	case market.Conversion:
		c.conversion = parseConversion(s)
	case market.MCFExport:
		c.export = parseExport(s)
	case market.ImportTax:
		c.imports = parseImports(s)
	case market.InboundDefect, market.Prep:
		c.services = parseServices(s)
	default:
		c.tiers = parseTierRates(s, schemes)
		c.Scheme = c.tiers.scheme
		c.parseExtras(s)
	}
}

// parseExtras reads the keys that only some kinds with size tiers have.
func (c *Card) parseExtras(s *section) {
	switch c.Kind {
	case market.ReturnsProcessing:
		c.returns = parseReturnsRule(s)
	case market.LiquidationProcessing:
		c.percent = parsePercentRate(s)
	case market.LowInventory:
		c.exempts = parseCategories(s, "exempt")
		if len(c.tiers.classes) > 0 {
			c.below = parseBelow(s, c.tiers.classes[0].columns)
		}
	}
}

// checkColumns requires every window's column in every table of the card.
func (c *Card) checkColumns(s *section) {
	if c.tiers == nil || c.ownColumns() {
		return
	}
	var names []string
	for _, w := range c.Windows {
		if w.Column != "seasons" {
			names = append(names, w.Column)
		}
	}
	for _, season := range c.seasons {
		names = append(names, season.column)
	}
	for i := range c.tiers.classes {
		class := &c.tiers.classes[i]
		if c.Kind == market.Fulfillment && c.Scheme != nil {
			class.checkTiers(s, "rates", c.Scheme)
		}
		for _, name := range names {
			if class.column(name) < 0 {
				s.fail(s.line("windows"), "columns", "columns: "+strings.Join(class.columns, ", "),
					"the rates have no column %q", name)
			}
		}
	}
}

// checkSeasons requires seasons for all days of the year where a window names them.
func (c *Card) checkSeasons(s *section) {
	for _, w := range c.Windows {
		if w.Column != "seasons" {
			continue
		}
		leap := civil.Of(2024, 1, 1)
		for d := leap; d < civil.Of(2025, 1, 1); d++ {
			if c.seasonal("seasons", d) == "" {
				s.fail(s.line("seasons"), "gap", "", "no season holds %s",
					d.String()[len("2024-"):])
				return
			}
		}
	}
}
