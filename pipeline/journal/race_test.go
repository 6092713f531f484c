package journal

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// pause lets something else happen just before one step of a run.
func pause(step int, other func()) func(int, string, string) verdict {
	return func(n int, _, _ string) verdict {
		if n == step {
			other()
		}
		return pass
	}
}

// third is the tree that reopening makes of any other.
func third(t *testing.T) string {
	t.Helper()
	d := newRAM(oldFiles())
	if err := commit(d, folder, "重开", reopening(t, d)); err != nil {
		t.Fatal(err)
	}
	return tree(settled(d))
}

// While a run is stopped at any step, another one ends what it finds and then
// changes the same files again. The slower run must not touch them any more,
// whether it had committed or not.
func TestASlowerRunTouchesNothing(t *testing.T) {
	want := third(t)
	taken := 0
	for step := 1; ; step++ {
		for kind, end := range map[string]func(disk) error{
			"finishes": finishAll, "discards": discardOrFinish, "is stopped itself": nil,
		} {
			d, ran := newRAM(oldFiles()), false
			err := commit(&faulty{disk: d, reads: true, at: pause(step, func() {
				ran = true
				if end == nil {
					commitAndStop(t, d)
					return
				}
				if err := end(d); err != nil {
					t.Fatalf("step %d, the other %s: %v", step, kind, err)
				}
				if err := commit(d, folder, "重开", reopening(t, d)); err != nil {
					t.Fatalf("step %d, the other %s and commits: %v", step, kind, err)
				}
			})}, folder, "定稿", closing())
			if !ran {
				if taken == 0 {
					t.Error("no run was ever taken over")
				}
				return
			}
			if errors.Is(err, ErrTaken) {
				taken++
			}
			if _, err := settle(d); err != nil {
				t.Fatalf("step %d, the other %s: %v", step, kind, err)
			}
			if got := tree(settled(d)); got != want {
				t.Fatalf("step %d, the other %s: %v\n%s", step, kind, err, got)
			}
		}
	}
}

// commitAndStop ends what there is and commits the third tree, but is stopped
// before any target is new.
func commitAndStop(t *testing.T, d disk) {
	t.Helper()
	if err := finishAll(d); err != nil {
		t.Fatal(err)
	}
	changes := reopening(t, d)
	if survives(func() {
		commit(&faulty{disk: d, at: func(_ int, op, name string) verdict {
			if op == "rename" && strings.HasSuffix(name, "/"+entryName) {
				return killed
			}
			return pass
		}}, folder, "重开", changes)
	}) {
		t.Fatal("it was not stopped")
	}
}

func finishAll(d disk) error { _, err := settle(d); return err }

// discardOrFinish gives up what can be given up.
func discardOrFinish(d disk) error {
	err := discardAll(d)
	if errors.Is(err, ErrApplied) {
		return finishAll(d)
	}
	return err
}

// The same with three: the second run is stopped at any step of its recovery,
// and the third is the fast one.
func TestTwoSlowerRunsTouchNothing(t *testing.T) {
	want := third(t)
	done := false
	for step := 1; !done; step++ {
		for kind, end := range map[string]func(disk) error{"finishes": finishAll, "discards": discardOrFinish} {
			ended := false
			for again := 1; !done && !ended; again++ {
				d, ran := newRAM(oldFiles()), false
				commit(&faulty{disk: d, at: pause(step, func() {
					ran, ended = true, true
					end(&faulty{disk: d, at: pause(again, func() {
						ended = false
						if err := finishAll(d); err != nil {
							t.Fatal(err)
						}
						if err := commit(d, folder, "重开", reopening(t, d)); err != nil {
							t.Fatal(err)
						}
					})})
				})}, folder, "定稿", brief())
				if done = !ran; done || ended {
					break
				}
				if _, err := settle(d); err != nil {
					t.Fatalf("step %d, the second %s, step %d: %v", step, kind, again, err)
				}
				if got := tree(settled(d)); got != want {
					t.Fatalf("step %d, the second %s, step %d:\n%s", step, kind, again, got)
				}
			}
		}
	}
}

// While a run is stopped, another commits without looking what there is. One of
// them gets its way, and each is told the truth.
func TestTwoCommitsAtOnce(t *testing.T) {
	s, other := treesOf(t, closing()), third(t)
	seen := map[string]int{}
	for step := 1; ; step++ {
		d, ran := newRAM(oldFiles()), false
		var second error
		first := commit(&faulty{disk: d, reads: true, at: pause(step, func() {
			ran = true
			second = commit(d, folder, "重开", reopening(t, d))
		})}, folder, "定稿", closing())
		if !ran {
			break
		}
		want := s.old
		switch {
		case first == nil && second == nil: // the second found everything new
			want = other
		case first == nil:
			want = s.new
		case second == nil:
			want = other
		}
		seen[fmt.Sprint(first == nil, second == nil)]++
		if first != nil && !errors.Is(first, ErrEdited) && !errors.Is(first, ErrPending) ||
			second != nil && !errors.Is(second, ErrPending) {
			t.Errorf("step %d: the first says %v, the second %v", step, first, second)
		}
		if got := tree(settled(d)); got != want {
			t.Fatalf("step %d: the first says %v, the second %v\n%s", step, first, second, got)
		}
	}
	if seen["true false"] == 0 || seen["false true"] == 0 {
		t.Error(seen)
	}
}

// An Entry that was read long ago, and is over since, can do no harm.
func TestAnOldEntryTouchesNothing(t *testing.T) {
	want := third(t)
	for step := 1; ; step++ {
		for kind, act := range map[string]func(*Entry) error{"Finish": (*Entry).Finish, "Discard": (*Entry).Discard} {
			d, ran := newRAM(oldFiles()), false
			var e *Entry
			err := commit(&faulty{disk: d, at: pause(step, func() {
				ran = true
				var err error
				if e, err = pending(d, folder); err != nil {
					t.Fatal(err)
				}
			})}, folder, "定稿", closing())
			if !ran {
				return
			}
			if err != nil {
				t.Fatalf("step %d: only looking disturbs: %v", step, err)
			}
			if err := commit(d, folder, "重开", reopening(t, d)); err != nil {
				t.Fatal(err)
			}
			if e != nil {
				err = act(e)
			}
			if got := tree(settled(d)); got != want {
				t.Fatalf("step %d, %s says %v:\n%s", step, kind, err, got)
			}
		}
	}
}
