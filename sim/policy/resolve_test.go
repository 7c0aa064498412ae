package policy

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
)

func resolve(t *testing.T, c Choice) *Rules {
	t.Helper()
	r, errs := builtin(t).Resolve(c)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return r
}

func on(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheProfileFollowsTheDate(t *testing.T) {
	r := resolve(t, Choice{})
	for _, c := range []struct{ day, want string }{
		{"1999-12-31", "before"}, {"2018-08-31", "before"}, {"2018-09-01", "2018"}, {"2019-06-01", "2018"},
		{"2019-06-02", "2019"}, {"2019-12-31", "2019"}, {"2020-01-01", "2020"}, {"2021-12-31", "2020"},
		{"2022-01-01", "2022"}, {"2023-12-31", "2022"}, {"2024-01-01", "2024"}, {"2040-01-01", "2024"},
	} {
		if got := r.At(on(t, c.day)).Profile(); got != c.want {
			t.Errorf("%s: profile %s, want %s", c.day, got, c.want)
		}
	}
}

func TestTheSetChangesOnlyOnDatesOfProfilesAndLaterFacts(t *testing.T) {
	for _, c := range []struct{ profile, want string }{
		{"date", "2018-09-01 2019-06-02 2020-01-01 2022-01-01 2022-06-01 2024-01-01 2024-02-01 2024-06-01 2026-01-01"},
		{"2024", "2022-06-01 2024-01-01 2024-02-01 2024-06-01 2026-01-01"},
		{"2022", ""}, {"seed", ""}, {"worst-case", ""}, {"s3", ""}, {"before", ""},
	} {
		var days []string
		for _, d := range resolve(t, Choice{Profile: c.profile}).Changes() {
			days = append(days, d.String())
		}
		if got := strings.Join(days, " "); got != c.want {
			t.Errorf("%s changes on %s, want %s", c.profile, got, c.want)
		}
	}
}

func TestRulesAreInForceFromTheirProfileOn(t *testing.T) {
	r := resolve(t, Choice{})
	for _, c := range []struct {
		id, last, first string // last day without, first day with
	}{
		{"INB-PLAN-03", "2018-08-31", "2018-09-01"}, {"INB-QTY-02", "2019-06-01", "2019-06-02"},
		{"RF-ELIG-01", "2019-12-31", "2020-01-01"}, {"RF-ALC-03", "2021-12-31", "2022-01-01"},
		{"EXT-02", "2022-05-31", "2022-06-01"}, {"EXT-04", "2023-12-31", "2024-01-01"}, {"EXT-07", "2024-01-31", "2024-02-01"},
		{"EXT-09", "2024-05-31", "2024-06-01"}, {"EXT-13", "2025-12-31", "2026-01-01"},
	} {
		if r.At(on(t, c.last)).On(c.id) || !r.At(on(t, c.first)).On(c.id) {
			t.Errorf("%s is not in force from %s on", c.id, c.first)
		}
	}
	if r.At(on(t, "2022-01-01")).On("RF-ALC-02") || !r.At(on(t, "2021-12-31")).On("RF-ALC-02") {
		t.Error("the older price rule does not end in 2022")
	}
	for _, id := range []string{"EXP-FEE-01", "GS-INB-02", "INB-PLAN-12", "INB-CONS-02", "INB-CONS-03"} {
		if !r.At(on(t, "2010-01-01")).On(id) {
			t.Errorf("%s does not hold in every profile", id)
		}
	}
}

func TestAPinnedProfileHoldsOnEveryDay(t *testing.T) {
	for _, c := range []struct {
		profile, name, want string
	}{
		{"2020", "alc_price_mode", "2020"}, {"2022", "alc_price_mode", "2022"}, {"seed", "alc_price_mode", "2022"},
		{"seed", "p_suspend", "25 %"}, {"worst-case", "p_suspend", "100 %"}, {"worst-case", "notice_memory", "36500 d"},
		{"s3", "fba_countries", "CA, CN, FR, DE, IN, IT, JP, ES, UK, US"}, {"s3", "na_unified", "false"}, {"seed", "na_unified", "true"},
	} {
		r := resolve(t, Choice{Profile: c.profile})
		for _, day := range []string{"2010-01-01", "2026-06-01"} {
			if s := r.At(on(t, day)); s.Text(c.name) != c.want || s.Profile() != c.profile {
				t.Errorf("%s on %s: %s = %q, want %q", c.profile, day, c.name, s.Text(c.name), c.want)
			}
		}
	}
}

func TestSeedPinsTheDocumentsAndLeavesLaterFactsOut(t *testing.T) {
	for _, profile := range []string{"seed", "before", "2018", "2022", "worst-case", "s3"} {
		set := resolve(t, Choice{Profile: profile}).At(on(t, "2026-06-01"))
		for _, r := range builtin(t).All() {
			if strings.HasPrefix(r.ID, "EXT-") && set.InForce(r.ID) {
				t.Errorf("%s holds %s", profile, r.ID)
			}
			if r.InCatalog() && profile == "seed" && !set.On(r.ID) && r.ID != "RF-ALC-02" {
				t.Errorf("seed lacks %s", r.ID)
			}
		}
	}
	set := resolve(t, Choice{Profile: "2024"}).At(on(t, "2026-06-01"))
	for _, id := range []string{"EXT-02", "EXT-05", "EXT-08", "EXT-13"} {
		if !set.On(id) {
			t.Errorf("2024 lacks %s", id)
		}
	}
	for _, id := range []string{"EXT-01", "EXT-03", "EXT-11"} {
		if set.On(id) {
			t.Errorf("%s is on though no scenario asked for it", id)
		}
	}
}

func TestASwitchTurnsALaterFactOn(t *testing.T) {
	r := resolve(t, Choice{Params: map[string]string{"rf_brazil": "true"}})
	if !r.At(on(t, "2026-01-01")).On("EXT-01") {
		t.Error("asked for and still off")
	}
	if r := resolve(t, Choice{Profile: "2020", Params: map[string]string{"alc_price_mode": "2022"}}); !r.At(0).On("RF-ALC-03") || r.At(0).On("RF-ALC-02") {
		t.Error("a price rule that the scenario chose is not in force")
	}
}

func TestSwitchingARuleOffIsNotItsAbsence(t *testing.T) {
	r := resolve(t, Choice{Off: []string{"RF-LOC-01", "INB-QTY-02"}})
	s := r.At(on(t, "2026-01-01"))
	if s.On("RF-LOC-01") || !s.InForce("RF-LOC-01") || !s.On("RF-LOC-02") {
		t.Error("off by choice, in force by date")
	}
	early := r.At(on(t, "2019-01-01"))
	if early.InForce("INB-QTY-02") || !early.On("INB-QTY-01") {
		t.Error("before 2019-06-02 only the cap of 6 holds")
	}
}

func TestWithoutItsDateRuleAProfileHasAlwaysBeen(t *testing.T) {
	day := on(t, "2015-01-01")
	if s := resolve(t, Choice{Off: []string{"INB-DATE-01"}}).At(day); !s.On("INB-PLAN-03") || s.On("INB-QTY-02") {
		t.Error("without INB-DATE-01 all plans are covered, with the cap of 6")
	}
	if s := resolve(t, Choice{Off: []string{"INB-DATE-02"}}).At(day); s.On("INB-PLAN-03") || !s.On("INB-QTY-02") {
		t.Error("without INB-DATE-02 the cap of 10 holds for every plan of the API")
	}
}

func TestChangedParametersHoldInEveryProfile(t *testing.T) {
	r := resolve(t, Choice{Params: map[string]string{
		"p_suspend": "50 %", "receive_days": "4 d", "plan_split_us": "2", "local_scope": "both", "hold_days": "pert(1, 2, 3) d",
		"alc": "", "eval_hours_max": "90 min",
	}})
	for _, day := range []string{"2010-01-01", "2026-01-01"} {
		s := r.At(on(t, day))
		if s.Share("p_suspend") != 0.5 || s.Dist("receive_days").Mean() != 4 || s.Dist("plan_split_us").Mean() != 2 ||
			s.Word("local_scope") != "both" || s.Dist("hold_days").String() != "pert(1, 2, 3)" || len(s.List("alc")) != 0 ||
			int64(s.Delay("eval_hours_max")) != 90*civil.Minute {
			t.Errorf("%s: a parameter is not as chosen", day)
		}
	}
}

func TestWhatIsWrongWithAChoiceIsSaidAtOnce(t *testing.T) {
	for _, c := range []struct {
		choice Choice
		want   []string
	}{
		{Choice{Profile: "sead"}, []string{`there is no profile "sead"; did you mean "seed"?`}},
		{Choice{Profile: "2023x"}, []string{`there is no profile "2023x"`}},
		{Choice{Off: []string{"RF-ELIGG-05", "RF-GEN-08", "SETTLEMENT"}}, []string{
			`there is no rule "RF-ELIGG-05"; did you mean "RF-ELIG-05"?`, "changes nothing", "only holds numbers"}},
		{Choice{Params: map[string]string{"p_suspnd": "1 %"}}, []string{`no rule has a parameter "p_suspnd"; did you mean "p_suspend"?`}},
		{Choice{Params: map[string]string{"edit_mode": "caps"}}, []string{`edit_mode takes "cap" or "greater_of", not "caps"; did you mean "cap"?`}},
		{Choice{Params: map[string]string{"p_suspend": "0.5"}}, []string{`p_suspend = "0.5" is not a percentage`}},
		{Choice{Params: map[string]string{"p_suspend": "120 %"}}, []string{"more than 100 %"}},
		{Choice{Params: map[string]string{"deadline_days": "30"}}, []string{"is not a span of time"}},
		{Choice{Params: map[string]string{"deadline_days": "-1 d"}}, []string{"deadline_days"}},
		{Choice{Params: map[string]string{"edit_cap_ui": "6.5"}}, []string{"is not a whole number"}},
		{Choice{Params: map[string]string{"edit_cap_ui": "-1"}}, []string{"less than 0"}},
		{Choice{Params: map[string]string{"plan_split_us": "0"}}, []string{"less than 1"}},
		{Choice{Params: map[string]string{"plan_split_us": "discrete(0:0.5, 3:0.5)"}}, []string{"less than 1"}},
		{Choice{Params: map[string]string{"accs": "yes"}}, []string{"is not true or false"}},
		{Choice{Params: map[string]string{"receive_days": "pert(1, 2, 3) h"}}, []string{"in days"}},
		{Choice{Params: map[string]string{"receive_days": "normal(1, 2) d"}}, []string{"less than no time"}},
		{Choice{Params: map[string]string{"alc": "CA, BR"}}, []string{`alc takes "CA" or "MX", not "BR"`}},
		{Choice{Params: map[string]string{"setup_cost": "5 USD"}}, []string{"comes from the scenario"}},
		{Choice{Profile: "seed", Params: map[string]string{"rf_brazil": "true"}}, []string{`profile "seed" leaves out`}},
		{Choice{Profile: "x", Params: map[string]string{"a": "", "b": ""}, Off: []string{"c"}}, []string{"profile", `"a"`, `"b"`, `"c"`}},
	} {
		r, errs := builtin(t).Resolve(c.choice)
		if r != nil || len(errs) != len(c.want) {
			t.Errorf("%+v: %v", c.choice, errs)
			continue
		}
		for i, err := range errs {
			var ce *ChoiceError
			if !strings.Contains(err.Error(), c.want[i]) || !errors.As(err, &ce) || ce.Field == "" || ce.Name == "" {
				t.Errorf("%+v: %v, want %s", c.choice, err, c.want[i])
			}
		}
	}
}

func TestValuesReadAsWhatTheyAre(t *testing.T) {
	s := resolve(t, Choice{}).At(on(t, "2026-01-01"))
	if s.Word("eval_mode") != "max" || !s.Bool("accs") || s.Int("exclusion_limit") != 1_000_000 || s.Share("late_prob") != 0.05 ||
		s.Number("ad_multiplier") != 1 || int64(s.Delay("deadline_days")) != 30*civil.Day || !s.Lists("mcf_media", "dvd") ||
		s.Lists("mcf_media", "music") || int64(s.Delay("reroute_days")) != 10*civil.Day {
		t.Error("a default reads wrong")
	}
	if v, constant := dist.IsConst(s.Dist("eval_hours_max")); !constant || v != 1 {
		t.Errorf("24 h as a distribution of days is %v", v)
	}
	if lo, hi := s.Dist("ca_days").Support(); lo != 7 || hi != 12 {
		t.Errorf("window of Canada %v to %v", lo, hi)
	}
	if m := s.Dist("plan_split_us").Mean(); m < 2.29 || m > 2.31 {
		t.Errorf("mean split %v", m)
	}
}

func TestEveryParameterReadsAsItsType(t *testing.T) {
	b := builtin(t)
	r, _ := b.Resolve(Choice{})
	s := r.At(on(t, "2026-01-01"))
	for _, p := range b.Params() {
		if p.Doc == "" || strings.HasSuffix(p.Doc, ".") {
			t.Errorf("%s: meaning %q", p.Name, p.Doc)
		}
		if p.Type() == TypeText && p.Given == "" {
			t.Errorf("%s has no type", p.Name)
		}
		if p.Given == "" {
			// Choosing the default must be possible, and change nothing.
			r, errs := b.Resolve(Choice{Params: map[string]string{p.Name: s.Text(p.Name)}})
			if errs != nil || !r.At(on(t, "2026-01-01")).equal(s) {
				t.Errorf("%s cannot be set to its default: %v", p.Name, errs)
			}
		}
		if strings.HasSuffix(p.Name, "_days") && p.Given == "" &&
			!slices.Contains([]Type{TypeSpan, TypeDays, TypeWord}, p.Type()) {
			t.Errorf("%s is %s", p.Name, p.Type())
		}
	}
}

func TestAskingASetForWhatNoFileHoldsIsAProgrammersError(t *testing.T) {
	s := resolve(t, Choice{}).At(0)
	for name, ask := range map[string]func(){
		"rule":      func() { s.On("RF-GEN-99") },
		"parameter": func() { s.Text("no_such") },
		"type":      func() { s.Int("p_suspend") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			ask()
		}()
	}
}

func TestAskingAllocatesNothing(t *testing.T) {
	s := resolve(t, Choice{}).At(on(t, "2026-01-01"))
	if n := testing.AllocsPerRun(100, func() {
		if s.On("INB-PLAN-04") && s.Share("p_suspend") > 0 && s.Dist("receive_days") != nil {
			s.Delay("grace_h")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzResolve shows that no value a user writes brings the program down.
func FuzzResolve(f *testing.F) {
	b, err := Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("p_suspend", "50 %")
	f.Add("receive_days", "pert(1, 2, 3) d")
	f.Add("alc", ",,CA")
	f.Add("plan_split_us", "discrete(1:1)")
	f.Fuzz(func(t *testing.T, name, text string) {
		r, errs := b.Resolve(Choice{Params: map[string]string{name: text}})
		if (r == nil) != (len(errs) > 0) {
			t.Errorf("rules %v with errors %v", r, errs)
		}
	})
}
