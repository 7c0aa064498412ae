package chart

import "fbasim/sim/result"

func waterfall(s *result.Set, o Options) []figure          { return nil }
func delivery(s *result.Set, o Options) []figure           { return nil }
func stockTimeline(s *result.Set, o Options) []figure      { return nil }
func profitDistribution(s *result.Set, o Options) []figure { return nil }
