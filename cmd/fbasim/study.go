package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fbasim/sim/experiment"
	"fbasim/sim/quantity"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
)

// experimentOf turns a loaded scenario into an experiment.
func (l *loaded) experimentOf(workers int) *experiment.Study {
	e := &l.study.Experiment
	s := &experiment.Study{
		Title: l.study.Name, Slug: slugOf(l.study.File), Cards: l.facts.Cards, Rules: l.facts.Rules,
		Settings: experiment.Settings{
			Seed: e.Seed.Value, Min: int(e.MinReps), Max: int(e.MaxReps), Batch: int(e.Batch.Value),
			Precision: e.Precision.Value.Float(), Confidence: e.Confidence.Value.Float(),
			Equivalence: e.Equivalence.Value.Float(), Workers: workers, BreakEven: true,
			Orders: int(e.SampleOrders.Value),
		},
	}
	if l.certain() {
		s.Settings.Min, s.Settings.Max = 1, 1
	}
	if s.Settings.Min == s.Settings.Max {
		s.Settings.Precision = 0
	}
	for _, c := range l.cases {
		ec := experiment.Case{
			Name: c.Plan.Case, Title: c.Plan.Title, Baseline: c.Plan.Baseline, Config: c.Config, Programs: c.Programs,
		}
		for _, a := range c.Assumptions {
			ec.Assumptions = append(ec.Assumptions, experiment.Assumption{
				Text: a.Text, Key: a.Key, Card: a.Card, From: a.From.String(), To: a.To.String(),
			})
		}
		for _, e := range c.Expected {
			ec.Expected = append(ec.Expected, experiment.Expected(e))
		}
		for _, text := range c.Remarks {
			ec.Assumptions = append(ec.Assumptions, experiment.Assumption{Text: text})
		}
		s.Cases = append(s.Cases, ec)
	}
	return s
}

// certain reports whether one replication shows everything, unless the scenario says
// how many it wants: nobody wants anything but what actions do, and nothing is left to
// chance.
func (l *loaded) certain() bool {
	if !l.study.Experiment.Replications.FromDefault {
		return false
	}
	for i := range l.cases {
		if !l.cases[i].Certain() {
			return false
		}
	}
	return true
}

// slugOf is the scenario's part of the results folder: its file name.
func slugOf(file string) string {
	return result.Slug(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
}

// inputs says what the results follow from.
func (l *loaded) inputs() result.Inputs {
	plan := l.study.Cases[0]
	e := &l.study.Experiment
	in := result.Inputs{
		Tool: "fbasim " + version, Scenario: slugOf(l.study.File), Start: plan.Start.Value.String(),
		Horizon: days(plan.Horizon.Value), Currency: plan.Currency.String(), Seed: e.Seed.Value,
		Replications: replicationsText(e),
		Profiles:     l.profiles(),
		Files: []result.FileHash{
			{Name: "resolved.toml", SHA256: result.HashBytes(l.study.Resolved())},
			{Name: "cards", SHA256: l.print},
			{Name: "rules", SHA256: l.facts.Rules.Fingerprint()},
		},
	}
	for _, id := range l.off {
		in.Options = append(in.Options, "without-rule="+id)
	}
	slices.Sort(in.Options)
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		if strings.HasSuffix(name, ".toml") {
			continue // stands in resolved.toml
		}
		in.Files = append(in.Files, result.FileHash{Name: filepath.Base(name), SHA256: result.HashBytes(l.files[name])})
	}
	return in
}

// profiles names the rule profiles that any case meets, in the order of their dates.
func (l *loaded) profiles() (list []string) {
	for i := range l.cases {
		for _, name := range l.cases[i].Profiles() {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

func replicationsText(e *scenario.Experiment) string {
	if e.MinReps == e.MaxReps {
		return fmt.Sprint(e.MinReps)
	}
	return fmt.Sprintf("%d..%d", e.MinReps, e.MaxReps)
}

func days(d quantity.Duration) string { return fmt.Sprintf("%g d", d.Days()) }

// allCores is the default number of workers.
func allCores() int { return runtime.GOMAXPROCS(0) }
