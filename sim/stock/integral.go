package stock

// integral is the exact area under a whole-numbered level over time.
type integral struct {
	level, since, area int64
}

func (i *integral) start(now, level int64) { *i = integral{level: level, since: now} }

func (i *integral) set(now, level int64) {
	i.area += i.level * (now - i.since)
	i.level, i.since = level, now
}

func (i *integral) add(now, change int64) { i.set(now, i.level+change) }

func (i *integral) at(now int64) int64 { return i.area + i.level*(now-i.since) }
