package experiment

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// Expected is an expectation of a case as the scenario writes it.
type Expected struct {
	Name, That, At string
	Rule           string // id of the rule that it shows, "" for none
}

// compliance sums what the rules found in the replications of a case, and which
// expectations failed.
type compliance struct {
	findings []findingSum
	failures []failureSum
}

// findingSum counts equal findings.
type findingSum struct {
	rule, decision, reason, sku, market string
	first                               int64 // tick
	count, replications, last           int   // last: of the replications counted, from 1
}

// failureSum counts how often an expectation failed; found is what the first
// replication with a failure found.
type failureSum struct {
	name, found  string
	replications int
}

// add takes in replication number n, from 1.
func (c *compliance) add(n int, findings []model.Finding, failures []model.Failure) {
	for i := range findings {
		f := findingSum{rule: findings[i].Rule, decision: findings[i].Decision, reason: findings[i].Reason, first: findings[i].Tick}
		f.sku, f.market = aboutOf(findings[i].Entity)
		c.find(f, n)
	}
	for _, f := range failures {
		i := slices.IndexFunc(c.failures, func(x failureSum) bool { return x.name == f.Name })
		if i < 0 {
			i = len(c.failures)
			c.failures = append(c.failures, failureSum{name: f.Name, found: f.Found})
		}
		c.failures[i].replications++
	}
}

func (c *compliance) find(f findingSum, n int) {
	i, known := slices.BinarySearchFunc(c.findings, f, compareFindings)
	if !known {
		c.findings = slices.Insert(c.findings, i, f)
	}
	x := &c.findings[i]
	x.count++
	if x.last != n {
		x.replications++
		x.last = n
	}
}

// merge takes in what was found in replications that follow.
func (c *compliance) merge(part *compliance) {
	for _, f := range part.findings {
		i, known := slices.BinarySearchFunc(c.findings, f, compareFindings)
		if !known {
			c.findings = slices.Insert(c.findings, i, f)
			continue
		}
		x := &c.findings[i]
		x.count, x.replications, x.last = x.count+f.count, x.replications+f.replications, f.last
	}
	for _, f := range part.failures {
		i := slices.IndexFunc(c.failures, func(x failureSum) bool { return x.name == f.name })
		if i < 0 {
			c.failures = append(c.failures, f)
			continue
		}
		c.failures[i].replications += f.replications
	}
}

func compareFindings(a, b findingSum) int {
	return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.sku, b.sku), cmp.Compare(a.market, b.market),
		cmp.Compare(a.decision, b.decision), cmp.Compare(a.reason, b.reason))
}

// aboutOf reads the SKU and marketplace from the name of an entity; other entities,
// such as orders, plans and the seller, have neither.
func aboutOf(entity string) (sku, place string) {
	at := strings.LastIndexByte(entity, '/')
	if at < 0 {
		return "", ""
	}
	if _, ok := market.ParseMarketplace(entity[at+1:]); !ok {
		return "", ""
	}
	return entity[:at], entity[at+1:]
}

// expectations says how the expectations of every case came out.
func (s *Study) expectations(sm *sample) (list []result.Check) {
	for c := range s.Cases {
		for _, e := range s.Cases[c].Expected {
			check := result.Check{
				Name: e.Name, Case: s.Cases[c].Name, Expect: e.That, OK: true, At: "expect." + e.Name + ".that",
				When: e.At, Rule: e.Rule, Replications: sm.n(),
			}
			for _, f := range sm.rules[c].failures {
				if f.name == e.Name {
					check.OK, check.Got, check.Failed = false, f.found, f.replications
				}
			}
			list = append(list, check)
		}
	}
	return list
}

// severities of the outcomes of rules; others are warnings.
var severities = map[string]string{"VIOLATION": "violation", "SUSPENDED": "violation", "REINSTATED": "info"}

// findings lists what rules found, by case, rule and product.
func (s *Study) findings(sm *sample) (list []result.Finding) {
	for c := range s.Cases {
		for _, f := range sm.rules[c].findings {
			row := result.Finding{
				Rule: f.rule, Case: s.Cases[c].Name, SKU: f.sku, Market: f.market, Severity: "warning",
				Count: f.count, Share: float64(f.replications) / float64(sm.n()), Reason: f.reason,
				Profile: s.profileAt(c, f.first), Title: s.titleOf(f.rule),
			}
			if severity := severities[f.decision]; severity != "" {
				row.Severity = severity
			}
			list = append(list, row)
		}
	}
	return list
}

func (s *Study) profileAt(c int, tick int64) string {
	cfg := s.Cases[c].Config
	if cfg.Rules == nil {
		return ""
	}
	return cfg.Rules.At(cfg.Start + civil.Date(tick/civil.Day)).Profile()
}

// titleOf says what a rule is about: its sentence, or that it is the planner's own.
func (s *Study) titleOf(rule string) string {
	if name, own := strings.CutPrefix(rule, "rule."); own {
		return fmt.Sprintf("rule %q of the scenario", name)
	}
	if s.Rules == nil {
		return ""
	}
	if r := s.Rules.Rule(rule); r != nil {
		return r.Title
	}
	return ""
}

// mostAuditRows bounds the audit trail of a case; a large catalog has very many
// decisions.
const mostAuditRows = 50_000

// auditor keeps the decisions of rules in replication 0.
type auditor struct {
	rows  []result.AuditLine
	name  string // of the case
	start int64
}

// Audit keeps a decision.
func (a *auditor) Audit(e model.AuditEntry) {
	if len(a.rows) >= mostAuditRows {
		return
	}
	a.rows = append(a.rows, result.AuditLine{
		T:    strings.Replace(civil.TickString(a.start+e.Tick), " ", "T", 1),
		Case: a.name, Rule: e.Rule, Profile: e.Profile, Entity: e.Entity, Decision: e.Decision, Reason: e.Reason, Effect: e.Effect,
	})
}

// adviceRule names the programs that remain for a product that Remote Fulfillment
// cannot serve.
const adviceRule = "RF-ELIG-13"

// eligibilityRules is how the ids of rules begin that make a product unfit.
const eligibilityRules = "RF-ELIG-"

// alternatives turns the advice of replication 0 into findings, one for each product
// and marketplace. It counts as often as the finding that made the product unfit; where no rule found any, the
// product is unfit by what it is, in all of the replications.
func (s *Study) alternatives(c int, rows []result.AuditLine, found []result.Finding, n int) (list []result.Finding) {
	for _, row := range rows {
		if row.Rule != adviceRule {
			continue
		}
		f := result.Finding{
			Rule: adviceRule, Case: s.Cases[c].Name, Severity: "info", Count: n, Share: 1, Reason: row.Reason + "; " + row.Effect,
			Profile: row.Profile, Title: s.titleOf(adviceRule),
		}
		f.SKU, f.Market = aboutOf(row.Entity)
		most := -1.0
		for _, x := range found {
			unfit := x.Case == f.Case && x.SKU == f.SKU && x.Market == f.Market && strings.HasPrefix(x.Rule, eligibilityRules)
			if unfit && x.Share > most {
				most, f.Count, f.Share = x.Share, x.Count, x.Share
			}
		}
		if !slices.ContainsFunc(list, func(x result.Finding) bool { return x.SKU == f.SKU && x.Market == f.Market }) {
			list = append(list, f)
		}
	}
	return list
}
