package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/policy"
	"fbasim/sim/result"
	"fbasim/sim/scenario/compile"
)

func rulesEnvCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "env",
		Short: "what scenario files can write: actions, functions, views",
		Long: `Lists the actions of [action.x], and what the conditions of actions,
expectations and rules of the planner's own can call and read.`,
		Example: "  fbasim rules env\n  fbasim rules env --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return envJSON(cmd.OutOrStdout())
			}
			printEnv(cmd.OutOrStdout())
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

func envJSON(w io.Writer) error {
	type function struct {
		Usage  string `json:"usage"`
		Result string `json:"result"`
		Doc    string `json:"doc"`
	}
	type argument struct {
		Name     string `json:"name"`
		Type     string `json:"type"`
		Optional bool   `json:"optional"`
	}
	type action struct {
		Name  string     `json:"name"`
		Actor string     `json:"actor"`
		Event string     `json:"event"`
		Args  []argument `json:"args"`
		Rules []string   `json:"rules"`
		Doc   string     `json:"doc"`
	}
	doc := struct {
		FormatVersion int               `json:"format_version"`
		Functions     []function        `json:"functions"`
		Views         []compile.View    `json:"views"`
		Actions       []action          `json:"actions"`
		ArgTypes      map[string]string `json:"arg_types"`
	}{FormatVersion: result.FormatVersion, Views: compile.Views(), ArgTypes: policy.ArgTypes()}
	for _, f := range compile.Functions() {
		doc.Functions = append(doc.Functions, function{f.Usage(), f.Result, f.Doc})
	}
	for _, a := range policy.Actions() {
		x := action{a.Name, a.Actor, a.Event, []argument{}, a.Rules, a.Doc}
		for _, arg := range a.Args {
			x.Args = append(x.Args, argument{arg.Name, arg.Type, arg.Optional})
		}
		doc.Actions = append(doc.Actions, x)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(doc)
}

func printEnv(w io.Writer) {
	fmt.Fprintln(w, "FUNCTIONS of conditions in [action.x] when, [expect.x] that and [rule.x] when")
	functions := grid{indent: 2}
	for _, f := range compile.Functions() {
		functions.add(f.Usage(), f.Doc+"; "+f.Result)
	}
	functions.writeFolded(w, pageWidth())
	fmt.Fprintln(w, "\nVIEWS that functions return, with their fields")
	for _, v := range compile.Views() {
		fmt.Fprintf(w, "  %s\n", v.Name)
		for _, f := range v.Fields {
			fmt.Fprintf(w, "    %-24s %s\n", f.Name, f.Type)
		}
	}
	fmt.Fprintln(w, "\nACTIONS of [action.x] do, with arguments; those in brackets may be left out")
	for _, a := range policy.Actions() {
		paragraph(w, pageWidth(), "  "+a.Name+"  ", strings.TrimSpace(arguments(a)))
		paragraph(w, pageWidth(), "      ", fmt.Sprintf("%s (%s)", a.Doc, a.Actor))
	}
	fmt.Fprintln(w, "\nTYPES of arguments")
	types := policy.ArgTypes()
	for _, name := range slices.Sorted(maps.Keys(types)) {
		paragraph(w, pageWidth(), fmt.Sprintf("  %-12s ", name), types[name])
	}
}

// arguments writes "(sku, market, [price])".
func arguments(a policy.Action) string {
	var list []string
	for _, arg := range a.Args {
		text := arg.Name
		if arg.Type != arg.Name {
			text += ": " + arg.Type
		}
		if arg.Optional {
			text = "[" + text + "]"
		}
		list = append(list, text)
	}
	if len(list) == 0 {
		return ""
	}
	return "  " + strings.Join(list, ", ")
}
