package imported_test

import (
	"testing"

	"fbasim/sim/imported"
)

func TestTheFolderIsAScenarioThatRuns(t *testing.T) {
	im, texts := build(t, made(1), imported.Options{})
	_, list := opened(t, texts)
	for _, p := range list.All() {
		t.Error(p)
	}
	for name, text := range texts {
		t.Logf("== %s\n%s", name, text[:min(len(text), 9000)])
	}
	t.Log(im.Assumed, im.Notes, im.Left, im.Open)
}
