package amazon

import (
	"fmt"
	"hash/fnv"
)

// OrderID is an order number in a word, so that reports are joined without storing texts. It holds
// Amazon's form, three letters or digits and fourteen digits ("702-1234567-1234567",
// "S01-1234567-1234567"), exactly; of any other text it holds a hash, which is as good for joining.
// The zero value is none.
type OrderID uint64

// other marks an id that is a hash.
const other OrderID = 1 << 63

// tenTo14 is one more than the largest number of fourteen digits.
const tenTo14 = 100_000_000_000_000

// ParseOrderID returns the id of a text.
func ParseOrderID(text []byte) OrderID {
	if len(text) == 0 {
		return 0
	}
	if id, ok := standardOrderID(text); ok {
		return id
	}
	h := fnv.New64a()
	h.Write(text)
	return other | OrderID(h.Sum64())
}

func standardOrderID(text []byte) (OrderID, bool) {
	if len(text) != len("000-0000000-0000000") || text[3] != '-' || text[11] != '-' {
		return 0, false
	}
	var head, tail uint64
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9':
			if i < 3 {
				head = head*36 + uint64(c-'0')
			} else {
				tail = tail*10 + uint64(c-'0')
			}
		case i < 3 && c >= 'A' && c <= 'Z':
			head = head*36 + uint64(c-'A') + 10
		case i != 3 && i != 11:
			return 0, false
		}
	}
	if head == 0 && tail == 0 {
		return 0, false // would be none
	}
	return OrderID(head*tenTo14 + tail), true
}

// String returns the order number, or a hash in hexadecimal for one that is not in Amazon's form.
func (id OrderID) String() string {
	if id == 0 {
		return ""
	}
	if id&other != 0 {
		return fmt.Sprintf("#%016x", uint64(id&^other))
	}
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	head, tail := uint64(id)/tenTo14, uint64(id)%tenTo14
	return fmt.Sprintf("%c%c%c-%07d-%07d", digits[head/1296%36], digits[head/36%36], digits[head%36],
		tail/10_000_000, tail%10_000_000)
}
