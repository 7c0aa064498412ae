package document

import "slices"

// Merge lays over on top of base: tables merge field by field, everything else is replaced, lists
// included. Fields keep the order of base, new ones follow. Neither tree changes; parts that over
// does not touch are shared. Either may be nil.
func Merge(base, over *Node) *Node {
	switch {
	case over == nil:
		return base
	case base == nil || base.Kind != Table || over.Kind != Table:
		return over
	case len(over.fields) == 0:
		return base
	}
	out := *base
	out.fields = slices.Clone(base.fields)
	out.reindex()
	for _, f := range over.fields {
		out.set(f.Name, Merge(base.Get(f.Name), f.Node))
	}
	return &out
}

// Without returns the table without the fields of the given names.
func Without(n *Node, names ...string) *Node {
	if n == nil || n.Kind != Table {
		return n
	}
	out := *n
	out.fields = slices.DeleteFunc(slices.Clone(n.fields), func(f Field) bool {
		return slices.Contains(names, f.Name)
	})
	out.reindex()
	return &out
}
