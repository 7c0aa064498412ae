package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fbasim/sim/diag"
	"fbasim/sim/quantity"
	"fbasim/sim/result"
)

// complaint is what is wrong with a question: one line for people, an object for
// programs.
type complaint struct {
	Code     string         `json:"code"`
	Message  string         `json:"message"`
	Nearest  *string        `json:"nearest"` // what was perhaps meant, or the card that could stand in
	Missing  []missingCard  `json:"missing,omitempty"`
	Problems []diag.Problem `json:"problems,omitempty"` // of files of cards
}

// missingCard is one gap of the cards.
type missingCard struct {
	Kind    string  `json:"kind"`
	Key     string  `json:"key"`
	Message string  `json:"message"`
	Nearest *string `json:"nearest"`
}

// Error returns the line for people.
func (c *complaint) Error() string { return c.Message }

// orJSON writes the error of a command as JSON where JSON was asked for.
func orJSON(w io.Writer, asJSON bool, err error) error {
	var e *exit
	if !asJSON || !errors.As(err, &e) || e.err == nil {
		return err
	}
	var c *complaint
	if !errors.As(err, &c) {
		c = &complaint{Code: "failed", Message: e.err.Error()}
	}
	doc := struct {
		FormatVersion int        `json:"format_version"`
		Error         *complaint `json:"error"`
	}{result.FormatVersion, c}
	if err := writeJSON(w, doc); err != nil {
		return err
	}
	return silent(e.code)
}

// writeJSON writes one indented document.
func writeJSON(w io.Writer, doc any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(doc); err != nil {
		return fail(exitInternal, err)
	}
	return nil
}

// wrong is a complaint about a question, which ends the program as wrong usage.
func wrong(code, nearest, format string, args ...any) error {
	return fail(exitUsage, newComplaint(code, nearest, format, args...))
}

func newComplaint(code, nearest, format string, args ...any) *complaint {
	return &complaint{Code: code, Message: fmt.Sprintf(format, args...), Nearest: orNull(nearest)}
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// wrongValue is a complaint about the text of a flag.
func wrongValue(flag string, err error) error {
	var q *quantity.Error
	if errors.As(err, &q) {
		hint := q.Hint
		if hint != "" {
			hint = "; " + hint
		}
		return wrong(q.Code, "", "--%s: %s%s", flag, q.Msg, hint)
	}
	return wrong("value", "", "--%s: %v", flag, err)
}

// misused is a complaint about the arguments of a command.
func misused(cmd *cobra.Command, asJSON bool, format string, args ...any) error {
	return orJSON(cmd.OutOrStdout(), asJSON, wrong("usage", "", format, args...))
}

// unknownFlag says which flag of a command was perhaps meant, as JSON where --json
// stands before it.
func unknownFlag(cmd *cobra.Command, err error) error {
	near := ""
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		near = diag.Suggest(unknown.GetSpecifiedName(), names)
	}
	hint := fmt.Sprintf("see %s --help", cmd.CommandPath())
	if near != "" {
		near = "--" + near
		hint = "did you mean " + near + "?"
	}
	asJSON := cmd.Flags().Lookup("json")
	return orJSON(cmd.OutOrStdout(), asJSON != nil && asJSON.Value.String() == "true",
		wrong("flag", near, "%v; %s", err, hint))
}

// onlyCommands runs a command that has nothing but sub-commands: without any it shows
// its help, otherwise it says which one was perhaps meant.
func onlyCommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	near := diag.Suggest(args[0], names)
	hint := fmt.Sprintf("see %s --help", cmd.CommandPath())
	if near != "" {
		hint = "did you mean " + near + "?"
	}
	return wrong("command", near, "unknown command %q for %q; %s", diag.Escape(args[0]),
		cmd.CommandPath(), hint)
}
