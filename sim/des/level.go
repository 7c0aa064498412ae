package des

import (
	"math"
	"math/bits"
)

// Level follows an integer that changes at events, such as a stock or the number in a queue, and
// averages it over time. Its area under the curve is an exact integer of up to 127 bits, so it does
// not depend on how a constant stretch is cut into pieces. The zero value is level 0 from time 0.
//
// Readings are as of the last Set, Add or Advance: call Advance(now) before reading.
type Level struct {
	value    int64
	min, max int64
	start    Time
	since    Time   // the area is complete up to here
	high     uint64 // area = high:low in two's complement, level x ticks
	low      uint64
	merged   Time // time covered by the areas of others
}

// NewLevel starts to follow a level of the given value at time now.
func NewLevel(now Time, value int64) Level {
	return Level{value: value, min: value, max: value, start: now, since: now}
}

// Advance completes the area up to now. A now before the last call is a programmer error and
// panics.
func (l *Level) Advance(now Time) { l.Set(now, l.value) }

// Add changes the level by delta at time now, as Set does.
func (l *Level) Add(now Time, delta int64) { l.Set(now, l.value+delta) }

// Set changes the level at time now. A now before the last call is a programmer error and panics.
func (l *Level) Set(now Time, value int64) {
	d := uint64(now - l.since)
	if int64(d) < 0 {
		panic(misuse("Level moved back in time to", int64(now)))
	}
	high, low := bits.Mul64(uint64(l.value), d)
	high -= uint64(l.value>>63) & d // the product as a signed one
	var carry uint64
	l.low, carry = bits.Add64(l.low, low, 0)
	l.high += high + carry
	l.since = now
	l.value = value
	if value < l.min {
		l.min = value
	}
	if value > l.max {
		l.max = value
	}
}

// Restart forgets the past at time now, the end of a warm-up; the level itself stays.
func (l *Level) Restart(now Time) { *l = NewLevel(now, l.value) }

// Merge adds the completed area and time of another replication, so that Mean becomes the average
// over both. The level being followed stays this one's. Merging into a zero Level takes over the
// extremes of o.
func (l *Level) Merge(o Level) {
	if *l == (Level{}) {
		l.min, l.max = o.min, o.max
	}
	var carry uint64
	l.low, carry = bits.Add64(l.low, o.low, 0)
	l.high, _ = bits.Add64(l.high, o.high, carry)
	l.merged += o.Elapsed()
	l.min = min(l.min, o.min)
	l.max = max(l.max, o.max)
}

// Value returns the level now.
func (l *Level) Value() int64 { return l.value }

// Elapsed returns the time the area covers.
func (l *Level) Elapsed() Time { return l.since - l.start + l.merged }

// Mean returns the time average, NaN if no time has passed.
func (l *Level) Mean() float64 {
	if l.Elapsed() == 0 {
		return math.NaN()
	}
	return l.Area() / float64(l.Elapsed())
}

// Area returns the area under the level, in level x ticks, as a float.
func (l *Level) Area() float64 {
	if a, ok := l.ExactArea(); ok {
		return float64(a)
	}
	return float64(int64(l.high))*0x1p64 + float64(l.low)
}

// ExactArea returns the area under the level, in level x ticks, and whether it fits.
func (l *Level) ExactArea() (area int64, ok bool) {
	return int64(l.low), l.high == uint64(int64(l.low)>>63)
}

// Min returns the lowest level taken, however briefly.
func (l *Level) Min() int64 { return l.min }

// Max returns the highest level taken, however briefly.
func (l *Level) Max() int64 { return l.max }
