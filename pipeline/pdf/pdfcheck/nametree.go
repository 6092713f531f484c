package pdfcheck

import "cmp"

// leaf is an entry of a name tree or a number tree (ISO 32000-1 §7.9.6, §7.9.7).
type leaf struct {
	key   str // of a name tree
	index int // of a number tree
	value object
}

// treeWalk reads a name tree or a number tree and checks its form: keys of the
// right kind, in order, each once; Limits that are right in every node but the
// root; no node twice.
type treeWalk struct {
	c      *checker
	rule   string
	at     string
	list   name // Names or Nums
	seen   map[ref]bool
	leaves []leaf
}

// maxTreeDepth bounds the depth of name and number trees, and of the page tree.
const maxTreeDepth = 32

// nameTree gives the entries of a name tree; faults have the rule given.
func (c *checker) nameTree(rule string, root object) []leaf {
	w := &treeWalk{c: c, rule: rule, at: where(root, "file"), list: "Names", seen: map[ref]bool{}}
	w.node(root, true, 0)
	return w.leaves
}

func (c *checker) numberTree(rule string, root object) []leaf {
	w := &treeWalk{c: c, rule: rule, at: where(root, "file"), list: "Nums", seen: map[ref]bool{}}
	w.node(root, true, 0)
	return w.leaves
}

func (w *treeWalk) fault(format string, args ...any) { w.c.fault(w.rule, w.at, format, args...) }

func (w *treeWalk) node(o object, isRoot bool, depth int) {
	if r, ok := o.(ref); ok {
		if w.seen[r] || depth > maxTreeDepth {
			w.fault("the tree has the node %v twice, or is too deep", r)
			return
		}
		w.seen[r] = true
	} else if depth > maxTreeDepth {
		return
	}
	d := w.c.dict(o)
	if d == nil {
		w.fault("a node of the tree is no dictionary")
		return
	}
	first := len(w.leaves)
	kids, entries := w.c.array(d["Kids"]), w.c.array(d[w.list])
	switch {
	case kids != nil && entries != nil:
		w.fault("a node of the tree has Kids and %s", w.list)
	case kids == nil && entries == nil:
		w.fault("a node of the tree has neither Kids nor %s", w.list)
	case len(kids)+len(entries) == 0 && !isRoot:
		w.fault("a node of the tree is empty")
	}
	for _, k := range kids {
		w.node(k, false, depth+1)
	}
	if len(entries)%2 != 0 {
		w.fault("a node of the tree has a key without value")
	}
	for ; len(entries) >= 2; entries = entries[2:] {
		w.entry(entries[0], entries[1])
	}
	w.limits(d, w.leaves[first:], isRoot)
}

func (w *treeWalk) entry(key, value object) {
	l, ok := w.key(key)
	if !ok {
		w.fault("a key of the tree is of the wrong kind")
		return
	}
	l.value = value
	if n := len(w.leaves); n > 0 && compareLeaves(w.leaves[n-1], l) >= 0 {
		w.fault("the keys of the tree are not in order: %s after %s", w.show(l), w.show(w.leaves[n-1]))
	}
	w.leaves = append(w.leaves, l)
}

// limits checks the least and the greatest key of a node.
func (w *treeWalk) limits(d dict, below []leaf, isRoot bool) {
	if isRoot {
		if d["Limits"] != nil {
			w.fault("the root of the tree has Limits")
		}
		return
	}
	a := w.c.array(d["Limits"])
	if len(a) == 2 && len(below) > 0 {
		low, ok := w.key(a[0])
		high, ok2 := w.key(a[1])
		if ok && ok2 && compareLeaves(low, below[0]) == 0 && compareLeaves(high, below[len(below)-1]) == 0 {
			return
		}
	}
	w.fault("the Limits of a node of the tree are not its least and greatest key")
}

func (w *treeWalk) key(o object) (l leaf, ok bool) {
	if w.list == "Names" {
		l.key, ok = w.c.str(o)
	} else {
		l.index, ok = w.c.int(o)
	}
	return l, ok
}

func (w *treeWalk) show(l leaf) string {
	if w.list == "Names" {
		return l.key.text()
	}
	return number(int64(l.index) * int64(one)).String()
}

func compareLeaves(a, b leaf) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.index, b.index))
}
