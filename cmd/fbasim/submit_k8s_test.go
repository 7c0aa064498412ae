package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// manifestOf is what a test needs to know of the documents of a manifest.
type manifestOf struct {
	Kind       string
	Data       map[string]string
	BinaryData map[string]string `yaml:"binaryData"`
	Spec       struct {
		Completions int
		Template    struct {
			Spec struct {
				Containers []struct {
					Command, Args []string
					WorkingDir    string `yaml:"workingDir"`
				}
				Volumes []struct {
					ConfigMap struct{ Items []struct{ Key, Path string } } `yaml:"configMap"`
				}
			}
		}
	}
}

// pods stands for a cluster: it runs the containers of a manifest as processes of this machine, with a
// folder for the volume.
type pods struct {
	t             *testing.T
	program       string
	input, volume string
	jobs          []manifestOf
}

func newPods(t *testing.T, program, file string) *pods {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &pods{t: t, program: program, input: t.TempDir(), volume: t.TempDir()}
	var config manifestOf
	for in := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var d manifestOf
		err := in.Decode(&d)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch d.Kind {
		case "ConfigMap":
			config = d
		case "Job":
			p.jobs = append(p.jobs, d)
		}
	}
	if len(p.jobs) != 2 {
		t.Fatalf("%d jobs", len(p.jobs))
	}
	for _, item := range p.jobs[0].Spec.Template.Spec.Volumes[0].ConfigMap.Items {
		data, ok := []byte(config.Data[item.Key]), true
		if config.Data[item.Key] == "" {
			data, err = base64.StdEncoding.DecodeString(config.BinaryData[item.Key])
			ok = err == nil
		}
		path := filepath.Join(p.input, filepath.FromSlash(item.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil || !ok {
			t.Fatal(err, ok)
		}
		if err := os.WriteFile(path, data, 0o444); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// command is the container of a job, 0 for the array, with what the cluster adds to its environment.
func (p *pods) command(job int, env ...string) *exec.Cmd {
	c := p.jobs[job].Spec.Template.Spec.Containers[0]
	if c.Command[0] != "/usr/local/bin/fbasim" || c.WorkingDir != "/scenario" {
		p.t.Errorf("%q in %q", c.Command, c.WorkingDir)
	}
	args := slices.Clone(c.Args)
	for i, a := range args {
		a = strings.ReplaceAll(a, "$$", "$") // as Kubernetes does
		for _, begin := range []string{"--out=/results", "/results"} {
			if rest, ok := strings.CutPrefix(a, begin); ok {
				a = strings.TrimSuffix(begin, "/results") + p.volume + rest
			}
		}
		args[i] = a
	}
	cmd := exec.Command(p.program, args...)
	cmd.Dir = p.input
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

// TestPodsOfAnIndexedJobMakeWhatOneProcessMakes ships a scenario that extends another in a folder
// above it and reads a list of points, all with names that shells and YAML trip over. The merge starts
// first and waits.
func TestPodsOfAnIndexedJobMakeWhatOneProcessMakes(t *testing.T) {
	program, dir := child(t), t.TempDir()
	work := filepath.Join(dir, "my study")
	for name, text := range map[string]string{
		"base: $HOME.toml":             gridScenario,
		"my study/it's - yes.toml":     "extends = ['../base: $HOME.toml']\nname = \"Iron: $$(HOME)\"\n",
		"my study/lists/points é.csv":  "product.IRON.price.CA,fx.CAD\r\n55 CAD,0.70 USD\r\n57.50 CAD,\"0.75 USD\"\r\n60 CAD,0.80 USD\r\n",
		"my study/lists/not shipped.x": "no",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fbasim := func(args ...string) {
		t.Helper()
		cmd := exec.Command(program, args...)
		cmd.Dir = work
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	what := []string{"it's - yes.toml", "--list", "lists/points é.csv", "--reps", "140", "--set", `name="a $(HOME) b"`}
	fbasim(append([]string{"sweep", "-q", "-o", "alone"}, what...)...)
	fbasim(append([]string{"submit", "k8s", "--image=fbasim:1", "--unit-time=1s", "--tasks=4", "--to=cluster"}, what...)...)

	p := newPods(t, program, filepath.Join(work, "cluster", "sweep.yaml"))
	merge := p.command(1)
	var said bytes.Buffer
	merge.Stderr = &said
	if err := merge.Start(); err != nil {
		t.Fatal(err)
	}
	if p.jobs[0].Spec.Completions != 4 {
		t.Errorf("%d indexes", p.jobs[0].Spec.Completions)
	}
	for _, i := range []int{3, 1, 0, 2, 1} { // in any order, and one of them twice
		if out, err := p.command(0, fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i)).CombinedOutput(); err != nil {
			t.Errorf("index %d: %v\n%s", i, err, out)
		}
	}
	if err := merge.Wait(); err != nil {
		t.Fatalf("merge: %v\n%s", err, said.String())
	}
	if got, want := contents(t, p.volume), contents(t, filepath.Join(work, "alone")); len(want) == 0 || !maps.Equal(got, want) {
		t.Errorf("pods left %v, one process %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	if _, err := os.Stat(filepath.Join(p.input, "my study", "lists", "not shipped.x")); err == nil {
		t.Error("a file that nothing reads is shipped")
	}
}

// TestAPodWithoutItsIndexIsWrongInAWayThatEndsTheJob: the exit code is one of those that fail the job
// at once.
func TestAPodWithoutItsIndexIsWrongInAWayThatEndsTheJob(t *testing.T) {
	program, dir := child(t), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.toml"), []byte(gridScenario), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "submit", "k8s", "a.toml", "-p", "fx.CAD=[0.7 USD]", "--image=fbasim:1", "--unit-time=1s", "--to=.")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p := newPods(t, program, filepath.Join(dir, "sweep.yaml"))
	for _, env := range []string{"A=", "JOB_COMPLETION_INDEX=1", "JOB_COMPLETION_INDEX=x", "JOB_COMPLETION_INDEX=-1"} {
		var exit *exec.ExitError
		if err := p.command(0, env).Run(); !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
			t.Errorf("%s: %v", env, err)
		}
	}
}
