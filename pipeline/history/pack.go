package history

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// pack is one pack of objects and its index, opened when it is first needed
// (gitformat-pack). It is used under the lock of its store.
type pack struct {
	file  string // without .pack and .idx
	index *idxfile.MemoryIndex
	data  *os.File
	scan  *packfile.Scanner
}

// maxChain is how many deltas may lead to an object: git's own limit
// (builtin/pack-objects.c, 4095) and room. Without one a delta against itself
// would never end.
const maxChain = 5000

func (p *pack) close() error {
	if p.data == nil {
		return nil
	}
	return p.data.Close()
}

func (p *pack) open() error {
	if p.index != nil {
		return nil
	}
	f, err := os.Open(p.file + ".idx")
	if err != nil {
		return err
	}
	defer f.Close()
	index := idxfile.NewMemoryIndex()
	if err := idxfile.NewDecoder(f).Decode(index); err != nil {
		return &os.PathError{Op: "read", Path: f.Name(), Err: errors.Join(ErrCorrupt, err)}
	}
	data, err := os.Open(p.file + ".pack")
	if err != nil {
		return err
	}
	p.index, p.data, p.scan = index, data, packfile.NewScanner(data)
	return nil
}

// find returns where in the pack an object is.
func (p *pack) find(h plumbing.Hash) (offset int64, ok bool, err error) {
	// An index without its pack is left by an interrupted git gc.
	if err := p.open(); errors.Is(err, os.ErrNotExist) {
		return 0, false, nil
	} else if err != nil {
		return 0, false, err
	}
	offset, err = p.index.FindOffset(h)
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, corrupt(h, err)
	}
	return offset, true, nil
}

// withPrefix lists at most max objects whose hash begins with the digits.
func (p *pack) withPrefix(digits string, max int) ([]plumbing.Hash, error) {
	if err := p.open(); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	first, err := hex.DecodeString(digits[:2])
	if err != nil {
		return nil, err
	}
	bucket := p.index.FanoutMapping[first[0]]
	if bucket < 0 || bucket >= len(p.index.Names) {
		return nil, nil
	}
	names := p.index.Names[bucket] // sorted, 20 bytes each
	at := func(i int) string { return hex.EncodeToString(names[20*i:][:20]) }
	n := len(names) / 20
	var out []plumbing.Hash
	for i := sort.Search(n, func(i int) bool { return at(i) >= digits }); i < n && len(out) < max; i++ {
		if !strings.HasPrefix(at(i), digits) {
			break
		}
		out = append(out, plumbing.Hash(names[20*i:]))
	}
	return out, nil
}

// link is one delta on the way to an object.
type link struct {
	offset int64
	delta  []byte
}

// object returns the object at an offset. The deltas that lead to it are
// gathered first and applied then, and what each one gives is kept: the next
// object is often a delta of the same chain.
func (p *pack) object(bases *lru[place, base], h plumbing.Hash, offset int64) (plumbing.ObjectType, []byte, error) {
	var chain []link
	var from base
	for total := int64(0); ; {
		if b, ok := bases.get(place{p, offset}); ok {
			from = b
			break
		}
		header, err := p.header(h, offset)
		if err != nil {
			return 0, nil, err
		}
		if total += header.Length; total > maxObject {
			return 0, nil, tooLarge(h, total)
		}
		data, err := p.inflate(h, header)
		if err != nil {
			return 0, nil, err
		}
		next, isDelta, err := p.next(h, header)
		if err != nil {
			return 0, nil, err
		}
		if !isDelta {
			from = base{header.Type, data}
			bases.put(place{p, offset}, from, len(data))
			break
		}
		if chain = append(chain, link{offset, data}); len(chain) > maxChain {
			return 0, nil, corrupt(h, errors.New("too many deltas"))
		}
		offset = next
	}
	for i := len(chain) - 1; i >= 0; i-- {
		data, err := patch(h, from.data, chain[i].delta)
		if err != nil {
			return 0, nil, err
		}
		from.data = data
		bases.put(place{p, chain[i].offset}, from, len(data))
	}
	return from.kind, from.data, nil
}

// patch applies one delta.
func patch(h plumbing.Hash, from, delta []byte) ([]byte, error) {
	size, err := deltaSize(delta)
	if err == nil && size > maxObject {
		return nil, tooLarge(h, size)
	}
	if err == nil {
		from, err = packfile.PatchDelta(from, delta)
	}
	if err != nil {
		return nil, corrupt(h, err)
	}
	return from, nil
}

// header reads what stands before an object's bytes, and leaves the scanner there.
func (p *pack) header(h plumbing.Hash, offset int64) (*packfile.ObjectHeader, error) {
	header, err := p.scan.SeekObjectHeader(offset)
	if err != nil {
		return nil, corrupt(h, err)
	}
	if header.Length < 0 || header.Length > maxObject {
		return nil, tooLarge(h, header.Length)
	}
	return header, nil
}

// inflate reads the bytes that follow a header. Memory grows with what comes,
// not with what the header claims.
func (p *pack) inflate(h plumbing.Hash, header *packfile.ObjectHeader) ([]byte, error) {
	var data bytes.Buffer
	data.Grow(int(min(header.Length, 64<<10)) + bytes.MinRead)
	n, _, err := p.scan.NextObject(&data)
	if err == nil && n != header.Length {
		err = errors.New("the object is cut off")
	}
	if err != nil {
		return nil, corrupt(h, err)
	}
	return data.Bytes(), nil
}

// next returns where the base of a delta is, always in the same pack.
func (p *pack) next(h plumbing.Hash, header *packfile.ObjectHeader) (offset int64, isDelta bool, err error) {
	switch header.Type {
	case plumbing.CommitObject, plumbing.TreeObject, plumbing.BlobObject, plumbing.TagObject:
		return 0, false, nil
	case plumbing.OFSDeltaObject:
		return header.OffsetReference, true, nil
	case plumbing.REFDeltaObject:
		offset, err = p.index.FindOffset(header.Reference)
		if err != nil {
			err = corrupt(h, err)
		}
		return offset, true, err
	}
	return 0, false, corrupt(h, errors.New("no such type of object"))
}

// size returns the length of the object at an offset. For a delta that is
// told at its beginning.
func (p *pack) size(h plumbing.Hash, offset int64) (int64, error) {
	header, err := p.header(h, offset)
	if err != nil {
		return 0, err
	}
	if header.Type != plumbing.OFSDeltaObject && header.Type != plumbing.REFDeltaObject {
		return header.Length, nil
	}
	delta, err := p.inflate(h, header)
	if err != nil {
		return 0, err
	}
	size, err := deltaSize(delta)
	if err != nil {
		return 0, corrupt(h, err)
	}
	return size, nil
}

// deltaSize is the length of what a delta makes: the second of the two numbers
// it begins with, seven bits to the byte, the lowest first.
func deltaSize(delta []byte) (size int64, err error) {
	for range 2 {
		size = 0
		for shift := 0; ; shift += 7 {
			if len(delta) == 0 || shift > 56 {
				return 0, packfile.ErrInvalidDelta
			}
			c := delta[0]
			delta = delta[1:]
			if size |= int64(c&0x7f) << shift; c&0x80 == 0 {
				break
			}
		}
	}
	return size, nil
}
