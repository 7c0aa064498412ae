package inbound

import (
	"fmt"
	"strings"
	"testing"

	"fbasim/sim/market"
)

// shape writes the shipments of a plan: the center and its units by SKU.
func shape(p *Plan) string {
	var list []string
	for _, s := range p.Shipments {
		text := fmt.Sprintf("%d@%d", s.Number, s.Destination)
		for _, l := range s.Lines {
			text += fmt.Sprintf(" %d:%d", l.SKU, l.Units)
		}
		list = append(list, text)
	}
	return strings.Join(list, " | ")
}

// INB-PLAN-01, INB-PLAN-09, INB-PLC-01.
func TestPlansAreSplitByCenterAndPrep(t *testing.T) {
	mixed := []Item{{SKU: 1, Units: 30}, {SKU: 2, Units: 10, Prep: PrepAmazon}}
	placed := []Item{{SKU: 1, Units: 30}, {SKU: 2, Units: 10, NoPlacement: true}}
	for _, c := range []struct {
		name string
		q    Request
		want string
	}{
		{"one center", Request{Items: mixed}, "1@1 1:30 2:10"},
		{"even weights", Request{Items: mixed, Weights: even(2)}, "1@1 1:15 2:5 | 2@2 1:15 2:5"},
		{"by weights", Request{Items: mixed, Weights: []int64{3, 1}}, "1@1 1:23 2:7 | 2@2 1:7 2:3"},
		{"a center without units is no shipment", Request{Items: mixed, Split: []int64{40, 0}}, "1@1 1:30 2:10"},
		{"fewer units than centers", Request{Items: []Item{{SKU: 1, Units: 2}}, Weights: even(4)}, "1@1 1:1 | 2@2 1:1"},
		{"API: by prep, then by center", Request{Via: API, Items: mixed, Weights: even(2)},
			"1@1 1:15 | 2@2 1:15 | 3@1 2:5 | 4@2 2:5"},
		{"placement", Request{Items: placed[:1], Weights: even(3), Placement: true}, "1@1 1:30"},
		{"placement, one SKU not eligible", Request{Items: placed, Weights: even(2), Placement: true}, "1@1 1:30 2:5 | 2@2 2:5"},
		{"placement overrides a split", Request{Items: placed, Split: []int64{10, 30}, Placement: true}, "1@1 1:30 2:3 | 2@2 2:7"},
	} {
		p, o := Create(c.q, Standing{}, rules(), 0)
		if o.Refused || shape(p) != c.want {
			t.Errorf("%s: %s %s, want %s", c.name, says(o), shape(p), c.want)
		}
	}
	if _, o := Create(Request{Items: placed, Placement: true}, Standing{}, rules(), 0); charged(o, LinePlacement) != 30 {
		t.Errorf("the fee of placement is on %d units, want the 30 eligible ones", charged(o, LinePlacement))
	}
}

func TestWhatThePlacementServiceLeavesIsSplitExactly(t *testing.T) {
	items := []Item{{SKU: 1, Units: 30}}
	for sku := range int32(10) {
		items = append(items, Item{SKU: sku + 2, Units: 1, NoPlacement: true})
	}
	p, _ := Create(Request{Items: items, Weights: []int64{9, 1}, Placement: true}, Standing{}, rules(), 0)
	if len(p.Shipments) != 2 || p.Shipments[0].Units() != 39 || p.Shipments[1].Units() != 1 {
		t.Errorf("%s, want one of the ten other units at the second center", shape(p))
	}
}

func TestPlansThatAreRefused(t *testing.T) {
	item := []Item{{SKU: 1, Units: 10}}
	for _, c := range []struct {
		name, want string
		q          Request
		st         Standing
	}{
		{"no items", "invalid_units INB-PLAN-01", Request{}, Standing{}},
		{"no units", "invalid_units INB-PLAN-01", Request{Items: []Item{{SKU: 1}}}, Standing{}},
		{"negative units", "invalid_units INB-PLAN-01", Request{Items: []Item{{SKU: 1, Units: 5}, {SKU: 2, Units: -5}}}, Standing{}},
		{"too many units", "invalid_units INB-PLAN-01", Request{Items: []Item{{SKU: 1, Units: most + 1}}}, Standing{}},
		{"a SKU twice", "repeated_sku INB-PLAN-01", Request{Items: append(item, item...)}, Standing{}},
		{"a split of other units", "split_mismatch INB-PLAN-01", Request{Items: item, Split: []int64{5, 6}}, Standing{}},
		{"a negative split", "split_mismatch INB-PLAN-01", Request{Items: item, Split: []int64{11, -1}}, Standing{}},
		{"weights of nothing", "split_mismatch INB-PLAN-01", Request{Items: item, Weights: []int64{0, 0}}, Standing{}},
		{"suspended (INV-09)", "suspended INB-ENF-02", Request{Items: item}, Standing{State: Suspended}},
	} {
		p, o := Create(c.q, c.st, rules(), 0)
		if got := o.Reason + " " + o.Rule; p != nil || !o.Refused || got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAPlanRemembersWhatItWasMadeWith(t *testing.T) {
	p, _ := Create(Request{Name: "SPRING", Via: API, Country: market.MX, Items: []Item{{SKU: 4, Units: 9}}}, Standing{State: Noticed}, rules(), 77)
	s, there := p.Shipment(1)
	if p.Name != "SPRING" || p.Country != market.MX || p.CreatedAt != 77 || p.Status != PlanDraft || p.Quantity != 9 {
		t.Errorf("%+v", p)
	}
	if !there || s.DutyPaid || s.Destination != 1 || s.Stage != Planned {
		t.Errorf("%+v", s)
	}
	if _, there := p.Shipment(2); there {
		t.Error("there is no second shipment")
	}
}
