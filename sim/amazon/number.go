package amazon

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// decimal is a number as written: digits, of which so many stand after the point.
type decimal struct {
	digits   int64
	decimals int
	negative bool
}

// maxDigits of a number are read; a longer one is none.
const maxDigits = 18

// plainDecimal reads "-1234.56", the form of nearly every cell.
func plainDecimal(cell []byte) (d decimal, ok bool) {
	if len(cell) > 0 && cell[0] == '-' {
		d.negative = true
		cell = cell[1:]
	}
	if len(cell) == 0 || len(cell) > maxDigits {
		return d, false
	}
	point := -1
	for i, c := range cell {
		switch {
		case c >= '0' && c <= '9':
			d.digits = d.digits*10 + int64(c-'0')
		case c == '.' && point < 0 && i > 0:
			point = i
		default:
			return d, false
		}
	}
	if point >= 0 {
		d.decimals = len(cell) - point - 1
	}
	return d, true
}

// decimal reads a number with or without a currency sign, thousands separators and percent sign,
// with a decimal point or comma. Where both stand in it the later is the decimal one; where one
// stands before three digits the file's style decides.
func (p *parser) decimal(cell []byte) (decimal, bool) {
	if d, ok := plainDecimal(cell); ok && (d.decimals != 3 || !p.style.comma) {
		return d, true
	}
	return looseDecimal(utf8Text(cell), p.style.comma)
}

func looseDecimal(cell []byte, comma bool) (d decimal, ok bool) {
	body, negative, ok := bare(cell)
	if !ok {
		return d, false
	}
	d.negative = negative
	mark := decimalMark(body, comma)
	whole, fraction := body, []byte(nil)
	if mark >= 0 {
		whole, fraction = body[:mark], body[mark+1:]
	}
	digits := groups{digits: d.digits}
	if !digits.read(whole) {
		return d, false
	}
	for _, c := range fraction {
		if c < '0' || c > '9' {
			return d, false
		}
		digits.digits = digits.digits*10 + int64(c-'0')
		d.decimals++
	}
	d.digits = digits.digits
	return d, digits.n+d.decimals > 0 && digits.n+d.decimals <= maxDigits
}

// groups reads the whole part of a number.
type groups struct {
	digits int64
	n      int // digits
}

// read reads digits in groups: after the first of one to three all have three, or two but for the
// last as in India, and one separator stands between all.
func (g *groups) read(whole []byte) bool {
	sep, size, all, number := rune(0), 0, true, 0
	for _, r := range string(whole) {
		if r >= '0' && r <= '9' {
			if g.n++; g.n > maxDigits {
				return false
			}
			g.digits = g.digits*10 + int64(r-'0')
			size++
			continue
		}
		if !separator(r) || sep != 0 && r != sep {
			return false
		}
		all = all && (number == 0 && size >= 1 && size <= 3 || number > 0 && (size == 2 || size == 3))
		sep = r
		number++
		size = 0
	}
	return number == 0 || all && size == 3
}

func separator(r rune) bool {
	return r == '.' || r == ',' || r == '\'' || r == '’' || unicode.IsSpace(r)
}

// bare takes signs, currency and percent off a number.
func bare(cell []byte) (body []byte, negative, ok bool) {
	first := bytes.IndexFunc(cell, isDigit)
	last := bytes.LastIndexFunc(cell, isDigit)
	if first < 0 {
		return nil, false, false
	}
	if first > 0 && (cell[first-1] == '.' || cell[first-1] == ',') {
		first--
	}
	before, after := cell[:first], cell[last+1:]
	if utf8.RuneCount(before)+utf8.RuneCount(after) > 8 {
		return nil, false, false
	}
	brackets := 0
	for _, r := range string(before) + string(after) {
		switch {
		case r == '-' || r == '−':
			if negative {
				return nil, false, false
			}
			negative = true
		case r == '(' || r == ')':
			brackets++
		case r != '+' && r != '%' && r != '.' && !unicode.IsSpace(r) && !unicode.Is(unicode.Sc, r) && !unicode.IsUpper(r):
			return nil, false, false
		}
	}
	return cell[first : last+1], negative || brackets == 2, brackets == 0 || brackets == 2 && !negative
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// decimalMark returns the offset of the decimal point or comma, -1 where there is none.
func decimalMark(body []byte, comma bool) int {
	point, mark := bytes.LastIndexByte(body, '.'), bytes.LastIndexByte(body, ',')
	switch {
	case point >= 0 && mark >= 0:
		return max(point, mark)
	case point < 0 && mark < 0:
		return -1
	case mark >= 0:
		if bytes.Count(body, []byte{','}) > 1 || !comma && thousands(body, mark) {
			return -1
		}
		return mark
	}
	if bytes.Count(body, []byte{'.'}) > 1 || comma && thousands(body, point) {
		return -1
	}
	return point
}

// thousands reports whether a mark may separate thousands: three digits follow, one to three precede.
func thousands(body []byte, mark int) bool {
	return len(body)-mark-1 == 3 && mark >= 1 && mark <= 3 && body[0] != '0'
}

// commaStyle says what a cell tells about a file's decimal mark: -1 a point, 1 a comma, 0 nothing.
func commaStyle(cell []byte) int {
	body, _, ok := bare(cell)
	if !ok {
		return 0
	}
	point, mark := bytes.LastIndexByte(body, '.'), bytes.LastIndexByte(body, ',')
	switch {
	case point >= 0 && mark >= 0:
		if mark > point {
			return 1
		}
		return -1
	case mark >= 0 && !thousands(body, mark) && bytes.Count(body, []byte{','}) == 1:
		return 1
	case point >= 0 && !thousands(body, point) && bytes.Count(body, []byte{'.'}) == 1:
		return -1
	}
	return 0
}

// scaled returns the number as a whole number of 10^-places, false where it does not fit; further
// places are rounded half away from zero.
func (d decimal) scaled(places int) (int64, bool) {
	n := d.digits
	for i := d.decimals; i < places; i++ {
		if n > (1<<63-1)/10 {
			return 0, false
		}
		n *= 10
	}
	for i := d.decimals; i > places; i-- {
		if i == places+1 {
			n += 5
		}
		n /= 10
	}
	if d.negative {
		n = -n
	}
	return n, true
}

func (p *parser) amount(cell []byte) money.Amount {
	if d, ok := p.decimal(cell); ok {
		if n, ok := d.scaled(6); ok {
			return money.Amount(n)
		}
	}
	p.bad("amount", "is not an amount of money", cell)
	return 0
}

// percent reads a share: "12.5%" and, as the reports that leave the sign out write it, "12.5".
func (p *parser) percent(cell []byte) money.Rate {
	if d, ok := p.decimal(cell); ok {
		if n, ok := d.scaled(7); ok {
			return money.Rate(n)
		}
	}
	p.bad("percent", "is not a percentage", cell)
	return 0
}

func (p *parser) number(cell []byte) float64 {
	d, ok := p.decimal(cell)
	if !ok {
		p.bad("number", "is not a number", cell)
		return 0
	}
	x, scale := float64(d.digits), 1.0
	for range d.decimals {
		scale *= 10
	}
	if d.negative {
		x = -x
	}
	return x / scale
}

// maxCount is the largest count that is read.
const maxCount = 1_000_000_000

func (p *parser) count(cell []byte) int {
	if d, ok := p.decimal(cell); ok {
		n, ok := d.scaled(0)
		whole := decimal{digits: n, negative: false}
		if ok && n <= maxCount && n >= -maxCount && d.fits(whole.digits) {
			return int(n)
		}
	}
	p.bad("count", "is not a whole number", cell)
	return 0
}

// fits reports whether a whole number is the decimal itself and not a rounding of it.
func (d decimal) fits(n int64) bool {
	if n < 0 {
		n = -n
	}
	for range d.decimals {
		n *= 10
	}
	return n == d.digits
}

// The units that reports name.
var (
	lengths = map[string]quantity.Length{
		"inches": quantity.Inch, "inch": quantity.Inch, "in": quantity.Inch, "centimeters": quantity.Centimeter,
		"centimetres": quantity.Centimeter, "cm": quantity.Centimeter, "millimeters": quantity.Millimeter,
		"mm": quantity.Millimeter, "meters": quantity.Meter, "feet": quantity.Foot,
	}
	weights = map[string]quantity.Weight{
		"pounds": quantity.Pound, "pound": quantity.Pound, "lb": quantity.Pound, "lbs": quantity.Pound,
		"ounces": quantity.Ounce, "oz": quantity.Ounce, "grams": quantity.Gram, "g": quantity.Gram,
		"kilograms": quantity.Kilogram, "kg": quantity.Kilogram,
	}
)

// maxSize bounds measures, so that their products fit: a thousand of any unit would be no parcel. What
// measures nothing was not measured.
const maxSize = 1e6

func dims(sides [3]Maybe[float64], unit string) (d quantity.Dims, ok bool) {
	one, ok := lengths[normalize(unit)]
	for i, s := range sides {
		if !s.Has || s.Value <= 0 || s.Value > maxSize {
			return d, false
		}
		d[i] = quantity.Length(s.Value*float64(one) + 0.5)
	}
	return d.Sorted(), ok
}

func weight(w Maybe[float64], unit string) (quantity.Weight, bool) {
	one, ok := weights[normalize(unit)]
	if !w.Has || !ok || w.Value <= 0 || w.Value > maxSize {
		return 0, false
	}
	return quantity.Weight(w.Value*float64(one) + 0.5), true
}
