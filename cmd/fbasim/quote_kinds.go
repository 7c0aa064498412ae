package main

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
)

// quotable are the fees that follow from one unit alone; the others need stock, an
// account or a shipment.
var quotable = []market.FeeKind{
	market.Fulfillment, market.FuelSurcharge, market.Overmax, market.BulkyPackaging,
	market.SIPPDiscount, market.MCFExport, market.Referral, market.Closing, market.RefundAdmin,
	market.Storage, market.Removal, market.Disposal, market.LiquidationProcessing,
	market.ReturnsProcessing,
}

func parseKinds(names []string) ([]market.FeeKind, error) {
	var known []string
	for _, k := range quotable {
		known = append(known, k.String())
	}
	var out []market.FeeKind
	for _, name := range names {
		k, ok := market.ParseFeeKind(name)
		switch {
		case slices.Contains(quotable, k):
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		case ok && k != market.NoFee:
			return nil, wrong("kind", "", "--kind %s: it depends on stock, an account or a "+
				"shipment, which a quote does not know; compute it with fbasim rates check --examples", name)
		default:
			near := diag.Suggest(name, known)
			hint := "kinds are " + strings.Join(known, ", ")
			if near != "" {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			return nil, wrong("kind", near, "--kind: %q is not a kind of fee; %s", diag.Escape(name), hint)
		}
	}
	return out, nil
}

// charges reports whether orders of a program can pay a fee at all.
func charges(p market.Program, k market.FeeKind) bool {
	switch k {
	case market.Referral, market.Closing, market.RefundAdmin:
		return p != market.MCF
	case market.MCFExport:
		return p == market.MCF
	case market.Fulfillment, market.Overmax, market.BulkyPackaging, market.SIPPDiscount,
		market.ReturnsProcessing:
		return p != market.MCF && p != market.SellerFulfilled
	}
	return p != market.SellerFulfilled
}

func whyNot(p market.Program, k market.FeeKind) string {
	switch {
	case p == market.SellerFulfilled:
		return fmt.Sprintf("seller-fulfilled orders pay Amazon no %v fee; "+
			"your own shipping is no fee card", k)
	case p == market.MCF:
		return fmt.Sprintf("Multi-Channel Fulfillment pays no %v fee; it pays %v", k, market.MCFExport)
	}
	return fmt.Sprintf("%v is a fee of program mcf only", k)
}

// programs lists the programs asked about.
func (f *quoteFlags) programs(m market.Marketplace) ([]market.Program, error) {
	if f.program == "" {
		return servers(m), nil
	}
	p, err := parseProgram(f.program)
	if err != nil {
		return nil, err
	}
	if m == market.US && (p == market.RemoteFulfillment || p == market.MCF) {
		return nil, wrong("program", market.LocalFBA.String(),
			"%s ships abroad from US stock: --market is CA or MX; "+
				"for buyers in the US use --program local-fba", p.Title())
	}
	return []market.Program{p}, nil
}

// servers lists the programs that can serve a store.
func servers(m market.Marketplace) []market.Program {
	if m == market.US {
		return []market.Program{market.LocalFBA, market.SellerFulfilled}
	}
	return []market.Program{market.RemoteFulfillment, market.LocalFBA, market.FBAExport, market.MCF,
		market.SellerFulfilled}
}

// programNicknames are what people call the programs.
var programNicknames = map[string]market.Program{
	"rf": market.RemoteFulfillment, "narf": market.RemoteFulfillment,
	"remote": market.RemoteFulfillment,
	"fba":    market.LocalFBA, "local": market.LocalFBA, "export": market.FBAExport,
	"fbm": market.SellerFulfilled, "mfn": market.SellerFulfilled, "merchant": market.SellerFulfilled,
	"multi-channel-fulfillment": market.MCF,
}

func parseProgram(id string) (market.Program, error) {
	p, ok := market.ParseProgram(id)
	if ok && p != market.NoProgram {
		return p, nil
	}
	ids := market.ProgramIDs()[1:]
	near := diag.Suggest(id, ids)
	if p, ok := programNicknames[strings.ToLower(id)]; ok {
		near = p.String()
	}
	hint := "programs are " + strings.Join(ids, ", ")
	if near != "" {
		hint = "did you mean " + near + "?"
	}
	return 0, wrong("program", near, "--program: %q is not a program; %s", diag.Escape(id), hint)
}
