package batch_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"fbasim/sim/batch"
)

func cluster() batch.Kubernetes {
	k := batch.Kubernetes{
		Job: sample(), Image: "registry.example.com/ops/fbasim:0.2.0", Namespace: "planning", Storage: "1Gi",
		Files: map[string][]byte{
			"it's small.toml": []byte("schema = 1\nname = \"Iron: few orders\"\n"),
			"data/list.csv":   []byte("sku,price\nA,\"1,50\"\n"),
			"data/latin.csv":  []byte("caf\xe9\n"),
		},
	}
	k.Program = "/usr/local/bin/fbasim"
	return k
}

// documents reads a manifest as any program would.
func documents(t interface{ Fatal(...any) }, k batch.Kubernetes) (all []map[string]any) {
	text, err := k.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	in := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var d map[string]any
		switch err := in.Decode(&d); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, d)
	}
}

// at follows keys and, for lists, numbers.
func at(d any, path ...any) any {
	for _, p := range path {
		switch x := d.(type) {
		case map[string]any:
			d = x[p.(string)]
		case []any:
			d = x[p.(int)]
		default:
			return nil
		}
	}
	return d
}

func TestTheManifestIsWhatItWas(t *testing.T) {
	text, err := func() ([]byte, error) { k := cluster(); return k.Manifest() }()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "sweep.yaml", string(text))
}

func TestAVolumeThatIsThereIsNotAskedFor(t *testing.T) {
	k := cluster()
	k.Claim, k.Parallel = "shared-data", 0
	all := documents(t, k)
	if len(all) != 3 || at(all[1], "spec", "template", "spec", "volumes", 1, "persistentVolumeClaim", "claimName") != "shared-data" {
		t.Errorf("%v", all)
	}
	if at(all[1], "spec", "parallelism") != 20 {
		t.Error("tasks wait although nobody asked for it")
	}
}

// expanded is what Kubernetes makes of an argument: $$ is a dollar sign, $(NAME) a variable.
func expanded(t interface{ Fatalf(string, ...any) }, arg string) string {
	var out strings.Builder
	for i := 0; i < len(arg); i++ {
		if arg[i] == '$' && i+1 < len(arg) && arg[i+1] == '$' {
			i++
		} else if arg[i] == '$' && i+1 < len(arg) && arg[i+1] == '(' {
			t.Fatalf("%q names a variable", arg)
		}
		out.WriteByte(arg[i])
	}
	return out.String()
}

func TestArgumentsAndFilesComeThroughTheManifest(t *testing.T) {
	alphabet := rapid.SampledFrom([]rune("aZ019 '\"\\$(){}[]*#&|:;<>~\t\r\n-é€%,.=@!?_ony"))
	text := rapid.StringOf(alphabet)
	rapid.Check(t, func(t *rapid.T) {
		k := cluster()
		k.Task = rapid.SliceOfN(text, 1, 6).Draw(t, "arguments")
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		content := text.Draw(t, "text")
		k.Files = map[string][]byte{"a/" + text.Draw(t, "name"): []byte(content), "b": data}
		all := documents(t, k)
		args := at(all[2], "spec", "template", "spec", "containers", 0, "args").([]any)
		for i, want := range append(slices.Clone(k.Task), "--jobs", "2", "--shard", "auto/20") {
			if got := expanded(t, args[i].(string)); got != want {
				t.Fatalf("%q became %q", want, got)
			}
		}
		items := at(all[2], "spec", "template", "spec", "volumes", 0, "configMap", "items").([]any)
		if len(items) != 2 {
			t.Fatalf("%v", items)
		}
		if got := at(all[0], "data", at(items[0], "key")); got != content {
			t.Fatalf("%q became %q", content, got)
		}
	})
}

func TestAPodWhoseInputIsWrongEndsTheJobAndOneTakenAwayDoesNotCount(t *testing.T) {
	all := documents(t, cluster())
	for _, j := range all[2:] {
		rules := at(j, "spec", "podFailurePolicy", "rules")
		codes := fmt.Sprint(at(rules, 0, "onExitCodes", "values"))
		name := at(j, "spec", "template", "spec", "containers", 0, "name")
		if at(rules, 0, "action") != "FailJob" || codes != "[2 3 4 5 6]" || at(rules, 0, "onExitCodes", "containerName") != name {
			t.Errorf("%v", rules)
		}
		if at(rules, 1, "action") != "Ignore" || at(rules, 1, "onPodConditions", 0, "type") != "DisruptionTarget" {
			t.Errorf("%v", rules)
		}
		if at(j, "spec", "template", "spec", "restartPolicy") != "Never" {
			t.Error("a policy for failures needs pods that are not started again in place")
		}
	}
}

func TestWhatNoClusterTakesIsRefused(t *testing.T) {
	for want, change := range map[string]func(*batch.Kubernetes){
		"--image":     func(k *batch.Kubernetes) { k.Image = "" },
		"--namespace": func(k *batch.Kubernetes) { k.Namespace = "Planning" },
		"--claim":     func(k *batch.Kubernetes) { k.Claim = "a b" },
		"--storage ":  func(k *batch.Kubernetes) { k.Storage = "much" },
		"--class":     func(k *batch.Kubernetes) { k.StorageClass = "x\ny" },
		"ConfigMap":   func(k *batch.Kubernetes) { k.Files["big.csv"] = make([]byte, 1<<20) },
	} {
		k := cluster()
		change(&k)
		if _, err := k.Manifest(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
