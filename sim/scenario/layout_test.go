package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLinesFitAHundredColumns keeps the packages that read scenarios readable side by side; a tab
// counts as four columns.
func TestLinesFitAHundredColumns(t *testing.T) {
	checked := 0
	for _, pattern := range []string{"*.go", "*.toml", "document/*.go", "../diag/*.go",
		"../dist/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			for i, line := range lines {
				n := utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "    "))
				if n > 100 {
					t.Errorf("%s:%d has %d columns", file, i+1, n)
				}
			}
			if len(lines) > 400 && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s has %d lines", file, len(lines))
			}
			checked++
		}
	}
	if checked < 60 {
		t.Errorf("only %d files", checked)
	}
}
