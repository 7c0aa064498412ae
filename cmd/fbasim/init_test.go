package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInterruptedQuestionsWriteNothing(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	silence, typist := io.Pipe() // somebody who types nothing more
	defer typist.Close()
	out := filepath.Join(t.TempDir(), "plan.toml")
	f := &initFlags{out: out}
	cmd := initCommand()
	cmd.SetContext(ctx)
	var said strings.Builder
	v := &interview{in: newLines(ctx, io.MultiReader(strings.NewReader("1\nCA\n"), silence)), out: writerFunc(func(p []byte) {
		said.Write(p)
		if strings.Contains(said.String(), "SKU of the product") {
			stop()
		}
	})}
	if err := f.make(cmd, v, true); !errors.Is(err, context.Canceled) {
		t.Errorf("%v after\n%s", err, said.String())
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file was written")
	}
}

type writerFunc func(p []byte)

func (f writerFunc) Write(p []byte) (int, error) {
	f(p)
	return len(p), nil
}

func TestADeviceThatIsAlwaysEmptyIsNoTerminal(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if typedOn(null) || typedOn(strings.NewReader("")) {
		t.Error("it is taken for a terminal")
	}
}
