package ledger

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"fbasim/sim/market"
)

//go:embed whopays.toml
var whoPaysTOML string

// Role is who pays or gets a money line.
type Role uint8

// The roles. Deposit is the account that holds import fees in between.
const (
	NoRole Role = iota
	RoleBuyer
	RoleSeller
	RoleAmazon
	RoleCarrier
	RoleAuthority
	RoleVendor
	RoleDeposit
	roleCount
)

var roleNames = [roleCount]string{"", "buyer", "seller", "amazon", "carrier", "authority", "vendor", "deposit"}

// String returns the role's name: "buyer".
func (r Role) String() string { return roleNames[r] }

// ParseRole returns the role of a name, false where there is none.
func ParseRole(name string) (Role, bool) {
	i := slices.Index(roleNames[1:], name)
	return Role(i + 1), i >= 0
}

// Payment is a row of the table of who pays: one line of one program in one
// circumstance. The source of each stands in whopays.toml.
type Payment struct {
	Line         string // "rf_fulfilment_fee"
	Program      market.Program
	When         string // code of the circumstance: "no_defect"
	Payer, Payee Role
	Rules        []string // that say so
	Switches     []string // those of them without which the money does not move
	Grade        string   // S, D, A or X
	Circumstance string   // in words
}

// moneyLines is the table with what the lines are called in the account.
type moneyLines struct {
	rows  []Payment
	names []string        // of the lines, in order of the alphabet
	lines map[string]Line // those that move the seller's profit
}

var whoPays = sync.OnceValue(func() moneyLines {
	t, err := readWhoPays(whoPaysTOML)
	if err != nil {
		panic("ledger: whopays.toml: " + err.Error()) // a defect of the build that the tests find
	}
	return t
})

// WhoPays returns the table in its order, a row for each program.
func WhoPays() []Payment { return slices.Clone(whoPays().rows) }

// Moves reports whether the money moves with the rules in force.
func (p *Payment) Moves(r interface{ On(id string) bool }) bool {
	for _, id := range p.Switches {
		if !r.On(id) {
			return false
		}
	}
	return true
}

// Pays returns who pays a line of a program in a circumstance; "" stands for the only
// one there is. It is false where no such money moves.
func Pays(line string, p market.Program, when string) (Payment, bool) {
	found, n := Payment{}, 0
	for _, row := range whoPays().rows {
		if row.Line == line && row.Program == p && (when == "" || row.When == when) {
			found, n = row, n+1
		}
	}
	if n != 1 {
		return Payment{}, false
	}
	return found, true
}

// MoneyLines lists the names of the lines.
func MoneyLines() []string { return slices.Clone(whoPays().names) }

// LineOf returns the line of the profit and loss account under which a money line is
// booked, false where the seller's profit does not move by it.
func LineOf(name string) (Line, bool) {
	l, ok := whoPays().lines[name]
	return l, ok
}

var programCodes = map[string]market.Program{
	"RF": market.RemoteFulfillment, "LOCAL": market.LocalFBA, "EXPORT": market.FBAExport,
	"SF": market.SellerFulfilled, "MCF": market.MCF,
}

// whoPaysColumns is the number of columns of the table.
const whoPaysColumns = 8

func readWhoPays(text string) (t moneyLines, err error) {
	var file struct {
		Line map[string]string
		Rows struct{ Table string }
	}
	if _, err := toml.Decode(text, &file); err != nil {
		return t, err
	}
	t.lines = map[string]Line{}
	for name, booked := range file.Line {
		t.names = append(t.names, name)
		if booked == "" {
			continue
		}
		if t.lines[name], err = parseLine(booked); err != nil {
			return t, err
		}
	}
	slices.Sort(t.names)
	for i, row := range strings.Split(strings.TrimSpace(file.Rows.Table), "\n")[1:] {
		payments, err := parsePayments(row)
		if err != nil {
			return t, fmt.Errorf("row %d: %w", i+1, err)
		}
		if _, ok := file.Line[payments[0].Line]; !ok {
			return t, fmt.Errorf("row %d: no line %s", i+1, payments[0].Line)
		}
		t.rows = append(t.rows, payments...)
	}
	return t, nil
}

// parsePayments reads a row of the table: one payment for each of its programs.
func parsePayments(row string) (list []Payment, err error) {
	cells := strings.Split(row, "|")
	if len(cells) != whoPaysColumns {
		return nil, fmt.Errorf("%d columns", len(cells))
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	payer, known := ParseRole(cells[3])
	payee, known2 := ParseRole(cells[4])
	if !known || !known2 {
		return nil, fmt.Errorf("no role %s or %s", cells[3], cells[4])
	}
	for _, code := range strings.Fields(cells[1]) {
		p, ok := programCodes[code]
		if !ok {
			return nil, fmt.Errorf("no program %s", code)
		}
		row := Payment{Line: cells[0], Program: p, When: cells[2], Payer: payer, Payee: payee,
			Grade: cells[6], Circumstance: cells[7]}
		row.addRules(strings.Fields(cells[5]))
		list = append(list, row)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no program")
	}
	return list, nil
}

// addRules reads rules; those in brackets do not switch the money off.
func (p *Payment) addRules(ids []string) {
	for _, id := range ids {
		bare := strings.Trim(id, "()")
		p.Rules = append(p.Rules, bare)
		if bare == id {
			p.Switches = append(p.Switches, id)
		}
	}
}

func parseLine(name string) (Line, error) {
	for l := Line(market.NoFee + 1); l < LineCount; l++ {
		if l.String() == name {
			return l, nil
		}
	}
	return 0, fmt.Errorf("no line %s", name)
}
