package chart

import (
	"os"
	"testing"

	"fbasim/sim/result"
)

func TestLook(t *testing.T) {
	s, err := result.Read("../result/testdata/widget")
	if err != nil {
		t.Fatal(err)
	}
	stems, err := Draw(s, os.Getenv("CHART"), "/tmp/look", Options{})
	t.Log(stems, err)
}
