package journal

import (
	"errors"
	"strings"
	"testing"
)

// Every operation fails once, is done and reported as failed, or fails with all
// behind it, as on a full disk. An error that is not ErrUnfinished says that
// everything is as it was; after ErrUnfinished the next run ends the matter.
func TestErrorsAtEveryStep(t *testing.T) {
	s := treesOf(t, closing())
	unfinished, clean := 0, 0
	for step := 1; ; step++ {
		for name, at := range map[string]func(int, string, string) verdict{
			"fails once": only(step, fail), "lies once": only(step, lie), "half a write": only(step, partly),
			"fails for good": since(step, fail), "lies for good": since(step, lie), "half writes for good": since(step, partly),
		} {
			d := newRAM(oldFiles())
			f := &faulty{disk: d, reads: true, at: at}
			err := commit(f, folder, "定稿", closing())
			if f.step < step {
				if err != nil || s.is(t, d) != "new" || unfinished == 0 || clean == 0 {
					t.Errorf("%d steps, %d unfinished, %d clean: %v", step, unfinished, clean, err)
				}
				return
			}
			got, ok := s.which(d.clone())
			switch e, pendingErr := pending(d, folder); {
			case pendingErr != nil:
				t.Fatalf("step %d %s: %v", step, name, pendingErr)
			case err == nil:
				if got != "new" || e != nil {
					t.Fatalf("step %d %s: no error, but not everything is new", step, name)
				}
			case !errors.Is(err, errFull) && !errors.Is(err, ErrPending):
				t.Fatalf("step %d %s: the error does not tell its reason: %v", step, name, err)
			case errors.Is(err, ErrTaken):
				t.Fatalf("step %d %s: nobody else is there: %v", step, name, err)
			case errors.Is(err, ErrUnfinished):
				unfinished++
				complete, err := settle(d)
				complete = complete || e == nil && got == "new" // only the end of the list failed
				if got, ok := s.which(d); err != nil || !ok || (got == "new") != complete {
					t.Fatalf("step %d %s: afterwards %v, %q\n%s", step, name, err, got, tree(d))
				}
			default:
				clean++
				if got != "old" || !ok || e != nil {
					t.Fatalf("step %d %s: %v, but not everything is as it was:\n%s", step, name, err, tree(d))
				}
			}
		}
	}
}

// As long as no target is new, one failure must bring back the old state at
// once: only a disk that keeps failing may leave something to do.
func TestOneErrorBeforeTheFirstTargetLeavesNothing(t *testing.T) {
	s := treesOf(t, closing())
	first := 0
	trace := func(step int, op, name string) verdict {
		if op == "rename" && first == 0 && strings.HasSuffix(name, " to "+closing()[0].Path) {
			first = step
		}
		return pass
	}
	if err := commit(&faulty{disk: newRAM(oldFiles()), reads: true, at: trace}, folder, "定稿", closing()); err != nil || first == 0 {
		t.Fatal(err, first)
	}
	for step := 1; step <= first; step++ {
		d := newRAM(oldFiles())
		err := commit(&faulty{disk: d, reads: true, at: only(step, fail)}, folder, "定稿", closing())
		e, _ := pending(d, folder)
		if !errors.Is(err, errFull) || errors.Is(err, ErrUnfinished) || e != nil || s.is(t, d) != "old" {
			t.Errorf("step %d of %d: %v, %v", step, first, err, e)
		}
	}
}

// Recovery that fails at any step can be tried again.
func TestErrorsInRecovery(t *testing.T) {
	s := treesOf(t, closing())
	for stop := 1; ; stop++ {
		start := newRAM(oldFiles())
		if survives(func() { commit(&faulty{disk: start, at: only(stop, killed)}, folder, "定稿", closing()) }) {
			return
		}
		for _, v := range []verdict{fail, lie} {
			for step := 1; ; step++ {
				d := start.clone()
				f := &faulty{disk: d, reads: true, at: only(step, v)}
				want, err := settle(f)
				if f.step < step {
					break
				}
				if err != nil {
					if want, err = settle(d); err != nil {
						t.Fatalf("stopped at %d, %d at %d: %v", stop, v, step, err)
					}
				}
				if got, ok := s.which(d); !ok || want && got != "new" {
					t.Fatalf("stopped at %d, %d at %d: neither old nor new, or not %v:\n%s", stop, v, step, want, tree(d))
				}
			}
		}
	}
}
