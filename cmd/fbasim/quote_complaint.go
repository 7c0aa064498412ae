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

// unknownFlag says which flag was perhaps meant.
func unknownFlag(asJSON *bool) func(*cobra.Command, error) error {
	return func(cmd *cobra.Command, err error) error {
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
		return orJSON(cmd.OutOrStdout(), *asJSON, wrong("flag", near, "%v; %s", err, hint))
	}
}
