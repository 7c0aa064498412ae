// Package civil is the calendar of a simulation: days without a time zone, and
// the conversion between days and the integer seconds (ticks) of the event core.
//
// Ticks count seconds from 1970-01-01 00:00 on the seller's wall clock. There is
// no daylight saving in it: every day has 86,400 ticks, so a duration of a day
// always lands on the same time of day.
package civil
