package history

import (
	"encoding/binary"

	"github.com/go-git/go-git/v5/plumbing"
)

// The records of a cache, in this order. Numbers are varints, a text is its
// length and its bytes; what occurs often stands once in a table and is named
// by its index.
//
//	key
//	number of texts, the texts
//	number of commits, each: hash, tree, flags,
//	    number of parents, each the index of an earlier commit
//	    author and committer: name and address (texts), seconds, offset in minutes
//	    subject (text)
//	    number of touches, each: path (text), flags, [blob], [text from], [took]
//	    number of clashes, each: path (text), number of spellings, these (texts)
const (
	flagSigned = 1 << iota
	flagBlob
	flagFrom
	flagTook
)

// noDate stands for the seconds of a Person without a date.
const noDate = -1

// encoder writes the part behind the table of texts, and gathers the texts.
type encoder struct {
	out   []byte
	texts []string
	at    map[string]int
}

func encodeRecords(key string, records []*record) []byte {
	e := &encoder{at: map[string]int{}}
	index := make(map[plumbing.Hash]int, len(records))
	for i, c := range records {
		h, _ := parseHash(c.Hash)
		index[h] = i
		e.record(c, h, index)
	}
	var out []byte
	text := func(s string) {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	text(key)
	out = binary.AppendUvarint(out, uint64(len(e.texts)))
	for _, s := range e.texts {
		text(s)
	}
	out = binary.AppendUvarint(out, uint64(len(records)))
	return append(out, e.out...)
}

func (e *encoder) number(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *encoder) text(s string) {
	i, ok := e.at[s]
	if !ok {
		i = len(e.texts)
		e.at[s], e.texts = i, append(e.texts, s)
	}
	e.number(i)
}

func (e *encoder) person(p Person) {
	e.text(p.Name)
	e.text(p.Email)
	seconds, minutes := int64(noDate), 0
	if !p.When.IsZero() {
		_, offset := p.When.Zone()
		seconds, minutes = p.When.Unix(), offset/60
	}
	e.out = binary.AppendVarint(e.out, seconds)
	e.out = binary.AppendVarint(e.out, int64(minutes))
}

func (e *encoder) record(c *record, h plumbing.Hash, index map[plumbing.Hash]int) {
	e.out = append(append(e.out, h[:]...), c.tree[:]...)
	flags := 0
	if c.Signed {
		flags = flagSigned
	}
	e.number(flags)
	e.number(len(c.parents))
	for _, p := range c.parents {
		e.number(index[p])
	}
	e.person(c.Author)
	e.person(c.Committer)
	e.text(c.Subject)
	e.number(len(c.touches))
	for _, t := range c.touches {
		e.touch(t)
	}
	e.number(len(c.clashes))
	for _, n := range c.clashes {
		e.text(n.path)
		e.number(len(n.spelling))
		for _, s := range n.spelling {
			e.text(s)
		}
	}
}

func (e *encoder) touch(t touch) {
	flags := 0
	if !t.blob.IsZero() {
		flags |= flagBlob
	}
	if t.from != "" {
		flags |= flagFrom
	}
	if t.took != 0 {
		flags |= flagTook
	}
	e.text(t.path)
	e.number(flags)
	if flags&flagBlob != 0 {
		e.out = append(e.out, t.blob[:]...)
	}
	if flags&flagFrom != 0 {
		e.text(t.from)
	}
	if flags&flagTook != 0 {
		e.number(t.took)
	}
}
