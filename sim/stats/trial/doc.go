// Package trial puts the procedures of output analysis to the test: thousands of small studies of
// toy systems whose truth is known, to count how often an interval covers it and how often a
// selection is right. Command ../../../cmd/studies runs them at full length; the tests run a short
// form.
//
// Everything is drawn by keys, so that a study says the same whatever else runs.
package trial
