package main

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/fee"
)

func ratesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rates",
		Short: "list, show, compare and check the dated fee cards",
		Long: `The fees are dated cards: files of text with the days a card holds, its
amounts, its source, how well it is known, and worked examples.`,
		Example: `  fbasim rates list --coverage --market CA
  fbasim rates diff 2024-10-14 2024-10-15 --market CA`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyCommands,
	}
	cmd.AddCommand(ratesListCommand(), ratesShowCommand(), ratesDiffCommand(), ratesCheckCommand())
	return cmd
}

// loadBook returns the built-in cards with those of files before them. What is
// wrong with the files is printed unless JSON is asked for.
func loadBook(cmd *cobra.Command, files []string, asJSON bool) (*fee.Book, error) {
	book, err := fee.Builtin()
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	if len(files) == 0 {
		return book, nil
	}
	texts, err := readCards(files)
	if err != nil {
		return nil, err
	}
	book, err = book.With(texts...)
	var problems *diag.List
	if !errors.As(err, &problems) {
		return book, err
	}
	if asJSON {
		return nil, fail(exitScenario, &complaint{Code: "cards", Message: problems.Error(),
			Problems: problems.All()})
	}
	if err := diag.Render(cmd.ErrOrStderr(), problems, nil, diag.Options{Width: terminalWidth()}); err != nil {
		return nil, fail(exitInternal, err)
	}
	return nil, silent(exitScenario)
}

func readCards(files []string) ([]fee.CardFile, error) {
	var out []fee.CardFile
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fail(exitInput, newComplaint("file", "", "a file of cards: %v", err))
		}
		out = append(out, fee.CardFile{Name: name, Text: string(text)})
	}
	return out, nil
}

// findCard returns a card by its id, or says which was perhaps meant.
func findCard(book *fee.Book, what, id string) (*fee.Card, error) {
	if card, ok := book.Find(id); ok {
		return card, nil
	}
	var ids []string
	for _, c := range book.Cards() {
		ids = append(ids, c.ID)
	}
	near := diag.Suggest(id, ids)
	hint := "fbasim rates list shows all of them"
	if near != "" {
		hint = "did you mean " + near + "?"
	} else if like := likeCards(ids, id); like != "" {
		hint = "cards of a similar name: " + like
	}
	return nil, wrong("card", near, "%s: there is no card %q; %s", what, diag.Escape(id), hint)
}

// likeCards lists the ids that hold the text.
func likeCards(ids []string, text string) string {
	var out []string
	for _, id := range ids {
		if text != "" && strings.Contains(id, strings.ToLower(text)) {
			out = append(out, id)
		}
	}
	return strings.Join(slices.Clip(out), ", ")
}
