package history

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

func TestLRUForgetsWhatWasUsedLongestAgo(t *testing.T) {
	c := newLRU[string, int](10)
	c.put("too large", 0, 3)
	for i, key := range []string{"a", "b", "c", "d", "e"} {
		c.put(key, i, 2)
	}
	c.get("a")
	c.put("e", 9, 2) // is there already
	c.put("f", 5, 2)
	var have []string
	for _, key := range []string{"too large", "a", "b", "c", "d", "e", "f"} {
		if v, ok := c.get(key); ok {
			have = append(have, fmt.Sprint(key, v))
		}
	}
	if got := strings.Join(have, " "); got != "a0 c2 d3 e4 f5" || c.size != 10 {
		t.Error(got, c.size)
	}
}

func TestAPanicOfTheLibraryIsAnError(t *testing.T) {
	err := func() (err error) {
		defer recoverAs(plumbing.ZeroHash, &err)
		panic("index out of range")
	}()
	if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "index out of range") {
		t.Error(err)
	}
}

func TestFoldersThatGitWouldNotWrite(t *testing.T) {
	h := strings.Repeat("h", 20)
	entry := func(mode, name string) string { return mode + " " + name + "\x00" + h }
	for text, want := range map[string]string{
		entry("100644", "b") + entry("100644", "a"):                                "a b", // not sorted
		entry("100644", "a") + entry("100755", "a"):                                "a [a a]",
		entry("100644", "a") + entry("100644", "a.b") + entry("40000", "a"):        "a a.b [a a]", // a file and a folder
		entry("100644", "2026") + entry("100644", "2026-1") + entry("40000", "a2"): "2026 2026-1 a2",
		"": "",
	} {
		f, err := parseFolder([]byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		var got []string
		for _, e := range f.entries {
			got = append(got, string(f.name(e)))
		}
		for _, c := range f.clashes {
			got = append(got, fmt.Sprint(c.spelling))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, bad := range []string{"100644", "100644 a", "100644 a\x00" + h[:19], entry("100644", ""), entry("999999", "a"),
		entry("070000", "a"), entry("", "a"), entry("000000100644", "a")} {
		if _, err := parseFolder([]byte(bad)); err == nil {
			t.Errorf("%q is a folder", bad)
		}
	}
}
