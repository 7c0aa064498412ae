// Package estimate fits the values that scenario files take to what has happened: how much is
// wanted, which share comes back, how long things take. It knows nothing of where the history came
// from.
//
// Every fit means in the model what it means here. The model's buyers come on day d at the rate
//
//	level x month factor x weekday factor x (1 + growth)^((d - start)/365)
//
// where factors and growth belong to a marketplace and the level to a SKU (see package model,
// profile.go). So Fit takes all SKUs of a marketplace at once, and what it returns can be written as
// demand.<market>, seasonality.weekday, .monthly and .trend.
//
// Every value comes with a 95 % interval, what it rests on and the name of the method (Estimate).
// How often the intervals hold the truth is studied in package estimate/trial.
package estimate
