//go:build slow

package sheet_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLibreOfficePrintsTheWorkbook(t *testing.T) {
	file, _ := bare(t)
	pdf, err := os.ReadFile(filepath.Join(office(t, file, "pdf"), "bare.pdf"))
	if err != nil || len(pdf) < 50000 || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("%d bytes of PDF (error %v)", len(pdf), err)
	}
}
