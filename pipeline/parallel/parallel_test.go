package parallel

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestEveryPieceIsDoneOnce(t *testing.T) {
	for _, n := range []int{0, 1, 7, 100} {
		for _, jobs := range []int{-1, 0, 1, 4, 1000} {
			done := make([]atomic.Int32, n)
			Do(n, jobs, func(i int) { done[i].Add(1) })
			for i := range done {
				if got := done[i].Load(); got != 1 {
					t.Errorf("%d pieces, %d jobs: piece %d was done %d times", n, jobs, i, got)
				}
			}
		}
	}
}

func TestNoMoreThanJobsAtATime(t *testing.T) {
	const jobs = 3
	var now, most atomic.Int32
	Do(30, jobs, func(int) {
		for n := now.Add(1); ; {
			old := most.Load()
			if n <= old || most.CompareAndSwap(old, n) {
				break
			}
		}
		time.Sleep(time.Millisecond) // let others begin, if they may
		now.Add(-1)
	})
	if got := most.Load(); got > jobs {
		t.Errorf("%d were at work at a time, want at most %d", got, jobs)
	}
}

func TestAPanicReachesTheCallerWithItsStack(t *testing.T) {
	var done atomic.Int32
	defer func() {
		crash := fmt.Sprint(recover())
		if !strings.Contains(crash, "piece 3") || !strings.Contains(crash, "parallel_test.go") {
			t.Errorf("the panic says %q", crash)
		}
		if got := done.Load(); got != 9 {
			t.Errorf("%d other pieces were done, want 9", got)
		}
	}()
	Do(10, 2, func(i int) {
		if i == 3 {
			panic("piece 3")
		}
		done.Add(1)
	})
}
