package asinstatus

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Fill writes the plan's choices into a workbook that was downloaded, or into a file of text with tabs. Errors wrap
// ErrLayout where it is no such file.
func Fill(w io.Writer, workbook []byte, p Plan) (*Outcome, error) {
	if !isWorkbook(workbook) {
		return fillText(w, workbook, p)
	}
	l, err := layoutOf(workbook)
	if err != nil {
		return nil, err
	}
	out, texts := l.decide(p)
	if len(texts) == 0 {
		_, err := w.Write(workbook)
		return out, err
	}
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLayout, err)
	}
	name, err := sheetPart(in, l.sheet)
	if err != nil {
		return nil, err
	}
	return out, replacePart(w, in, name, func(sheet []byte) ([]byte, error) { return splice(sheet, texts) })
}

// decide finds the cells that say otherwise than the plan.
func (l *layout) decide(p Plan) (*Outcome, map[cell]string) {
	out := &Outcome{Sheet: l.sheet, Stores: l.stores()}
	rows := map[string][]int{}
	var skus []string
	for r := l.headings + 1; r <= len(l.rows); r++ {
		if sku := strings.TrimSpace(l.at(r, l.sku)); sku != "" {
			if rows[sku] == nil {
				skus = append(skus, sku)
			}
			rows[sku] = append(rows[sku], r)
		}
	}
	texts, known := map[cell]string{}, map[string]bool{}
	for _, c := range p.Choices {
		known[c.SKU] = true
		g := slices.IndexFunc(l.groups, func(g group) bool { return string(g.store) == c.Market })
		if g < 0 || rows[c.SKU] == nil {
			out.NoRow = append(out.NoRow, c)
			continue
		}
		if !c.Sure {
			out.Unsure = append(out.Unsure, c)
		}
		for _, r := range rows[c.SKU] {
			l.answer(out, texts, c, l.groups[g], r)
		}
	}
	for _, sku := range skus {
		if !known[sku] {
			out.NoChoice = append(out.NoChoice, sku)
		}
	}
	return out, texts
}

// answer notes the change of a cell, where there is one.
func (l *layout) answer(out *Outcome, texts map[cell]string, c Choice, g group, row int) {
	at, now := cell{row, g.answer}, g.no
	if c.On {
		now = g.yes
	}
	was := strings.TrimSpace(l.at(row, g.answer))
	if strings.EqualFold(was, now) {
		out.Same++
		return
	}
	texts[at] = now
	out.Changed = append(out.Changed, Change{c, at.String(), was, now})
}

// sheetPart finds the part of a workbook that holds a sheet.
func sheetPart(in *zip.Reader, sheet string) (string, error) {
	var book struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Any  []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	const folder = "xl"
	if err := decodePart(in, path.Join(folder, "workbook.xml"), &book); err != nil {
		return "", err
	}
	if err := decodePart(in, path.Join(folder, "_rels/workbook.xml.rels"), &links); err != nil {
		return "", err
	}
	for _, s := range book.Sheets {
		if s.Name != sheet {
			continue
		}
		for _, a := range s.Any {
			for _, r := range links.Relationship {
				if a.Name.Local == "id" && a.Value == r.ID {
					if strings.HasPrefix(r.Target, "/") {
						return strings.TrimPrefix(r.Target, "/"), nil
					}
					return path.Join(folder, r.Target), nil
				}
			}
		}
	}
	return "", fmt.Errorf("%w: its list of sheets leads nowhere", ErrLayout)
}

func decodePart(in *zip.Reader, name string, to any) error {
	for _, f := range in.File {
		if f.Name == name {
			data, err := readPart(f)
			if err != nil {
				return err
			}
			if err := xml.Unmarshal(data, to); err != nil {
				return fmt.Errorf("%w: %s: %w", ErrLayout, name, err)
			}
			return nil
		}
	}
	return fmt.Errorf("%w: it has no part %s", ErrLayout, name)
}

func readPart(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLayout, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, largestPart+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLayout, err)
	}
	if len(data) > largestPart {
		return nil, fmt.Errorf("%w: %s unpacks to more than %d MB", ErrLayout, f.Name, largestPart>>20)
	}
	return data, nil
}

// replacePart copies a workbook, packed as it is, but for one part.
func replacePart(w io.Writer, in *zip.Reader, name string, change func([]byte) ([]byte, error)) error {
	out := zip.NewWriter(w)
	if err := out.SetComment(in.Comment); err != nil {
		return err
	}
	for _, f := range in.File {
		if f.Name != name {
			if err := out.Copy(f); err != nil {
				return err
			}
			continue
		}
		data, err := readPart(f)
		if err != nil {
			return err
		}
		if data, err = change(data); err != nil {
			return err
		}
		to, err := out.CreateHeader(&zip.FileHeader{
			Name: f.Name, Comment: f.Comment, Method: zip.Deflate, Modified: f.Modified,
		})
		if err != nil {
			return err
		}
		if _, err := to.Write(data); err != nil {
			return err
		}
	}
	return out.Close()
}
