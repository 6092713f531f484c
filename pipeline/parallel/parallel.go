// Package parallel shares work out among goroutines. In come a number of
// pieces and a function that does one; nothing comes out, for each piece keeps
// its own result. It knows no errors, no order and no way to stop early.
package parallel

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// Do calls work(0) to work(n-1), at most jobs at a time (at least one), and
// returns when all are done. A panic in one of them does not keep the others
// from being done; the first becomes a panic here, with its stack, where
// somebody can report it.
func Do(n, jobs int, work func(int)) {
	next := make(chan int)
	crashes := make(chan string, 1)
	guarded := func(i int) {
		defer func() {
			if p := recover(); p != nil {
				select {
				case crashes <- fmt.Sprintf("%v\n\n%s", p, debug.Stack()):
				default:
				}
			}
		}()
		work(i)
	}
	var all sync.WaitGroup
	for range min(max(1, jobs), n) {
		all.Go(func() {
			for i := range next {
				guarded(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
	select {
	case crash := <-crashes:
		panic(crash)
	default:
	}
}
