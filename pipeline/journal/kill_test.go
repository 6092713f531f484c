package journal

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// childFolder is the variable that makes TestChild the program to be killed.
const childFolder = "KAN_JOURNAL_TEST_FOLDER"

// generation is what all files hold after so many commits. One of them is there
// only in every other generation, in a folder of its own.
func generation(n int) map[string][]byte {
	files := map[string][]byte{}
	for i, size := range []int{0, 1, 4096, 50_000, 200_000} {
		files[fmt.Sprintf("content/%d/%d.md", i%2, i)] = bytes.Repeat([]byte(strconv.Itoa(n)+"\n"), 1+size/8)
	}
	if n%2 == 1 {
		files["output/odd/odd.pdf"] = []byte(strconv.Itoa(n))
	}
	return files
}

// step gives the changes from one generation to the next; from 0, which has no
// files, to 1 as well.
func step(n int) (changes []Change) {
	old, fresh := generation(n), generation(n+1)
	if n == 0 {
		old = nil
	}
	for i := range 5 {
		name := fmt.Sprintf("content/%d/%d.md", i%2, i)
		c := Change{Path: name, Data: fresh[name]}
		if n > 0 {
			c.Was = StateOf(old[name])
		}
		changes = append(changes, c)
	}
	const odd = "output/odd/odd.pdf"
	if n%2 == 0 {
		return append(changes, Change{Path: odd, Data: fresh[odd]})
	}
	return append(changes, Change{Path: odd, Was: StateOf(old[odd]), Remove: true})
}

// TestChild is no test but the program that TestKill9 kills: it commits one
// generation after the other and tells of every operation before it is done.
func TestChild(t *testing.T) {
	dir := os.Getenv(childFolder)
	if dir == "" {
		t.Skip("only when run by TestKill9")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	d := &faulty{disk: rootDisk{root}, at: func(int, string, string) verdict {
		os.Stdout.Write([]byte("."))
		return pass
	}}
	if _, err := settle(d); err != nil {
		t.Fatal(err)
	}
	n := current(t, dir)
	for range 1000 { // it must end, should nobody kill it
		if err := commit(d, folder, strconv.Itoa(n+1), step(n)); err != nil {
			t.Fatal(err)
		}
		n++
	}
	t.Fatal("nobody killed it")
}

// current tells which generation lies in a folder; it fails when the files are
// of more than one, or when there are others.
func current(t *testing.T, dir string) int {
	t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		found[filepath.ToSlash(rel)] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return 0
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(found["content/0/0.md"])))
	if err != nil {
		t.Fatal(err)
	}
	want := generation(n)
	for name, text := range found {
		if !bytes.Equal(text, want[name]) {
			t.Fatalf("%s is not of generation %d", name, n)
		}
	}
	if len(found) != len(want) {
		t.Fatalf("generation %d has %d files, not %d", n, len(want), len(found))
	}
	return n
}

// A real program is killed 50 times, after so many operations as chance has it
// and a little later, for it goes on until the signal arrives.
func TestKill9(t *testing.T) {
	if testing.Short() {
		t.Skip("starts 50 programs")
	}
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	chance := rand.New(rand.NewPCG(20260211, 9))
	left, before := map[string]int{}, 0
	for run := range 50 {
		killChild(t, dir, 1+chance.IntN(150))
		e, err := Pending(root, folder)
		if err != nil {
			t.Fatalf("run %d: %v", run, err)
		}
		switch {
		case e == nil:
			left["nothing"]++
		case e.Complete:
			left["complete"]++
		default:
			left["incomplete"]++
		}
		if e != nil && run%2 == 0 { // every other time the next child has to do it
			if _, err := settle(rootDisk{root}); err != nil {
				t.Fatalf("run %d: %v", run, err)
			}
			now := current(t, dir)
			if now < before || e.Complete && strconv.Itoa(now) != e.Title {
				t.Fatalf("run %d: generation %d after %d, and the entry was of %q", run, now, before, e.Title)
			}
			before = now
		}
	}
	if _, err := settle(rootDisk{root}); err != nil {
		t.Fatal(err)
	}
	t.Logf("generation %d after 50 kills, which left %v", current(t, dir), left)
	if current(t, dir) < 10 || left["complete"] == 0 || left["incomplete"] == 0 {
		t.Error("the kills missed what they were to hit")
	}
}

// killChild starts the child and kills it when it has told of so many operations.
func killChild(t *testing.T, dir string, operations int) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestChild$")
	child.Env = append(os.Environ(), childFolder+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	text := make([]byte, operations)
	n, err := io.ReadFull(out, text)
	child.Process.Kill()
	child.Wait()
	if err != nil || bytes.Trim(text, ".") != nil && len(bytes.Trim(text, ".")) > 0 {
		t.Fatalf("the child says %q: %v", text[:n], err)
	}
}
