package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fbasim/sim/unit"
)

func exampleJob() job {
	return job{Schema: jobSchema, Tool: tool, Hash: "abc", Command: "fbasim run x.toml", Kind: runJob, File: "x.toml",
		Files: map[string][]byte{"x.toml": []byte("schema = 1\n\xff")}}
}

func TestAJobComesBackWithItsFiles(t *testing.T) {
	dir := t.TempDir()
	if err := exampleJob().keep(dir); err != nil {
		t.Fatal(err)
	}
	j, err := readJob(dir)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := j.read("x.toml"); err != nil || string(data) != "schema = 1\n\xff" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := j.read("other.toml"); !unit.Absent(err) {
		t.Error("a file that no shard read is there")
	}
}

func TestAJobOfAnotherVersionOrADamagedOneIsRefused(t *testing.T) {
	for says, change := range map[string]func(*job){
		"versions are not mixed": func(j *job) { j.Tool = "fbasim 0.0.1" },
		`format is "fbasim-job-`: func(j *job) { j.Schema = "fbasim-job-9" },
	} {
		dir, j := t.TempDir(), exampleJob()
		change(&j)
		if err := j.keep(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := readJob(dir); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
	dir := t.TempDir()
	if err := exampleJob().keep(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, jobFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if err := os.WriteFile(path, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := readJob(dir); err == nil {
			t.Fatalf("the first %d bytes are taken for a job", n)
		}
	}
}

// FuzzJob: nothing but what encode writes is taken for a job of this version.
func FuzzJob(f *testing.F) {
	whole, err := exampleJob().encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, jobFile), data, 0o644); err != nil {
			t.Fatal(err)
		}
		j, err := readJob(dir)
		if err != nil {
			return
		}
		if again, err := j.encode(); err != nil || string(again) != string(data) {
			t.Fatalf("%q is taken for a job", data)
		}
	})
}
