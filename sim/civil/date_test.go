package civil

import "testing"

func TestDatesPrintParseAndCount(t *testing.T) {
	d, err := ParseDate("2024-02-29")
	if err != nil {
		t.Fatal(err)
	}
	if d.String() != "2024-02-29" || Of(2024, 2, 29) != d {
		t.Errorf("2024-02-29 became %v", d)
	}
	if (d+1).String() != "2024-03-01" || d.NextMonth() != d+1 || d.FirstOfMonth() != Of(2024, 2, 1) {
		t.Error("the day after 29 February 2024 is not 1 March")
	}
	if Of(2025, 12, 31).NextMonth() != Of(2026, 1, 1) {
		t.Error("December does not lead to January")
	}
	for _, bad := range []string{"2025-02-29", "2026-13-01", "26-01-01", "2026-1-1", ""} {
		if _, err := ParseDate(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}

func TestWeeksStartOnMonday(t *testing.T) {
	if got := Of(2026, 2, 2).Weekday(); got != 0 {
		t.Errorf("2026-02-02 is weekday %d, want 0 (Monday)", got)
	}
	if got := Of(1969, 12, 28).Weekday(); got != 6 {
		t.Errorf("1969-12-28 is weekday %d, want 6 (Sunday)", got)
	}
}

func TestTicksFallOnTheirDay(t *testing.T) {
	d := Of(2026, 10, 15)
	if DateOf(d.Tick()) != d || DateOf(d.Tick()-1) != d-1 || DateOf(d.Tick()+Day-1) != d {
		t.Error("ticks at the edges of a day fall on another day")
	}
	if DateOf(-1) != -1 {
		t.Error("ticks before 1970 fall on the wrong day")
	}
	if TickString(d.Tick()+13*Hour) != "2026-10-15 13:00:00" {
		t.Errorf("tick prints %q", TickString(d.Tick()+13*Hour))
	}
}
