package scenario

import (
	"fmt"

	"fbasim/sim/market"
)

// buildOrdering reads when and how much is ordered.
func buildOrdering(s scope) Ordering {
	return Ordering{
		Policy: s.sub("policy").enumField(), Cover: s.sub("cover").spanField(),
		Level: s.sub("level").unitsField(), Reorder: s.sub("reorder").unitsField(),
		Quantity: s.sub("quantity").unitsField(), SmallS: s.sub("s").unitsField(),
		BigS: s.sub("S").unitsField(), CasePack: s.sub("case_pack").unitsField(),
		MinOrder: s.sub("min_order").unitsField(), From: s.sub("from").dateField(),
	}
}

// ownOrdering reads the ordering of a product, nil where the country's holds.
func ownOrdering(s scope) *Ordering {
	if !s.present() {
		return nil
	}
	o := buildOrdering(s)
	return &o
}

// ReplenishOf returns how the stock of a product in a country is refilled: as the country's is,
// where the product does not say otherwise. It is nil where the country has no replenishment.
func (p *Plan) ReplenishOf(x *Product, m market.Marketplace) *Replenish {
	r := p.Replenish[m]
	if r == nil || x.Ordering[m] == nil {
		return r
	}
	own := *r
	own.Ordering = r.under(x.Ordering[m])
	return &own
}

// under lays a product's ordering over the country's. Parameters that answer the same question
// (cover or level) replace each other.
func (o Ordering) under(own *Ordering) Ordering {
	if own.Policy != nil && (o.Policy == nil || own.Policy.Value != o.Policy.Value) {
		o = Ordering{CasePack: o.CasePack, MinOrder: o.MinOrder, From: o.From}
	}
	if own.Cover != nil || own.Level != nil {
		o.Cover, o.Level = nil, nil
	}
	set(&o.Policy, own.Policy)
	set(&o.Cover, own.Cover)
	set(&o.Level, own.Level)
	set(&o.Reorder, own.Reorder)
	set(&o.Quantity, own.Quantity)
	set(&o.SmallS, own.SmallS)
	set(&o.BigS, own.BigS)
	set(&o.CasePack, own.CasePack)
	set(&o.MinOrder, own.MinOrder)
	set(&o.From, own.From)
	return o
}

// set replaces a field by one that is given.
func set[T any](to **Field[T], own *Field[T]) {
	if own != nil {
		*to = own
	}
}

// checkOrdering checks that the ordering of a product fits the policy it comes to.
func (b *builder) checkOrdering(p *Plan, x *Product, m market.Marketplace) {
	own := x.Ordering[m]
	if own == nil {
		return
	}
	at := x.Pos
	if own.Policy != nil {
		at = own.Policy.Pos
	}
	if p.Replenish[m] == nil {
		b.list.Add(at.Problem("missing", fmt.Sprintf(
			"product %s says how %s is refilled, but there is no [replenish.%s]", x.SKU, m, m),
			fmt.Sprintf("add [replenish.%s] with policy and lead_time", m)))
		return
	}
	all := p.ReplenishOf(x, m)
	if all.Policy == nil {
		return // reported as missing or wrong
	}
	if own.Cover != nil && own.Level != nil {
		b.list.Add(own.Level.Pos.Problem("conflict", "give cover or level, not both", ""))
	}
	if lack := all.lacks(); lack != "" {
		b.list.Add(at.Problem("missing", fmt.Sprintf("product %s: policy %s needs %s in %s", x.SKU,
			all.Policy.Value, lack, m), fmt.Sprintf("add replenish.%s.%s to the product", m, lack)))
	}
	if all.Policy.Value == "s-S" && all.SmallS != nil && all.BigS != nil &&
		all.BigS.Value <= all.SmallS.Value {
		b.list.Add(all.BigS.Pos.Problem("order", fmt.Sprintf("S = %d is not above s = %d",
			all.BigS.Value, all.SmallS.Value), ""))
	}
}

// lacks names the parameter that the policy needs and the ordering does not give, "" for none.
func (o *Ordering) lacks() string {
	switch o.Policy.Value {
	case "order-up-to":
		if o.Cover == nil && o.Level == nil {
			return "cover"
		}
	case "base-stock":
		if o.Level == nil {
			return "level"
		}
	case "r-Q":
		if o.Reorder == nil {
			return "reorder"
		} else if o.Quantity == nil {
			return "quantity"
		}
	case "s-S":
		if o.SmallS == nil {
			return "s"
		} else if o.BigS == nil {
			return "S"
		}
	}
	return ""
}
