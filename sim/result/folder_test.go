package result

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const sampleDir = "testdata/widget"

// same compares sets: NaN equals NaN, nil equals empty, folders do not count.
var same = cmp.Options{
	cmpopts.EquateNaNs(),
	cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(Set{}, "Dir"),
}

func TestSampleFolderHasTheCommittedBytes(t *testing.T) {
	if *update {
		if _, err := Write(sampleDir, widget(), Options{Force: true}); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(t.TempDir(), "widget")
	if _, err := Write(dir, widget(), Options{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(fileNames(), ManifestFile) {
		got, want := read(t, dir, name), read(t, sampleDir, name)
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from the committed file; run with -update and read the change:\n%s",
				name, cmp.Diff(string(want), string(got)))
		}
	}
}

func TestReadGivesBackWhatWriteWrote(t *testing.T) {
	want := widget()
	hostile := "=HYPERLINK(\"http://x\")\r\n\x1b[31m\u202e\u2028, 'q' \\n \U0001F600"
	want.Cases[1].Title = hostile
	want.Decisions[0].Reason = hostile
	want.UnitEconomics[0].Label = hostile
	want.NotModeled = append(want.NotModeled, hostile)
	want.Orders[0].Reason = hostile
	want.Audit[0].Reason = hostile
	want.Cases[0].Metrics[0].SD = math.NaN()
	want.Cases[0].Metrics[0].CI = Unknown()
	want.BreakEven[0] = BreakEven{A: "a", B: "b", Status: Multiple, At: math.NaN(),
		CI: Interval{Lo: 12.5, Hi: math.Inf(1)}, Crossings: []float64{12.5, 80}, From: 1, To: 1e300}
	want.Curves[3].Lo = math.NaN()
	want.Replications.Rows[2].Values[1] = math.NaN()
	want.Manifest.Precision.Worst = math.NaN()
	dir := filepath.Join(t.TempDir(), "a", "b", "run")
	if _, err := Write(dir, want, Options{}); err != nil {
		t.Fatal(err)
	}
	got, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Error(diff)
	}
	if got.Dir != dir {
		t.Errorf("Dir = %q, want %q", got.Dir, dir)
	}
}

func TestEqualRunsGiveEqualBytesWhateverTheRowOrder(t *testing.T) {
	a, b := widget(), widget()
	reverse(b.Curves)
	reverse(b.Daily)
	reverse(b.Replications.Rows)
	reverse(b.Histograms)
	reverse(b.UnitEconomics)
	b.Manifest.Timing = Timing{Started: "2031-01-01T00:00:00Z", Seconds: 99, Workers: 64}
	dirA, dirB := filepath.Join(t.TempDir(), "x"), filepath.Join(t.TempDir(), "y")
	for dir, s := range map[string]*Set{dirA: a, dirB: b} {
		if _, err := Write(dir, s, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range fileNames() {
		if !bytes.Equal(read(t, dirA, name), read(t, dirB, name)) {
			t.Errorf("%s depends on the order of rows, the place or the time", name)
		}
	}
	cut := func(dir string) string {
		before, _, found := strings.Cut(string(read(t, dir, ManifestFile)), `"timing"`)
		if !found {
			t.Fatal("no timing block in the manifest")
		}
		return before
	}
	if diff := cmp.Diff(cut(dirA), cut(dirB)); diff != "" {
		t.Errorf("the manifest differs outside of timing:\n%s", diff)
	}
}

func TestSaveReusesACompleteRunUnlessForced(t *testing.T) {
	root := t.TempDir()
	s := widget()
	if _, ok := Existing(root, s.Manifest.Inputs); ok {
		t.Fatal("a run exists before the first Save")
	}
	reused, err := Save(root, s, Options{})
	if err != nil || reused {
		t.Fatalf("first Save: reused %v, %v", reused, err)
	}
	if dir, ok := Existing(root, s.Manifest.Inputs); !ok || dir != s.Dir {
		t.Errorf("Existing = %q, %v; want %q", dir, ok, s.Dir)
	}
	drawn := 0
	count := func(string) error { drawn++; return nil }
	if reused, err = Save(root, widget(), Options{Extra: count}); err != nil || !reused || drawn != 0 {
		t.Errorf("second Save: reused %v, drawn %d, %v; want the folder reused", reused, drawn, err)
	}
	if reused, err = Save(root, widget(), Options{Force: true, Extra: count}); err != nil || reused ||
		drawn != 1 {
		t.Errorf("forced Save: reused %v, drawn %d, %v; want it written", reused, drawn, err)
	}
	latest, err := Latest(filepath.Join(root, "widget"))
	if err != nil || latest != s.Dir {
		t.Errorf("Latest = %q, %v; want %q", latest, err, s.Dir)
	}
	if left, _ := filepath.Glob(filepath.Join(root, "widget", ".*")); len(left) > 0 {
		t.Errorf("temporary folders are left: %v", left)
	}
}

func TestChangedInterruptedAndForeignFoldersAreTreatedWithCare(t *testing.T) {
	write := func(dir string, change func(*Set), force bool) error {
		s := widget()
		if change != nil {
			change(s)
		}
		_, err := Write(dir, s, Options{Force: force})
		return err
	}
	seed := func(s *Set) { s.Manifest.Inputs.Seed++ }
	interrupted := func(s *Set) { s.Manifest.Interrupted = true }
	table := []struct {
		name    string
		prepare func(t *testing.T, dir string)
		force   bool
		want    string // in the error; "" for success
	}{
		{
			"edited table",
			func(t *testing.T, dir string) { must(t, write(dir, nil, false)); put(t, dir, "decisions.csv") },
			false,
			"changed since",
		},
		{
			"edited table, forced",
			func(t *testing.T, dir string) { must(t, write(dir, nil, false)); put(t, dir, "decisions.csv") },
			true,
			"",
		},
		{
			"other run",
			func(t *testing.T, dir string) { must(t, write(dir, seed, false)) },
			false,
			"other inputs",
		},
		{
			"other run, forced",
			func(t *testing.T, dir string) { must(t, write(dir, seed, false)) },
			true,
			"",
		},
		{
			"interrupted run",
			func(t *testing.T, dir string) { must(t, write(dir, interrupted, false)) },
			false,
			"",
		},
		{
			"not a run",
			func(t *testing.T, dir string) { put(t, dir, "thesis.doc") },
			false,
			"holds no run",
		},
		{
			"not a run, forced",
			func(t *testing.T, dir string) { put(t, dir, "thesis.doc") },
			true,
			"holds no run",
		},
		{"empty folder", func(t *testing.T, dir string) { must(t, os.MkdirAll(dir, 0o755)) }, false, ""},
	}
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "run")
			c.prepare(t, dir)
			err := write(dir, nil, c.force)
			if c.want == "" {
				must(t, err)
				if changed, err := Changed(dir); err != nil || len(changed) > 0 {
					t.Errorf("after writing: changed %v, %v", changed, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
			if _, err := os.Stat(filepath.Join(dir, "thesis.doc")); strings.HasPrefix(c.name, "not a run") &&
				err != nil {
				t.Error("a file that is not ours is gone")
			}
		})
	}
}

func TestExtraFilesBelongToTheRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	extra := func(dir string) error {
		must(t, os.Mkdir(filepath.Join(dir, ChartsDir), 0o755))
		return os.WriteFile(filepath.Join(dir, ChartsDir, "x.svg"), []byte("<svg/>"), 0o644)
	}
	s := widget()
	if _, err := Write(dir, s, Options{Extra: extra}); err != nil {
		t.Fatal(err)
	}
	put(t, dir, ChartsDir+"/x.svg")
	if changed, err := Changed(dir); err != nil || len(changed) != 1 || changed[0] != "charts/x.svg" {
		t.Errorf("Changed = %v, %v; want charts/x.svg", changed, err)
	}
	failing := func(string) error { return errors.New("no ink") }
	if _, err := Write(dir+"2", widget(), Options{Extra: failing}); err == nil {
		t.Error("an error of Extra is lost")
	}
	if _, err := os.Stat(dir + "2"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a folder without its charts became visible")
	}
}

func TestReadNamesTheBrokenFileAndLine(t *testing.T) {
	table := map[string]struct{ file, from, to, want string }{
		"number":         {"curves.csv", ",20,", ",2O,", `line 2: column x`},
		"missing column": {"curves.csv", "y_unit", "unit_of_y", `column "y_unit" is missing`},
		"short line": {
			"daily.csv",
			"local,,CA,on_hand",
			"local,CA,on_hand",
			"wrong number of fields",
		},
		"json":  {"summary.json", `"n": 40`, `"n": "40"`, "cases"},
		"money": {"ledger.csv", "15.83", "15,83", "wrong number of fields"},
		"audit": {"audit.jsonl", `{"t"`, `{t`, "entry 1"},
	}
	for name, c := range table {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "run")
			if _, err := Write(dir, widget(), Options{}); err != nil {
				t.Fatal(err)
			}
			text := string(read(t, dir, c.file))
			if !strings.Contains(text, c.from) {
				t.Fatalf("%s does not contain %q", c.file, c.from)
			}
			must(
				t,
				os.WriteFile(filepath.Join(dir, c.file), []byte(strings.Replace(text, c.from, c.to, 1)), 0o644),
			)
			_, err := Read(dir)
			if err == nil || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), c.file) {
				t.Errorf("error %v, want one with %s and %q", err, c.file, c.want)
			}
		})
	}
	if _, err := Read(t.TempDir()); !errors.Is(err, ErrNoRun) {
		t.Errorf("an empty folder gives %v, want ErrNoRun", err)
	}
}

func TestSlugsAreSafeFolderNames(t *testing.T) {
	for name, want := range map[string]string{
		"Widget: keep it in the US?": "widget-keep-it-in-the-us",
		"../../etc/passwd":           "etc-passwd", "": "scenario", "…": "scenario", "COM7": "com7-run",
		"nul":     "nul-run",
		"a--b__c": "a-b-c", strings.Repeat("x", 200): strings.Repeat("x", 60), "Año 2026": "a-o-2026",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestEveryInputChangesTheHash(t *testing.T) {
	base := widget().Manifest.Inputs.Hash()
	for name, change := range map[string]func(*Inputs){
		"tool": func(in *Inputs) { in.Tool = "fbasim 0.2.0" }, "seed": func(in *Inputs) { in.Seed = -1 },
		"file":         func(in *Inputs) { in.Files[0].SHA256 = "0" },
		"card":         func(in *Inputs) { in.Cards[1].ID = "x" },
		"profile":      func(in *Inputs) { in.Profiles = nil },
		"option":       func(in *Inputs) { in.Options = []string{"x"} },
		"replications": func(in *Inputs) { in.Replications = "41" },
	} {
		in := widget().Manifest.Inputs
		if change(&in); in.Hash() == base {
			t.Errorf("%s does not count in the hash", name)
		}
	}
}

func fileNames() (names []string) {
	for _, f := range files() {
		names = append(names, f.name)
	}
	return names
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// put replaces or adds a file.
func put(t *testing.T, dir, name string) {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o755))
	must(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte("mine"), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func reverse[T any](rows []T) {
	for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
		rows[i], rows[j] = rows[j], rows[i]
	}
}
