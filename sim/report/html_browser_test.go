package report

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts a headless Chromium. Where there is none the test is skipped, unless FBASIM_REQUIRE,
// a list, asks for it.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "chromium") {
			t.Fatal("FBASIM_REQUIRE asks for chromium, and there is none")
		}
		t.Skip("no Chromium here: apt-get install chromium")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// visit opens a page and notes what it complains about and asks for.
func visit(t *testing.T, ctx context.Context, page string, actions ...chromedp.Action) (complaints, requests []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), HTMLFile)
	if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	chromedp.ListenTarget(ctx, func(ev any) {
		switch e := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			complaints = append(complaints, "console "+string(e.Type))
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text)
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "data:") {
				requests = append(requests, e.Request.URL)
			}
		}
	})
	all := append([]chromedp.Action{log.Enable(), network.Enable(), chromedp.Navigate("file://" + file), chromedp.WaitReady("main")}, actions...)
	if err := chromedp.Run(ctx, all...); err != nil {
		t.Fatal(err)
	}
	return complaints, requests
}

// contrasts are, for the texts of the page, the ratios of luminance of text and background by the
// formula of WCAG 2; the smallest is returned.
const contrasts = `(() => {
  const parse = c => c.match(/[\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parse(c).map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; const p = parse(c); if (p.length < 4 || p[3] > 0) return c; } return "rgb(255,255,255)"; };
  let worst = 21;
  for (const e of document.querySelectorAll("h1, h2, p, td, th button, li, summary, pre")) {
    const a = light(getComputedStyle(e).color), b = light(behind(e));
    worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return worst;
})()`

func TestThePageInABrowser(t *testing.T) {
	s := catalogue(t)
	s.Decisions[3].SKU = "<script>document.title='taken'</script>"
	var before, down, matching, all, cut, wide int
	var title, first, told string
	var inLight, inDark float64
	complaints, requests := visit(t, browser(t), pageOf(t, s),
		chromedp.Evaluate(`document.querySelectorAll("#decisions-table tbody tr").length`, &before),
		chromedp.Click(`#decisions-table thead th:nth-child(5) button`),
		chromedp.Click(`#decisions-table thead th:nth-child(5) button`),
		chromedp.Evaluate(`(() => { const k = [...document.querySelectorAll("#decisions-table tbody tr")].map(r => parseFloat(r.cells[4].dataset.key)); let n = 0; for (let i = 1; i < k.length; i++) if (k[i] > k[i-1]) n++; return n; })()`, &down),
		chromedp.Text(`#decisions-table thead th:nth-child(5)`, &first),
		chromedp.SendKeys(`#decisions .filter input`, "0007-LONG"),
		chromedp.Evaluate(`[...document.querySelectorAll("#decisions-table tbody tr")].filter(r => !r.hidden).length`, &matching),
		chromedp.Text(`#decisions .filter output`, &told),
		chromedp.Title(&title),
		chromedp.Evaluate(`document.querySelectorAll("figure svg").length`, &all),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}),
		chromedp.Evaluate(contrasts, &inLight),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}),
		chromedp.Evaluate(contrasts, &inDark),
		emulation.SetEmulatedMedia().WithMedia("print").WithFeatures(nil),
		emulation.SetDeviceMetricsOverride(700, 1000, 1, false), // some 18.5 cm of paper
		chromedp.Evaluate(`[...document.querySelectorAll("figure, figure svg")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && e.tagName == "FIGURE").length`, &cut),
		emulation.SetEmulatedMedia().WithMedia("screen"),
		emulation.SetDeviceMetricsOverride(375, 812, 2, true),
		chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &wide),
	)
	if len(complaints) > 0 || len(requests) != 1 {
		t.Errorf("complaints %q, requests %q", complaints, requests)
	}
	if before != len(s.Decisions) || down != 0 || !strings.Contains(first, "Difference") {
		t.Errorf("%d rows, %d of them out of order after sorting by %q", before, down, first)
	}
	if matching != 2 || told != "2 of 120" || title == "taken" {
		t.Errorf("%d rows match (%q), title %q", matching, told, title)
	}
	if all == 0 || cut != 0 || wide > 0 {
		t.Errorf("%d charts, %d cut on paper; the page is %d px too wide for a phone", all, cut, wide)
	}
	const readable = 4.5 // of WCAG 2 AA for text
	if inLight < readable || inDark < readable {
		t.Errorf("contrast %.2f in light, %.2f in the dark, want %.1f", inLight, inDark, readable)
	}
}

func TestThePagesOfSweepsAndOptimizationsInABrowser(t *testing.T) {
	ctx := browser(t)
	for name, page := range map[string]string{"sweep": sweepPage(t, hostileSweep()), "optimum": optimumPage(t, hostileOptimum())} {
		var title string
		var wide, cut, out int
		var inLight, inDark float64
		complaints, requests := visit(t, ctx, page,
			chromedp.Title(&title),
			emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}),
			chromedp.Evaluate(contrasts, &inLight),
			emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}),
			chromedp.Evaluate(contrasts, &inDark),
			chromedp.Click(`table thead th:first-child button`),
			chromedp.Evaluate(`(() => { const k = [...document.querySelector("table").tBodies[0].rows].map(r => r.cells[0].dataset.key ? parseFloat(r.cells[0].dataset.key) : r.cells[0].textContent); let n = 0; for (let i = 1; i < k.length; i++) if (k[i] < k[i-1]) n++; return n; })()`, &out),
			emulation.SetEmulatedMedia().WithMedia("print").WithFeatures(nil),
			emulation.SetDeviceMetricsOverride(700, 1000, 1, false),
			chromedp.Evaluate(`[...document.querySelectorAll("figure, figure svg")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length`, &cut),
			emulation.SetEmulatedMedia().WithMedia("screen"),
			emulation.SetDeviceMetricsOverride(375, 812, 2, true),
			chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &wide),
			emulation.ClearDeviceMetricsOverride(),
		)
		if len(complaints) > 0 || len(requests) != 1 || title == "taken" {
			t.Errorf("%s: complaints %q, requests %q, title %q", name, complaints, requests, title)
		}
		if wide > 0 || cut > 0 || out > 0 {
			t.Errorf("%s: %d px too wide for a phone, %d charts cut on paper, %d rows out of order", name, wide, cut, out)
		}
		if min(inLight, inDark) < 4.5 {
			t.Errorf("%s: contrast %.2f in light, %.2f in the dark", name, inLight, inDark)
		}
	}
}
