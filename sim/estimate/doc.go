// Package estimate fits the values that scenario files take to what has happened: how much is
// wanted, which share comes back, how long things take. It knows nothing of where the history came
// from.
//
// # What is fitted
//
// Every fit means in the model what it means here. The model's buyers come on day d at the rate
//
//	level x month factor x weekday factor x (1 + growth)^((d - start)/365)
//
// where factors and growth belong to a marketplace and the level to a SKU (see package model,
// profile.go). So Fit takes all SKUs of a marketplace at once, and the SKUs with few sales take their
// season from those with many. Of what it returns
//
//	Demand[i].Level.Dist    is product.<sku>.demand.<market>         in units/month
//	Weekday, Month          are market.<market>.seasonality.weekday and .monthly
//	Trend.Dist              is market.<market>.seasonality.trend     in %/year
//
// ReturnRate, ReturnRates and Share give product.<sku>.returns and other shares, in percent; Delays
// and ReturnDelays give days for the keys of transit, returns and receiving. A return's delay here runs
// from the purchase to the receipt of the unit, which in a scenario is transit to the buyer, delay and
// transit back together.
//
// Every value comes with a 95 % interval, what it rests on and the name of the method (Estimate).
//
// # What the distribution of a level is for
//
// A scenario draws the level and the growth once a replication; its factors are constant and its
// buyers a Poisson process. So the distribution of a level holds whatever else the units of the
// simulated time vary by: what is not known of the level and of the factors, orders of several units,
// days and weeks that differ for no known reason. Its spread is wider than that of the interval of the
// level, and right for a scenario of the length in Options.
//
// # Slow movers
//
// Level and interval come from a gamma posterior with Jeffreys' prior, as if half an event more had
// happened. No sale in a year is between none and three units a year, and half a unit on average, so
// that a catalog of SKUs that hardly ever sell adds up to more than was sold.
//
// # How far intervals can be trusted
//
// Package estimate/trial draws histories whose truth is known and counts how often intervals hold it;
// results/studies/estimates.txt has the outcome. They keep what they say for Poisson demand from one
// unit a year on, orders of several units, days that vary, gaps, SKUs that grow apart, and, where a
// marketplace has some dozen SKUs, also for weeks that go together. For a single SKU whose rate
// wanders for weeks at a time, intervals of 95 % hold the truth some 85 times in 100: two years do not
// show how far it wanders. Promotions are taken for noise; leave out their days with Gap where they
// are known. A history that begins with the first sale must be cut by FromFirstSale.
//
// # Cost
//
// Ten thousand SKUs with two years of days take less than a second of one core (BenchmarkFit).
package estimate
