package stats

import "math"

// BatchMeans returns the means of the given number of consecutive batches of equal size; the
// observations left over at the end are not used. 10 to 30 batches are customary (Schmeiser 1982,
// Oper. Res. 30:556-568); TInterval of their summary is the batch-means interval, valid if Lag1 of
// the means is near 0. It is nil if there are fewer observations than batches.
func BatchMeans(xs []float64, batches int) []float64 {
	if batches < 1 || len(xs) < batches {
		return nil
	}
	return meansOf(xs, len(xs)/batches, batches)
}

func meansOf(xs []float64, size, batches int) []float64 {
	means := make([]float64, batches)
	for b := range means {
		means[b] = Summarize(xs[b*size : (b+1)*size]).Mean
	}
	return means
}

// Lag1 returns the lag-1 autocorrelation of xs: the sum of products of neighboring deviations from
// the mean over the sum of their squares. It is NaN for fewer than two or for equal values.
func Lag1(xs []float64) float64 {
	s := Summarize(xs)
	if s.N < 2 || s.M2 == 0 {
		return math.NaN()
	}
	sum := 0.0
	for i := 1; i < len(xs); i++ {
		sum += (xs[i-1] - s.Mean) * (xs[i] - s.Mean)
	}
	return sum / s.M2
}

// WarmUp is what the marginal standard error rule says about the beginning of a series.
type WarmUp struct {
	Batches int     // number of whole batches
	Delete  int     // batches to delete at the beginning
	Mean    float64 // mean of the batches kept
	Short   bool    // the minimum lies at the end of the search: the series is too short
}

// MSER chooses how much of the beginning of a series to delete (White 1997, Simulation 69:323-334;
// in batches of 5, MSER-5: White, Cobb & Spratt 2000, Proc. WSC): the d in [0, k/2) that minimizes
// the sum of squared deviations of the batch means after d over (k-d)^2, the first if several do.
// The observations left over at the end are not used. Without a whole batch the mean is NaN.
func MSER(xs []float64, size int) WarmUp {
	if size < 1 {
		panic("stats: MSER batch size below 1")
	}
	k := len(xs) / size
	z := meansOf(xs, size, k)
	w := WarmUp{Batches: k, Mean: math.NaN()}
	last := (k+1)/2 - 1 // largest d below k/2
	stat := make([]float64, k)
	var kept Summary // of z[d:], built from the end
	means := make([]float64, k)
	for d := k - 1; d >= 0; d-- {
		kept.Add(z[d])
		means[d] = kept.Mean
		stat[d] = kept.M2 / float64((k-d)*(k-d))
	}
	for d := range last + 1 {
		if stat[d] < stat[w.Delete] {
			w.Delete = d
		}
	}
	if k > 0 {
		w.Mean = means[w.Delete]
		w.Short = k < 4 || w.Delete == last
	}
	return w
}
