package study

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
)

// Experiment turns the study into an experiment on a number of workers, on which no result depends.
func (s *Study) Experiment(workers int) *experiment.Study {
	e := &s.Scenario.Experiment
	out := &experiment.Study{
		Title: s.Scenario.Name, Slug: s.Slug(), Cards: s.Facts.Cards, Rules: s.Facts.Rules,
		Settings: experiment.Settings{
			Seed: e.Seed.Value, Min: int(e.MinReps), Max: int(e.MaxReps), Batch: int(e.Batch.Value),
			Precision: e.Precision.Value.Float(), Confidence: e.Confidence.Value.Float(),
			Equivalence: e.Equivalence.Value.Float(), Workers: workers, Levers: s.levers,
			Orders: int(e.SampleOrders.Value), Controls: e.Controls.Value == "natural",
			Holm: s.Scenario.Compare.Family.Value == "holm", AllPairs: s.Scenario.Compare.Against.Value == "all",
		},
	}
	for _, m := range e.Precise {
		out.Settings.Precise = append(out.Settings.Precise, m.Value)
	}
	for _, m := range s.Scenario.Compare.Metrics {
		out.Settings.Metrics = append(out.Settings.Metrics, m.Value)
	}
	if s.certain() {
		out.Settings.Min, out.Settings.Max = 1, 1
	}
	if out.Settings.Min == out.Settings.Max {
		out.Settings.Precision = 0
	}
	for i := range s.Cases {
		out.Cases = append(out.Cases, s.experimentCase(i))
	}
	return out
}

func (s *Study) experimentCase(i int) experiment.Case {
	c := &s.Cases[i]
	out := experiment.Case{
		Name: c.Plan.Case, Title: c.Plan.Title, Baseline: c.Plan.Baseline, Config: c.Config, Programs: c.Programs,
		Stated: stated(c.Plan),
	}
	for _, a := range c.Assumptions {
		out.Assumptions = append(out.Assumptions, experiment.Assumption{
			Text: a.Text, Key: a.Key, Card: a.Card, From: a.From.String(), To: a.To.String(),
		})
	}
	for _, e := range c.Expected {
		out.Expected = append(out.Expected, experiment.Expected(e))
	}
	for _, text := range c.Remarks {
		out.Assumptions = append(out.Assumptions, experiment.Assumption{Text: text})
	}
	return out
}

// stated says of every input of a plan how the scenario states it.
func stated(p *scenario.Plan) map[string]experiment.Stated {
	all := make(map[string]experiment.Stated, len(p.Inputs))
	for _, in := range p.Inputs {
		how := experiment.Stated{Percent: strings.Contains(in.Text, "%")}
		if in.FromDefault {
			how.Evidence = in.Origin()
		}
		all[in.Path] = how
	}
	return all
}

// certain reports whether one replication shows everything, unless the scenario says how many it
// wants: nobody wants anything but what actions do, and nothing is left to chance.
func (s *Study) certain() bool {
	if !s.Scenario.Experiment.Replications.FromDefault {
		return false
	}
	for i := range s.Cases {
		if !s.Cases[i].Certain() {
			return false
		}
	}
	return true
}

// Slug is the scenario's part of the results folder: its file name.
func (s *Study) Slug() string {
	file := s.Scenario.File
	return result.Slug(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
}

// Inputs says what the results of the study follow from. The tool is the program with its version.
func (s *Study) Inputs(tool string) result.Inputs {
	plan := s.Scenario.Cases[0]
	e := &s.Scenario.Experiment
	in := result.Inputs{
		Tool: tool, Scenario: s.Slug(), Start: plan.Start.Value.String(),
		Horizon: fmt.Sprintf("%g d", plan.Horizon.Value.Days()), Currency: plan.Currency.String(), Seed: e.Seed.Value,
		Replications: replicationsText(e),
		Profiles:     s.profiles(),
		Files: []result.FileHash{
			{Name: result.ResolvedFile, SHA256: result.HashBytes(s.Scenario.Resolved())},
			{Name: "cards", SHA256: s.Fingerprint},
			{Name: "rules", SHA256: s.Facts.Rules.Fingerprint()},
		},
	}
	for _, id := range s.options.Without {
		in.Options = append(in.Options, "without-rule="+id)
	}
	slices.Sort(in.Options)
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
		if strings.HasSuffix(name, ".toml") {
			continue // stands in resolved.toml
		}
		in.Files = append(in.Files, result.FileHash{Name: filepath.Base(name), SHA256: result.HashBytes(s.Files[name])})
	}
	return in
}

// profiles names the rule profiles that any case meets, in the order of their dates.
func (s *Study) profiles() (list []string) {
	for i := range s.Cases {
		for _, name := range s.Cases[i].Profiles() {
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

// Judge evaluates the scenario's checks on every case, and warns of rules that are switched off.
func (s *Study) Judge(set *result.Set) {
	for _, c := range s.Cases {
		for _, off := range c.Plan.Rules.Off {
			warning := fmt.Sprintf("rule %s is switched off in case %s", off.Value, c.Plan.Case)
			if !slices.Contains(set.Warnings, warning) {
				set.Warnings = append(set.Warnings, warning)
			}
		}
	}
	for i := range s.Checks {
		for c := range set.Cases {
			ok, got := s.Checks[i].Eval(&set.Cases[c])
			set.Checks = append(set.Checks, result.Check{
				Name: s.Checks[i].Name, Case: set.Cases[c].Name, Expect: s.Checks[i].Expect,
				OK: ok, Got: got, At: s.Checks[i].At,
			})
		}
	}
}
