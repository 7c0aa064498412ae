// Package study opens a scenario file: it reads the file and all that it names, checks and compiles
// every case, and makes an experiment of them, at the values of the file or at others.
//
// Open is what commands begin with. A parameter sweep, a break-even search and an optimizer then ask
// one opened study for itself at other values (At), as often as they have points: no file is read a
// second time, so all points see the same text, even if somebody saves the scenario meanwhile.
package study
