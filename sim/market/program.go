package market

// Program is a way to fulfill an order.
type Program uint8

// The fulfillment programs. NoProgram sells nothing in the marketplace.
const (
	NoProgram Program = iota
	RemoteFulfillment
	LocalFBA
	FBAExport
	SellerFulfilled
	MCF
	ProgramCount
)

type programFacts struct{ id, title string }

var programs = [ProgramCount]programFacts{
	NoProgram:         {"none", "not sold"},
	RemoteFulfillment: {"remote-fulfillment", "Remote Fulfillment"},
	LocalFBA:          {"local-fba", "local FBA"},
	FBAExport:         {"fba-export", "FBA Export"},
	SellerFulfilled:   {"seller-fulfilled", "seller-fulfilled"},
	MCF:               {"mcf", "Multi-Channel Fulfillment"},
}

// String returns the id used in scenario files: "remote-fulfillment".
func (p Program) String() string { return programs[p].id }

// Title returns the name for tables and charts: "Remote Fulfillment".
func (p Program) Title() string { return programs[p].title }

// ParseProgram returns the program of an id.
func ParseProgram(id string) (Program, bool) {
	for p := NoProgram; p < ProgramCount; p++ {
		if programs[p].id == id {
			return p, true
		}
	}
	return 0, false
}

// ProgramIDs lists the ids for messages.
func ProgramIDs() []string {
	var ids []string
	for _, p := range programs {
		ids = append(ids, p.id)
	}
	return ids
}
