package fee

import "testing"

func TestSmoke(t *testing.T) {
	b, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(b.Cards()))
}
