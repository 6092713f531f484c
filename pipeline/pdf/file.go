package pdf

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"runtime/debug"
	"strconv"
)

// file writes indirect objects in a fixed order: streams as they come, all
// other objects gathered into object streams, the cross-reference stream last
// (PDF 32000-1 §7.5). Streams are made and deflated by several workers, but
// written in the order in which they were asked for, so that the bytes do not
// depend on the number of workers.
type file struct {
	w       *bufio.Writer
	hash    hash.Hash // of all bytes so far, for the file identifier
	size    int64
	entries []entry       // by object number; 0 is the head of the free list
	loose   []looseObject // wait for an object stream
	idle    chan *deflater
	queue   []pending
	cipher  *cipher // nil: the file is not encrypted
	encrypt ref
}

// entry is a row of the cross-reference stream: in use at an offset (kind 1)
// or at an index of an object stream (kind 2).
type entry struct {
	kind  byte
	where int64 // offset, or number of the object stream
	index int
}

type looseObject struct {
	ref  ref
	body []byte
}

// stream is a finished stream: dictionary entries without Length, and data.
type stream struct {
	dict object
	data []byte
}

type pending struct {
	ref  ref
	done chan made
}

type made struct {
	stream stream
	err    error
	crash  string // what a panic said, with its stack
}

// maxLoose is the number of objects in an object stream. A reader inflates a
// whole one to get at any object of it.
const maxLoose = 200

func newFile(w io.Writer, o Options) *file {
	f := &file{w: bufio.NewWriterSize(w, 1<<16), hash: sha256.New(), entries: make([]entry, 1)}
	f.idle = make(chan *deflater, o.Jobs)
	for range o.Jobs {
		f.idle <- &deflater{level: o.Level, off: o.Uncompressed}
	}
	// The comment of four bytes above 127 marks the file as binary (§7.5.2).
	f.write([]byte("%PDF-1.7\n%\xE5\x88\x8A\xFF\n"))
	return f
}

// write sends bytes out. The first error of the underlying writer sticks to
// the bufio.Writer and comes back from finish.
func (f *file) write(b []byte) {
	f.hash.Write(b)
	f.w.Write(b)
	f.size += int64(len(b))
}

// alloc returns the number of an object that is put later.
func (f *file) alloc() ref {
	f.entries = append(f.entries, entry{})
	return ref(len(f.entries) - 1)
}

// put adds an object that is not a stream.
func (f *file) put(r ref, o object) error {
	f.loose = append(f.loose, looseObject{r, o.b})
	if len(f.loose) < maxLoose {
		return nil
	}
	return f.flushLoose()
}

// add is put with a number of its own.
func (f *file) add(o object) (ref, error) {
	r := f.alloc()
	return r, f.put(r, o)
}

// later has produce called by a worker and its stream written as object r, after
// all that came before. produce must only read what no one changes.
func (f *file) later(r ref, produce func(*deflater) (stream, error)) error {
	// The bound on the queue is the bound on the memory it holds.
	if len(f.queue) >= 2*cap(f.idle) {
		if err := f.settle(); err != nil {
			return err
		}
	}
	done := make(chan made, 1)
	f.queue = append(f.queue, pending{r, done})
	go func() { done <- f.make(r, produce) }()
	return nil
}

// make makes a stream in a worker. A panic goes to settle with its stack, where
// somebody can report it; here it would end the program.
func (f *file) make(r ref, produce func(*deflater) (stream, error)) (m made) {
	z := <-f.idle
	defer func() {
		if p := recover(); p != nil {
			m = made{crash: fmt.Sprintf("%v\n\n%s", p, debug.Stack())}
			z = &deflater{level: z.level, off: z.off} // the other stopped in the middle
		}
		f.idle <- z
	}()
	s, err := produce(z)
	if err == nil && f.cipher != nil {
		s.data = f.cipher.stream(r, s.data)
	}
	return made{stream: s, err: err}
}

// settle writes the oldest stream of the queue.
func (f *file) settle() error {
	p := f.queue[0]
	f.queue = f.queue[1:]
	m := <-p.done
	if m.crash != "" {
		panic(m.crash)
	}
	if m.err == nil {
		f.writeStream(p.ref, m.stream)
	}
	return m.err
}

func (f *file) writeStream(r ref, s stream) {
	f.entries[r] = entry{kind: 1, where: f.size}
	b := strconv.AppendInt(nil, int64(r), 10)
	b = append(b, " 0 obj\n<<"...)
	b = append(b, s.dict.b...)
	b = append(b, "/Length "...)
	b = strconv.AppendInt(b, int64(len(s.data)), 10)
	f.write(append(b, ">>\nstream\n"...))
	f.write(s.data)
	f.write([]byte("\nendstream\nendobj\n"))
}

// flushLoose makes an object stream of the gathered objects (§7.5.7).
func (f *file) flushLoose() error {
	if len(f.loose) == 0 {
		return nil
	}
	r := f.alloc()
	var head, body []byte
	for i, l := range f.loose {
		f.entries[l.ref] = entry{kind: 2, where: int64(r), index: i}
		head = strconv.AppendInt(head, int64(l.ref), 10)
		head = append(head, ' ')
		head = strconv.AppendInt(head, int64(len(body)), 10)
		head = append(head, ' ')
		body = append(append(body, l.body...), '\n')
	}
	var d object
	d.name("Type", "ObjStm")
	d.int("N", len(f.loose))
	d.int("First", len(head))
	f.loose = f.loose[:0]
	return f.later(r, func(z *deflater) (stream, error) { return z.stream(d, append(head, body...)) })
}

// seal has all streams from now on encrypted. The encryption dictionary is no
// stream and stands in none, for it is what opens them.
func (f *file) seal(c *cipher) {
	f.cipher, f.encrypt = c, f.alloc()
	f.entries[f.encrypt] = entry{kind: 1, where: f.size}
	b := strconv.AppendInt(nil, int64(f.encrypt), 10)
	b = append(b, " 0 obj\n"...)
	b = append(b, c.dictionary().b...)
	f.write(append(b, "\nendobj\n"...))
}

// finish writes what waits and the cross-reference stream (§7.5.8). The file
// identifier is the hash of everything before it: no clock, no file name.
func (f *file) finish(root, info ref) error {
	if err := f.flushLoose(); err != nil {
		return err
	}
	for len(f.queue) > 0 {
		if err := f.settle(); err != nil {
			return err
		}
	}
	r := f.alloc()
	start := f.size
	f.entries[r] = entry{kind: 1, where: start}
	id := string(f.hash.Sum(nil)[:16])

	var d object
	d.name("Type", "XRef")
	d.int("Size", len(f.entries))
	d.raw("/W[1 4 2]")
	d.ref("Root", root)
	d.ref("Info", info)
	if f.cipher != nil {
		d.ref("Encrypt", f.encrypt)
	}
	d.raw("/ID[")
	d.b = appendBytes(d.b, id)
	d.b = appendBytes(d.b, id)
	d.raw("]")
	rows := make([]byte, 0, 7*len(f.entries))
	for i, e := range f.entries {
		gen := e.index
		if i == 0 {
			gen = 0xFFFF
		}
		rows = append(rows, e.kind, byte(e.where>>24), byte(e.where>>16), byte(e.where>>8), byte(e.where), byte(gen>>8), byte(gen))
	}
	z := <-f.idle
	s, err := z.stream(d, rows)
	f.idle <- z
	if err != nil {
		return err
	}
	f.writeStream(r, s)
	f.write([]byte("startxref\n" + strconv.FormatInt(start, 10) + "\n%%EOF\n"))
	return f.w.Flush()
}

// abandon waits for the workers after an error, so that none reads a font
// file that the caller has closed.
func (f *file) abandon() {
	for _, p := range f.queue {
		<-p.done
	}
	f.queue = nil
}
