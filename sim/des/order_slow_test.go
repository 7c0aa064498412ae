//go:build slow

package des

import (
	"math/rand/v2"
	"testing"
)

// The long form of the comparison with the reference: many scripts of all shapes.
func TestOrderEqualsSortedReferenceLong(t *testing.T) {
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 3))
		alphabet := randomBytes(seed+1e6, 2+r.IntN(60))
		bytes := make([]byte, 200+r.IntN(4000))
		for i := range bytes {
			bytes[i] = alphabet[r.IntN(len(alphabet))]
		}
		sameAsReference(t, bytes)
	}
}
