package document

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"fbasim/sim/diag"
)

// Reader returns the bytes of a file; os.ReadFile is one.
type Reader func(path string) ([]byte, error)

// maxFiles is the number of files one scenario may extend, directly and indirectly.
const maxFiles = 100

// Load reads a file and the files its `extends` key names (a text or a list of texts, relative to
// the file), each laid over the ones before it and the file itself over all. The key `extends`
// does not appear in the result. Problems of all files are added to list; the result is nil when
// there are any.
func Load(path string, read Reader, list *diag.List) *Node {
	l := loader{read: read, list: list, done: map[string]*Node{}}
	before := list.Errors()
	root := l.file(path, Pos{})
	if list.Errors() > before {
		return nil
	}
	return root
}

type loader struct {
	read  Reader
	list  *diag.List
	stack []string // files being read, outermost first
	done  map[string]*Node
}

// file reads one file; by is the place that names it.
func (l *loader) file(path string, by Pos) *Node {
	name := filepath.ToSlash(filepath.Clean(path))
	for i, open := range l.stack {
		if open == name {
			chain := strings.Join(append(l.stack[i:len(l.stack):len(l.stack)], name), " -> ")
			l.list.Add(by.Problem("cycle", "files extend each other in a circle: "+chain,
				"take one of them out of `extends`"))
			return nil
		}
	}
	if n, ok := l.done[name]; ok {
		return n
	}
	if len(l.done)+len(l.stack) >= maxFiles {
		l.list.Add(by.Problem("depth", fmt.Sprintf("more than %d files extend each other",
			maxFiles), ""))
		return nil
	}
	data, err := l.read(path)
	if err != nil {
		l.list.Add(missing(name, by, err))
		return nil
	}
	l.stack = append(l.stack, name)
	n := l.extend(Parse(name, data, l.list), path)
	l.stack = l.stack[:len(l.stack)-1]
	l.done[name] = n
	return n
}

// missing says that a file cannot be read, where the file is named.
func missing(name string, by Pos, err error) diag.Problem {
	msg := fmt.Sprintf("cannot read %s: %s", name, Reason(err))
	if by.IsZero() {
		return Pos{name, 1, 1, 1}.Problem("file", msg, "")
	}
	return by.Problem("file", msg, "file names are relative to the file that names them")
}

// Reason says why a file cannot be read, without repeating its name.
func Reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// extend lays a file over the files it extends.
func (l *loader) extend(n *Node, path string) *Node {
	ext := n.Get("extends")
	if ext == nil {
		return n
	}
	bases := ext.Items()
	if ext.Kind == String {
		bases = []*Node{ext}
	}
	if len(bases) == 0 {
		l.list.Add(ext.Pos.Problem("type", "`extends` needs the name of a file, or a list of names",
			`write extends = ["base.toml"]`))
	}
	var base *Node
	for _, b := range bases {
		if b.Kind != String || b.Text == "" {
			l.list.Add(b.Pos.Problem("type", "the name of a file belongs here",
				`write "base.toml"`))
			continue
		}
		base = Merge(base, l.file(Beside(path, b.Text), b.Pos))
	}
	return Merge(base, Without(n, "extends"))
}

// Beside returns the path of a file named in another file: relative names count from the folder
// of the latter.
func Beside(path, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(path), name)
}
