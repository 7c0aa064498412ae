package closedform

import "math"

// ErlangB returns the share of arrivals lost by c servers without waiting room under an offered
// load of a erlangs (Erlang 1917). It is insensitive to the service law, so it is also the share of
// demand lost by a base stock of c units with one-for-one replenishment, a = demand rate x mean
// lead time (Karush 1957, Oper. Res. 5:693-703).
func ErlangB(a float64, c int) float64 {
	require(a > 0 && c >= 0, "offered load or servers")
	b := 1.0
	for n := 1; n <= c; n++ {
		b = a * b / (float64(n) + a*b)
	}
	return b
}

// ErlangC returns the probability that an arrival waits for one of c servers, a < c.
func ErlangC(a float64, c int) float64 {
	require(a < float64(c), "offered load")
	b := ErlangB(a, c)
	return b / (1 - a/float64(c)*(1-b))
}

// Queue describes a queue in steady state.
type Queue struct {
	PWait float64 // probability that an arrival waits
	Wq, W float64 // mean time waiting, mean time in the system
	Lq, L float64 // mean number waiting, mean number in the system
}

// MMc returns the M/M/c queue with arrival rate lambda and service rate mu per server,
// lambda < c mu.
func MMc(lambda, mu float64, c int) Queue {
	require(lambda > 0 && mu > 0, "rate")
	q := Queue{PWait: ErlangC(lambda/mu, c)}
	q.Wq = q.PWait / (float64(c)*mu - lambda)
	return q.little(lambda, 1/mu)
}

// MG1 returns the M/G/1 queue with arrival rate lambda and the first two moments of the service
// time (Pollaczek & Khinchine).
func MG1(lambda, mean, secondMoment float64) Queue {
	rho := lambda * mean
	require(rho > 0 && rho < 1 && secondMoment >= mean*mean, "load or moments")
	return Queue{PWait: rho, Wq: lambda * secondMoment / (2 * (1 - rho))}.little(lambda, mean)
}

func (q Queue) little(lambda, service float64) Queue {
	q.W = q.Wq + service
	q.Lq, q.L = lambda*q.Wq, lambda*q.W
	return q
}

// MM1K returns, for the M/M/1 queue with room for k customers in all and load rho, the
// probabilities that it is empty and that it is full, and the mean number in the system.
func MM1K(rho float64, k int) (empty, full, mean float64) {
	require(rho > 0 && k >= 1, "load or room")
	sum, first := 0.0, 0.0
	for n, p := 0, 1.0; n <= k; n, p = n+1, p*rho {
		sum += p
		first += float64(n) * p
	}
	return 1 / sum, math.Pow(rho, float64(k)) / sum, first / sum
}

// MM1DelayVariance returns the asymptotic variance constant, lim n Var(mean of n successive queue
// delays), of the M/M/1 queue with service rate 1 (Daley 1968, J. Appl. Prob. 5:683-699):
// rho (2 + 5 rho - 4 rho^2 + rho^3)/(1 - rho)^4.
func MM1DelayVariance(rho float64) float64 {
	require(rho > 0 && rho < 1, "load")
	return rho * (2 + rho*(5+rho*(-4+rho))) / math.Pow(1-rho, 4)
}
