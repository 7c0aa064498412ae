package experiment

import (
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// StatusReport simulates replication 0 of a case again and returns the ASIN Status
// report of a tick; nil for a seller who is not enrolled then.
func (s *Study) StatusReport(c int, tick int64) ([]model.ReportLine, error) {
	report := &model.StatusReport{At: tick}
	_, err := model.NewRun(s.Cases[c].Config).Simulate(model.Options{Seed: s.Settings.Seed, Status: report})
	return report.Rows, err
}

// Decisions simulates replication 0 of a case again and returns what one rule decided
// in it, in the order of time; a rule of the planner's own is "rule." and its name.
func (s *Study) Decisions(c int, rule string) ([]result.AuditLine, error) {
	cfg := s.Cases[c].Config
	a := &ruleAuditor{rule, auditor{name: s.Cases[c].Name, start: cfg.Start.Tick()}}
	_, err := model.NewRun(cfg).Simulate(model.Options{Seed: s.Settings.Seed, Audit: a})
	return a.kept.rows, err
}

// ruleAuditor keeps the decisions of one rule.
type ruleAuditor struct {
	rule string
	kept auditor
}

// Audit keeps a decision of the rule.
func (a *ruleAuditor) Audit(e model.AuditEntry) {
	if e.Rule == a.rule {
		a.kept.Audit(e)
	}
}
