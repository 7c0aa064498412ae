package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/report"
)

// breakEvenFlags are the flags of break-even: those of run, and what is varied.
type breakEvenFlags struct {
	runFlags
	inputs []string
	market string
}

func breakEvenCommand() *cobra.Command {
	f := &breakEvenFlags{}
	cmd := &cobra.Command{
		Use:   "break-even FILE",
		Short: "from which volume, fee, price or rate on the better plan changes",
		Long: `Simulates the cases of a scenario and searches, for every SKU and marketplace
that they serve differently, the value of an input at which the better case
changes, with its 95 % interval. The results folder is that of a run.

An input is "volume" (units a month, the default), the path of any number that
"fbasim check FILE --show" lists, or any numeric key with the range to look at.`,
		Example: "  fbasim break-even scenarios/quickstart.toml --input volume --input fx.CAD\n" +
			"  fbasim break-even scenarios/quickstart.toml \\\n" +
			"      --input 'market.CA.fee_change.remote-fulfillment = -5..5 CAD'",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.ask()
			return f.run(cmd, args[0])
		},
	}
	f.register(cmd)
	cmd.Flags().StringArrayVar(&f.inputs, "input", nil, "`input` to vary: volume, PATH or\n'PATH = FROM..TO UNIT' (repeatable)")
	cmd.Flags().StringVar(&f.market, "market", "", "only this marketplace: `US`, CA or MX")
	f.print = report.BreakEvens
	return cmd
}

// ask turns the flags into overrides of the scenario, so that they are checked and recorded like any
// other.
func (f *breakEvenFlags) ask() {
	if len(f.inputs) > 0 {
		quoted := make([]string, len(f.inputs))
		for i, in := range f.inputs {
			quoted[i] = strconv.Quote(in)
		}
		f.sets = append(f.sets, "experiment.break_even.input=["+strings.Join(quoted, ", ")+"]")
	}
	if f.market != "" {
		f.sets = append(f.sets, "experiment.break_even.market="+f.market)
	}
}
