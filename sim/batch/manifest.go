package batch

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// The parts of Kubernetes' API that the manifest needs, by the names of its reference
// (kubernetes.io/docs/reference/kubernetes-api): batch/v1 Job, v1 ConfigMap, v1 PersistentVolumeClaim.

type header struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string `yaml:"kind"`
	Metadata   meta   `yaml:"metadata"`
}

type meta struct {
	Name      string            `yaml:"name,omitempty"`
	Namespace string            `yaml:"namespace,omitempty"`
	Labels    map[string]string `yaml:"labels"`
}

type configMap struct {
	header     `yaml:",inline"`
	Data       map[string]text `yaml:"data,omitempty"`
	BinaryData map[string]text `yaml:"binaryData,omitempty"`
}

type claim struct {
	header `yaml:",inline"`
	Spec   struct {
		AccessModes      []string `yaml:"accessModes"`
		StorageClassName string   `yaml:"storageClassName,omitempty"`
		Resources        struct {
			Requests map[string]string `yaml:"requests"`
		} `yaml:"resources"`
	} `yaml:"spec"`
}

type job struct {
	header `yaml:",inline"`
	Spec   jobSpec `yaml:"spec"`
}

type jobSpec struct {
	CompletionMode       string            `yaml:"completionMode,omitempty"`
	Completions          int               `yaml:"completions"`
	Parallelism          int               `yaml:"parallelism"`
	BackoffLimitPerIndex *int              `yaml:"backoffLimitPerIndex,omitempty"`
	BackoffLimit         *int              `yaml:"backoffLimit,omitempty"`
	PodFailurePolicy     *podFailurePolicy `yaml:"podFailurePolicy"`
	Template             podTemplate       `yaml:"template"`
}

type podFailurePolicy struct {
	Rules []failureRule `yaml:"rules"`
}

type failureRule struct {
	Action          string         `yaml:"action"`
	OnExitCodes     *exitCodes     `yaml:"onExitCodes,omitempty"`
	OnPodConditions []podCondition `yaml:"onPodConditions,omitempty"`
}

type exitCodes struct {
	ContainerName string `yaml:"containerName"`
	Operator      string `yaml:"operator"`
	Values        []int  `yaml:"values,flow"`
}

type podCondition struct {
	Type   string `yaml:"type"`
	Status string `yaml:"status"`
}

type podTemplate struct {
	Metadata meta    `yaml:"metadata"`
	Spec     podSpec `yaml:"spec"`
}

type podSpec struct {
	RestartPolicy                string      `yaml:"restartPolicy"`
	ActiveDeadlineSeconds        int         `yaml:"activeDeadlineSeconds,omitempty"`
	AutomountServiceAccountToken bool        `yaml:"automountServiceAccountToken"`
	SecurityContext              podSecurity `yaml:"securityContext"`
	Containers                   []container `yaml:"containers"`
	Volumes                      []volume    `yaml:"volumes"`
}

type podSecurity struct {
	RunAsNonRoot   bool    `yaml:"runAsNonRoot"`
	RunAsUser      int     `yaml:"runAsUser"`
	RunAsGroup     int     `yaml:"runAsGroup"`
	FSGroup        int     `yaml:"fsGroup"`
	SeccompProfile seccomp `yaml:"seccompProfile"`
}

type seccomp struct {
	Type string `yaml:"type"`
}

type container struct {
	Name            string    `yaml:"name"`
	Image           string    `yaml:"image"`
	Command         []string  `yaml:"command"`
	Args            []text    `yaml:"args"`
	WorkingDir      string    `yaml:"workingDir"`
	Resources       resources `yaml:"resources"`
	SecurityContext security  `yaml:"securityContext"`
	VolumeMounts    []mount   `yaml:"volumeMounts"`
}

type resources struct {
	Requests map[string]string `yaml:"requests"`
	Limits   map[string]string `yaml:"limits"`
}

type security struct {
	AllowPrivilegeEscalation bool         `yaml:"allowPrivilegeEscalation"`
	ReadOnlyRootFilesystem   bool         `yaml:"readOnlyRootFilesystem"`
	Capabilities             capabilities `yaml:"capabilities"`
}

type capabilities struct {
	Drop []string `yaml:"drop,flow"`
}

type mount struct {
	Name      string `yaml:"name"`
	MountPath string `yaml:"mountPath"`
	ReadOnly  bool   `yaml:"readOnly,omitempty"`
}

type volume struct {
	Name                  string           `yaml:"name"`
	ConfigMap             *configMapVolume `yaml:"configMap,omitempty"`
	PersistentVolumeClaim *claimVolume     `yaml:"persistentVolumeClaim,omitempty"`
}

type configMapVolume struct {
	Name  string      `yaml:"name"`
	Items []keyToPath `yaml:"items"`
}

type keyToPath struct {
	Key  string `yaml:"key"`
	Path text   `yaml:"path"`
}

type claimVolume struct {
	ClaimName string `yaml:"claimName"`
}

// text is a string that may hold anything.
type text string

// MarshalYAML writes the text between double quotes wherever it is not plain: blocks of lines that
// begin with a space or hold tabs do not always come back as they were.
func (t text) MarshalYAML() (any, error) {
	s := string(t)
	if strings.ContainsAny(s, "\t\r") || strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\n") {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle}, nil
	}
	return s, nil
}
