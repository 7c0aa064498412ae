package scenario

import "fbasim/sim/scenario/document"

func (b *builder) catalog(tree *document.Node) *document.Node { return tree }
