// Package design places points in the unit cube for experiments: Latin hypercubes, the Sobol and
// Halton sequences, and the sampling scheme for variance-based sensitivity indices. Coordinates
// are uniforms; a distribution's quantile function turns them into inputs.
package design
