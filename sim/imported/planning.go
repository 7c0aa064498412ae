package imported

import (
	_ "embed"
	"fmt"

	"github.com/BurntSushi/toml"

	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

//go:embed planning.toml
var planningFile string

// planning are the values that stand in for what no report says.
type planning struct {
	costShare          money.Rate
	shareText          string // the same, as it is written
	shipped, receiving string
}

// readPlanning reads the embedded file; an error is a mistake in it, which tests find.
func readPlanning() (p planning, err error) {
	var file struct {
		CostShare string `toml:"cost_share"`
		Shipped   string
		Receiving string
	}
	if _, err := toml.Decode(planningFile, &file); err != nil {
		return p, fmt.Errorf("planning.toml: %w", err)
	}
	if p.costShare, err = quantity.ParsePercent(file.CostShare); err != nil {
		return p, fmt.Errorf("planning.toml: cost_share: %w", err)
	}
	for _, text := range []string{file.Shipped, file.Receiving} {
		if _, err := quantity.ParseDuration(text); err != nil {
			return p, fmt.Errorf("planning.toml: %w", err)
		}
	}
	p.shareText, p.shipped, p.receiving = file.CostShare, file.Shipped, file.Receiving
	return p, nil
}
