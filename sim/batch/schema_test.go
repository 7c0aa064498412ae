package batch_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/batch"
)

// validator is the folder of a module of its own with kubectl-validate, which holds the published
// schemas of Kubernetes.
const validator = "../../.ci/kubernetes"

// validated says of each manifest, by its name, what a version of Kubernetes finds wrong, "" for nothing.
func validated(t *testing.T, version string, manifests map[string]string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-C", validator, "tool", "kubectl-validate", "--version", version, "--output", "json"}
	for name, text := range manifests {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	var stderr bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Stderr = &stderr
	out, _ := cmd.Output() // fails where a manifest does
	var all map[string][]struct{ Status, Message string }
	if err := json.Unmarshal(out, &all); err != nil || len(all) != len(manifests) {
		t.Fatalf("%d of %d manifests looked at: %v\n%s", len(all), len(manifests), err, stderr.String())
	}
	wrong := map[string]string{}
	for file, documents := range all {
		name := filepath.Base(file)
		if len(documents) != strings.Count(manifests[name], "\n---\n")+1 {
			t.Errorf("%s: %d documents looked at", name, len(documents))
		}
		wrong[name] = ""
		for _, d := range documents {
			if d.Status != "Success" {
				wrong[name] += d.Message + "\n"
			}
		}
	}
	return wrong
}

// needsSchema skips a test unless FBASIM_REQUIRE, a list, names k8s-schema: the validator takes
// minutes to build.
func needsSchema(t *testing.T) {
	if !slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "k8s-schema") {
		t.Skip("builds a large program: only where FBASIM_REQUIRE names k8s-schema, as CI does")
	}
}

// versions are those with what the manifest needs whose schemas the validator holds: a back-off limit
// for each index is as old as 1.28, and on by default since 1.29.
func versions() []string { return []string{"1.29", "1.30"} }

func TestManifestsKeepThePublishedSchema(t *testing.T) {
	needsSchema(t)
	least := cluster()
	least.Namespace, least.Parallel, least.Retries, least.Files = "", 0, 0, map[string][]byte{"a.toml": []byte("a = 1\n")}
	claimed, classed := cluster(), cluster()
	claimed.Claim, classed.StorageClass = "shared-data", "nfs"
	manifests := map[string]string{}
	for name, k := range map[string]batch.Kubernetes{
		"full.yaml": cluster(), "least.yaml": least, "claimed.yaml": claimed, "classed.yaml": classed,
	} {
		text, err := k.Manifest()
		if err != nil {
			t.Fatal(err)
		}
		manifests[name] = string(text)
	}
	for _, version := range versions() {
		for name, wrong := range validated(t, version, manifests) {
			if wrong != "" {
				t.Errorf("%s, Kubernetes %s: %s", name, version, wrong)
			}
		}
	}
}

func TestTheValidatorRefusesWrongManifests(t *testing.T) {
	needsSchema(t)
	k := cluster()
	text, err := k.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	manifest := string(text)
	manifests, wants := map[string]string{}, map[string]string{}
	for i, x := range []struct{ old, new, want string }{
		{"backoffLimitPerIndex:", "backoffLimitPerIndexes:", "spec.backoffLimitPerIndexes"},
		{"completions: 20", "completions: many", "spec.completions"},
		{"values: [2, 3, 4, 5, 6]", "values: [two]", "values"},
		{"restartPolicy: Never", "restartPolicies: Never", "restartPolicies"},
		{"name: " + k.Name + "-merge", "name: " + k.Name + "_merge", "metadata.name"},
		{"            claimName:", "            claim:", "persistentVolumeClaim.claim"},
		{"storage: 1Gi", "storage: [1Gi]", "storage"},
	} {
		name := fmt.Sprintf("%d.yaml", i)
		manifests[name], wants[name] = strings.ReplaceAll(manifest, x.old, x.new), x.want
		if manifests[name] == manifest {
			t.Fatalf("the manifest has no %q", x.old)
		}
	}
	for name, wrong := range validated(t, "1.30", manifests) {
		if !strings.Contains(wrong, wants[name]) {
			t.Errorf("%s is not in %q", wants[name], wrong)
		}
	}
	old := validated(t, "1.27", map[string]string{"old.yaml": manifest})
	if !strings.Contains(old["old.yaml"], "spec.backoffLimitPerIndex") {
		t.Errorf("Kubernetes 1.27 takes what it does not know: %q", old)
	}
}
