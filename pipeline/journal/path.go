package journal

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxPath      = 1024 // bytes
	maxDepth     = 32   // elements of a path
	maxTitle     = 1024 // bytes
	stagedPrefix = ".kan-"
)

// checkPath refuses what is no plain path below the root on every system, and
// what leads to where no change may go. A list that somebody made up, with the
// right sums, must not write a hook into .git.
func checkPath(name string) error {
	bad := func(why string) error { return fmt.Errorf("%q：%w: %s", name, ErrRefused, why) }
	if !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)) ||
		len(name) > maxPath || strings.Count(name, "/") >= maxDepth {
		return bad("not a path below the root")
	}
	if !plain(name) || strings.ContainsAny(name, `\:`) {
		// On Windows a backslash is a slash, and .git::$INDEX_ALLOCATION is .git.
		return bad("a character that not every system has in paths")
	}
	for element := range strings.SplitSeq(name, "/") {
		lower := strings.ToLower(element)
		switch {
		case strings.TrimRight(element, " .") != element: // Windows drops them
			return bad("a name that ends in a full stop or a space")
		case lower == ".git" || strings.HasPrefix(lower, "git~"): // its short name on Windows
			return bad("a folder of Git")
		case strings.HasPrefix(lower, stagedPrefix):
			return bad("a name of the journal's own")
		}
	}
	return nil
}

// plain tells whether text can be shown: valid UTF-8 without control
// characters, and without those that are not seen, which some file systems
// ignore in names.
func plain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
	})
}

// ancestors are the folders above a path that checkPath lets pass, without the
// root, from the top.
func ancestors(name string) (list []string) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		list = append(list, dir)
	}
	slices.Reverse(list)
	return list
}

// inside tells whether two paths are the same or one lies below the other, on a
// system that does not tell capital letters from small ones.
func inside(a, b string) bool {
	a, b = strings.ToLower(a)+"/", strings.ToLower(b)+"/"
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

// checkDisjoint refuses two names for one file, and a file that is also a folder.
// Lists can be long, so it looks names up instead of comparing all with all.
func checkDisjoint(names []string) error {
	seen := map[string]bool{}
	for _, name := range names {
		lower := strings.ToLower(name)
		if seen[lower] {
			return about(name, fmt.Errorf("%w: stands there twice", ErrRefused))
		}
		seen[lower] = true
	}
	for _, name := range names {
		for _, dir := range ancestors(strings.ToLower(name)) {
			if seen[dir] {
				return about(name, fmt.Errorf("%w: a file above it is changed too", ErrRefused))
			}
		}
	}
	return nil
}
