package history

import (
	"container/list"
	"sync"
)

// lru keeps what was used last, up to a sum of sizes. It is safe for
// concurrent use. Values must not change once they are in.
type lru[K comparable, V any] struct {
	mu    sync.Mutex
	max   int
	size  int
	order *list.List // of *kept[K, V], the last used in front
	at    map[K]*list.Element
}

type kept[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newLRU[K comparable, V any](max int) *lru[K, V] {
	return &lru[K, V]{max: max, order: list.New(), at: map[K]*list.Element{}}
}

func (c *lru[K, V]) get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[key]
	if e == nil {
		return value, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*kept[K, V]).value, true
}

// put keeps a value of so many bytes. One that would drive out most of the
// others is not kept.
func (c *lru[K, V]) put(key K, value V, size int) {
	if size > c.max/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at[key] != nil {
		return
	}
	c.at[key] = c.order.PushFront(&kept[K, V]{key, value, size})
	for c.size += size; c.size > c.max; {
		last := c.order.Remove(c.order.Back()).(*kept[K, V])
		delete(c.at, last.key)
		c.size -= last.size
	}
}
