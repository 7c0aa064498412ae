package amazon

import (
	"slices"
	"strings"
	"time"

	"fbasim/sim/civil"
)

// dateOnly marks times that are dates.
var dateOnly = time.FixedZone("date", 0)

// IsDate reports whether a report gave a date without a time: the day of it is that of the time in UTC,
// wherever days begin.
func IsDate(t time.Time) bool { return t.Location() == dateOnly }

// moment reads a point in time. The forms are those of the reports: ISO 8601 with an offset,
// "2026-05-01 00:00:00 UTC", "01.05.2026 00:00:00 UTC", "05/01/2026 13:00:00",
// "Dec 1, 2017 12:38:23 AM PST", "1 Mar 2026 10:00:00 UTC". Without a zone it is UTC. A date without a
// time, as programs write that save a file anew, is the midnight UTC of which IsDate is true.
func (p *parser) moment(cell []byte) time.Time {
	if t, ok := isoMoment(cell); ok {
		if len(cell) == len("2026-05-01") {
			return time.Unix(t, 0).In(dateOnly)
		}
		return time.Unix(t, 0).UTC()
	}
	if fields := dateFields(utf8Text(cell)); len(fields) > 0 {
		if d, n, ok := looseDay(fields, p.style.dayFirst); ok && n == len(fields) {
			return time.Unix(d.Tick(), 0).In(dateOnly)
		}
	}
	if t, ok := looseMoment(utf8Text(cell), p.style.dayFirst); ok {
		return time.Unix(t, 0).UTC()
	}
	p.bad("date", "is not a date that fbasim knows", cell)
	return time.Time{}
}

// day reads a date; a time after it is dropped.
func (p *parser) day(cell []byte) civil.Date {
	if d, ok := isoDay(cell); ok && len(cell) == 10 {
		return d
	}
	if fields := dateFields(utf8Text(cell)); len(fields) > 0 {
		if d, _, ok := looseDay(fields, p.style.dayFirst); ok {
			return d
		}
	}
	p.bad("date", "is not a date that fbasim knows", cell)
	return 0
}

// isoDay reads the ten bytes "2026-05-01" at the beginning.
func isoDay(cell []byte) (civil.Date, bool) {
	if len(cell) < 10 || cell[4] != '-' || cell[7] != '-' {
		return 0, false
	}
	y, ok1 := digits(cell[:4])
	m, ok2 := digits(cell[5:7])
	d, ok3 := digits(cell[8:10])
	return date(y, m, d, ok1 && ok2 && ok3)
}

// date returns the day of a year, month and day, where it exists.
func date(y, m, d int, ok bool) (civil.Date, bool) {
	if !ok || y < 1990 || y > 2199 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	on := civil.Date(daysFromCivil(y, m, d))
	if d > 28 {
		if _, _, back := on.YMD(); back != d {
			return 0, false
		}
	}
	return on, true
}

// daysFromCivil counts the days from 1970-01-01: years begin in March, so that the leap day is the
// last, and 400 of them have 146,097 days.
func daysFromCivil(y, m, d int) int {
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - 719_468
}

func digits(text []byte) (n int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(text) > 0 && len(text) < 10
}

// isoMoment reads "2026-05-01T12:34:56+00:00" and its relatives: a space for the T, no time, no
// zone, fractions of a second, "Z", "-0700", " UTC".
func isoMoment(cell []byte) (int64, bool) {
	on, ok := isoDay(cell)
	if !ok {
		return 0, false
	}
	if len(cell) == 10 {
		return on.Tick(), true
	}
	if cell[10] != 'T' && cell[10] != ' ' {
		return 0, false
	}
	rest := cell[11:]
	secs, n, ok := clock(rest)
	if !ok {
		return 0, false
	}
	zone, ok := offset(rest[n:])
	return on.Tick() + secs - zone, ok
}

// clock reads "12:34", "12:34:56" or "12:34:56.789" at the beginning, and returns its length.
func clock(text []byte) (secs int64, n int, ok bool) {
	for part := range 3 {
		start := n
		for n < len(text) && n-start < 2 && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		v, ok := digits(text[start:n])
		if !ok || v > [...]int{23, 59, 60}[part] {
			return 0, 0, false
		}
		secs = secs*60 + int64(v)
		if part == 2 || n >= len(text) || text[n] != ':' {
			if part == 0 {
				return 0, 0, false
			}
			if part == 1 {
				secs *= 60
			}
			break
		}
		n++
	}
	if n < len(text) && text[n] == '.' {
		for n++; n < len(text) && text[n] >= '0' && text[n] <= '9'; n++ {
		}
	}
	return secs, n, true
}

// offset reads a zone: "", "Z", "+00:00", "-0700", "+09", " UTC", "GMT-7".
func offset(text []byte) (int64, bool) {
	for len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	if len(text) == 0 || len(text) == 1 && text[0] == 'Z' {
		return 0, true
	}
	if text[0] != '+' && text[0] != '-' {
		return zone(text)
	}
	sign := int64(1)
	if text[0] == '-' {
		sign = -1
	}
	text = text[1:]
	var h, m int
	ok1, ok2 := false, true
	switch {
	case len(text) == 5 && text[2] == ':':
		h, ok1 = digits(text[:2])
		m, ok2 = digits(text[3:])
	case len(text) == 4:
		h, ok1 = digits(text[:2])
		m, ok2 = digits(text[2:])
	case len(text) <= 2:
		h, ok1 = digits(text)
	}
	return sign * (int64(h)*3600 + int64(m)*60), ok1 && ok2 && h <= 14 && m <= 59
}

// zones are the abbreviations that reports use, in hours from UTC.
var zones = map[string]int64{
	"UTC": 0, "GMT": 0, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4,
	"BRT": -3, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "JST": 9, "AEST": 10,
	"AEDT": 11,
}

func zone(text []byte) (int64, bool) {
	if h, ok := zones[string(text)]; ok {
		return h * 3600, true
	}
	if len(text) > 3 && (string(text[:3]) == "GMT" || string(text[:3]) == "UTC") {
		return offset(text[3:])
	}
	return 0, false
}

// dateFields splits a date at spaces, commas and slashes; narrow spaces count.
func dateFields(text []byte) []string {
	if len(text) > 64 {
		return nil
	}
	fields := strings.FieldsFunc(string(text), func(r rune) bool {
		return r == ' ' || r == ',' || r == '/' || r == '\u00a0' || r == '\u202f'
	})
	return slices.DeleteFunc(fields, func(f string) bool { return f == "de" }) // 1 de marzo de 2026
}

func looseMoment(text []byte, dayFirst bool) (int64, bool) {
	fields := dateFields(text)
	on, n, ok := looseDay(fields, dayFirst)
	if !ok {
		return 0, false
	}
	rest := fields[n:]
	if len(rest) == 0 {
		return on.Tick(), true
	}
	secs, length, ok := clock([]byte(rest[0]))
	if !ok {
		return 0, false
	}
	tail := append([]string{rest[0][length:]}, rest[1:]...)
	var after int64
	for _, word := range tail {
		switch strings.ToLower(strings.ReplaceAll(word, ".", "")) {
		case "":
		case "am":
			if secs >= 12*3600 {
				secs -= 12 * 3600
			}
		case "pm":
			if secs < 12*3600 {
				secs += 12 * 3600
			}
		default:
			if after, ok = offset([]byte(word)); !ok {
				return 0, false
			}
		}
	}
	return on.Tick() + secs - after, true
}

// looseDay reads the date that fields begin with, and returns how many it takes.
func looseDay(fields []string, dayFirst bool) (civil.Date, int, bool) {
	if len(fields) == 0 {
		return 0, 0, false
	}
	if d, ok := isoDay([]byte(fields[0])); ok && len(fields[0]) == 10 {
		return d, 1, true
	}
	if parts := strings.Split(fields[0], "."); len(parts) == 3 { // 01.05.2026
		y, ok1 := digits([]byte(parts[2]))
		m, ok2 := digits([]byte(parts[1]))
		d, ok3 := digits([]byte(parts[0]))
		on, ok := date(y, m, d, ok1 && ok2 && ok3)
		return on, 1, ok
	}
	taken := 3
	if parts := strings.Split(fields[0], "-"); len(parts) == 3 { // 01-05-2026
		fields, taken = parts, 1
	}
	if len(fields) < 3 {
		return 0, 0, false
	}
	a, okA := digits([]byte(fields[0]))
	b, okB := digits([]byte(fields[1]))
	y, okY := digits([]byte(strings.TrimSuffix(fields[2], ".")))
	switch {
	case okA && okB: // 05/01/2026
		if dayFirst || a > 12 {
			a, b = b, a
		}
		on, ok := date(y, a, b, okY)
		return on, taken, ok
	case okA: // 1 Mar 2026
		m, ok := month(fields[1])
		on, ok := date(y, m, a, ok && okY)
		return on, taken, ok
	case okB: // Dec 1, 2017
		m, ok := month(fields[0])
		on, ok := date(y, m, b, ok && okY)
		return on, taken, ok
	}
	return 0, 0, false
}

// months are the beginnings of the months' names in English, Spanish, French, Portuguese, German and
// Italian, without accents.
var months = [12][]string{
	{"jan", "ene", "gen"}, {"feb", "fev"}, {"mar", "mrz"}, {"apr", "abr", "avr"}, {"may", "mai", "mag"},
	{"jun", "juin", "giu"}, {"jul", "juil", "lug"}, {"aug", "ago", "aou"}, {"sep", "set"},
	{"oct", "out", "okt", "ott"}, {"nov"}, {"dec", "dic", "dez"},
}

func month(name string) (int, bool) {
	name = strings.TrimSuffix(normalize(name), ".")
	for i, names := range months {
		for _, n := range names {
			if strings.HasPrefix(name, n) && len(name) <= 10 {
				return i + 1, true
			}
		}
	}
	return 0, false
}
