package result

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// LatestFile stands beside the runs of a scenario and holds the name of the
// newest one. It is a text file because links are not portable.
const LatestFile = "LATEST"

// Slug turns a scenario's name into a folder name: lower-case ASCII letters,
// digits and hyphens, at most 60 of them, never empty and never a device name.
func Slug(name string) string {
	const longest = 60
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= longest {
			break
		}
	}
	slug := strings.Trim(b.String(), "-")
	if slug == "" {
		return "scenario"
	}
	if reserved(slug) {
		return slug + "-run"
	}
	return slug
}

// reserved reports names that Windows keeps for devices, see
// https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file .
func reserved(slug string) bool {
	switch slug {
	case "con", "prn", "aux", "nul":
		return true
	}
	isPort := strings.HasPrefix(slug, "com") || strings.HasPrefix(slug, "lpt")
	return isPort && len(slug) == 4 && slug[3] >= '0' && slug[3] <= '9'
}

// RunName returns "<scenario>/<hash8>", the place of a run under the results root.
func RunName(in Inputs) string { return Slug(in.Scenario) + "/" + in.Hash()[:8] }

// Folder returns the folder of a run under a results root: root/scenario/hash8.
func Folder(root string, in Inputs) string {
	return filepath.Join(root, filepath.FromSlash(RunName(in)))
}

// Existing returns the folder of a complete run of the same inputs under the
// root, so that it need not be simulated again, and whether there is one.
func Existing(root string, in Inputs) (dir string, ok bool) {
	dir = Folder(root, in)
	return dir, inspect(dir, in.Hash()) == sameRun
}

// Save writes the set to its folder under the root, or reuses the folder of an
// equal run, and notes it in LATEST. It sets s.Dir and returns whether an
// existing folder was reused. See Write for options and errors.
func Save(root string, s *Set, o Options) (reused bool, err error) {
	dir := Folder(root, s.Manifest.Inputs)
	if reused, err = Write(dir, s, o); err != nil {
		return false, err
	}
	return reused, markLatest(dir)
}

func markLatest(dir string) error {
	path := filepath.Join(filepath.Dir(dir), LatestFile)
	temporary := path + "." + filepath.Base(dir)
	if err := os.WriteFile(temporary, []byte(filepath.Base(dir)+"\n"), 0o644); err != nil {
		return explain(path, err)
	}
	if err := os.Rename(temporary, path); err != nil {
		return explain(path, err)
	}
	return nil
}

// Latest returns the newest run in the folder of a scenario.
func Latest(scenarioDir string) (dir string, err error) {
	path := filepath.Join(scenarioDir, LatestFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("no newest run is noted in %s: %w", scenarioDir, err)
	}
	name := strings.TrimSpace(string(text))
	if name == "" || name != filepath.Base(name) || name == "." || name == ".." {
		return "", fmt.Errorf("%s does not hold the name of a run", path)
	}
	return filepath.Join(scenarioDir, name), nil
}
