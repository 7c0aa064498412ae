// Package closedform holds exact results of queueing and inventory theory. They are the truth that
// simulation tests are measured against; no simulation uses them.
//
//	queues           MMc, MG1, MM1K, ErlangB, ErlangC, MM1DelayVariance
//	flows            InTransit, Completed (M/G/infinity), Events, CompoundPoisson, LeadTimeDemand
//	one period       Newsvendor, NewsvendorPoisson, NewsvendorNormal, NewsvendorNormalBest,
//	                 NewsvendorExponential
//	constant demand  EOQ, EOQBackorders, EOQDiscount, EOQIncremental
//	continuous       BaseStock, ReorderPoint, OptimalReorderPoint, NormalReorderPoint,
//	                 OptimalNormalReorderPoint, ExpectedInventoryLevel
//	periodic         PeriodicSS, OptimalSS, PowerApproximation, FiniteSS
//	risk             CVaR, CVaRNormal, CVaRExponential
//	sensitivity      Ishigami, IshigamiIndices, SobolG, SobolGIndices
//
// Rates and times share one unit of time; arguments outside their range panic.
package closedform

import "fmt"

func require(ok bool, what string) {
	if !ok {
		panic(fmt.Sprintf("closedform: %s out of range", what))
	}
}
