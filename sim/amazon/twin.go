package amazon

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
)

// twinHead is how much of the text of two files must be equal before all of it is looked at.
const twinHead = 1 << 12

// Twins says which files hold the same text as an earlier one, however it is packed, encoded in Unicode or
// broken into lines: the index of the earlier file, -1 for a file that is no copy. Reading both would
// count everything twice. A file that cannot be read is no copy: its reader tells the error.
func Twins(files []Recognized) []int {
	twin := make([]int, len(files))
	type beginning struct {
		report Report
		text   string
	}
	heads := map[beginning][]int{}
	whole := map[int][sha256.Size]byte{}
	for i, f := range files {
		twin[i] = -1
		head, err := f.head()
		if err != nil || f.Report == Unknown {
			continue
		}
		key := beginning{f.Report, head}
		for _, j := range heads[key] {
			if f.equal(i, j, files, whole) {
				twin[i] = j
				break
			}
		}
		if twin[i] < 0 {
			heads[key] = append(heads[key], i)
		}
	}
	return twin
}

// equal compares the texts of two files by their digests, each of which is computed once.
func (f Recognized) equal(i, j int, files []Recognized, whole map[int][sha256.Size]byte) bool {
	for _, k := range []int{i, j} {
		if _, ok := whole[k]; ok {
			continue
		}
		sum, err := files[k].digest()
		if err != nil {
			return false
		}
		whole[k] = sum
	}
	return whole[i] == whole[j]
}

// head is the beginning of a file's text with line ends of one kind.
func (f Recognized) head() (string, error) {
	d, err := f.text()
	if err != nil {
		return "", err
	}
	defer d.Close()
	head, err := d.Peek(2 * twinHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	text := bytes.ReplaceAll(head, []byte("\r"), nil)
	return string(bytes.TrimRight(text[:min(len(text), twinHead)], "\n")), nil
}

// text opens the file without telling its progress: what is looked at here is read again.
func (f Recognized) text() (*decoded, error) {
	s := f.Source
	s.Progress = nil
	return decode(s, "")
}

// digest is that of the text of a file: line ends are of one kind, and those after the last row do not count.
func (f Recognized) digest() (sum [sha256.Size]byte, err error) {
	d, err := f.text()
	if err != nil {
		return sum, err
	}
	defer d.Close()
	h := sha256.New()
	buf, ends := make([]byte, 1<<16), []byte(nil)
	for {
		n, err := d.Read(buf)
		text := bytes.ReplaceAll(buf[:n], []byte("\r"), nil)
		if body := bytes.TrimRight(text, "\n"); len(body) > 0 {
			h.Write(ends)
			h.Write(body)
			ends, text = ends[:0], text[len(body):]
		}
		ends = append(ends, text...)
		switch {
		case err == io.EOF:
			return [sha256.Size]byte(h.Sum(nil)), nil
		case err != nil:
			return sum, err
		}
	}
}
