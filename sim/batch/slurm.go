package batch

import (
	"fmt"
	"strings"
	"time"
)

// Slurm is a job as an array of Slurm, with a job that merges when no task of it is left.
type Slurm struct {
	Job
	Dir       string // absolute path of the folder of the scripts, on all nodes
	Work      string // absolute path of the folder that all paths of the arguments start from
	Partition string
	Account   string
	QOS       string
	Options   []string // further options of sbatch, each one word: "--constraint=avx2"
}

// Names of the scripts.
const (
	ArrayScript  = "array.sh"
	MergeScript  = "merge.sh"
	SubmitScript = "submit.sh"
)

// Scripts returns the scripts by name. The error says which option cannot stand in a directive.
func (s *Slurm) Scripts() (map[string]string, error) {
	for what, value := range map[string]string{"--partition": s.Partition, "--account": s.Account, "--qos": s.QOS} {
		if err := CheckWord(what, value); err != nil {
			return nil, err
		}
	}
	for _, o := range s.Options {
		option, ok := strings.CutPrefix(o, "--")
		if !ok || !word.MatchString(option) {
			return nil, fmt.Errorf("--sbatch %q: one option without spaces is needed, such as --constraint=avx2", o)
		}
	}
	return map[string]string{ArrayScript: s.array(), MergeScript: s.merge(), SubmitScript: s.submit()}, nil
}

func (s *Slurm) array() string {
	tasks := fmt.Sprintf("--array=0-%d", s.Tasks-1)
	if s.Parallel > 0 {
		tasks += fmt.Sprintf("%%%d", s.Parallel)
	}
	return s.directives(s.Name, tasks, fmt.Sprintf("--cpus-per-task=%d", s.CPUs)) + `
# A task of the array computes its share of the units of work. Units that are there are not computed
# again, so a task may be repeated at any time. submit.sh submits it.
set -u
# shellcheck disable=SC2016 # what stands between single quotes is meant as it is
work() {
	cd -- ` + Quote(s.Work) + ` &&
		` + Command(append([]string{s.Program}, s.Task...)...) + ` \
			--jobs "${SLURM_CPUS_PER_TASK:-1}" --shard ` + fmt.Sprintf("auto/%d", s.Tasks) + `
}
` + s.again(thisTask)
}

func (s *Slurm) merge() string {
	return s.directives(s.Name+"-merge") + `
# Verifies that all units of work are there, names those that are not, and merges them.
set -u
# shellcheck disable=SC2016 # what stands between single quotes is meant as it is
work() {
	cd -- ` + Quote(s.Work) + ` &&
		` + Command(append([]string{s.Program}, s.Merge...)...) + `
}
` + s.again(thisJob)
}

// directives are the first lines of a script. All values in them are words.
func (s *Slurm) directives(name string, own ...string) string {
	lines := append([]string{"--job-name=" + name}, own...)
	lines = append(lines, fmt.Sprintf("--mem=%dM", s.MemoryMB), "--time="+slurmTime(s.Time), "--requeue",
		"--open-mode=append")
	for _, o := range []struct{ option, value string }{
		{"--partition=", s.Partition}, {"--account=", s.Account}, {"--qos=", s.QOS},
	} {
		if o.value != "" {
			lines = append(lines, o.option+o.value)
		}
	}
	var b strings.Builder
	b.WriteString("#!/bin/bash\n")
	for _, line := range append(lines, s.Options...) {
		b.WriteString("#SBATCH " + line + "\n")
	}
	return b.String()
}

// What a script calls itself. A task of an array must not go by its job number: that of one of them is
// also the number of the whole array, which would be queued again with it.
const (
	thisJob  = `"$SLURM_JOB_ID"`
	thisTask = `"${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"`
)

// again is the end of a script: it does the work and decides what an exit code means for the job that
// self names.
func (s *Slurm) again(self string) string {
	return `work
code=$?
case $code in
0) exit 0 ;;
` + finalCodes() + `)
	echo "exit code $code: the input is wrong, so the task is not repeated" >&2
	exit "$code"
	;;
esac
if [ "${SLURM_RESTART_COUNT:-0}" -lt ` + fmt.Sprint(s.Retries) + ` ]; then
	echo "exit code $code on $(hostname): the task is queued again" >&2
	scontrol requeue ` + self + ` && sleep 60 # Slurm ends the task meanwhile
fi
exit "$code"
`
}

// finalCodes is the pattern of the exit codes that repeating does not mend.
func finalCodes() string {
	var codes []string
	for code := firstFinal; code <= lastFinal; code++ {
		codes = append(codes, fmt.Sprint(code))
	}
	return strings.Join(codes, " | ")
}

func (s *Slurm) submit() string {
	return `#!/bin/bash
# Submits the array and the job that merges when no task of it is left. It may be repeated: what is
# done is kept.
set -eu
cd -- ` + Quote(s.Dir) + `
mkdir -p logs
array=$(sbatch --parsable --output='logs/%A_%a.log' ` + ArrayScript + `)
array=${array%%;*} # where there are several clusters, one is named after the number
merge=$(sbatch --parsable --output='logs/merge_%j.log' --dependency="afterany:$array" ` + MergeScript + `)
merge=${merge%%;*}
echo "array job $array, merge job $merge: squeue --jobs=$array,$merge"
`
}

// slurmTime writes a limit of time for Slurm, rounded up to a minute: 0:10:00 or 1-00:00:00.
func slurmTime(d time.Duration) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	days, hours := minutes/(24*60), minutes/60%24
	if days > 0 {
		return fmt.Sprintf("%d-%02d:%02d:00", days, hours, minutes%60)
	}
	return fmt.Sprintf("%d:%02d:00", hours, minutes%60)
}
