package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// pages are the documents for planners: those whose sessions are typed again, and all whose
// commands and links are looked at.
func pages(t *testing.T) (sessions, all []string) {
	t.Helper()
	sessions = []string{"scenarios/TUTORIAL.md", "scenarios/CLUSTER.md"}
	for _, pattern := range []string{"scenarios/questions/*.md", "results/reference/*.md"} {
		found, err := filepath.Glob(filepath.Join(repository, pattern))
		if err != nil || found == nil {
			t.Fatal(pattern, err)
		}
		for _, path := range found {
			name, err := filepath.Rel(repository, path)
			if err != nil {
				t.Fatal(err)
			}
			sessions = append(sessions, filepath.ToSlash(name))
		}
	}
	return sessions, append([]string{"README.md", "scenarios/README.md", "scenarios/ASSUMPTIONS.md"}, sessions...)
}

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```\n")
	shellBlock   = regexp.MustCompile("(?s)```(?:sh|console)\n(.*?)```")
	inlineCode   = regexp.MustCompile("`((?:bin/)?fbasim [a-z-]+[^`]*|make [a-z-]+)`")
	pageLink     = regexp.MustCompile(`\]\(([^)#:]+)\)`)
)

// TestTheSessionsOfThePagesAreWhatTheCommandsPrint types every command after a "$ " of a console
// block, page by page in a folder with nothing but the scenarios, and compares what is printed.
// make golden writes what is printed now.
func TestTheSessionsOfThePagesAreWhatTheCommandsPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	sessions, _ := pages(t)
	for _, page := range sessions {
		t.Run(filepath.Base(page), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(repository, page)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			dir := workplace(t)
			typed := consoleBlock.ReplaceAllStringFunc(string(text), func(block string) string {
				return "```console\n" + session(t, dir, consoleBlock.FindStringSubmatch(block)[1]) + "```\n"
			})
			if typed == string(text) {
				return
			}
			if *update {
				if err := os.WriteFile(path, []byte(typed), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s does not show what its commands print: make golden, and read the difference\n%s",
				page, firstDifference(string(text), typed))
		})
	}
}

// workplace makes a folder that looks like the repository after make build.
func workplace(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	program, err := exec.LookPath("fbasim") // the program under test, see TestMain
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(program, filepath.Join(dir, "bin/fbasim")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "scenarios"), os.DirFS(filepath.Join(repository, "scenarios"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// session types the commands of a block and returns the block with what they print. A command goes
// on in the next line after a backslash.
func session(t *testing.T, dir, block string) string {
	var out strings.Builder
	lines := strings.Split(block, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i], "$ ") {
			continue
		}
		command := strings.TrimPrefix(lines[i], "$ ")
		for strings.HasSuffix(command, `\`) && i+1 < len(lines) {
			i++
			command += "\n" + lines[i]
		}
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		var stderr strings.Builder
		cmd.Stderr = &stderr
		printed, err := cmd.Output()
		if err != nil {
			t.Errorf("%s: %v\n%s", command, err, stderr.String())
		}
		out.WriteString("$ " + command + "\n" + string(printed))
	}
	return out.String()
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) {
			return "shown " + x[i]
		}
		if x[i] != y[i] {
			return "shown   " + x[i] + "\nprinted " + y[i]
		}
	}
	return ""
}

// TestTheCommandsOfThePagesParse looks at every fbasim and make command in the blocks and in the
// text of all pages: the sub-command, its flags, its files and the target must exist.
func TestTheCommandsOfThePagesParse(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(repository, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	_, all := pages(t)
	for _, page := range all {
		text, err := os.ReadFile(filepath.Join(repository, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, command := range commandsOf(string(text)) {
			if target, ok := strings.CutPrefix(command, "make "); ok {
				target = strings.Fields(target)[0]
				if !strings.Contains(string(makefile), "\n"+target+":") {
					t.Errorf("%s: there is no make target %s", page, target)
				}
				continue
			}
			if err := parses(command); err != nil {
				t.Errorf("%s: %s: %v", page, command, err)
			}
		}
	}
}

// commandsOf lists the commands of a page that start with bin/fbasim, fbasim or make.
func commandsOf(text string) []string {
	var out []string
	for _, block := range shellBlock.FindAllStringSubmatch(text, -1) {
		for _, line := range strings.Split(strings.ReplaceAll(block[1], "\\\n", " "), "\n") {
			for _, part := range strings.Split(strings.TrimPrefix(line, "$ "), "&&") {
				part, _, _ = strings.Cut(strings.TrimSpace(part), " #")
				if strings.HasPrefix(part, "bin/fbasim") || strings.HasPrefix(part, "make ") {
					out = append(out, part)
				}
			}
		}
	}
	for _, code := range inlineCode.FindAllStringSubmatch(text, -1) {
		out = append(out, code[1])
	}
	return out
}

// parses says whether a command line, up to a pipe, names a command with flags and files that exist.
func parses(command string) error {
	command, _, _ = strings.Cut(command, " | ")
	command, _, _ = strings.Cut(command, " > ")
	args := words(strings.ReplaceAll(command, "'", `"`))[1:]
	cmd, rest, err := rootCommand().Find(args)
	if err != nil {
		return err
	}
	if cmd == cmd.Root() {
		return cmd.Args(cmd, rest)
	}
	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}
	for _, arg := range cmd.Flags().Args() {
		if strings.HasPrefix(arg, "scenarios/") && arg != "scenarios/NAME.toml" {
			if _, err := os.Stat(filepath.Join(repository, arg)); err != nil {
				return err
			}
		}
	}
	return nil
}

func TestThePagesLinkToFilesThatExist(t *testing.T) {
	_, all := pages(t)
	for _, page := range all {
		text, err := os.ReadFile(filepath.Join(repository, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range pageLink.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(repository, filepath.Dir(page), l[1])); err != nil {
				t.Errorf("%s links to %s: %v", page, l[1], err)
			}
		}
	}
}

func TestEveryExampleOfTheHelpParses(t *testing.T) {
	for _, cmd := range documented(t) {
		for _, line := range strings.Split(strings.ReplaceAll(cmd.Example, "\\\n", " "), "\n") {
			line, _, _ = strings.Cut(line, " && ")
			if err := parses(strings.TrimSpace(line)); err != nil {
				t.Errorf("%s: %s: %v", cmd.CommandPath(), line, err)
			}
		}
	}
}

func TestManPagesAreTheSameEverywhereAndCoverEveryCommand(t *testing.T) {
	dir := t.TempDir()
	if err := writeManPages(dir); err != nil {
		t.Fatal(err)
	}
	walk(rootCommand(), func(cmd *cobra.Command) {
		path := filepath.Join(dir, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			return
		}
		if flag := cmd.Flags().Lookup("jobs"); flag != nil && !strings.Contains(string(text), "all cores") {
			t.Errorf("%s: the default of --jobs depends on the machine", path)
		}
		for _, section := range []string{".SH NAME", ".SH SYNOPSIS", ".SH EXAMPLE"} {
			if !strings.Contains(string(text), section) {
				t.Errorf("%s has no %s", path, section)
			}
		}
	})
}

func TestManPagesKeepTheLinesOfLists(t *testing.T) {
	dir := t.TempDir()
	if err := writeManPages(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "fbasim-sweep.1"))
	if err != nil || !strings.Contains(string(text), "\n\"30..60 CAD points 7\"       a range with") {
		t.Errorf("the list of values is folded (%v):\n%s", err, text)
	}
}

func TestEveryShellHasItsCompletion(t *testing.T) {
	for _, shell := range shells {
		var stdout, stderr strings.Builder
		if code := run([]string{"completion", shell}, &stdout, &stderr); code != exitDone || !strings.Contains(stdout.String(), "fbasim") {
			t.Errorf("%s: exit %d, %s", shell, code, stderr.String())
		}
	}
	var stdout, stderr strings.Builder
	if code := run([]string{"__complete", "quote", "--market", ""}, &stdout, &stderr); code != exitDone ||
		!strings.HasPrefix(stdout.String(), "US\nCA\nMX\n") {
		t.Errorf("stores: %d %s", code, stdout.String())
	}
	stdout.Reset()
	if code := run([]string{"__complete", "run", ""}, &stdout, &stderr); code != exitDone || !strings.HasPrefix(stdout.String(), "toml\n:8") {
		t.Errorf("files of scenarios: %d %s", code, stdout.String())
	}
}
