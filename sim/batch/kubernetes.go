package batch

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Kubernetes is a job as an Indexed Job with a volume that all its pods share, and a Job whose pod
// waits for the units of work on that volume and merges them.
type Kubernetes struct {
	Job
	Image        string // with the program
	Namespace    string // "" leaves it to kubectl
	Claim        string // of a volume that is there and that many pods may write, "" to ask for one
	Storage      string // that is asked for: "1Gi"
	StorageClass string // "" for the default of the cluster
	// Files are the input by its path below the working folder, with slashes.
	Files map[string][]byte
}

// Where pods see the input and the volume.
const (
	InputFolder   = "/scenario"
	ResultsFolder = "/results"
)

// largestInput is what a ConfigMap may hold, with some room for its names (Kubernetes documentation,
// "ConfigMaps": not more than 1 MiB).
const largestInput = 1<<20 - 64<<10

// account is the user and group that containers run as: one that has no rights anywhere.
const account = 65532

// Manifest returns the manifest: input, volume, array and merge. The error says what cannot be.
func (k *Kubernetes) Manifest() ([]byte, error) {
	if err := k.check(); err != nil {
		return nil, err
	}
	documents := []any{k.input()}
	if k.Claim == "" {
		documents = append(documents, k.volume())
	}
	documents = append(documents, k.array(), k.merging())
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	for _, d := range documents {
		if err := enc.Encode(d); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), enc.Close()
}

var (
	label    = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	domain   = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$`)
	quantity = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?([KMGTPE]i|[kMGTPE])?$`)
)

func (k *Kubernetes) check() error {
	var all []error
	if k.Image == "" || strings.ContainsFunc(k.Image, func(r rune) bool { return r <= ' ' || r > '~' }) {
		all = append(all, fmt.Errorf("--image %q: the name of an image with fbasim in it is needed", k.Image))
	}
	if k.Namespace != "" && !label.MatchString(k.Namespace) {
		all = append(all, fmt.Errorf("--namespace %q: lower-case letters, digits and - are needed", k.Namespace))
	}
	for _, n := range []struct{ flag, value string }{{"--claim", k.Claim}, {"--class", k.StorageClass}} {
		if n.value != "" && !domain.MatchString(n.value) {
			all = append(all, fmt.Errorf("%s %q: lower-case letters, digits, - and . are needed", n.flag, n.value))
		}
	}
	if k.Claim == "" && !quantity.MatchString(k.Storage) {
		all = append(all, fmt.Errorf("--storage %q: write a size such as 1Gi", k.Storage))
	}
	size := 0
	for name, data := range k.Files {
		size += len(name) + len(data)
	}
	if size > largestInput {
		all = append(all, fmt.Errorf("the input files have %d KB together, and a ConfigMap holds at most %d KB: "+
			"put them into the image, or thin them out", size>>10, largestInput>>10))
	}
	return errors.Join(all...)
}

func (k *Kubernetes) meta(ending string) meta {
	return meta{Name: k.Name + ending, Namespace: k.Namespace, Labels: k.labels()}
}

func (k *Kubernetes) labels() map[string]string {
	return map[string]string{"app.kubernetes.io/name": "fbasim", "app.kubernetes.io/instance": k.Name}
}

// keys gives each input file the key of the ConfigMap that holds it: keys know no folders.
func (k *Kubernetes) keys() (items []keyToPath) {
	for i, name := range slices.Sorted(maps.Keys(k.Files)) {
		ending := notKey.ReplaceAllString(path.Base(name), "_")
		items = append(items, keyToPath{fmt.Sprintf("%d-%s", i+1, ending[max(0, len(ending)-longestName):]), text(name)})
	}
	return items
}

var notKey = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

func (k *Kubernetes) input() any {
	m := configMap{header: header{"v1", "ConfigMap", k.meta("-input")}}
	for _, item := range k.keys() {
		data := k.Files[string(item.Path)]
		if utf8.Valid(data) {
			m.Data = put(m.Data, item.Key, text(data))
		} else {
			m.BinaryData = put(m.BinaryData, item.Key, text(base64.StdEncoding.EncodeToString(data)))
		}
	}
	return m
}

func put(m map[string]text, key string, value text) map[string]text {
	if m == nil {
		m = map[string]text{}
	}
	m[key] = value
	return m
}

func (k *Kubernetes) claim() string {
	if k.Claim != "" {
		return k.Claim
	}
	return k.Name + "-results"
}

func (k *Kubernetes) volume() any {
	c := claim{header: header{"v1", "PersistentVolumeClaim", k.meta("-results")}}
	c.Spec.AccessModes = []string{"ReadWriteMany"}
	c.Spec.StorageClassName = k.StorageClass
	c.Spec.Resources.Requests = map[string]string{"storage": k.Storage}
	return c
}

func (k *Kubernetes) array() any {
	j := job{header: header{"batch/v1", "Job", k.meta("")}}
	args := append(slices.Clone(k.Task), "--jobs", fmt.Sprint(k.CPUs), "--shard", fmt.Sprintf("auto/%d", k.Tasks))
	parallel := k.Parallel
	if parallel == 0 {
		parallel = k.Tasks
	}
	j.Spec = jobSpec{
		CompletionMode: "Indexed", Completions: k.Tasks, Parallelism: parallel, BackoffLimitPerIndex: &k.Retries,
		PodFailurePolicy: failures("task"), Template: k.pod("task", args, fmt.Sprint(k.CPUs)),
	}
	j.Spec.Template.Spec.ActiveDeadlineSeconds = int((k.Time + time.Second - 1) / time.Second)
	return j
}

func (k *Kubernetes) merging() any {
	j := job{header: header{"batch/v1", "Job", k.meta("-merge")}}
	j.Spec = jobSpec{
		Completions: 1, Parallelism: 1, BackoffLimit: &k.Retries,
		PodFailurePolicy: failures("merge"), Template: k.pod("merge", k.Merge, "100m"),
	}
	return j
}

// failures says that a pod whose input is wrong ends its job at once, and that one that was taken
// away, by a drain or a preemption, does not count.
func failures(container string) *podFailurePolicy {
	wrong := failureRule{Action: "FailJob", OnExitCodes: &exitCodes{ContainerName: container, Operator: "In"}}
	for code := firstFinal; code <= lastFinal; code++ {
		wrong.OnExitCodes.Values = append(wrong.OnExitCodes.Values, code)
	}
	moved := failureRule{Action: "Ignore", OnPodConditions: []podCondition{{Type: "DisruptionTarget", Status: "True"}}}
	return &podFailurePolicy{Rules: []failureRule{wrong, moved}}
}

// pod has one container, without any right it does not need.
func (k *Kubernetes) pod(name string, args []string, cpu string) (t podTemplate) {
	memory := fmt.Sprintf("%dMi", k.MemoryMB)
	t.Metadata.Labels = k.labels()
	t.Spec = podSpec{
		RestartPolicy: "Never",
		SecurityContext: podSecurity{
			RunAsNonRoot: true, RunAsUser: account, RunAsGroup: account, FSGroup: account,
			SeccompProfile: seccomp{"RuntimeDefault"},
		},
		Containers: []container{{
			Name: name, Image: k.Image, Command: []string{k.Program}, Args: literal(args), WorkingDir: InputFolder,
			Resources: resources{
				Requests: map[string]string{"cpu": cpu, "memory": memory}, Limits: map[string]string{"memory": memory},
			},
			SecurityContext: security{ReadOnlyRootFilesystem: true, Capabilities: capabilities{[]string{"ALL"}}},
			VolumeMounts: []mount{
				{Name: "input", MountPath: InputFolder, ReadOnly: true}, {Name: "results", MountPath: ResultsFolder},
			},
		}},
		Volumes: []volume{
			{Name: "input", ConfigMap: &configMapVolume{Name: k.Name + "-input", Items: k.keys()}},
			{Name: "results", PersistentVolumeClaim: &claimVolume{k.claim()}},
		},
	}
	return t
}

// literal doubles dollar signs, because Kubernetes replaces $(NAME) in arguments.
func literal(args []string) []text {
	out := make([]text, len(args))
	for i, a := range args {
		out[i] = text(strings.ReplaceAll(a, "$", "$$"))
	}
	return out
}
