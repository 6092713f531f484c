package history

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

// readAll walks and reads all files of all commits.
func readAll(dir, rev string) (*Log, error) {
	r, err := Open(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head, err := r.Resolve(rev)
	if err != nil {
		return nil, err
	}
	l, err := r.Walk(context.Background(), head, []string{"."}, "")
	if err != nil {
		return nil, err
	}
	for _, c := range l.Commits {
		files := r.Files(c)
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				_, err = fs.ReadFile(files, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}

// damaged flips bytes of a file and cuts it, and wants the truth or an error.
func damaged(t *testing.T, dir, file string, every int) {
	t.Helper()
	want, err := readAll(dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o666); err != nil { // git makes objects read-only
		t.Fatal(err)
	}
	errs := 0
	try := func(data []byte) {
		t.Helper()
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := readAll(dir, "main")
		if err != nil {
			errs++
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: damaged, and the log is another", file)
		}
	}
	for at := 0; at < len(good); at += every {
		for _, flip := range []byte{0x01, 0x10, 0x80} {
			bad := bytes.Clone(good)
			bad[at] ^= flip
			try(bad)
		}
		try(good[:at])
	}
	if errs == 0 {
		t.Errorf("%s: no damage was seen", file)
	}
	if err := os.WriteFile(file, good, 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedObjects(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a", "text")
	w.commit("二", "content/a", "text2")
	for _, rev := range []string{"HEAD", "HEAD^{tree}", "HEAD~1:content", "HEAD:content/a"} {
		h := w.git("rev-parse", rev)
		damaged(t, w.dir, filepath.Join(w.dir, ".git", "objects", h[:2], h[2:]), 3)
	}
}

func TestDamagedPacks(t *testing.T) {
	w := fresh(t)
	for i := range 30 {
		text := bytes.Repeat([]byte("同一行\n"), 30+i)
		w.write("content/a", string(text))
		w.commit("x")
	}
	w.git("gc", "-q")
	packs, err := filepath.Glob(filepath.Join(w.dir, ".git", "objects", "pack", "*.pack"))
	if err != nil || len(packs) != 1 {
		t.Fatal(packs, err)
	}
	damaged(t, w.dir, packs[0], 191)
	damaged(t, w.dir, packs[0][:len(packs[0])-4]+"idx", 191)
}

func TestAnObjectInThePlaceOfAnother(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a", "1", "content/b", "2")
	file := func(rev string) string {
		h := w.git("rev-parse", rev)
		return filepath.Join(w.dir, ".git", "objects", h[:2], h[2:])
	}
	to := file("HEAD:content/b")
	if err := os.Rename(file("HEAD:content/a"), to); err != nil {
		t.Fatal(err)
	}
	r := open(t, w.dir)
	if _, err := fs.ReadFile(r.Files(resolve(t, r, "HEAD")), "content/b"); !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
}

// crafted is a pack of objects as they are given, with its index. Offsets
// are known beforehand only by who makes the objects.
func crafted(t *testing.T, dir string, hashes []plumbing.Hash, objects [][]byte) {
	t.Helper()
	pack := []byte("PACK\x00\x00\x00\x02")
	pack = binary.BigEndian.AppendUint32(pack, uint32(len(objects)))
	index := []byte("\xfftOc\x00\x00\x00\x02")
	var names, crcs, offsets []byte
	for i, o := range objects { // hashes are sorted
		names = append(names, hashes[i][:]...)
		crcs = binary.BigEndian.AppendUint32(crcs, crc32.ChecksumIEEE(o))
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(pack)))
		pack = append(pack, o...)
	}
	sum := sha1.Sum(pack)
	pack = append(pack, sum[:]...)
	for b := range 256 {
		n := uint32(0)
		for _, h := range hashes {
			if int(h[0]) <= b {
				n++
			}
		}
		index = binary.BigEndian.AppendUint32(index, n)
	}
	index = append(append(append(append(index, names...), crcs...), offsets...), sum[:]...)
	own := sha1.Sum(index)
	index = append(index, own[:]...)
	name := filepath.Join(dir, ".git", "objects", "pack", "pack-"+plumbing.Hash(sum).String())
	for ext, data := range map[string][]byte{".pack": pack, ".idx": index} {
		if err := os.WriteFile(name+ext, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// deflated is an object of a pack: its head, what names the base, its bytes.
func deflated(kind byte, claimed int, ref, data []byte) []byte {
	head := []byte{kind<<4 | byte(claimed&15)}
	for n := claimed >> 4; n > 0; n >>= 7 {
		head[len(head)-1] |= 0x80
		head = append(head, byte(n&0x7f))
	}
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(data)
	_ = w.Close()
	return append(append(head, ref...), z.Bytes()...)
}

func TestPacksMadeToHurt(t *testing.T) {
	a, b := plumbing.Hash{1}, plumbing.Hash{2}
	const commit, blob, refDelta = 1, 3, 7
	delta := []byte{4, 4, 0x90, 4}                                    // copy four bytes
	bomb := []byte{4, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x90} // from four bytes, a petabyte
	for what, objects := range map[string][][]byte{
		"a delta of itself":             {deflated(refDelta, 4, a[:], delta), deflated(blob, 4, nil, []byte("text"))},
		"deltas of each other":          {deflated(refDelta, 4, b[:], delta), deflated(refDelta, 4, a[:], delta)},
		"a base that is not there":      {deflated(refDelta, 4, make([]byte, 20), delta), deflated(blob, 4, nil, []byte("text"))},
		"a delta that makes a petabyte": {deflated(refDelta, len(bomb), b[:], bomb), deflated(blob, 4, nil, []byte("text"))},
		"a size of an exabyte":          {deflated(commit, 1<<60, nil, []byte("tree")), deflated(blob, 4, nil, []byte("text"))},
		"more bytes than it says":       {deflated(commit, 4, nil, bytes.Repeat([]byte("x"), 1<<20)), deflated(blob, 4, nil, nil)},
		"a type that does not exist":    {deflated(5, 4, nil, []byte("text")), deflated(0, 4, nil, nil)},
		"another object":                {deflated(commit, 4, nil, []byte("text")), deflated(blob, 4, nil, nil)},
	} {
		w := fresh(t)
		crafted(t, w.dir, []plumbing.Hash{a, b}, objects)
		r := open(t, w.dir)
		_, err := r.Resolve(a.String())
		if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := r.store.size(a); err == nil && what == "a size of an exabyte" {
			t.Errorf("%s has a size", what)
		}
	}
}

// Ten folders that are one folder of ten, and so on: 10^20 files in 21 objects.
func TestAFolderWithoutEnd(t *testing.T) {
	w := fresh(t)
	blob, _ := w.try("x", "hash-object", "-w", "--stdin")
	line := "100644 blob " + blob[:40]
	for range 20 {
		var text string
		for i := range 10 {
			text += line + "\t" + string(rune('a'+i)) + "\n"
		}
		h, err := w.try(text, "mktree")
		if err != nil {
			t.Fatal(h, err)
		}
		line = "040000 tree " + h[:40]
	}
	h := w.git("commit-tree", "-m", "x", line[len(line)-40:])
	r := open(t, w.dir)
	wk := &walk{repo: r, ctx: context.Background(), wanted: &wanted{all: true}, paths: map[string]string{}, steps: maxSteps - 100000}
	c, err := r.commit(plumbing.NewHash(h))
	if err != nil {
		t.Fatal(err)
	}
	if err := wk.compare(&record{parsed: c}); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}
