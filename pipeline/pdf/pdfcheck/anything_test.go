package pdfcheck

import (
	"bytes"
	"testing"
)

// slot is a place in a file where a value stands.
type slot struct {
	get func() object
	set func(object)
}

// slots are all places below a dictionary or an array, in order.
func slots(o object, visit func(slot)) {
	switch o := o.(type) {
	case *stream:
		slots(o.dict, visit)
	case dict:
		for _, k := range o.keys() {
			visit(slot{func() object { return o[k] }, func(v object) { o[k] = v }})
			slots(o[k], visit)
		}
	case array:
		for i := range o {
			visit(slot{func() object { return o[i] }, func(v object) { o[i] = v }})
			slots(o[i], visit)
		}
	}
}

// Whatever value stands at any place of the file, the check ends without a
// panic: nothing, values of every kind, and references that go in circles.
func TestAnyValueAnywhere(t *testing.T) {
	m, trailer := goodFile(t)
	doc, err := readJSON(bytes.NewReader(readDraft(t, write(t, m.file(trailer)))))
	if err != nil {
		t.Fatal(err)
	}
	values := []object{nil, boolean(true), -one, one / 2, largest, name("P"), str(""), str("\xFE\xFF\xD8"), array{}, array{one, array{}},
		dict{}, dict{"Type": name("StructElem"), "S": name("TD"), "K": one}, &stream{dict: dict{}}, ref{9999, 0}}
	for _, r := range doc.refs {
		if len(values) < 20 {
			values = append(values, r)
		}
	}
	var all []slot
	for _, r := range append(doc.refs, ref{}) {
		o := object(doc.trailer)
		if r != (ref{}) {
			o = doc.objects[r]
		}
		slots(o, func(s slot) { all = append(all, s) })
	}
	for i, s := range all {
		old := s.get()
		for k, v := range values {
			if (i+k)%3 != 0 { // one value of three at each place is enough for a panic to show
				continue
			}
			s.set(v)
			c := newChecker()
			c.checkDocument(&document{objects: doc.objects, refs: doc.refs, trailer: doc.trailer})
		}
		s.set(old)
	}
	if c := newChecker(); len(all) < 500 {
		t.Errorf("%d places", len(all))
	} else if c.checkDocument(doc); len(c.faults) > 0 {
		t.Errorf("the file as it was has faults: %v", c.faults)
	}
}
