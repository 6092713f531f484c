package journal

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// losses are the ways in which a program ends: killed, when all that it did
// stays, which is the nil among them, and in a power cut.
func losses(seeds int) []*loss {
	list := []*loss{nil, {}, {meta: all}, {meta: all, data: zeroed}, {data: all}}
	for seed := range seeds {
		list = append(list, &loss{some, some, uint64(seed)})
	}
	return list
}

// few are the three that find most, for tests that try all pairs.
func few(seed int) []*loss { return []*loss{nil, {}, {some, some, uint64(seed)}} }

// end is a disk after the end of a program.
func (l *loss) end(d *ram) *ram {
	if l == nil {
		return d.clone()
	}
	return d.after(*l)
}

// untouched tells whether all targets of the story are as they were.
func untouched(t *testing.T, d disk) bool {
	t.Helper()
	for _, c := range closing() {
		s, _, err := stateAt(d, c.Path)
		if err != nil {
			t.Fatal(err)
		}
		if s != c.Was {
			return false
		}
	}
	return true
}

// A run is stopped at every step, and the next must make everything new when
// Pending says that it can, and must find everything old when it says that
// nothing had been touched.
func TestKilledAtEveryStep(t *testing.T) {
	s := treesOf(t, closing())
	saw := map[string]int{}
	for step := 1; ; step++ {
		for _, v := range []verdict{kill, killed} {
			d := newRAM(oldFiles())
			if survives(func() { commit(&faulty{disk: d, at: only(step, v)}, folder, "定稿", closing()) }) {
				checkDurable(t, s, d)
				if step < 60 || saw["old"] == 0 || saw["new"] == 0 || saw["incomplete"] == 0 || saw["complete"] == 0 {
					t.Fatalf("%d steps, %v: the story is too short to mean anything", step, saw)
				}
				return
			}
			for _, l := range losses(30) {
				if checkRecovery(t, s, l.end(d), saw); t.Failed() {
					t.Fatalf("step %d/%d, loss %v", step, v, l)
				}
			}
		}
	}
}

func checkRecovery(t *testing.T, s trees, d *ram, saw map[string]int) {
	e, err := pending(d, folder)
	if err != nil {
		t.Error(err)
		return
	}
	want := ""
	switch {
	case e == nil:
		want = s.is(t, d) // at once, without any recovery
	case e.Complete:
		saw["complete"]++
		want = "new"
		if e.Title != "定稿" {
			t.Errorf("the title is %q", e.Title)
		}
		checkDiscard(t, s, d.clone())
	default:
		saw["incomplete"]++
		want = "old"
		if !untouched(t, d) {
			t.Error("incomplete, but a file was touched")
		}
	}
	if _, err := settle(d); err != nil {
		t.Error(err)
		return
	}
	got := s.is(t, d)
	if got != want {
		t.Errorf("everything is %s, and should be %s", got, want)
	}
	saw[got]++
	// The list of a run that was killed after removing it can come back.
	cut := d.after(loss{})
	if _, err := settle(cut); err != nil {
		t.Error(err)
	}
	if after := s.is(t, cut); after != got {
		t.Errorf("a power cut after recovery makes %s of %s", after, got)
	}
}

// checkDiscard gives up a complete entry, which must bring back the old state or
// be refused.
func checkDiscard(t *testing.T, s trees, d *ram) {
	t.Helper()
	e, err := pending(d, folder)
	if err != nil {
		t.Fatal(err)
	}
	files, err := e.Files()
	if err != nil {
		t.Fatal(err)
	}
	fresh := false
	for _, f := range files {
		fresh = fresh || f.Status == After
	}
	err = e.Discard()
	if fresh {
		if !errors.Is(err, ErrApplied) {
			t.Errorf("a file is new, but Discard says %v", err)
		}
		if _, err := settle(d); err != nil || s.is(t, d) != "new" {
			t.Errorf("after a refused Discard it cannot be finished: %v", err)
		}
		return
	}
	if err != nil || s.is(t, d) != "old" || s.is(t, d.after(loss{})) != "old" {
		t.Errorf("after Discard, which says %v, the old state is not back", err)
	}
}

// checkDurable holds a disk on which Commit came to its end to its promise.
func checkDurable(t *testing.T, s trees, d *ram) {
	t.Helper()
	for _, l := range losses(30) {
		after := l.end(d)
		if e, err := pending(after, folder); e != nil || err != nil || s.is(t, after) != "new" {
			t.Errorf("loss %v after Commit: %v, %v", l, e, err)
		}
	}
}

// Recovery is stopped as well, at every step, and the next one too.
func TestRecoveryKilledAtEveryStep(t *testing.T) {
	s := treesOf(t, brief())
	recoveries := map[string]func(disk) error{
		"finish":  func(d disk) error { _, err := settle(d); return err },
		"discard": discardAll,
	}
	for step := 1; ; step++ {
		d := newRAM(oldFiles())
		if survives(func() { commit(&faulty{disk: d, at: only(step, killed)}, folder, "定稿", brief()) }) {
			break
		}
		for i, first := range few(step) {
			for kind, recovery := range recoveries {
				start := first.end(d)
				for again := 1; ; again++ {
					d := start.clone()
					if survives(func() { recovery(&faulty{disk: d, at: only(again, killed)}) }) {
						break
					}
					for j, second := range few(again) {
						end := second.end(d)
						if _, err := settle(end); err != nil {
							t.Fatalf("step %d, loss %d, %s step %d, loss %d: %v", step, i, kind, again, j, err)
						}
						if _, ok := s.which(end); !ok {
							t.Fatalf("step %d, loss %d, %s step %d, loss %d: neither old nor new:\n%s", step, i, kind, again, j, tree(end))
						}
					}
				}
			}
		}
	}
}

// Two recoveries are stopped, and then the power is cut: a list and its staged
// files may come back in different rounds.
func TestTwoRecoveriesKilled(t *testing.T) {
	s := treesOf(t, brief())
	start := stopped(t, brief(), 0)
	for one := 1; ; one++ {
		first := start.clone()
		if survives(func() { settle(&faulty{disk: first, at: only(one, killed)}) }) {
			return
		}
		for two := 1; ; two++ {
			second := first.clone()
			if survives(func() { settle(&faulty{disk: second, at: only(two, killed)}) }) {
				break
			}
			for _, l := range losses(3) {
				end := l.end(second)
				_, err := settle(end)
				if got, _ := s.which(end); err != nil || got != "new" {
					t.Fatalf("steps %d and %d, loss %v: %v\n%s", one, two, l, err, tree(end))
				}
			}
		}
	}
}

// discardAll gives up whatever there is, as long as that is possible.
func discardAll(d disk) error {
	for range 10 {
		e, err := pending(d, folder)
		if e == nil || err != nil {
			return err
		}
		if err := e.Discard(); err != nil {
			return err
		}
	}
	return errors.New("it never ends")
}

// The same on a real file system, without power cuts.
func TestKilledAtEveryStepOnARealDisk(t *testing.T) {
	s := treesOf(t, closing())
	for step := 1; ; step++ {
		root := realDisk(t, oldFiles())
		d := rootDisk{root}
		if survives(func() { commit(&faulty{disk: d, at: only(step, killed)}, folder, "定稿", closing()) }) {
			if s.is(t, d) != "new" {
				t.Error("not new after Commit")
			}
			break
		}
		e, err := Pending(root, folder)
		if err != nil {
			t.Fatalf("step %d: %v", step, err)
		}
		want := map[bool]string{true: "new", false: "old"}[e != nil && e.Complete]
		if e == nil {
			want = s.is(t, d)
		}
		if _, err := settle(d); err != nil {
			t.Fatalf("step %d: %v", step, err)
		}
		if got := s.is(t, d); got != want {
			t.Errorf("step %d: everything is %s, and should be %s", step, got, want)
		}
	}
}

// realDisk makes a folder with these files.
func realDisk(t *testing.T, files map[string]string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	for name, text := range files {
		if i := strings.LastIndexByte(name, '/'); i > 0 {
			if err := root.MkdirAll(name[:i], 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := root.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return root
}
