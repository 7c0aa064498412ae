package batch_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fbasim/sim/batch"
)

var update = flag.Bool("update", false, "rewrite the expected scripts and manifests in testdata")

// TestMain gives property tests one seed, so that they always or never fail.
func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true", "rapid.checks": "60"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// sample is a job whose names hold what shells and directives trip over.
func sample() batch.Job {
	return batch.Job{
		Name: batch.Name("fbasim", "Iron: few orders", "1a2b3c4d"), Program: "/opt/fbasim 0.2/bin/fbasim",
		Task:  []string{"sweep", "it's small.toml", "--param", "price=[50 CAD, 60 CAD]", "--set", "name=\"$HOME `x` $(y) \\\""},
		Merge: []string{"merge", "results/it-s-small/sweep-1a2b3c4d.units", "--shards", "20"},
		Tasks: 20, Parallel: 8, CPUs: 2, MemoryMB: 768, Time: 25 * time.Minute, Retries: 3,
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is otherwise (go test ./sim/batch -update, and read the difference):\n%s", name, got)
	}
}

// required skips a test without a tool, unless FBASIM_REQUIRE, a list, names it.
func required(t *testing.T, tool string) {
	t.Helper()
	if _, err := exec.LookPath(tool); err == nil {
		return
	}
	if slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), tool) {
		t.Fatalf("FBASIM_REQUIRE asks for %s, and there is none", tool)
	}
	t.Skipf("there is no %s", tool)
}

func TestQuotedWordsComeThroughTheShell(t *testing.T) {
	alphabet := rapid.SampledFrom([]rune("aZ09 '\"\\$`(){}[]*?!#&|;<>~\t\n-é€%"))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOf(alphabet), 1, 5).Draw(t, "words")
		for _, shell := range []string{"bash", "sh"} {
			out, err := exec.Command(shell, "-c", "printf '%s\\0' "+batch.Command(words...)).Output()
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); !slices.Equal(got, words) {
				t.Fatalf("%s made %q of %q", shell, got, words)
			}
		}
	})
}

func TestNamesAreLabelsWithRoomForATaskNumber(t *testing.T) {
	label := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)
	rapid.Check(t, func(t *rapid.T) {
		name := batch.Name(rapid.SliceOf(rapid.String()).Draw(t, "parts")...)
		if !label.MatchString(name) || len(name)+len("-results") > 63 {
			t.Fatalf("%q", name)
		}
	})
	if got := batch.Name("fbasim", "Iron, few orders", "1a2b3c4d"); got != "fbasim-iron-few-orders-1a2b3c4d" {
		t.Error(got)
	}
}

func TestExitCodesThatRepeatingDoesNotMendAreFinal(t *testing.T) {
	for code := range 256 {
		if want := slices.Contains([]int{0, 2, 3, 4, 5, 6}, code); batch.Final(code) != want {
			t.Errorf("code %d is final: %v", code, !want)
		}
	}
}

func TestSizesKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := batch.Pilot{
			Units: rapid.IntRange(1, 100_000).Draw(t, "units"), Start: time.Second,
			Unit:     time.Duration(rapid.IntRange(1, 100_000).Draw(t, "ms")) * time.Millisecond,
			MemoryMB: rapid.IntRange(1, 4000).Draw(t, "memory"),
		}
		cpus := rapid.IntRange(1, 16).Draw(t, "cpus")
		tasks := p.Tasks(cpus)
		if tasks < 1 || tasks > 1000 || tasks > max(1, p.Units/cpus) {
			t.Fatalf("%d tasks", tasks)
		}
		if p.Share(tasks)*tasks < p.Units || (p.Share(tasks)-1)*tasks >= p.Units {
			t.Fatalf("%d tasks of at most %d units are not %d", tasks, p.Share(tasks), p.Units)
		}
		if p.Limit(tasks, cpus) < 3*p.TaskTime(tasks, cpus) || p.Limit(tasks, cpus)%(5*time.Minute) != 0 {
			t.Fatalf("limit %v of tasks of %v", p.Limit(tasks, cpus), p.TaskTime(tasks, cpus))
		}
		if m := p.Memory(cpus); m < 2*p.MemoryMB || m < 512 || m%256 != 0 {
			t.Fatalf("%d MB", m)
		}
	})
}

func TestATaskOfTheAdvisedNumberLastsAboutFiveMinutes(t *testing.T) {
	p := batch.Pilot{Units: 2000, Unit: 3 * time.Second}
	if n := p.Tasks(1); n != 20 || p.TaskTime(n, 1) != 5*time.Minute || p.Limit(n, 1) != 15*time.Minute {
		t.Error(n, p.TaskTime(n, 1), p.Limit(n, 1))
	}
	if n := p.Tasks(4); n != 5 || p.TaskTime(n, 4) != 5*time.Minute {
		t.Error(n, p.TaskTime(n, 4))
	}
}
