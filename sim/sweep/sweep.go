package sweep

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
	"fbasim/sim/study"
)

// Settings are what the command line says about a sweep; what it leaves out stands in the scenario.
type Settings struct {
	Specs        []string // parameters as Specs reads them; with any, those of the scenario do not count
	Design       string   // "" for the scenario's
	Points       int      // of a design that samples; 0 for the scenario's
	List         string   // file of points
	Replications int      // a point; 0 for the scenario's
	Metrics      []string
}

// Sweep is a study at many points, ready to be checked, computed and merged.
type Sweep struct {
	Design       Design
	Replications int // a point

	study   *study.Study
	base    *experiment.Study
	metrics *experiment.Metrics
	inputs  result.Inputs
	hash    string
	kept    []*experiment.Study // by point: compiled by Check and not yet computed; of the first points only
}

// New makes a sweep of an opened study. The tool is the program with its version. Problems go to the
// list; with errors among them the sweep is nil.
func New(st *study.Study, o Settings, tool string, list *diag.List) *Sweep {
	st.KeepTexts(list)
	s := &Sweep{study: st, base: st.Experiment(1)}
	set := &st.Scenario.Experiment.Sweep
	s.Replications = s.base.Settings.Min
	if set.Replications != nil {
		s.Replications = int(set.Replications.Value)
	}
	if o.Replications > 0 {
		s.Replications = o.Replications
	}
	before := list.Errors()
	swept := s.swept(o, list)
	if list.Errors() == before && len(swept) == 0 {
		list.Add(top(st).Problem("missing", "there is nothing to sweep",
			"give parameters with -p, a list of points, or [sweep.NAME] tables in the scenario: "+specHint))
	}
	name, points := s.design(o, list)
	s.Design = newDesign(name, swept, points, s.base.Settings.Seed, list)
	s.reaches(swept, list)
	s.chooseMetrics(o, list)
	if list.Errors() > before {
		return nil
	}
	s.inputs = s.inputsOf(tool)
	s.hash = s.inputs.Hash()
	return s
}

// reaches reports parameters whose values reach no case, because each has one of its own.
func (s *Sweep) reaches(swept []*scenario.Swept, list *diag.List) {
	for _, p := range swept {
		if p.Path == nil || p.Key == nil {
			continue // reported
		}
		own := s.study.Scenario.Overridden(p.Path.Value)
		if len(own) > 0 && len(own) == len(s.study.Scenario.Cases) {
			list.Add(p.Path.Pos.Problem("no-effect", fmt.Sprintf("every case sets %s itself, so its points would all be equal",
				p.Path.Value), fmt.Sprintf("write case.%s.%s", own[len(own)-1], p.Path.Value)))
		}
	}
}

// top is the beginning of the scenario, for problems without a place of their own.
func top(st *study.Study) document.Pos {
	return document.Pos{File: st.Scenario.File, Line: 1, Col: 1, Len: 1}
}

// swept returns the parameters: those of the command line, or of a list of points, or of the tables
// of the scenario.
func (s *Sweep) swept(o Settings, list *diag.List) []*scenario.Swept {
	own := s.study.Scenario.Experiment.Sweep.List
	switch {
	case len(o.Specs) > 0:
		return Specs(o.Specs, list)
	case o.List != "":
		return s.listed(o.List, document.Pos{}, list)
	case own != nil:
		return s.listed(document.Beside(own.Pos.File, own.Value), own.Pos, list)
	}
	return s.study.Scenario.Sweep
}

func (s *Sweep) listed(path string, by document.Pos, list *diag.List) []*scenario.Swept {
	data, err := s.study.Read(path)
	if err != nil {
		p := by.Problem(study.Unreadable, fmt.Sprintf("cannot read %s: %s", filepath.ToSlash(path), document.Reason(err)), "")
		if by.IsZero() {
			p.File = filepath.ToSlash(path)
		}
		list.Add(p)
		return nil
	}
	return scenario.SweptList(filepath.ToSlash(filepath.Clean(path)), data, list)
}

// design returns the word of the design and its number of points. On the command line and in the
// scenario a list of points needs no word.
func (s *Sweep) design(o Settings, list *diag.List) (name string, points int) {
	set := &s.study.Scenario.Experiment.Sweep
	given := len(o.Specs) > 0 || o.List != ""
	pos := top(s.study)
	switch {
	case o.Design != "":
		name = o.Design
	case o.List != "", !given && set.List != nil:
		name = listDesign
	case set.Design != nil:
		name, pos = set.Design.Value, set.Design.Pos
	default:
		name = gridDesign
	}
	if set.Points != nil {
		points = int(set.Points.Value)
	}
	if o.Points > 0 {
		points = o.Points
	}
	isList := o.List != "" || !given && set.List != nil
	switch sampling := name == cubeDesign || name == sobolDesign; {
	case (name == listDesign) != isList && !(isList && name == zipDesign):
		list.Add(pos.Problem("sweep", "the design list goes with a file of points, and only with that one",
			"--list points.csv or [experiment.sweep] list = \"points.csv\""))
	case sampling && points == 0:
		list.Add(pos.Problem("missing", fmt.Sprintf("the design %s needs a number of points", name),
			"--points 128 or [experiment.sweep] points = 128"))
	case points > scenario.MaxSweepPoints:
		list.Add(pos.Problem("range", fmt.Sprintf("%d points are too many, at most %d are possible", points,
			scenario.MaxSweepPoints), ""))
	case !sampling && o.Points > 0:
		list.Add(pos.Problem("sweep", fmt.Sprintf("the design %s makes its own number of points", name),
			"leave --points out, or sample: --design lhs or sobol"))
	}
	return name, points
}

// defaultMetrics are the stems of the metrics of a table that nobody chose.
func defaultMetrics() []string {
	return []string{"profit", "revenue", "units_sold", "lost_units", "fill_rate", "late_share", "capital", "cash_trough"}
}

func (s *Sweep) chooseMetrics(o Settings, list *diag.List) {
	names, places := o.Metrics, []*scenario.Text(nil)
	if len(names) == 0 {
		places = s.study.Scenario.Experiment.Sweep.Metrics
		for _, t := range places {
			names = append(names, t.Value)
		}
	}
	if len(names) == 0 {
		all, _, _ := s.base.Metrics([]string{experiment.AllMetrics})
		for _, name := range all.Names() {
			if stem, _, _ := strings.Cut(name, "."); slices.Contains(defaultMetrics(), stem) {
				names = append(names, name)
			}
		}
	}
	for i, name := range names { // each by itself, so that all mistakes are found
		_, unknown, near := s.base.Metrics([]string{name})
		if unknown == "" {
			continue
		}
		pos, hint := top(s.study), "fbasim metrics lists all"
		if i < len(places) {
			pos = places[i].Pos
		}
		if near != "" {
			hint = fmt.Sprintf("did you mean %q? ", near) + hint
		}
		list.Add(pos.Problem("unknown-name", fmt.Sprintf("the scenario has no metric %q", name), hint))
	}
	s.metrics, _, _ = s.base.Metrics(names)
}

// inputsOf says what the results follow from: those of the study, and the points.
func (s *Sweep) inputsOf(tool string) result.Inputs {
	in := s.study.Inputs(tool)
	in.Replications = fmt.Sprint(s.Replications)
	in.Options = append(in.Options, "sweep-design="+s.Design.Name, fmt.Sprintf("sweep-points=%d", len(s.Design.Points)))
	for i := range s.Design.Parameters {
		in.Options = append(in.Options, "sweep-parameter="+s.Design.Parameters[i].Path)
	}
	for _, name := range s.metrics.Names() {
		in.Options = append(in.Options, "sweep-metric="+name)
	}
	var points strings.Builder
	for k := range s.Design.Points {
		for _, set := range s.Design.Sets(k) {
			points.WriteString(set + "\n")
		}
	}
	in.Files = append(in.Files, result.FileHash{Name: "points", SHA256: result.HashBytes([]byte(points.String()))})
	return in
}

// Inputs is everything the results of the sweep follow from; its hash names the folder.
func (s *Sweep) Inputs() result.Inputs { return s.inputs }

// Hash is the full hash of the inputs.
func (s *Sweep) Hash() string { return s.hash }
