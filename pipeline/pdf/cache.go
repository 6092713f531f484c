package pdf

import (
	"crypto/sha256"
	"errors"
	"sync"

	"kan/pipeline/font"
)

// Cache keeps finished font programs for the files of one process: numbered
// copies of an issue, and issues that are written again, embed the same ones.
// It is safe for concurrent use; a nil Cache keeps nothing.
type Cache struct {
	mu   sync.Mutex
	kept map[programKey]*program
	size int
}

// NewCache returns an empty Cache.
func NewCache() *Cache { return &Cache{kept: map[programKey]*program{}} }

// maxCache is how many bytes of programs a Cache keeps before it begins anew:
// about a hundred subsets of Chinese faces.
const maxCache = 64 << 20

// programKey is what a finished program depends on.
type programKey struct {
	face   *font.Face
	glyphs [sha256.Size]byte // hash of the glyphs by code
	level  int
	off    bool
}

// program is made once; who asks meanwhile waits.
type program struct {
	once   sync.Once
	stream stream
	err    error
}

// program returns the font file stream of u, made now or before.
func (c *Cache) program(z *deflater, u *fontUse) (stream, error) {
	if c == nil {
		return u.program(z)
	}
	glyphs := make([]byte, 0, 2*len(u.shown))
	for _, s := range u.shown {
		glyphs = append(glyphs, byte(s.glyph>>8), byte(s.glyph))
	}
	key := programKey{u.face, sha256.Sum256(glyphs), z.level, z.off}
	c.mu.Lock()
	p := c.kept[key]
	if p == nil {
		p = &program{}
		c.kept[key] = p
	}
	c.mu.Unlock()
	p.once.Do(func() {
		p.err = errUnmade // what the others get who wait, should this panic
		defer c.keep(key, p)
		p.stream, p.err = u.program(z)
	})
	return p.stream, p.err
}

var errUnmade = errors.New("the font program could not be made")

// keep counts a program that was made, and forgets one that was not.
func (c *Cache) keep(key programKey, p *program) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case p.err == nil:
		if c.size += len(p.stream.data); c.size > maxCache {
			c.kept, c.size = map[programKey]*program{}, 0
		}
	case c.kept[key] == p:
		delete(c.kept, key)
	}
}
