package fee

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
)

// BuiltinFingerprint is the SHA-256 of all embedded card files, for the manifest
// of a run: other cards, other results.
func BuiltinFingerprint() (string, error) {
	names, err := fs.Glob(embedded, "cards/*.toml")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range names {
		text, err := embedded.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\n%s\n", name, text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
