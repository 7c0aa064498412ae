package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"
	_ "time/tzdata" // days of reports begin at midnight in Seattle, wherever this runs

	"github.com/spf13/cobra"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/imported"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// garbage is the memory, in percent of what is in use, that may lie unused between collections.
const garbage = 40

// importFlags are the flags of import.
type importFlags struct {
	out      string
	costs    string
	since    string
	until    string
	start    string
	horizon  string
	force    bool
	json     bool
	quiet    bool
	verbose  bool
	progress string
	color    string
	workers  int
}

func importCommand() *cobra.Command {
	f := &importFlags{}
	cmd := &cobra.Command{
		Use:   "import DIR|FILE...",
		Short: "turn reports of Seller Central into a scenario that runs",
		Long: `import reads report files as Seller Central writes them, whatever their names:
All Orders, FBA Fee Preview, Manage FBA Inventory, Customer Returns, Remote
Fulfillment ASIN Status, Amazon Fulfilled Shipments, Inventory Ledger and more.
Into a new folder it writes the products with prices, stock and fitted demand,
the history, the offers, and a commented scenario. What no report says, such as
the cost of a unit, is marked PLACEHOLDER there and listed here.

Names, addresses and other data of buyers are dropped as the files are read.`,
		Example: "  fbasim import scenarios/reports -o results/mine\n" +
			"  fbasim import scenarios/reports --costs costs.csv --since 2025-03-01 -o mine",
		Args: cobra.MinimumNArgs(1), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "out", "o", "", "new `folder` to write (required)")
	flags.StringVar(&f.costs, "costs", "", "CSV `file` with sku and cost, and if wanted size,\nweight, category, returns")
	flags.StringVar(&f.since, "since", "", "first `day` whose sales count")
	flags.StringVar(&f.until, "until", "", "last `day` whose sales count")
	flags.StringVar(&f.start, "start", "", "first `day` of the scenario; default: after the last sale")
	flags.StringVar(&f.horizon, "horizon", "52 w", "`time` the scenario simulates")
	flags.BoolVar(&f.force, "force", false, "replace a folder that import has written")
	flags.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "show columns read and ignored, and long lists in full")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing but errors")
	flags.StringVar(&f.progress, "progress", "auto", "`auto`, plain or none")
	flags.StringVar(&f.color, "color", "auto", "`auto`, always, never; NO_COLOR counts")
	flags.IntVarP(&f.workers, "jobs", "j", allCores(), "`workers`; results do not depend on it")
	return cmd
}

func (f *importFlags) run(cmd *cobra.Command, paths []string) error {
	o, err := f.options(cmd)
	if err != nil {
		return err
	}
	// Sums of days live long and little else does: less garbage costs a tenth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	h, err := f.gather(cmd, paths)
	if err != nil {
		return err
	}
	im, err := imported.New(h, o)
	h.Series = nil // the longest list; what counts of it is in the import
	if err != nil {
		return f.useless(cmd, h, err)
	}
	if err := im.Prove(); err != nil {
		return fail(exitInput, err)
	}
	files, err := im.Files()
	if err != nil {
		return fail(exitInternal, err)
	}
	if cmd.Context().Err() != nil {
		return fail(exitInterrupted, errors.New("interrupted: nothing was written"))
	}
	if err := f.write(files); err != nil {
		return fail(exitInput, err)
	}
	told := &importReport{h: h, im: im, folder: f.out, verbose: f.verbose, width: pageWidth()}
	switch {
	case f.json:
		return told.json(cmd.OutOrStdout())
	case f.quiet:
		return nil
	}
	return told.text(cmd.OutOrStdout())
}

// options reads the flags, and refuses what means nothing before any work is done.
func (f *importFlags) options(cmd *cobra.Command) (o imported.Options, err error) {
	usage := func(err error) (imported.Options, error) { return o, fail(exitUsage, err) }
	if f.out == "" {
		return usage(errors.New("-o is missing: name the folder to write, such as -o mine"))
	}
	for _, err := range []error{oneOf("--progress", f.progress, "auto", "plain", "none"), oneOf("--color", f.color, "auto", "always", "never")} {
		if err != nil {
			return usage(err)
		}
	}
	if f.workers < 1 {
		return usage(fmt.Errorf("-j %d: at least one worker is needed", f.workers))
	}
	for _, day := range []struct {
		flag, text string
		to         *civil.Date
	}{{"since", f.since, &o.Since}, {"until", f.until, &o.Until}, {"start", f.start, &o.Start}} {
		if day.text == "" {
			continue
		}
		if *day.to, err = civil.ParseDate(day.text); err != nil {
			return usage(fmt.Errorf("--%s: %w", day.flag, err))
		}
	}
	if o.Since != 0 && o.Until != 0 && o.Until < o.Since {
		return usage(fmt.Errorf("--until %v is before --since %v", o.Until, o.Since))
	}
	horizon, err := quantity.ParseDuration(f.horizon)
	if err != nil || horizon.Days() < 1 {
		return usage(fmt.Errorf("--horizon %s: write a time of a day or more, such as \"52 w\"", diag.Escape(f.horizon)))
	}
	o.Name, o.Days = filepath.Base(filepath.Clean(f.out)), int(horizon.Days())
	if err := f.mayReplace(); err != nil {
		return usage(err)
	}
	o.Costs, err = f.readCosts(cmd)
	return o, err
}

func (f *importFlags) readCosts(cmd *cobra.Command) (*imported.Costs, error) {
	if f.costs == "" {
		return nil, nil
	}
	data, err := readFile(f.costs)
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("cannot read %s: %s", f.costs, document.Reason(err)))
	}
	costs, list := imported.ReadCosts(filepath.ToSlash(f.costs), data)
	if list.Errors() > 0 {
		if err := f.render(cmd, list); err != nil {
			return nil, err
		}
		return nil, silent(exitInput)
	}
	return costs, nil
}

// render shows problems.
func (f *importFlags) render(cmd *cobra.Command, list *diag.List) error {
	s := &sources{color: f.color}
	if f.json && list.Errors() > 0 {
		return problemsJSON(cmd.OutOrStdout(), list, exitInput)
	}
	err := diag.Render(cmd.ErrOrStderr(), list, nil, diag.Options{Color: s.paint(cmd.ErrOrStderr()), Width: terminalWidth()})
	if err != nil {
		return fail(exitInternal, err)
	}
	return nil
}

// gather reads all files. A file that cannot be read ends the work once all have been looked at.
func (f *importFlags) gather(cmd *cobra.Command, paths []string) (*harvest.Harvest, error) {
	list, err := amazon.Sources(paths...)
	if err != nil {
		return nil, fail(exitInput, errors.New(unreadable(err)))
	}
	var files []amazon.Recognized
	var problems diag.List
	for _, s := range list {
		r, err := amazon.Recognize(s)
		if err != nil {
			problems.Add(diag.Problem{File: s.Name, Code: "file", Msg: "it cannot be read: " + document.Reason(err)})
			continue
		}
		files = append(files, r)
	}
	h, err := f.read(cmd.Context(), cmd, files)
	if cmd.Context().Err() != nil {
		return nil, fail(exitInterrupted, errors.New("interrupted: nothing was written"))
	}
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	for _, file := range h.Files {
		addDoubts(&problems, file)
		addProblems(&problems, file)
	}
	problems.Sort()
	if problems.Len() > 0 {
		if err := f.render(cmd, &problems); err != nil {
			return nil, err
		}
	}
	if problems.Errors() > 0 {
		return nil, silent(exitInput)
	}
	return h, nil
}

// read adds up the files, and shows how far it is.
func (f *importFlags) read(ctx context.Context, cmd *cobra.Command, files []amazon.Recognized) (*harvest.Harvest, error) {
	place, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		return nil, err
	}
	p := newProgress(cmd.ErrOrStderr(), f.progress, f.quiet)
	defer p.done()
	return harvest.Gather(ctx, files, harvest.Options{Workers: f.workers, Location: place, Progress: func(done, total int64) {
		p.update("reading MB", int(done>>20), int(total>>20))
	}})
}

// addProblems takes over what is wrong with a file.
func addProblems(to *diag.List, file harvest.File) {
	var list *diag.List
	var one diag.Problem
	switch {
	case file.Err == nil:
	case errors.As(file.Err, &list):
		to.Add(list.All()...)
	case errors.As(file.Err, &one):
		to.Add(one)
	default:
		to.Add(diag.Problem{File: file.Source.Name, Code: "file", Msg: file.Err.Error()})
	}
}

// addDoubts warns of a file that is skipped although it may well be a report.
func addDoubts(to *diag.List, file harvest.File) {
	if file.Doubt != "" {
		to.Add(diag.Problem{File: file.Source.Name, Line: file.Line, Code: file.Doubt, Warning: true, Msg: "the file is skipped: " + file.Why})
	}
}

// unreadable says why a path cannot be looked at.
func unreadable(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Sprintf("cannot read %s: %s", path.Path, document.Reason(path.Err))
	}
	return err.Error()
}

// useless ends an import that found nothing to simulate; it still says what was read.
func (f *importFlags) useless(cmd *cobra.Command, h *harvest.Harvest, err error) error {
	if !f.json && !f.quiet {
		if err := (&importReport{h: h, verbose: f.verbose, width: pageWidth()}).files(cmd.OutOrStdout()); err != nil {
			return err
		}
	}
	return fail(exitInput, err)
}

// mayReplace refuses to write over anything but an earlier import.
func (f *importFlags) mayReplace() error {
	entries, err := os.ReadDir(f.out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s is there and no folder: choose another with -o", f.out)
	}
	if !f.force {
		return fmt.Errorf("%s is there already: choose another folder with -o, or replace it with --force", f.out)
	}
	for _, e := range entries {
		if !imported.IsFile(e.Name()) {
			return fmt.Errorf("%s holds %s, which import has not written: it is not replaced", f.out, e.Name())
		}
	}
	return nil
}

// writeTo writes a file and brings it to the disk.
func writeTo(path string, write func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(file, 1<<16)
	return errors.Join(write(w), w.Flush(), file.Sync(), file.Close())
}

// write makes the folder under another name beside it, and renames it: a crash leaves no half of it.
func (f *importFlags) write(files []imported.File) error {
	out := filepath.Clean(f.out)
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	temporary, err := os.MkdirTemp(filepath.Dir(out), "."+filepath.Base(out)+"-writing-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %s", f.out, document.Reason(err))
	}
	defer os.RemoveAll(temporary)
	for _, file := range files {
		if err := writeTo(filepath.Join(temporary, file.Name), file.Write); err != nil {
			return fmt.Errorf("cannot write %s: %s", filepath.Join(f.out, file.Name), document.Reason(err))
		}
	}
	if err := os.Chmod(temporary, 0o755); err != nil {
		return err
	}
	aside := temporary + "-old"
	if err := os.Rename(out, aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(temporary, out); err != nil {
		_ = os.Rename(aside, out) // the first error is the one to report
		return err
	}
	return os.RemoveAll(aside)
}
