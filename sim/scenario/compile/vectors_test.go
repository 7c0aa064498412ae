package compile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/scenario/compile"
)

// vectors is the folder of rule vectors: a scenario file for each rule of the
// catalog, named after it, and the catalog's sample vectors T-01 and so on.
const vectors = "../../../scenarios/rules/"

// A vector's first line says what it is about. Where a rule that holds keeps the
// scenario from loading, or one that is off does, a line says so.
const (
	refusedOn  = "# refused with the rule"
	refusedOff = "# refused without the rule"
)

// vector is a rule vector as it lies in its file.
type vector struct {
	id, text string
}

func readVectors(t *testing.T) []vector {
	t.Helper()
	files, err := filepath.Glob(vectors + "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	var list []vector
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".toml")
		if strings.HasPrefix(id, "base") || strings.HasSuffix(strings.TrimSuffix(id, "s"), "-card") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, vector{id, string(text)})
	}
	return list
}

// play compiles a vector, with rules switched off, and returns the expectations that
// failed in any case, or what kept it from loading.
func (v vector) play(t *testing.T, off ...string) (failed []model.Failure, refused string) {
	t.Helper()
	var sets []string
	if len(off) > 0 {
		sets = append(sets, fmt.Sprintf("rules.off=[%q]", strings.Join(off, `","`)))
	}
	cases, problems := try(t, vectors+v.id+".toml", os.ReadFile, sets...)
	if problems != "" {
		return nil, problems
	}
	for _, c := range cases {
		failed = append(failed, playCase(t, c, len(off) == 0)...)
	}
	return failed, ""
}

func playCase(t *testing.T, c compile.Case, strict bool) []model.Failure {
	t.Helper()
	run := model.NewRun(c.Config)
	for i := range lives {
		out, err := run.Simulate(model.Options{Seed: 20260202, Replication: i, Strict: strict})
		switch {
		case err != nil:
			t.Fatalf("%s: %v", c.Config.Name, err)
		case len(out.Failures) > 0:
			return slices.Clone(out.Failures)
		}
	}
	return nil
}

// lives is how many replications of a vector are played: what it expects must hold
// whatever is drawn.
const lives = 5

// shows keeps the failures of expectations that are there to show a rule: those that
// name it, and those that name none.
func shows(list []model.Failure, id string) (kept []model.Failure) {
	for _, f := range list {
		if f.Rule == id || f.Rule == "" {
			kept = append(kept, f)
		}
	}
	return kept
}

func TestRuleVectorsHoldWithTheirRuleAndFailWithoutIt(t *testing.T) {
	book, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range readVectors(t) {
		t.Run(v.id, func(t *testing.T) {
			failed, refused := v.play(t)
			if (refused != "") != strings.Contains(v.text, refusedOn+"\n") {
				t.Fatalf("with every rule on: refused %q", refused)
			}
			for _, f := range failed {
				t.Errorf("%s at %.2f d: expected %s; found %s", f.Name, float64(f.Tick)/86400, f.Text, f.Found)
			}
			if book.Rule(v.id) == nil {
				return // a sample vector of several rules
			}
			failed, without := v.play(t, v.id)
			switch {
			case without != "" && !strings.Contains(v.text, refusedOff+"\n"):
				t.Errorf("without %s: %s", v.id, without)
			case without == "" && refused == "" && len(shows(failed, v.id)) == 0:
				t.Errorf("every expectation holds without %s too: %s", v.id, book.Rule(v.id).Title)
			}
		})
	}
}

func TestEveryRuleHasAVector(t *testing.T) {
	book, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, v := range readVectors(t) {
		shown[v.id] = true
	}
	for _, r := range book.Rules() {
		if r.InCatalog() && r.Kind != "info" && !shown[r.ID] {
			t.Errorf("%s has no scenarios/rules/%s.toml: %s", r.ID, r.ID, r.Title)
		}
	}
}
