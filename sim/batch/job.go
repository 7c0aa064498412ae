package batch

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Job is a computation in tasks, as any batch system is told of it.
type Job struct {
	Name     string        // a DNS label, see Name
	Program  string        // path of the program where the tasks run
	Task     []string      // arguments of a task, without its shard and its workers
	Merge    []string      // arguments of the merge
	Tasks    int           // at least 1
	Parallel int           // tasks at the same time, 0 for as many as there is room for
	CPUs     int           // of a task, at least 1
	MemoryMB int           // of a task, in units of 2^20 bytes
	Time     time.Duration // limit of a task
	Retries  int           // of a task that failed for a reason that lies in the machine
}

// Final reports whether an exit code of the program says that repeating the task is of no use: it is
// done, or its command line, its scenario, its input data or an expectation is wrong.
func Final(code int) bool { return code == 0 || code >= firstFinal && code <= lastFinal }

// The exit codes of the program that are final besides 0: usage, scenario, input data, check failed
// and precision not reached. All others come from defects, signals and machines.
const (
	firstFinal = 2
	lastFinal  = 6
)

// Lengths of the parts of a name, so that it stays a DNS label of at most 63 characters with the
// number of a task of six digits and the ending "-results" behind it.
const (
	longestPart = 24
	longestName = 48
)

var notLabel = regexp.MustCompile(`[^a-z0-9]+`)

// Name makes a name for a job that is a DNS label (RFC 1123) and a word for every batch system, of
// parts that may hold anything: "fbasim", "Iron, few orders", "1a2b3c4d" give
// "fbasim-iron-few-orders-1a2b3c4d". Long parts are cut; without a letter or digit it is "job".
func Name(parts ...string) string {
	var words []string
	for _, p := range parts {
		p = strings.Trim(notLabel.ReplaceAllString(strings.ToLower(p), "-"), "-")
		if len(p) > longestPart {
			p = strings.Trim(p[:longestPart], "-")
		}
		if p != "" {
			words = append(words, p)
		}
	}
	name := strings.Join(words, "-")
	if len(name) > longestName {
		name = strings.Trim(name[:longestName], "-")
	}
	if name == "" {
		return "job"
	}
	return name
}

// word is what may stand in a directive of a script without quotes: names of partitions, accounts and
// the like.
var word = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.,:=@+/*&|()\[\]-]*$`)

// CheckWord returns an error unless a value can stand in a directive; what names it: "--partition".
func CheckWord(what, value string) error {
	if value != "" && !word.MatchString(value) {
		return fmt.Errorf("%s %q: a name of letters, digits and . , : = @ + / _ - is needed", what, value)
	}
	return nil
}
