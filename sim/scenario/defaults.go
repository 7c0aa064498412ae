package scenario

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// Default is the value of an absent key, or one suggested for it, and where it comes from.
type Default struct {
	For    string // "CA" or "CA.remote-fulfillment" or a category; "" for all
	Text   string // as it would be written; "" for none
	Source string
	Grade  string // A official, P paper, T third party, V vendor, E estimate; "" for a convention
}

// defaultsFile holds the defaults of all keys: facts are data, not Go.
//
//go:embed defaults.toml
var defaultsFile string

// withDefaults fills in the defaults of a table of keys from the text of a file like
// defaults.toml.
func withDefaults(keys []Key, text string, list *diag.List) {
	r := defaultsReader{keys: map[string]*Key{}, list: list}
	for i := range keys {
		r.keys[keys[i].Path] = &keys[i]
	}
	for _, f := range document.Parse("defaults.toml", []byte(text), list).Fields() {
		switch f.Name {
		case "convention":
			for _, c := range f.Node.Fields() {
				r.values(c.Name, c.Node, Default{Source: "convention"}, (*Key).addDefault)
			}
		case "default":
			r.entries(f.Node, (*Key).addDefault)
		case "suggestion":
			r.entries(f.Node, (*Key).addSuggestion)
		default:
			r.fail(f.Node, "unknown-key", f.Name)
		}
	}
}

type defaultsReader struct {
	keys map[string]*Key
	list *diag.List
}

func (r *defaultsReader) fail(n *document.Node, code, msg string) {
	r.list.Add(keyPos(n).Problem(code, msg, ""))
}

// adder hangs a default on a key and reports whether the place was free.
type adder = func(*Key, Default) bool

// entries reads the [[default]] or [[suggestion]] tables.
func (r *defaultsReader) entries(list *document.Node, add adder) {
	for _, n := range list.Items() {
		text := func(name string) string {
			if f := n.Get(name); f != nil && f.Kind == document.String {
				return f.Text
			}
			return ""
		}
		for _, f := range n.Fields() {
			if !slices.Contains([]string{"key", "value", "grade", "source", "url"}, f.Name) {
				r.fail(f.Node, "unknown-key", f.Name)
			}
		}
		d := Default{Grade: text("grade"), Source: text("source")}
		if len(d.Grade) != 1 || !strings.Contains("APTVE", d.Grade) {
			r.fail(n, "grade", fmt.Sprintf("%s has the grade %q", text("key"), d.Grade))
		}
		if d.Source == "" {
			r.fail(n, "missing", text("key")+" has no source")
		}
		if url := text("url"); url != "" {
			d.Source += ", " + url
		}
		if n.Get("value") == nil {
			r.fail(n, "missing", text("key")+" has no value")
			continue
		}
		r.values(text("key"), n.Get("value"), d, add)
	}
}

// values reads one value for all places, or a table of values by place.
func (r *defaultsReader) values(path string, n *document.Node, d Default, add adder) {
	k := r.keys[path]
	if k == nil {
		r.fail(n, "unknown-key", path)
		return
	}
	if n.Kind == document.Table {
		for _, f := range n.Fields() {
			place := d
			if f.Name != "default" {
				place.For = strings.TrimPrefix(d.For+"."+f.Name, ".")
			}
			r.values(path, f.Node, place, add)
		}
		return
	}
	d.Text = n.Text
	kind := bareNode(k.Kind, d.Text, n.Pos).Kind // as which the text is read when it is used
	whole := kind == document.Float && n.Kind == document.Integer
	switch {
	case d.Text == "" || kind != n.Kind && !whole:
		r.fail(n, "type", fmt.Sprintf("%s is %s", path, article(k.Kind.String())))
	case !add(k, d):
		r.fail(n, "duplicate-key", fmt.Sprintf("%s has two values for %q", path, d.For))
	}
}

func (k *Key) addDefault(d Default) bool {
	if d.For == "" {
		free := k.Default.Text == ""
		k.Default = d
		return free
	}
	return appendDefault(&k.Special, d)
}

func (k *Key) addSuggestion(d Default) bool { return appendDefault(&k.Suggest, d) }

func appendDefault(list *[]Default, d Default) bool {
	for _, old := range *list {
		if old.For == d.For {
			return false
		}
	}
	*list = append(*list, d)
	return true
}
