package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/optimize"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

func checkCommand() *cobra.Command {
	s := &sources{}
	show := false
	cmd := &cobra.Command{
		Use:     "check FILE...",
		Short:   "find every fault of a scenario and its rate cards; run nothing",
		Example: "  fbasim check scenarios/quickstart.toml\n  fbasim check scenarios/quickstart.toml --show",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, path := range args {
				if err := s.check(cmd, path, show); err != nil {
					return err
				}
			}
			return nil
		},
	}
	s.flags(cmd)
	cmd.Flags().BoolVar(&show, "show", false, "print every value with its unit, draw and origin")
	return cmd
}

func (s *sources) check(cmd *cobra.Command, path string, show bool) error {
	l, err := s.load(cmd, path)
	if err != nil {
		return err
	}
	if o := &l.Scenario.Optimize; len(o.Choices)+len(o.Requires) > 0 {
		_, list := optimize.New(l)
		if err := s.report(cmd, list); err != nil {
			return err
		}
	}
	out := cmd.OutOrStdout()
	if show {
		if err := l.Scenario.Show(out, terminalWidth()); err != nil {
			return fail(exitInternal, err)
		}
	}
	for _, a := range assumedBy(l) {
		who := "cases " + strings.Join(a.cases, ", ")
		switch {
		case len(a.cases) == len(l.Cases):
			who = "every case"
		case len(a.cases) == 1:
			who = "case " + a.cases[0]
		}
		paragraph(out, pageWidth(), "assumed: ", result.Visible(a.text)+" ("+who+")")
	}
	fmt.Fprintf(out, "%s: ok, %s, %s\n", path, count(len(l.Cases), "case"), count(len(l.Cases[0].Config.SKUs), "product"))
	return nil
}

// assumedText is an assumption with the cases that make it.
type assumedText struct {
	text  string
	cases []string
}

// assumedBy lists what the cases assume, each text once, in the order of the first case that does.
func assumedBy(l *study.Study) (list []assumedText) {
	for _, c := range l.Cases {
		for _, a := range c.Assumptions {
			at := slices.IndexFunc(list, func(t assumedText) bool { return t.text == a.Text })
			if at < 0 {
				at, list = len(list), append(list, assumedText{text: a.Text})
			}
			if name := result.Visible(c.Plan.Case); !slices.Contains(list[at].cases, name) {
				list[at].cases = append(list[at].cases, name)
			}
		}
	}
	return list
}
