package inbound

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// T-15 of the catalogue, INB-QTY-01 and INB-QTY-02: the largest accepted change of
// shipments of one SKU.
func TestLargestAcceptedEdit(t *testing.T) {
	originals := []int64{10, 19, 20, 100, 120, 139, 200, 1000}
	for _, c := range []struct {
		name string
		via  Via
		r    Rules
		want []int64
	}{
		{"UI, cap of 6", UI, rules(), []int64{0, 0, 1, 5, 6, 6, 6, 6}},
		{"API, cap of 10", API, rules(), []int64{0, 0, 1, 5, 6, 6, 10, 10}},
		{"API before its own limit, cap of 6 (AMB-16)", API, rules("later:INB-QTY-02"), []int64{0, 0, 1, 5, 6, 6, 6, 6}},
		{"UI, greater of 5 % and 6", UI, rules("edit_mode=greater_of"), []int64{6, 6, 6, 6, 6, 6, 10, 50}},
		{"API, greater of 5 % and 10", API, rules("edit_mode=greater_of"), []int64{10, 10, 10, 10, 10, 10, 10, 50}},
	} {
		for _, base := range []string{"both", "sku", "shipment"} {
			c.r.(*book).params["edit_base"] = base
			for i, original := range originals {
				if up := largest(t, c.via, c.r, original, 1); up != c.want[i] {
					t.Errorf("%s, base %s: %d can grow by %d, want %d", c.name, base, original, up, c.want[i])
				}
				// A decrease may leave one unit at least (AMB-14).
				if down := largest(t, c.via, c.r, original, -1); down != min(c.want[i], original-1) {
					t.Errorf("%s, base %s: %d can shrink by %d, want %d", c.name, base, original, down, c.want[i])
				}
			}
		}
	}
}

// largest returns the largest change in one direction that is accepted.
func largest(t *testing.T, via Via, r Rules, original, sign int64) (change int64) {
	t.Helper()
	for d := int64(1); d < 60 && original+sign*d >= 0; d++ {
		p, _ := Create(Request{Via: via, Items: []Item{{SKU: 1, Units: original}}}, Standing{}, r, 0)
		ok(t, p.Approve(0, 0))
		if !p.Edit(1, 1, original+sign*d).Refused {
			if change != d-1 {
				t.Fatalf("%d is accepted though %d was not", d, d-1)
			}
			change = d
		}
	}
	return change
}

// two is an approved shipment of two SKUs.
func two(t *testing.T, r Rules, a, b int64) *Plan {
	t.Helper()
	p, _ := Create(Request{Items: []Item{{SKU: 1, Units: a}, {SKU: 2, Units: b}}}, Standing{}, r, 0)
	ok(t, p.Approve(0, 0))
	return p
}

// AMB-13: the mode times the base, for the same edits of two lines of 200 units.
func TestEditsByModeAndBase(t *testing.T) {
	for _, c := range []struct {
		mode, base string
		first      [2]int64 // new quantities of the two SKUs, in turn
		want       string
	}{
		{"cap", "both", [2]int64{206, 200}, "OK OK"},
		{"cap", "both", [2]int64{206, 194}, "OK REJECTED(qty_tolerance)"}, // plus and minus do not net
		{"cap", "both", [2]int64{203, 197}, "OK OK"},
		{"cap", "both", [2]int64{203, 196}, "OK REJECTED(qty_tolerance)"},
		{"cap", "sku", [2]int64{206, 194}, "OK OK"},
		{"cap", "sku", [2]int64{207, 194}, "REJECTED(qty_tolerance) OK"},
		{"cap", "shipment", [2]int64{206, 194}, "OK REJECTED(qty_tolerance)"},
		{"greater_of", "both", [2]int64{210, 190}, "OK OK"}, // 10 each, 20 of 400
		{"greater_of", "both", [2]int64{211, 190}, "REJECTED(qty_tolerance) OK"},
		{"greater_of", "sku", [2]int64{210, 190}, "OK OK"},
		{"greater_of", "shipment", [2]int64{220, 200}, "OK OK"}, // all 20 of 400 on one line
		{"greater_of", "shipment", [2]int64{220, 199}, "OK REJECTED(qty_tolerance)"},
	} {
		p := two(t, rules("edit_mode="+c.mode, "edit_base="+c.base), 200, 200)
		got := says(p.Edit(1, 1, c.first[0])) + " " + says(p.Edit(1, 2, c.first[1]))
		if got != c.want {
			t.Errorf("%s, %s, to %v: %s, want %s", c.mode, c.base, c.first, got, c.want)
		}
	}
}

func TestToleranceIsMeasuredFromTheOriginalNotTheLastEdit(t *testing.T) {
	p := approved(t, UI, 1, rules())
	ok(t, p.Edit(1, 1, 105))
	if got := says(p.Edit(1, 1, 106)); got != "REJECTED(qty_tolerance)" {
		t.Errorf("a second edit beyond 5 %% of the original: %s", got)
	}
	if p.Shipments[0].Units() != 105 || p.Shipments[0].Lines[0].Original != 100 {
		t.Errorf("a refused edit changed the shipment: %+v", p.Shipments[0].Lines)
	}
	ok(t, p.Edit(1, 1, 95))
}

// AMB-14, INB-PLAN-07.
func TestRemovingUnits(t *testing.T) {
	for _, c := range []struct {
		r     Rules
		units int64
		want  string
	}{
		{rules(), 0, "REJECTED(unit_removal) INB-PLAN-07"},
		{rules(), 99, "OK INB-QTY-01"},
		{rules("edit_decrease=none"), 99, "REJECTED(unit_removal) INB-PLAN-07"},
		{rules("edit_decrease=none"), 101, "OK INB-QTY-01"},
		{rules("edit_decrease=none", "INB-PLAN-07"), 99, "OK INB-QTY-01"},
		{rules("INB-PLAN-07"), 0, "REJECTED(qty_tolerance) INB-QTY-01"},
		{rules("INB-PLAN-07", "INB-QTY-01"), 0, "OK INB-QTY-01"},
		{rules(), -1, "REJECTED(invalid_units) INB-PLAN-02"},
	} {
		o := approved(t, UI, 1, c.r).Edit(1, 1, c.units)
		if got := says(o) + " " + o.Rule; got != c.want {
			t.Errorf("to %d: %s, want %s", c.units, got, c.want)
		}
	}
}

func TestAddingASKUAfterApprovalIsAChangeOfTheShipment(t *testing.T) {
	for base, want := range map[string]string{"both": "REJECTED(qty_tolerance)", "sku": "REJECTED(qty_tolerance)", "shipment": "OK"} {
		if got := says(approved(t, UI, 1, rules("edit_base="+base)).Edit(1, 2, 5)); got != want {
			t.Errorf("base %s: %s, want %s", base, got, want)
		}
	}
	if got := says(approved(t, UI, 1, rules("edit_base=shipment")).Edit(1, 2, 6)); got != "REJECTED(qty_tolerance)" {
		t.Errorf("six units of a new SKU on a shipment of 100: %s", got)
	}
}

func TestWhatCannotBeEdited(t *testing.T) {
	shipped := approved(t, UI, 2, rules())
	ok(t, ship(shipped, 1, 1))
	deleted := approved(t, UI, 2, rules())
	ok(t, deleted.DeleteShipment(1, 1))
	for _, c := range []struct {
		p    *Plan
		n    int
		want string
	}{
		{shipped, 1, "REJECTED(already_shipped)"}, {deleted, 1, "REJECTED(deleted)"},
		{shipped, 3, "REJECTED(no_such_shipment)"}, {shipped, 0, "REJECTED(no_such_shipment)"}, {shipped, 2, "OK"},
	} {
		if got := says(c.p.Edit(c.n, 1, 51)); got != c.want {
			t.Errorf("shipment %d: %s, want %s", c.n, got, c.want)
		}
	}
}

func TestAShareOfUnitsLosesNoUnitToBinaryFractions(t *testing.T) {
	for percent := int64(0); percent <= 100; percent++ {
		share := float64(percent) / 100
		for units := int64(0); units <= 2000; units += 7 {
			if got := wholePart(units, share); got != units*percent/100 {
				t.Fatalf("%d %% of %d is %d", percent, units, got)
			}
		}
	}
	if got := wholePart(most, 0.05); got != int64(most)/20 {
		t.Errorf("5 %% of %d is %d", int64(most), got)
	}
}

func TestApportionedUnitsAddUpAndStayWithinAUnitOfTheirShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1000), 1, 8).Draw(t, "weights")
		units := rapid.Int64Range(0, 5000).Draw(t, "units")
		total, _ := sum(weights)
		shares := apportion(units, weights)
		if total == 0 {
			t.Skip("nobody to share with")
		}
		var got int64
		for i, s := range shares {
			got += s
			if low := units * weights[i] / total; s < low || s > low+1 || weights[i] == 0 && s > 0 {
				t.Fatalf("weight %d of %d got %d of %d", weights[i], total, s, units)
			}
			if units <= total && s > weights[i] {
				t.Fatalf("%d units exceed the room of %d", s, weights[i])
			}
		}
		if got != units {
			t.Fatalf("%d shared, want %d", got, units)
		}
	})
}

func TestSplitsOfSeveralSKUsMeetBothTotals(t *testing.T) {
	items := []Item{{SKU: 1, Units: 70}, {SKU: 2, Units: 25}, {SKU: 3, Units: 5}}
	p, o := Create(Request{Items: items, Split: []int64{60, 30, 10}}, Standing{}, rules(), 0)
	ok(t, o)
	perSKU := map[int32]int64{}
	for i, want := range []int64{60, 30, 10} {
		if got := p.Shipments[i].Units(); got != want {
			t.Errorf("shipment %d has %d units, want %d", i+1, got, want)
		}
		for _, l := range p.Shipments[i].Lines {
			perSKU[l.SKU] += l.Units
		}
	}
	if got := fmt.Sprint(perSKU); got != "map[1:70 2:25 3:5]" {
		t.Errorf("units by SKU: %s", got)
	}
}
