// Package trial puts the fits of package estimate to the test: thousands of made-up histories whose
// truth is known, to count how often a 95 % interval covers it. Command ../../../cmd/studies runs
// them at full length; the tests run a short form.
package trial
