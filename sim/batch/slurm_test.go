package batch_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fbasim/sim/batch"
)

func scripts(t *testing.T, s batch.Slurm) map[string]string {
	t.Helper()
	out, err := s.Scripts()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestScriptsForSlurmAreWhatTheyWere(t *testing.T) {
	s := batch.Slurm{
		Job: sample(), Dir: "/home/ann lee/study/results/it-s-small/sweep-1a2b3c4d.slurm", Work: "/home/ann lee/study",
		Partition: "short", Account: "ops-7", QOS: "low", Options: []string{"--constraint=avx2"},
	}
	for name, text := range scripts(t, s) {
		golden(t, name, text)
	}
}

func TestScriptsForSlurmPleaseShellCheck(t *testing.T) {
	required(t, "shellcheck")
	for name, text := range scripts(t, batch.Slurm{Job: sample(), Dir: "/a b", Work: "/c'd"}) {
		cmd := exec.Command("shellcheck", "--severity=style", "-")
		cmd.Stdin = strings.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestDirectivesHoldWordsOnly(t *testing.T) {
	for _, s := range []batch.Slurm{
		{Partition: "a b"}, {Account: "x\n#SBATCH --uid=0"}, {QOS: "$(x)"}, {Options: []string{"constraint"}},
		{Options: []string{"--comment=a b"}}, {Options: []string{"--wrap=x\ny"}}, {Options: []string{"--"}},
	} {
		s.Job = sample()
		if _, err := s.Scripts(); err == nil {
			t.Errorf("%+v is written", s)
		}
	}
}

// stage is a folder in which a script runs without Slurm: the commands it calls write down how they
// were called.
type stage struct {
	t    *testing.T
	dir  string
	work string
}

func newStage(t *testing.T) *stage {
	s := &stage{t, t.TempDir(), ""}
	s.work = filepath.Join(s.dir, "it's $HOME here")
	for _, dir := range []string{s.work, filepath.Join(s.dir, "bin")} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.command("scontrol", `printf 'scontrol %s\n' "$*" >> "$CALLS"`)
	s.command("sleep", "")
	s.command("sbatch", `printf 'sbatch %s\n' "$*" >> "$CALLS"; echo "4$(wc -l < "$CALLS");tiger"`)
	s.command("fbasim", `{ pwd; printf '<%s>\n' "$@"; } >> "$CALLS"; exit "$CODE"`)
	return s
}

func (s *stage) command(name, text string) {
	path := filepath.Join(s.dir, "bin", name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
		s.t.Fatal(err)
	}
}

// run runs a script and returns its exit code, the calls and what it printed.
func (s *stage) run(script string, env ...string) (code int, calls, printed string) {
	s.t.Helper()
	file := filepath.Join(s.dir, "calls")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command("bash")
	cmd.Stdin = strings.NewReader(script)
	cmd.Env = append([]string{
		"PATH=" + filepath.Join(s.dir, "bin") + ":" + os.Getenv("PATH"), "CALLS=" + file,
		"SLURM_JOB_ID=77", "SLURM_ARRAY_JOB_ID=77", "SLURM_ARRAY_TASK_ID=19",
	}, env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(text), out.String()
}

func (s *stage) slurm() batch.Slurm {
	j := sample()
	j.Program = filepath.Join(s.dir, "bin", "fbasim")
	return batch.Slurm{Job: j, Dir: s.work, Work: s.work}
}

func TestATaskGivesTheProgramItsArgumentsAndShard(t *testing.T) {
	s := newStage(t)
	def := s.slurm()
	code, calls, _ := s.run(scripts(t, def)[batch.ArrayScript], "CODE=0", "SLURM_CPUS_PER_TASK=2")
	want := s.work + "\n"
	for _, a := range append(def.Task, "--jobs", "2", "--shard", "auto/20") {
		want += "<" + a + ">\n"
	}
	if code != 0 || calls != want {
		t.Errorf("exit %d\n%swant\n%s", code, calls, want)
	}
	_, calls, _ = s.run(scripts(t, def)[batch.MergeScript], "CODE=0")
	if want := "<merge>\n<results/it-s-small/sweep-1a2b3c4d.units>\n<--shards>\n<20>\n"; calls != s.work+"\n"+want {
		t.Error(calls)
	}
}

func TestOnlyFailuresOfTheMachineAreRepeatedAndNotForEver(t *testing.T) {
	s := newStage(t)
	all := scripts(t, s.slurm())
	for name, self := range map[string]string{batch.ArrayScript: "77_19", batch.MergeScript: "77"} {
		for _, code := range []int{0, 1, 2, 3, 4, 5, 6, 7, 126, 127, 130, 137, 143} {
			for restarts := range 5 {
				got, calls, _ := s.run(all[name], fmt.Sprintf("CODE=%d", code), fmt.Sprintf("SLURM_RESTART_COUNT=%d", restarts))
				again := strings.Contains(calls, "scontrol requeue "+self+"\n")
				if want := !batch.Final(code) && restarts < 3; got != code || again != want {
					t.Errorf("%s, exit code %d after %d restarts: exit %d, repeated: %v", name, code, restarts, got, again)
				}
			}
		}
	}
}

func TestATaskWhoseFolderIsNotThereIsRepeatedElsewhere(t *testing.T) {
	s := newStage(t)
	def := s.slurm()
	def.Work = filepath.Join(s.dir, "not mounted")
	if code, calls, _ := s.run(scripts(t, def)[batch.ArrayScript], "CODE=0"); code != 1 || calls != "scontrol requeue 77_19\n" {
		t.Errorf("exit %d, calls %q", code, calls)
	}
}

func TestTheMergeIsSubmittedBehindTheArray(t *testing.T) {
	s := newStage(t)
	code, calls, printed := s.run(scripts(t, s.slurm())[batch.SubmitScript])
	want := "sbatch --parsable --output=logs/%A_%a.log array.sh\n" +
		"sbatch --parsable --output=logs/merge_%j.log --dependency=afterany:41 merge.sh\n"
	if code != 0 || calls != want || printed != "array job 41, merge job 42: squeue --jobs=41,42\n" {
		t.Errorf("exit %d\n%s%s", code, calls, printed)
	}
	if _, err := os.Stat(filepath.Join(s.work, "logs")); err != nil {
		t.Error(err)
	}
	s.command("sbatch", "echo no such partition >&2; exit 1")
	if code, _, printed := s.run(scripts(t, s.slurm())[batch.SubmitScript]); code == 0 || strings.Contains(printed, "merge job") {
		t.Errorf("exit %d after sbatch failed: %s", code, printed)
	}
}
