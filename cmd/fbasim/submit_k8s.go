package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/batch"
	"fbasim/sim/diag"
	"fbasim/sim/study"
	"fbasim/sim/sweep"
)

// kubernetesFlags are the flags of submit k8s.
type kubernetesFlags struct {
	submitFlags
	image        string
	namespace    string
	claim        string
	storage      string
	storageClass string
	wait         time.Duration
}

func submitKubernetesCommand() *cobra.Command {
	f := &kubernetesFlags{}
	cmd := &cobra.Command{
		Use:   "k8s FILE --image IMAGE [flags of sweep]",
		Short: "write the manifest of an Indexed Job for Kubernetes",
		Long: `Writes sweep.yaml: the scenario and all files it reads as a ConfigMap, a volume
that all pods share, an Indexed Job whose pods compute their shares of a sweep,
and a Job that waits for their units of work on that volume and puts them
together. kubectl apply -f starts everything; no rights are needed but to make
these four.

A pod whose machine failed is repeated, a few times; one that was moved away
does not count; one whose scenario or input is wrong ends the job. The image
holds fbasim of this version; scenarios/CLUSTER.md shows how it is made. What is
asked for follows from some units of work that are timed here. Kubernetes must
be 1.29 or newer.`,
		Example: "  fbasim submit k8s scenarios/sweep-price-volume.toml --image fbasim:0.2.0\n" +
			"  fbasim submit k8s scenarios/sweep-price-volume.toml --tasks 4 \\\n" +
			"      --image registry.example.com/fbasim:0.2.0 --claim shared-data",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.register(cmd, "/usr/local/bin/fbasim", "`path` of fbasim in the image\n")
	flags := cmd.Flags()
	flags.StringVar(&f.image, "image", "", "`image` with fbasim in it (required)")
	flags.StringVar(&f.namespace, "namespace", "", "`name` of a namespace, instead of kubectl's")
	flags.StringVar(&f.claim, "claim", "", "`name` of a volume claim that is there, instead of\na new one")
	flags.StringVar(&f.storage, "storage", "1Gi", "`size` of the new volume")
	flags.StringVar(&f.storageClass, "class", "", "storage `class` of the new volume: one that many\npods may write to")
	flags.DurationVar(&f.wait, "wait", 7*24*time.Hour, "`time` after which the merge stops waiting for\nunits")
	flags.Lookup("out").Usage = "`folder` to write the manifest under"
	return cmd
}

// manifestFile is what submit k8s writes.
const manifestFile = "sweep.yaml"

func (f *kubernetesFlags) run(cmd *cobra.Command, file string) error {
	if f.image == "" {
		return fail(exitUsage, fmt.Errorf("--image is missing: the name of an image with %s in it, as scenarios/CLUSTER.md "+
			"shows how to make one", tool))
	}
	p, err := f.prepare(cmd, file, false)
	if err != nil {
		return err
	}
	in, err := f.shipped(p, file)
	if err != nil {
		return fail(exitInput, err)
	}
	p.passed = in.passed
	p.arguments(in.file, batch.ResultsFolder, filepath.ToSlash)
	p.job.Merge = append(p.job.Merge, "--wait", f.wait.String())
	k := batch.Kubernetes{
		Job: p.job, Image: f.image, Namespace: f.namespace, Claim: f.claim, Storage: f.storage,
		StorageClass: f.storageClass, Files: in.files,
	}
	manifest, err := k.Manifest()
	if err != nil {
		return fail(exitUsage, err)
	}
	dir := f.folderFor(p, ".k8s")
	names, err := writeFiles(dir, map[string]string{manifestFile: string(manifest)})
	if err != nil {
		return err
	}
	return f.told(cmd, p, dir, names, batch.Command("kubectl", "apply", "-f", filepath.Join(dir, manifestFile)))
}

// shipment is the input of a sweep as pods find it: all files below one folder.
type shipment struct {
	files  map[string][]byte
	file   string // the scenario
	passed []string
}

// shipped collects the files that the sweep reads, by their paths below the folder that holds them
// all, and opens the sweep from there, as the pods will.
func (f *kubernetesFlags) shipped(p *submission, file string) (in shipment, err error) {
	absolute := map[string]string{} // of each file as it was read
	var folders []string
	for name := range p.study.Files {
		if absolute[name], err = filepath.Abs(filepath.FromSlash(name)); err != nil {
			return in, err
		}
		folders = append(folders, filepath.Dir(absolute[name]))
	}
	root := commonFolder(folders)
	below := func(name string) string {
		abs, err := filepath.Abs(name)
		if err != nil {
			return name
		}
		rel, err := filepath.Rel(root, abs)
		if err != nil {
			return name
		}
		return filepath.ToSlash(rel)
	}
	in.files = map[string][]byte{}
	for name, abs := range absolute {
		in.files[below(abs)] = p.study.Files[name]
	}
	in.file, in.passed = below(file), slices.Clone(p.passed)
	o := f.settings
	if o.List != "" {
		list := below(o.List)
		for i, word := range in.passed {
			if word == "--list="+o.List {
				in.passed[i] = "--list=" + list
			}
		}
		o.List = list
	}
	return in, f.reopen(p, in, o)
}

// reopen opens the sweep from the files that are shipped: their folder names the units of the pods.
func (f *kubernetesFlags) reopen(p *submission, in shipment, o sweep.Settings) error {
	read := func(name string) ([]byte, error) {
		if data, ok := in.files[path.Clean(filepath.ToSlash(name))]; ok {
			return data, nil
		}
		return nil, fmt.Errorf("%w among the files that are shipped", fs.ErrNotExist)
	}
	l, list, err := study.Open(in.file, study.Options{Sets: f.sets, Cases: f.cases, Without: f.off, Read: read})
	if err != nil {
		return err
	}
	var s *sweep.Sweep
	if list.Errors() == 0 {
		s = sweep.New(l, o, tool, list)
	}
	if list.Errors() > 0 {
		var text bytes.Buffer
		if err := diag.Render(&text, list, nil, diag.Options{}); err != nil {
			return err
		}
		return fmt.Errorf("the scenario cannot be shipped: its files must name each other by relative paths\n%s",
			strings.TrimSpace(text.String()))
	}
	p.sweep = s
	return nil
}

// commonFolder is the innermost folder that holds all of the absolute folders.
func commonFolder(folders []string) string {
	root := folders[0]
	for _, dir := range folders[1:] {
		for rel, err := filepath.Rel(root, dir); err != nil || !filepath.IsLocal(rel); rel, err = filepath.Rel(root, dir) {
			if root == filepath.Dir(root) {
				return root
			}
			root = filepath.Dir(root)
		}
	}
	return root
}
