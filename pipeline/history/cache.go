package history

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
)

// A cache is one file for each prefix and choice of folders. It holds records
// of commits, with every commit its parents, so it serves a walk from any
// head: an older one, a newer one, one on another branch.
//
//	cacheMagic | records (see encode.go) | SHA-256 of all before
//
// The format has its number in cacheMagic. It must change whenever a record
// would be another for the same commit.
const cacheMagic = "kan history 1\n"

// maxCache bounds a cache file: twenty times the 3 MB of 20,000 commits.
const maxCache = 64 << 20

// cacheFile is where the records for a key are.
func cacheFile(dir, key string) string {
	id := sha256.Sum256([]byte(cacheMagic + key))
	return filepath.Join(dir, "history-"+hex.EncodeToString(id[:8]))
}

// readCache returns the records of a cache. Whatever is wrong with it, it is
// then as if there were none.
func readCache(dir, key string) map[plumbing.Hash]*record {
	if dir == "" {
		return map[plumbing.Hash]*record{}
	}
	data, err := readFile(cacheFile(dir, key))
	if err == nil {
		if records, ok := decodeCache(data, key); ok {
			return records
		}
	}
	return map[plumbing.Hash]*record{}
}

func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxCache {
		return nil, errors.New("not a cache")
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, err
}

// decodeCache reads the bytes of a cache file.
func decodeCache(data []byte, key string) (map[plumbing.Hash]*record, bool) {
	if len(data) < len(cacheMagic)+sha256.Size || !bytes.HasPrefix(data, []byte(cacheMagic)) {
		return nil, false
	}
	end := len(data) - sha256.Size
	if sum := sha256.Sum256(data[:end]); !bytes.Equal(sum[:], data[end:]) {
		return nil, false
	}
	return decodeRecords(data[len(cacheMagic):end], key)
}

// encodeCache makes the bytes of a cache file.
func encodeCache(key string, records []*record) []byte {
	data := append([]byte(cacheMagic), encodeRecords(key, records)...)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...)
}

// writeCache replaces a cache: all of the line, and what else is known as long
// as that is not the larger part. Nobody sees half a file, and of several that
// write at once the last one wins; each has written what is true.
func writeCache(dir, key string, records map[plumbing.Hash]*record, line []*record) {
	if dir == "" {
		return
	}
	if len(records) <= 2*len(line) {
		line = append(slices.Clip(line), others(records, line)...)
	}
	data := encodeCache(key, line)
	if len(data) > maxCache || os.MkdirAll(dir, 0o777) != nil {
		return
	}
	ignore(dir)
	f, err := os.CreateTemp(dir, "history-*.tmp")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), cacheFile(dir, key))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}

// ignore keeps Git from taking the cache for content. A file that is there stays
// as it is; one that cannot be made does no harm.
func ignore(dir string) {
	f, err := os.OpenFile(filepath.Join(dir, ".gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	_, _ = f.WriteString("*\n")
	_ = f.Close()
}

// others lists the records that are not in the line, parents first, whatever
// the order of the map.
func others(records map[plumbing.Hash]*record, line []*record) []*record {
	done := make(map[plumbing.Hash]bool, len(records))
	for _, c := range line {
		h, _ := parseHash(c.Hash)
		done[h] = true
	}
	var left []plumbing.Hash
	for h, c := range records {
		if !done[h] && c.touches != nil {
			left = append(left, h)
		}
	}
	slices.SortFunc(left, func(a, b plumbing.Hash) int { return bytes.Compare(a[:], b[:]) })
	var out []*record
	for len(left) > 0 {
		top := left[len(left)-1]
		c := records[top]
		i := slices.IndexFunc(c.parents, func(p plumbing.Hash) bool { return !done[p] })
		switch {
		case done[top]:
			left = left[:len(left)-1]
		case i >= 0:
			left = append(left, c.parents[i])
		default:
			done[top] = true
			out = append(out, c)
		}
	}
	return out
}
