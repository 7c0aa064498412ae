package experiment

import (
	"fbasim/sim/model"
)

// NotModeled lists what no figure here contains: what the model knows nothing of, and
// fees that it counts only where a scenario says what they depend on.
func (s *Study) NotModeled() []string {
	var list []string
	var rivals, limits, defects, capacity bool
	for i := range s.Cases {
		cfg := s.Cases[i].Config
		for m := range cfg.Markets {
			capacity = capacity || len(cfg.Markets[m].Limits) > 0
			rivals = rivals || len(cfg.Rivals[m]) > 0
		}
		for k := range cfg.SKUs {
			limits = limits || hasLimit(&cfg.SKUs[k])
			defects = defects || hasDefects(&cfg.SKUs[k])
		}
	}
	if !rivals {
		list = append(list, "competition for the Featured Offer")
	}
	if !limits {
		list = append(list, "processing fees on returns above a category's threshold")
	}
	if !defects {
		list = append(list, "inbound defect fees")
	}
	if !capacity {
		list = append(list, "storage above the capacity limit")
	}
	return append(list, "coupons", "income tax")
}

func hasLimit(sku *model.SKU) bool {
	for m := range sku.Listings {
		if sku.Listings[m].Threshold != nil {
			return true
		}
	}
	return false
}

func hasDefects(sku *model.SKU) bool {
	for m := range sku.Pools {
		if sku.Pools[m].Fees.Defects != nil {
			return true
		}
	}
	return false
}
