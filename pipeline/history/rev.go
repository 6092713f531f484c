package history

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// Resolve returns the commit that a revision names, as gitrevisions has it:
// HEAD or @, a tag (also an annotated one), a branch, a remote's branch, a full
// reference, a hash of 4 to 40 digits; behind each any number of ~n, ^n, ^{} and
// ^{commit}. A name goes before a short hash, so that a tag 2026 is itself.
// Reflogs, dates and searches are not understood.
//
// Errors are ErrUnknownRevision with the typed text, ErrShallow when ~ or ^ leads
// over the cut, and those of reading objects.
func (r *Repo) Resolve(rev string) (Commit, error) {
	name, steps := rev, ""
	if i := strings.IndexAny(rev, "^~"); i >= 0 {
		name, steps = rev[:i], rev[i:]
	}
	h, err := r.named(name)
	if err != nil {
		return Commit{}, about(rev, err)
	}
	c, err := r.peel(h)
	for err == nil && steps != "" {
		c, steps, err = r.step(c, steps)
	}
	if err != nil {
		return Commit{}, about(rev, err)
	}
	return c.Commit, nil
}

// unknown is why a revision names no commit; about adds which one.
type unknown string

func (u unknown) Error() string { return string(u) }

func about(rev string, err error) error {
	if why, ok := errors.AsType[unknown](err); ok {
		if why == "" {
			return fmt.Errorf("%w %q", ErrUnknownRevision, rev)
		}
		return fmt.Errorf("%w %q：%s", ErrUnknownRevision, rev, string(why))
	}
	return err
}

// named returns the object that a name stands for, in the order in which git
// looks (gitrevisions, <refname>).
func (r *Repo) named(name string) (plumbing.Hash, error) {
	if name == "@" {
		name = "HEAD"
	}
	if h, ok := parseHash(strings.ToLower(name)); ok {
		return h, nil
	}
	if name == "" || strings.Contains(name, "@{") || strings.ContainsAny(name, ":?*[\\ \x00") {
		return plumbing.ZeroHash, unknown("不支持这种写法")
	}
	for _, form := range []string{"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"} {
		// The library refuses names that lead out of the references; that is no name then.
		ref, err := storer.ResolveReference(r.refs, plumbing.ReferenceName(fmt.Sprintf(form, name)))
		if err == nil && ref.Type() == plumbing.HashReference && !ref.Hash().IsZero() {
			return ref.Hash(), nil
		}
	}
	if name == "HEAD" {
		return plumbing.ZeroHash, unknown("仓库里还没有提交")
	}
	return r.short(name)
}

// maxShort bounds how many objects are looked at for a short hash.
const maxShort = 1000

// short returns the one commit, or tag of one, whose hash begins with so
// many digits: at least 4, git's own least (environment.h, MINIMUM_ABBREV).
func (r *Repo) short(digits string) (plumbing.Hash, error) {
	digits = strings.ToLower(digits)
	if len(digits) < 4 || len(digits) > 40 || strings.Trim(digits, "0123456789abcdef") != "" {
		return plumbing.ZeroHash, unknown("")
	}
	all, err := r.store.withPrefix(digits, maxShort)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	var found []plumbing.Hash
	for _, h := range all {
		switch _, err := r.peel(h); {
		case err == nil:
			found = append(found, h)
		case !errors.As(err, new(unknown)):
			return plumbing.ZeroHash, err
		}
	}
	switch {
	case len(all) == maxShort || len(found) > 1:
		return plumbing.ZeroHash, unknown("有不止一个提交以此开头，请多写几位")
	case len(found) == 0:
		return plumbing.ZeroHash, unknown("")
	}
	return found[0], nil
}

// maxTags bounds tags of tags.
const maxTags = 10

// peel follows tags to the commit that they mark.
func (r *Repo) peel(h plumbing.Hash) (*parsed, error) {
	for range maxTags {
		kind, data, err := r.store.object(h)
		if errors.Is(err, ErrMissing) {
			return nil, unknown("仓库里没有对象 " + h.String())
		}
		if err != nil {
			return nil, err
		}
		switch kind {
		case plumbing.CommitObject:
			return parseCommit(h, data)
		case plumbing.TagObject:
			line, _, _ := bytes.Cut(data, []byte("\n"))
			target, _ := bytes.CutPrefix(line, []byte("object "))
			next, ok := parseHash(string(target))
			if !ok {
				return nil, corrupt(h, errors.New("a tag without its object"))
			}
			h = next
		default:
			return nil, unknown("它不是提交")
		}
	}
	return nil, unknown("标签套得太深")
}

// step takes one suffix of a revision: from the commit c along it.
func (r *Repo) step(c *parsed, steps string) (*parsed, string, error) {
	for _, same := range []string{"^{commit}", "^{}", "^0"} {
		if rest, ok := strings.CutPrefix(steps, same); ok {
			return c, rest, nil
		}
	}
	digits := len(steps) - 1 - len(strings.TrimLeft(steps[1:], "0123456789"))
	n, err := 1, error(nil)
	if digits > 0 {
		n, err = strconv.Atoi(steps[1 : 1+digits])
	}
	rest := steps[1+digits:]
	if err != nil || rest != "" && rest[0] != '^' && rest[0] != '~' {
		return nil, "", unknown("不支持这种写法")
	}
	if steps[0] == '^' {
		c, err = r.parent(c, n)
		return c, rest, err
	}
	for ; n > 0; n-- {
		if c, err = r.parent(c, 1); err != nil {
			return nil, "", err
		}
	}
	return c, rest, nil
}

// parent returns parent n of c, from 1.
func (r *Repo) parent(c *parsed, n int) (*parsed, error) {
	if n > len(c.parents) {
		return nil, unknown("历史没有这么长")
	}
	cut, err := r.shallow()
	if err != nil {
		return nil, err
	}
	if h, _ := parseHash(c.Hash); cut[h] {
		return nil, ErrShallow
	}
	return r.commit(c.parents[n-1])
}
