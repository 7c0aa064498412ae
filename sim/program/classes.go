package program

import (
	"math/bits"
	"strings"
)

// Classes is the set of product classes that the programs look at: restricted,
// prohibited, dangerous_goods; EXR1 to EXR6 barred from export (weapons, plants,
// animals, surveillance, lasers, military); IMR1 to IMR12 barred from import by
// some countries (alcohol, weapon parts, chemicals, food and medicine, medical
// devices, drug gear, adult, brewing, baby gear, cryptography, gambling, imitation
// currency); TRR1 to TRR4 hard to transport (bulky, dangerous, large batteries,
// used oil).
type Classes uint32

// Classes that the rules name one by one.
const (
	RestrictedClass Classes = 1 << iota
	ProhibitedClass
	DangerousClass
)

var classCodes = [...]string{
	"restricted", "prohibited", "dangerous_goods", "EXR1", "EXR2", "EXR3", "EXR4", "EXR5", "EXR6",
	"IMR1", "IMR2", "IMR3", "IMR4", "IMR5", "IMR6", "IMR7", "IMR8", "IMR9", "IMR10", "IMR11", "IMR12",
	"TRR1", "TRR2", "TRR3", "TRR4",
}

// ClassCodes lists every code, in the order in which the first gives the reason.
func ClassCodes() []string { return classCodes[:] }

// ParseClass returns the class of a code, false where there is none.
func ParseClass(code string) (Classes, bool) {
	for i, name := range classCodes {
		if name == code {
			return 1 << i, true
		}
	}
	return 0, false
}

// String writes the codes in the order of ClassCodes.
func (c Classes) String() string {
	names := make([]string, 0, bits.OnesCount32(uint32(c)))
	for ; c != 0; c &= c - 1 {
		names = append(names, c.first())
	}
	return strings.Join(names, ", ")
}

// Opening lets a class that some countries bar into one of them.
type Opening struct {
	Class   Classes
	Country string // ISO 3166, or "all"
}

// first returns the code of the first class of a set that is not empty.
func (c Classes) first() string { return classCodes[bits.TrailingZeros32(uint32(c))] }

// listed returns the classes of c that a parameter lists.
func (c Classes) listed(r Rules, param string) (found Classes) {
	for left := c; left != 0; left &= left - 1 {
		if lists(r, param, left.first()) {
			found |= left & -left
		}
	}
	return found
}

// closed returns the classes of c that are barred from import into a country.
func (c Classes) closed(country string, open []Opening, r Rules) Classes {
	if word(r, "import_restricted_default", "open") {
		return 0
	}
	c = c.listed(r, "import_restricted_classes")
	for _, o := range open {
		if o.Country == everywhere || countryCode(o.Country) == countryCode(country) {
			c &^= o.Class
		}
	}
	return c
}

// everywhere stands for all countries in lists of them.
const everywhere = "all"
