package unit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/unit"
)

func example() (unit.Set, unit.Piece, []byte) {
	return unit.Set{Schema: "numbers-1", Tool: "fbasim 1.0", Scenario: "small", Hash: strings.Repeat("ab", 32)},
		unit.Piece{Index: 7, Content: "replications 1..20"}, []byte("the payload\nof a unit \x00\xff")
}

func encoded(t testing.TB) []byte {
	t.Helper()
	s, p, payload := example()
	data, err := unit.Encode(s, p, payload)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestAUnitComesBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, p, _ := example()
		p.Index = rapid.IntRange(0, 1<<40).Draw(rt, "unit")
		p.Content = rapid.String().Draw(rt, "content")
		payload := rapid.SliceOf(rapid.Byte()).Draw(rt, "payload")
		f := unit.Folder{Dir: t.TempDir(), Set: s}
		if err := f.Write(p, payload); err != nil {
			rt.Fatal(err)
		}
		got, err := f.Read(p)
		if err != nil || !bytes.Equal(got, payload) {
			rt.Fatalf("%q, %v", got, err)
		}
		if files, err := os.ReadDir(f.Dir); err != nil || len(files) != 1 {
			rt.Fatalf("%v, %v", files, err)
		}
	})
}

// TestAnyDamageIsFound: a file cut at every length, every bit of every byte flipped, bytes taken out,
// added or exchanged. Whatever is not the whole file is damaged.
func TestAnyDamageIsFound(t *testing.T) {
	whole := encoded(t)
	s, p, _ := example()
	damaged := func(t interface{ Fatalf(string, ...any) }, data []byte, how string) {
		_, err := unit.Decode("x.unit", data, s, p)
		var found *unit.Damaged
		if !errors.As(err, &found) || found.File != "x.unit" {
			t.Fatalf("%s: %v", how, err)
		}
	}
	for n := range whole {
		damaged(t, whole[:n], fmt.Sprintf("the first %d bytes", n))
		damaged(t, whole[len(whole)-n:], fmt.Sprintf("the last %d bytes", n))
		for bit := range 8 {
			data := slices.Clone(whole)
			data[n] ^= 1 << bit
			damaged(t, data, fmt.Sprintf("bit %d of byte %d flipped", bit, n))
		}
		damaged(t, slices.Delete(slices.Clone(whole), n, n+1), fmt.Sprintf("byte %d taken out", n))
		damaged(t, slices.Insert(slices.Clone(whole), n, 'x'), fmt.Sprintf("a byte before byte %d", n))
	}
	damaged(t, append(slices.Clone(whole), 0), "a byte more")
	rapid.Check(t, func(rt *rapid.T) {
		data := slices.Clone(whole)
		for range rapid.IntRange(1, 20).Draw(rt, "changes") {
			data[rapid.IntRange(0, len(data)-1).Draw(rt, "at")] = rapid.Byte().Draw(rt, "byte")
		}
		if !bytes.Equal(data, whole) {
			damaged(rt, data, "random bytes")
		}
	})
}

func TestAUnitOfSomethingElseIsForeign(t *testing.T) {
	s, p, payload := example()
	for _, x := range []struct {
		change func(*unit.Set, *unit.Piece)
		says   string
	}{
		{func(s *unit.Set, _ *unit.Piece) { s.Schema = "numbers-2" }, `its format is "numbers-2", not "numbers-1"`},
		{func(s *unit.Set, _ *unit.Piece) { s.Tool = "fbasim 2.0" }, "it was written by fbasim 2.0, this is fbasim 1.0"},
		{func(s *unit.Set, _ *unit.Piece) { s.Scenario = "big" }, "its scenario is big"},
		{func(s *unit.Set, _ *unit.Piece) { s.Hash = strings.Repeat("ba", 32) }, "its inputs are others"},
		{func(_ *unit.Set, p *unit.Piece) { p.Index = 8 }, "it is unit 8, replications 1..20"},
		{func(_ *unit.Set, p *unit.Piece) { p.Content = "replications 1..2" }, "it is unit 7, replications 1..2"},
	} {
		otherSet, otherPiece := s, p
		x.change(&otherSet, &otherPiece)
		data, err := unit.Encode(otherSet, otherPiece, payload)
		if err != nil {
			t.Fatal(err)
		}
		_, err = unit.Decode("7.unit", data, s, p)
		var foreign *unit.Foreign
		if !errors.As(err, &foreign) || foreign.File != "7.unit" || foreign.What != x.says {
			t.Errorf("%v, want %q", err, x.says)
		}
	}
}

// pieces are n units of the example.
func pieces(n int) (list []unit.Piece) {
	for i := range n {
		list = append(list, unit.Piece{Index: i, Content: fmt.Sprint("part ", i)})
	}
	return list
}

// TestEveryUnitThatIsMissingOrUnusableIsNamed: any of twelve units are missing, cut short, or of
// another version.
func TestEveryUnitThatIsMissingOrUnusableIsNamed(t *testing.T) {
	s, _, _ := example()
	other := s
	other.Tool = "fbasim 0.9"
	all := pieces(12)
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		f := unit.Folder{Dir: dir, Set: s}
		var missing, broken []int
		for _, p := range all {
			of, err := f, error(nil)
			switch rapid.IntRange(0, 5).Draw(rt, "fate") {
			case 0:
				missing = append(missing, p.Index)
				continue
			case 1:
				broken = append(broken, p.Index)
				of.Set = other
				err = of.Write(p, []byte("x"))
			case 2:
				broken = append(broken, p.Index)
				err = os.WriteFile(unit.Path(dir, p.Index), []byte("half"), 0o644)
			default:
				err = of.Write(p, []byte("x"))
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		err := f.Verify(all)
		if len(missing)+len(broken) == 0 {
			if err != nil {
				rt.Fatal(err)
			}
			return
		}
		var found *unit.Incomplete
		if !errors.As(err, &found) || !slices.Equal(found.Missing, missing) || len(found.Broken) != len(broken) {
			rt.Fatalf("%v, want %v missing, %v broken", err, missing, broken)
		}
		for _, i := range broken {
			if !strings.Contains(err.Error(), unit.Path(dir, i)) {
				rt.Fatalf("unit %d is not named in %v", i, err)
			}
		}
		if len(missing) > 0 && !strings.Contains(err.Error(), unit.Ranges(missing)) {
			rt.Fatalf("%v are not named in %v", missing, err)
		}
		for _, k := range found.Shards(5) {
			if !slices.ContainsFunc(found.Left(), func(i int) bool { return unit.Shard{Index: k, Count: 5}.Has(i) }) {
				rt.Fatalf("shard %d of %v", k, found.Left())
			}
		}
	})
}

func TestStrangersAreRefused(t *testing.T) {
	s, _, _ := example()
	f := unit.Folder{Dir: t.TempDir(), Set: s}
	for _, p := range pieces(3) {
		if err := f.Write(p, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Verify(pieces(3)); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"000003.unit", "1.unit", "x.unit", "-00001.unit"} {
		path := filepath.Join(f.Dir, name)
		if err := os.WriteFile(path, encoded(t), 0o644); err != nil {
			t.Fatal(err)
		}
		var foreign *unit.Foreign
		if err := f.Verify(pieces(3)); !errors.As(err, &foreign) || foreign.File != path {
			t.Errorf("%s: %v", name, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNumbersAreWrittenAsRanges(t *testing.T) {
	for want, list := range map[string][]int{"": nil, "3": {3}, "3-4": {3, 4}, "0-2, 5, 7-9": {0, 1, 2, 5, 7, 8, 9}} {
		if got := unit.Ranges(list); got != want {
			t.Errorf("%v: %q, want %q", list, got, want)
		}
	}
}

// FuzzDecode: no bytes are taken for a unit but those that Encode writes, and none make it panic.
func FuzzDecode(f *testing.F) {
	f.Add(encoded(f))
	f.Add([]byte("{}\n"))
	f.Add([]byte{})
	s, p, _ := example()
	f.Fuzz(func(t *testing.T, data []byte) {
		payload, err := unit.Decode("x.unit", data, s, p)
		if err != nil {
			return
		}
		again, err := unit.Encode(s, p, payload)
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%q was read as %q", data, payload)
		}
	})
}
