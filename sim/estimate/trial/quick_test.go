package trial

import "testing"

func TestQ(t *testing.T) {
	for _, s := range Studies()[14:] {
		s.Cost = 1
		for _, c := range s.Run(1, 1000, 2) {
			iv := c.Interval()
			t.Logf("%-10s %-70s %4d %.3f [%.3f %.3f] %v", c.Measure, c.Study, c.Studies, c.Share(), iv.Lo, iv.Hi, c.Kept())
		}
	}
}
