package history

import (
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// decodeRecords reads what encodeRecords wrote. It trusts no number: whoever
// can write a file can also give it a checksum.
func decodeRecords(data []byte, key string) (map[plumbing.Hash]*record, bool) {
	d := &decoding{in: data}
	if d.bytes(d.count(1)); string(d.last) != key || d.bad {
		return nil, false
	}
	d.texts = make([]string, d.count(1))
	for i := range d.texts {
		d.bytes(d.count(1))
		d.texts[i] = string(d.last)
	}
	n := d.count(2 * len(plumbing.ZeroHash))
	records := make(map[plumbing.Hash]*record, n)
	d.commits = make([]plumbing.Hash, 0, n)
	d.names = make([]string, 0, n)
	for range n {
		c, h := d.record()
		if d.bad {
			return nil, false
		}
		records[h] = c
		d.commits, d.names = append(d.commits, h), append(d.names, c.Hash)
	}
	return records, !d.bad && len(d.in) == 0
}

// decoding is the state of decodeRecords. After bad is set all that it reads is empty.
type decoding struct {
	in, last []byte
	bad      bool
	texts    []string
	commits  []plumbing.Hash
	names    []string // of commits
	zones    map[int]*time.Location
}

func (d *decoding) fail() { d.bad, d.in, d.last = true, nil, nil }

// bytes reads n bytes into last.
func (d *decoding) bytes(n int) {
	if n > len(d.in) {
		d.fail()
		return
	}
	d.last, d.in = d.in[:n], d.in[n:]
}

// count reads how many things of at least size bytes follow. There cannot be
// more than there are bytes.
func (d *decoding) count(size int) int {
	v, n := binary.Uvarint(d.in)
	if n <= 0 || v > uint64(len(d.in)/size) {
		d.fail()
		return 0
	}
	d.in = d.in[n:]
	return int(v)
}

// below reads a number less than n.
func (d *decoding) below(n int) int {
	v, k := binary.Uvarint(d.in)
	if k <= 0 || v >= uint64(n) {
		d.fail()
		return 0
	}
	d.in = d.in[k:]
	return int(v)
}

func (d *decoding) signed() int64 {
	v, n := binary.Varint(d.in)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.in = d.in[n:]
	return v
}

func (d *decoding) text() string {
	if i := d.below(len(d.texts)); !d.bad {
		return d.texts[i]
	}
	return ""
}

func (d *decoding) hash() (h plumbing.Hash) {
	d.bytes(len(h))
	copy(h[:], d.last)
	return h
}

func (d *decoding) person() Person {
	p := Person{Name: d.text(), Email: d.text()}
	seconds, minutes := d.signed(), d.signed()
	if minutes < -24*60 || minutes > 24*60 {
		d.fail()
	}
	if d.bad || seconds == noDate {
		return p
	}
	p.When = time.Unix(seconds, 0).UTC()
	if minutes != 0 {
		m := int(minutes)
		if d.zones[m] == nil {
			if d.zones == nil {
				d.zones = map[int]*time.Location{}
			}
			d.zones[m] = time.FixedZone("", m*60)
		}
		p.When = p.When.In(d.zones[m])
	}
	return p
}

func (d *decoding) record() (*record, plumbing.Hash) {
	h := d.hash()
	c := &record{parsed: &parsed{tree: d.hash()}}
	c.Hash, c.Tree = hex.EncodeToString(h[:]), hex.EncodeToString(c.tree[:])
	c.Signed = d.below(2*flagSigned) != 0
	for range d.count(1) {
		if i := d.below(len(d.commits)); !d.bad {
			c.parents, c.Parents = append(c.parents, d.commits[i]), append(c.Parents, d.names[i])
		}
	}
	c.Author, c.Committer, c.Subject = d.person(), d.person(), d.text()
	c.touches = make([]touch, d.count(2))
	for i := range c.touches {
		c.touches[i] = d.touch(len(c.parents))
	}
	for range d.count(2) {
		n := named{path: d.text()}
		for range d.count(1) {
			n.spelling = append(n.spelling, d.text())
		}
		c.clashes = append(c.clashes, n)
	}
	return c, h
}

func (d *decoding) touch(parents int) touch {
	t := touch{path: d.text()}
	flags := d.below(2 * flagTook)
	if flags&flagBlob != 0 {
		t.blob = d.hash()
	}
	if flags&flagFrom != 0 {
		t.from = d.text()
	}
	if flags&flagTook != 0 {
		t.took = d.below(parents)
	}
	return t
}
