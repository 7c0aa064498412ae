package scenario

import (
	"strings"
	"testing"
)

func TestTheReferenceShowsEveryKey(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(Reference(), "\n"), "\n")
	rows := map[string]string{}
	for _, line := range lines {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, ""), "|")
		if len(cells) != 10 {
			t.Errorf("row of %d cells: %s", len(cells)-2, line)
		}
		if key := strings.Trim(cells[1], " `"); key != "" {
			if rows[key] != "" {
				t.Errorf("%s stands twice", key)
			}
			rows[key] = line
		}
	}
	for _, k := range Keys() {
		row := rows[k.Path]
		for _, want := range []string{k.Doc, k.kindText(), k.Default.Text, k.Default.Source} {
			if row == "" || !strings.Contains(strings.ReplaceAll(row, `\<`, "<"), want) {
				t.Errorf("%s: no %q in the row %q", k.Path, want, row)
			}
		}
		if k.Kind.IsInput() && !strings.Contains(row, "| "+k.Draw.String()+" |") {
			t.Errorf("%s: the row %q does not say how it is drawn", k.Path, row)
		}
	}
}

func TestTheReferenceShowsRowsInFull(t *testing.T) {
	text := Reference()
	for _, want := range []string{
		"| key | kind | unit | default | grade | source | draw | doc |\n|---|",
		"| `horizon` | time span | d | required |  |  |  | time simulated; ",
		"| `unmet` | lost or backorder |  | `lost` |  | convention |  | what happens to demand ",
		"| `market.<market>.late_share` | percentage | % | `5 %` | E | no published figure found " +
			"| run | share of cross-border orders delayed",
		"\n|  |  |  | suggested: `1.0 %` | E | Fisher et al., SSRN 2573069: 1.5 % ",
		"\n|  |  |  | suggested: US: `pert(2, 3, 6) d`, CA: `pert(2, 3, 6) d` | T | two to ",
		"| `0 %` |  | convention | run | tax on imported stock, besides duty |\n" +
			"|  |  |  | CA: `5 %`, MX: `16 %` | T | GST at the border; IVA on imports |  |  |\n",
		`salvage needs product.\<sku>.salvage |`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the reference has no %q", want)
		}
	}
}

func TestEveryKeyIsDocumentedWithItsUnitAndTheSourceOfItsDefault(t *testing.T) {
	for _, k := range Keys() {
		if len(k.Doc) < 8 {
			t.Errorf("%s is documented by %q", k.Path, k.Doc)
		}
		if k.Kind.IsInput() && kinds[k.Kind].unit == "" && k.Kind != InputFactor {
			t.Errorf("%s, a %s, has no unit", k.Path, k.kindText())
		}
		for _, d := range k.evidence() {
			if k.Required && d.Text == "required" || !k.Required && d.Text == "optional" {
				continue
			}
			if d.Text == "" || d.Source == "" || d.Grade == "" && d.Source != "convention" {
				t.Errorf("%s: default %q, grade %q, source %q", k.Path, d.Text, d.Grade, d.Source)
			}
		}
	}
}
