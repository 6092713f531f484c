package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"testing"
)

// The disk in memory is only worth something if it behaves as a real one: the
// same operations by chance, on both, with the same outcome.
func TestModelIsLikeARealDisk(t *testing.T) {
	files := map[string]string{"a/1": "one", "a/b/2": "two", "3": "three"}
	chance := rand.New(rand.NewPCG(1, 2))
	names := []string{"3", "a", "a/1", "a/4", "a/b", "a/b/2", "a/b/5", "c", "c/6", "c/d", "3/x"}
	name := func() string { return names[chance.IntN(len(names))] }
	for round := range 40 {
		both := [2]disk{newRAM(files), rootDisk{realDisk(t, files)}}
		log := ""
		for range 60 {
			one, two, op := name(), name(), chance.IntN(6)
			var outcome [2]string
			for i, d := range both {
				outcome[i] = kindOf(operate(d, op, one, two))
			}
			log += fmt.Sprintf("%d %s %s: %s\n", op, one, two, outcome)
			if outcome[0] != outcome[1] {
				t.Fatalf("round %d: memory says %s, the disk %s\n%s", round, outcome[0], outcome[1], log)
			}
		}
		if a, b := tree(both[0]), tree(both[1]); a != b {
			t.Fatalf("round %d: memory has\n%s\nthe disk\n%s\nafter\n%s", round, a, b, log)
		}
	}
}

func operate(d disk, op int, one, two string) error {
	switch op {
	case 0:
		return d.mkdir(one)
	case 1:
		f, err := d.create(one, 0o600)
		if err != nil {
			return err
		}
		_, err = f.Write([]byte(one))
		return errors.Join(err, f.Sync(), f.Close())
	case 2:
		return d.remove(one)
	case 3:
		if inside(one, two) && one != two {
			return nil // a folder into itself, which the journal never does
		}
		return d.rename(one, two)
	case 4:
		_, err := d.lstat(one)
		return err
	default:
		_, err := d.names(one)
		return err
	}
}

// kindOf is all that the journal wants to know of an error.
func kindOf(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, fs.ErrNotExist):
		return "not there"
	case errors.Is(err, fs.ErrExist):
		return "there"
	}
	return "other"
}
