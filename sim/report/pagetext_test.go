package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fbasim/sim/result"
)

var readFrom = "../../results/reference/quickstart"

// pageText is what a reader sees of a page, in reading order: a line for each paragraph, item and row of a table,
// cells apart by bars, and the words of charts under their title.
func pageText(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	newline := func() {
		if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") {
			b.WriteString("\n")
		}
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			if words := strings.Join(strings.Fields(n.Data), " "); words != "" {
				if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") && !strings.HasSuffix(s, " ") {
					b.WriteString(" ")
				}
				b.WriteString(words)
			}
			return
		}
		block := false
		if n.Type == html.ElementNode {
			switch n.Data {
			case "script", "style", "head", "svg", "figcaption": // captions repeat the titles of charts
				if n.Data == "svg" {
					newline()
					b.WriteString("[chart] " + strings.Join(strings.Fields(svgTitle(n)), " ") + "\n")
				}
				return
			case "td", "th":
				if n.PrevSibling != nil {
					b.WriteString(" |")
				}
			case "h1", "h2", "p", "li", "tr", "pre", "section", "figure", "summary", "details", "ul", "table":
				block = true
			}
		}
		if block {
			newline()
		}
		if n.Data == "h2" {
			b.WriteString("\n## ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			newline()
		}
	}
	walk(root)
	return b.String()
}

// svgTitle is the title and description of a figure: what those read who do not see it.
func svgTitle(n *html.Node) string {
	text := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "title" || c.Data == "desc" {
			text += " " + c.FirstChild.Data
		}
	}
	return text
}

// TestTheWordsOfTheReferencePage compares what a reader sees of the page of the reference run with
// testdata/quickstart-page.txt, so that a change of wording is seen as such. -update rewrites it.
func TestTheWordsOfTheReferencePage(t *testing.T) {
	dir, err := result.Latest(readFrom)
	if err != nil {
		t.Fatal(err)
	}
	set, err := result.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "quickstart-page.txt")
	got := pageText(t, pageOf(t, set))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range gotLines {
		if i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Fatalf("line %d is\n%s\nand was\n%s\n(-update rewrites %s)", i+1, gotLines[i],
				strings.Join(wantLines[min(i, len(wantLines)):min(i+1, len(wantLines))], ""), golden)
		}
	}
	if len(gotLines) != len(wantLines) {
		t.Errorf("%d lines, and there were %d", len(gotLines), len(wantLines))
	}
}
