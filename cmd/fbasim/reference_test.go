package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const repository = "../.."

func TestTheReferenceRunIsReproducedByteForByte(t *testing.T) {
	var stdout, stderr bytes.Buffer
	code := run([]string{"verify", filepath.Join(repository, "results/reference/quickstart")}, &stdout, &stderr)
	if code != exitDone || !strings.Contains(stdout.String(), "reproduced") {
		t.Errorf("exit %d\n%s%s\nif results changed on purpose: make golden, and read the difference",
			code, stdout.String(), stderr.String())
	}
}

func TestTheReadmeShowsWhatTheDemoPrints(t *testing.T) {
	path := filepath.Join(repository, "README.md")
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := os.ReadFile(filepath.Join(repository, "results/reference/quickstart.txt"))
	if err != nil {
		t.Fatal(err)
	}
	answer, _, _ := strings.Cut(string(printed), "Results: ")
	head, rest, found := strings.Cut(string(readme), "`make demo` prints:\n\n```\n")
	shown, tail, closed := strings.Cut(rest, "```\n")
	if !found || !closed {
		t.Fatal("the README has no block after `make demo` prints:")
	}
	want := answer + "Results: results/quickstart/...\n"
	if shown != want && *update {
		text := head + "`make demo` prints:\n\n```\n" + want + "```\n" + tail
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if shown != want {
		t.Error("the README shows other results than results/reference/quickstart.txt: make golden")
	}
}

func TestTheReadmeLinksToFilesThatExist(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(string(readme), -1)
	if len(links) < 5 {
		t.Fatalf("only %d links", len(links))
	}
	for _, l := range links {
		if _, err := os.Stat(filepath.Join(repository, l[1])); err != nil {
			t.Errorf("README links to %s: %v", l[1], err)
		}
	}
}

func TestTheWrittenPagesAreCurrent(t *testing.T) {
	assumptions, err := assumptionsPage()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"REFERENCE.md": referencePage(), "ASSUMPTIONS.md": assumptions} {
		path := filepath.Join(repository, "scenarios", name)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("scenarios/%s is not current (%v): make golden", name, err)
		}
	}
}
