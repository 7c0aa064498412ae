package main

import (
	"bytes"
	"os"
	"path/filepath"
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
	const before = "Of what `make demo` prints:\n\n```\n"
	head, rest, found := strings.Cut(string(readme), before)
	shown, tail, closed := strings.Cut(rest, "```\n")
	if !found || !closed {
		t.Fatal("the README has no block of what the demo prints")
	}
	want := gist(string(printed))
	if strings.Count(want, "\n") < 12 || !strings.Contains(want, "Break-even:") {
		t.Errorf("the gist of the demo is\n%s", want)
	}
	if shown != want && *update {
		text := head + before + want + "```\n" + tail
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if shown != want {
		t.Error("the README shows other results than results/reference/quickstart.txt: make golden")
	}
}

// gist is what the README shows of a run: the title, the first lines of both tables and the break-even.
func gist(printed string) string {
	var out []string
	for _, paragraph := range strings.Split(printed, "\n\n") {
		lines := strings.Split(paragraph, "\n")
		keep := 4
		if strings.HasPrefix(paragraph, "Tie:") || strings.HasPrefix(paragraph, "Precision") {
			continue
		} else if strings.HasPrefix(paragraph, "Finding") || strings.HasPrefix(paragraph, "Assumed") {
			break
		}
		if len(lines) > keep {
			lines = append(lines[:keep:keep], "  ...")
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return strings.Join(out, "\n\n") + "\n"
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
