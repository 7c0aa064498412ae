package compile_test

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
)

// leadTime writes a lead time of a law and a mean.
func leadTime(law string, mean float64) string {
	if law == "uniform(%v, %v) d" {
		return fmt.Sprintf(law, 0.74*mean, 1.26*mean)
	}
	return fmt.Sprintf(law, mean)
}

// silent is a tracer that hears nothing.
type silent struct{}

func (silent) Order(int64, model.OrderName, model.Step)                     {}
func (silent) Offer(int64, int, market.Marketplace, program.Remote, string) {}
func (silent) Plan(int64, int, market.Marketplace, market.Program)          {}
func (silent) Stock(int64, int, market.Marketplace, int64, string)          {}

// arrivals counts orders by the calendar.
type arrivals struct {
	silent
	cfg                    *model.Config
	all, mondays, december float64
}

func (a *arrivals) Order(tick int64, _ model.OrderName, s model.Step) {
	if s != model.Placed {
		return
	}
	date := a.cfg.Start + civil.Date(tick/civil.Day)
	_, month, _ := date.YMD()
	a.all++
	if date.Weekday() == 0 {
		a.mondays++
	}
	if month == 12 {
		a.december++
	}
}
