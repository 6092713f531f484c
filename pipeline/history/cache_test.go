package history

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// cachedWalk walks with a cache and a repository object of its own, so that
// nothing but the cache is shared.
func cachedWalk(t *testing.T, dir, rev, cache string, folders ...string) *Log {
	t.Helper()
	r := open(t, dir)
	l, err := r.Walk(context.Background(), resolve(t, r, rev), folders, cache)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// objects counts what a walk reads: with a full cache, only the head it is asked for.
func (w *workplace) hide(t *testing.T) (back func()) {
	t.Helper()
	from, to := filepath.Join(w.dir, ".git", "objects"), filepath.Join(w.dir, ".git", "hidden")
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(from, 0o777); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(from); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(to, from); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACacheMakesNoDifference(t *testing.T) {
	for seed := range uint64(10) {
		w := fresh(t)
		rng := rand.New(rand.NewPCG(seed, 3))
		randomHistory(w, rng, true)
		w.stage("末", composed, "1", decomposed, "2", "content/z", "3")
		cache := filepath.Join(t.TempDir(), "a", ".kan")
		revs := strings.Fields(w.git("rev-list", "main"))
		for k := range 8 {
			rev := revs[rng.IntN(len(revs))]
			if k == 7 {
				rev = "main"
			}
			want := cachedWalk(t, w.dir, rev, "", "content", "fonts")
			got := cachedWalk(t, w.dir, rev, cache, "content", "fonts")
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, %s:\ngot  %v\nwant %v", seed, rev, got, want)
			}
		}
	}
}

func TestACacheSavesReading(t *testing.T) {
	w := five(t)
	cache := t.TempDir()
	r := open(t, w.dir)
	old, head := resolve(t, r, "HEAD~2"), resolve(t, r, "HEAD")
	cachedWalk(t, w.dir, "HEAD", cache, "content")
	back := w.hide(t)
	r = open(t, w.dir) // sees no objects at all
	for _, c := range []Commit{head, old} {
		if _, err := r.Walk(context.Background(), c, []string{"content"}, cache); err != nil {
			t.Error(err)
		}
	}
	// The choice of folders is part of the key, its order and spelling are not.
	if _, err := r.Walk(context.Background(), head, []string{"content", "fonts"}, cache); err == nil {
		t.Error("the cache of other folders was taken")
	}
	back()
	cachedWalk(t, w.dir, "HEAD", cache, "fonts", "content", "fonts")
	if again := cachedWalk(t, w.dir, "HEAD", cache, "content", "fonts"); len(again.Files) != 5 {
		t.Error(again)
	}
	files, err := os.ReadDir(cache)
	if err != nil || len(files) != 3 { // two caches, and what keeps Git from them
		t.Error(files, err)
	}
}

func TestADamagedCacheIsIgnored(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a", "1", "content/b", "2")
	w.commit("二", "content/a", "-", "content/c", "1")
	cache := t.TempDir()
	want := cachedWalk(t, w.dir, "HEAD", cache, "content")
	file := cacheFile(cache, "\x00content")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, data []byte) {
		t.Helper()
		if records, ok := decodeCache(data, "\x00content"); ok {
			t.Errorf("%s: a damaged cache was read: %d records", what, len(records))
		}
	}
	for i := range good {
		for _, flip := range []byte{1, 0x80} {
			bad := append([]byte(nil), good...)
			bad[i] ^= flip
			check(fmt.Sprint("byte ", i), bad)
		}
	}
	for n := range good {
		check(fmt.Sprint("cut to ", n), good[:n])
	}
	check("longer", append(good[:len(good):len(good)], 0))
	if _, ok := decodeCache(good, "\x00fonts"); ok {
		t.Error("a cache of other folders was read")
	}
	for _, bad := range [][]byte{nil, good[:len(good)/2], []byte("something else"), good[1:]} {
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := cachedWalk(t, w.dir, "HEAD", cache, "content"); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v", got)
		}
		if now, err := os.ReadFile(file); err != nil || string(now) != string(good) {
			t.Error("the cache was not written anew:", err)
		}
	}
}

func TestAForgedCacheIsNoPanic(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a", "1")
	w.stage("二", composed, "1", decomposed, "2")
	cache := t.TempDir()
	cachedWalk(t, w.dir, "HEAD", cache, "content")
	good, err := os.ReadFile(cacheFile(cache, "\x00content"))
	if err != nil {
		t.Fatal(err)
	}
	body := good[:len(good)-sha256.Size]
	for i := len(cacheMagic); i < len(body); i++ {
		for _, c := range []byte{0, 1, 0x7f, 0xff, body[i] + 1} {
			bad := append([]byte(nil), body...)
			bad[i] = c
			sum := sha256.Sum256(bad)
			records, ok := decodeCache(append(bad, sum[:]...), "\x00content")
			for _, r := range records {
				if ok && len(r.parents) > 0 && records[r.parents[0]] == nil {
					t.Fatal("a record without its parent")
				}
			}
		}
	}
}

func TestWhereNoCacheCanBe(t *testing.T) {
	w := fresh(t)
	w.commit("一", "content/a", "1")
	w.write("file", "x")
	cachedWalk(t, w.dir, "HEAD", filepath.Join(w.dir, "file"), "content")
	cachedWalk(t, w.dir, "HEAD", filepath.Join(w.dir, "file", "below"), "content")
	cache := t.TempDir()
	if err := os.Mkdir(cacheFile(cache, "\x00content"), 0o777); err != nil {
		t.Fatal(err)
	}
	cachedWalk(t, w.dir, "HEAD", cache, "content")
	if files, err := os.ReadDir(cache); err != nil || len(files) != 2 {
		t.Error("something is left:", files, err)
	}
}

func TestManyWalksWriteOneCache(t *testing.T) {
	w := five(t)
	cache := t.TempDir()
	r := open(t, w.dir)
	var want []*Log
	var heads []Commit
	for n := range 5 {
		heads = append(heads, resolve(t, r, fmt.Sprintf("HEAD~%d", n)))
		want = append(want, cachedWalk(t, w.dir, fmt.Sprintf("HEAD~%d", n), "", "content"))
	}
	var all sync.WaitGroup
	for k := range 8 {
		all.Go(func() {
			for n := range 5 {
				n = (n + k) % 5
				got, err := r.Walk(context.Background(), heads[n], []string{"content"}, cache)
				if err != nil || !reflect.DeepEqual(got, want[n]) {
					t.Errorf("%v, %v", got, err)
				}
			}
		})
	}
	all.Wait()
	if files, err := os.ReadDir(cache); err != nil || len(files) != 2 {
		t.Error(files, err)
	}
}

func TestACacheForgetsWhatIsGone(t *testing.T) {
	w := five(t)
	cache := t.TempDir()
	cachedWalk(t, w.dir, "HEAD", cache, "content")
	size := func() int {
		data, err := os.ReadFile(cacheFile(cache, "\x00content"))
		if err != nil {
			t.Fatal(err)
		}
		records, ok := decodeCache(data, "\x00content")
		if !ok {
			t.Fatal("the cache cannot be read")
		}
		return len(records)
	}
	// Two commits on another line are kept beside the five; when most are on a line that
	// is no longer asked for, they go.
	w.git("checkout", "-q", "-b", "other", "HEAD~1")
	w.commit("甲", "content/x", "1")
	cachedWalk(t, w.dir, "HEAD", cache, "content")
	if size() != 6 {
		t.Error(size())
	}
	w.git("checkout", "-q", "--orphan", "new")
	w.commit("乙", "content/x", "1")
	cachedWalk(t, w.dir, "HEAD", cache, "content")
	if size() != 1 {
		t.Error(size())
	}
}
