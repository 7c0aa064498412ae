package report

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fbasim/sim/result"
)

func pageOf(t *testing.T, s *result.Set) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements lists the tags of a page, and all text outside of scripts and styles.
func elements(t *testing.T, page string) (tags []html.Token, text string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	inside := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tags, text
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			tags = append(tags, tag)
			inside = tag.Data
		case html.EndTagToken:
			inside = ""
		case html.TextToken:
			if inside != "script" && inside != "style" {
				text += string(z.Text()) + " "
			}
		}
	}
}

func TestNamesThatLookLikeCodeAreText(t *testing.T) {
	for name, s := range samples(t) {
		for i := range s.Decisions {
			s.Decisions[i].SKU = `<script>alert(1)</script>`
		}
		for i := range s.UnitEconomics {
			s.UnitEconomics[i].SKU = `"><img src=x onerror=alert(1)>`
		}
		s.Manifest.Title = "<b>title</b>\x1b[31m=HYPERLINK(\"x\")"
		tags, text := elements(t, pageOf(t, s))
		scripts := 0
		for _, tag := range tags {
			if tag.Data == "script" {
				scripts++
			}
			if tag.Data == "img" || tag.Data == "b" || tag.Data == "iframe" || tag.Data == "object" || tag.Data == "link" {
				t.Errorf("%s: element %v", name, tag)
			}
			for _, a := range tag.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" || a.Key == "src" {
					t.Errorf("%s: attribute %s of %s", name, a.Key, tag.Data)
				}
			}
		}
		if scripts != 1 || !strings.Contains(text, "<b>title</b>") || strings.ContainsAny(text, "\x1b\x00") {
			t.Errorf("%s: %d scripts, title shown: %v", name, scripts, strings.Contains(text, "<b>title</b>"))
		}
	}
}

func TestThePageLoadsNothingAndSaysSo(t *testing.T) {
	page := pageOf(t, samples(t)["widget"])
	tags, _ := elements(t, page)
	policy := ""
	for _, tag := range tags {
		if tag.Data == "meta" && len(tag.Attr) == 2 && tag.Attr[0].Val == "Content-Security-Policy" {
			policy = tag.Attr[1].Val
		}
	}
	for _, want := range []string{"default-src 'none'", "script-src 'sha256-", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	for _, bad := range []string{"http-equiv=\"refresh\"", "@import", "url(http", "xlink:href"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
}

func TestTheVerdictComesFirstAndAgreesWithTheTable(t *testing.T) {
	s := samples(t)["widget"]
	_, text := elements(t, pageOf(t, s))
	first := verdicts(s)[0]
	if at := strings.Index(text, first); at < 0 || at > strings.Index(text, "Charts") {
		t.Errorf("%q stands at %d", first, at)
	}
	for _, c := range s.Comparisons {
		if c.Metric == "profit" && !strings.Contains(text, result.Estimate(c.Diff, c.CI, c.Unit)) {
			t.Errorf("no difference of %s and %s", c.A, c.B)
		}
	}
}

func TestEqualSetsGiveEqualPages(t *testing.T) {
	if a, b := pageOf(t, samples(t)["catalogue"]), pageOf(t, samples(t)["catalogue"]); a != b {
		t.Error("two pages of one set differ")
	}
}
