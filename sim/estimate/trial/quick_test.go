package trial

import "testing"

func TestQ(t *testing.T) {
	for _, w := range []World{
		{Name: "40 tide", Days: 730, Levels: forty(300), Weekday: week, Month: year, Growth: 0.2, Tide: 0.3, Stay: 0.7},
		{Name: "40 tide 30", Days: 730, Levels: forty(30), Weekday: week, Month: year, Growth: 0.2, Tide: 0.3, Stay: 0.7},
		{Name: "40 tide 1 y", Days: 365, Levels: forty(100), Weekday: week, Month: year, Tide: 0.3, Stay: 0.7},
		{Name: "1 tide flat", Days: 200, Levels: one(100), Tide: 0.3, Stay: 0.7},
		{Name: "1 tide .5", Days: 730, Levels: one(300), Weekday: week, Month: year, Growth: 0.2, Tide: 0.3, Stay: 0.4},
	} {
		s := w.study()
		for _, c := range s.Run(1, 1000, 2) {
			iv := c.Interval()
			t.Logf("%-10s %-70s %4d %.3f [%.3f %.3f] %v", c.Measure, c.Study, c.Studies, c.Share(), iv.Lo, iv.Hi, c.Kept())
		}
	}
}
