package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// slurm is a real Slurm on the loopback interface: munge, a controller and one node.
type slurm struct {
	t       *testing.T
	dir     string
	conf    string
	node    *exec.Cmd
	ctx     context.Context
	daemons []*exec.Cmd
}

// newSlurm starts a Slurm that ends with the test, or skips the test unless FBASIM_REQUIRE, a list,
// names slurm. It must be root, as the daemons must to start tasks. All that waits ends with the limit.
func newSlurm(t *testing.T, limit time.Duration) *slurm {
	t.Helper()
	if !slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "slurm") {
		t.Skip("starts daemons: only where FBASIM_REQUIRE names slurm, as make slurm-test does")
	}
	for _, program := range []string{"munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("FBASIM_REQUIRE asks for slurm, and there is no %s: apt-get install slurm-wlm munge, as root", program)
		}
	}
	if os.Geteuid() != 0 {
		t.Fatal("FBASIM_REQUIRE asks for slurm, whose node must be root to start tasks")
	}
	// Not t.TempDir(): munge and Slurm want every folder above to be their own, and names short.
	dir, err := os.MkdirTemp("", "slurm")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	s := &slurm{t: t, dir: dir, conf: filepath.Join(dir, "slurm.conf"), ctx: ctx}
	t.Cleanup(func() { s.stop(); cancel() })
	s.configure()
	t.Setenv("SLURM_CONF", s.conf)
	s.start("munged", "--foreground", "--force", "--key-file="+s.path("munge.key"), "--socket="+s.path("munge.socket"),
		"--pid-file="+s.path("munge.pid"), "--log-file="+s.path("munge.log"), "--seed-file="+s.path("munge.seed"))
	s.until("munge listens", func() bool { _, err := os.Stat(s.path("munge.socket")); return err == nil })
	s.start("slurmctld", "-D", "-c", "-f", s.conf)
	s.startNode()
	return s
}

func (s *slurm) path(name string) string { return filepath.Join(s.dir, name) }

// configure writes slurm.conf and the key of munge. A task that is queued again waits for its
// credential to expire, hence cred_expire, whose least value that is; config_overrides lets the node have more CPUs than there are.
func (s *slurm) configure() {
	host, err := os.Hostname()
	if err != nil {
		s.t.Fatal(err)
	}
	host, _, _ = strings.Cut(host, ".")
	key := make([]byte, 1024)
	_, _ = rand.Read(key)
	ports := freePorts(s.t, 2)
	conf := fmt.Sprintf(`ClusterName=test
SlurmctldHost=%[1]s(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=%[2]s/munge.socket,cred_expire=5
SlurmctldPort=%[3]d
SlurmdPort=%[4]d
StateSaveLocation=%[2]s/state
SlurmdSpoolDir=%[2]s/spool
SlurmctldPidFile=%[2]s/slurmctld.pid
SlurmdPidFile=%[2]s/slurmd.pid
SlurmctldLogFile=%[2]s/slurmctld.log
SlurmdLogFile=%[2]s/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_interval=2,batch_sched_delay=0
ReturnToService=2
SlurmctldTimeout=10
SlurmdTimeout=10
KillWait=2
MessageTimeout=10
NodeName=%[1]s NodeAddr=127.0.0.1 CPUs=4 RealMemory=8000 State=UNKNOWN
PartitionName=main Nodes=%[1]s Default=YES MaxTime=INFINITE State=UP
`, host, s.dir, ports[0], ports[1])
	for name, text := range map[string]string{"slurm.conf": conf, "munge.key": string(key)} {
		if err := os.WriteFile(s.path(name), []byte(text), 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	for _, name := range []string{"state", "spool"} {
		if err := os.Mkdir(s.path(name), 0o755); err != nil {
			s.t.Fatal(err)
		}
	}
}

func freePorts(t *testing.T, n int) (ports []int) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// start starts a daemon in the foreground.
func (s *slurm) start(name string, args ...string) *exec.Cmd {
	s.t.Helper()
	out, err := os.OpenFile(s.path(name+".out"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = out, out, s.dir
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.daemons = append(s.daemons, cmd)
	return cmd
}

func (s *slurm) startNode() {
	s.t.Helper()
	s.node = s.start("slurmd", "-D", "-f", s.conf)
	s.until("the node is up", func() bool {
		out, _ := exec.CommandContext(s.ctx, "sinfo", "-h", "-o", "%T").Output()
		state := strings.TrimSpace(string(out))
		return state == "idle" || state == "mixed" || state == "allocated"
	})
}

// stop ends what the test started, whatever state it is in.
func (s *slurm) stop() {
	if s.t.Failed() {
		s.diagnose()
	}
	for _, cmd := range slices.Backward(s.daemons) {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	for _, t := range s.tasks() {
		t.kill()
	}
	for _, pid := range s.scripts() {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	if err := os.RemoveAll(s.dir); err != nil {
		s.t.Error(err)
	}
}

// diagnose shows what Slurm knows and what it wrote.
func (s *slurm) diagnose() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for _, command := range [][]string{{"squeue", "-a", "-r"}, {"sinfo", "-R"}, {"sinfo", "-l"}} {
		out, err := exec.CommandContext(ctx, command[0], command[1:]...).CombinedOutput()
		s.t.Logf("%s (%v)\n%s", strings.Join(command, " "), err, out)
	}
	logs, _ := filepath.Glob(s.path("*.log"))
	tasks, _ := filepath.Glob(s.path("*/*/*/*.slurm/logs/*.log"))
	for _, name := range append(logs, tasks...) {
		text, _ := os.ReadFile(name)
		s.t.Logf("%s\n%s", name, text[max(0, len(text)-4000):])
	}
}

// until waits for a condition, and fails the test where the time of the test is over first.
func (s *slurm) until(what string, reached func() bool) {
	s.t.Helper()
	for !reached() {
		select {
		case <-s.ctx.Done():
			s.t.Fatalf("waited too long until %s", what)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// queue counts the tasks that are not at their end.
func (s *slurm) queue() int {
	out, err := exec.CommandContext(s.ctx, "squeue", "-h", "-r", "-o", "%i").Output()
	if err != nil {
		return -1
	}
	return len(strings.Fields(string(out)))
}

// repeated counts how often the controller queued a task again.
func (s *slurm) repeated() int {
	text, err := os.ReadFile(s.path("slurmctld.log"))
	if err != nil {
		s.t.Fatal(err)
	}
	return bytes.Count(text, []byte(" Requeuing JobId="))
}

// task is a running program with the processes of Slurm above it, from the inside out.
type task struct{ pids []int }

// kill kills all of them at once, as a node that loses power does.
func (t task) kill() {
	for _, pid := range slices.Backward(t.pids) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
}

// tasks finds the running programs that were started from the folder of this Slurm.
func (s *slurm) tasks() (all []task) {
	for _, pid := range processes() {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		first, _, _ := bytes.Cut(line, []byte{0})
		if err != nil || !bytes.HasPrefix(first, []byte(s.dir)) || !bytes.Contains(line, []byte("--shard")) {
			continue
		}
		t := task{}
		for range 4 {
			t.pids = append(t.pids, pid)
			name, parent := stat(pid)
			if pid = parent; name == "slurmstepd" || parent <= 1 {
				break
			}
		}
		all = append(all, t)
	}
	return all
}

// scripts are all processes that were started with the configuration of this Slurm.
func (s *slurm) scripts() (pids []int) {
	for _, pid := range processes() {
		env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
		if err == nil && bytes.Contains(env, []byte("SLURM_CONF="+s.conf+"\x00")) {
			pids = append(pids, pid)
		}
	}
	return pids
}

func processes() (pids []int) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil && pid > 1 && pid != os.Getpid() {
			pids = append(pids, pid)
		}
	}
	return pids
}

// stat returns the name of a process and its parent.
func stat(pid int) (name string, parent int) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0
	}
	open, closed := bytes.IndexByte(text, '('), bytes.LastIndexByte(text, ')')
	fields := strings.Fields(string(text[closed+1:]))
	parent, err = strconv.Atoi(fields[1])
	if err != nil || errors.Is(err, os.ErrNotExist) {
		return "", 0
	}
	return string(text[open+1 : closed]), parent
}
