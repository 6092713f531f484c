package history

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// parsed is a commit as it is read, with hashes in their short form.
type parsed struct {
	Commit
	tree    plumbing.Hash
	parents []plumbing.Hash
}

// maxLine bounds names, addresses and subjects, since a Log holds those of all
// commits.
const maxLine = 1 << 10

// commit reads a commit.
func (r *Repo) commit(h plumbing.Hash) (*parsed, error) {
	kind, data, err := r.store.object(h)
	if err != nil {
		return nil, err
	}
	if kind != plumbing.CommitObject {
		return nil, corrupt(h, errors.New("not a commit"))
	}
	return parseCommit(h, data)
}

// parseCommit reads the bytes of a commit (git's commit.c, parse_commit_buffer):
// one line tree, any number of lines parent, author, committer, further headers, an
// empty line, the message. It is strict about hashes and patient about what
// people and old programs wrote.
func parseCommit(h plumbing.Hash, data []byte) (*parsed, error) {
	c := &parsed{Commit: Commit{Hash: h.String()}}
	header, message := splitMessage(data)
	encoding, trees := "", 0
	for line := range bytes.Lines(header) {
		key, value, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), " ")
		switch key {
		case "tree", "parent":
			id, ok := parseHash(value)
			if !ok {
				return nil, corrupt(h, fmt.Errorf("bad line %s in a commit", key))
			}
			if key == "tree" {
				c.tree, c.Tree = id, value
				trees++
			} else {
				c.parents, c.Parents = append(c.parents, id), append(c.Parents, value)
			}
		case "author":
			c.Author = parsePerson(value)
		case "committer":
			c.Committer = parsePerson(value)
		case "encoding":
			encoding = value
		case signatureHeader:
			c.Signed = true
		}
	}
	if trees != 1 {
		return nil, corrupt(h, errors.New("a commit without one tree"))
	}
	decode := decoder(encoding)
	c.Subject = decode(subject(message))
	for _, p := range []*Person{&c.Author, &c.Committer} {
		p.Name, p.Email = decode(p.Name), decode(p.Email)
	}
	return c, nil
}

// splitMessage divides a commit at its first empty line.
func splitMessage(data []byte) (header, message []byte) {
	if i := bytes.Index(data, []byte("\n\n")); i >= 0 {
		return data[:i+1], data[i+2:]
	}
	return data, nil
}

// parsePerson reads “Name <address> seconds +hhmm”, the form of git's ident.c.
func parsePerson(s string) Person {
	open, end := strings.IndexByte(s, '<'), strings.LastIndexByte(s, '>')
	if open < 0 || end < open {
		return Person{Name: strings.TrimSpace(s)}
	}
	p := Person{Name: strings.TrimSpace(s[:open]), Email: strings.TrimSpace(s[open+1 : end])}
	seconds, zone, _ := strings.Cut(strings.TrimSpace(s[end+1:]), " ")
	// Years above 9999 cannot be printed as dates, and are no dates of commits.
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && n >= 0 && n <= 253402300799 {
		p.When = time.Unix(n, 0).In(parseZone(zone))
	}
	return p
}

// parseZone reads +hhmm. What is no offset on earth is taken for UTC: it
// changes how a time is shown, not which time it is.
func parseZone(s string) *time.Location {
	n, err := strconv.Atoi(s)
	minutes := n/100*60 + n%100
	if err != nil || len(s) != 5 || minutes == 0 || minutes < -24*60 || minutes > 24*60 {
		return time.UTC
	}
	return time.FixedZone("", minutes*60)
}

// subject is the first paragraph of a message in one line (git's pretty-formats, %s).
func subject(message []byte) string {
	var words []string
	size := 0
	for line := range bytes.Lines(message) {
		text := strings.TrimSpace(string(line[:min(len(line), 4*maxLine)]))
		if text == "" && len(words) > 0 || size > 4*maxLine {
			break
		}
		if text != "" {
			words = append(words, text)
			size += len(text)
		}
	}
	return strings.Join(words, " ")
}

// decoder turns text of a commit into UTF-8 of bounded length. Old commits of
// Chinese Windows are in GBK and say so (git's i18n.commitEncoding); what is
// in an encoding we do not know keeps what is UTF-8 in it.
func decoder(encoding string) func(string) string {
	chinese := false
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "gbk", "gb2312", "gb18030", "cp936", "euc-cn":
		chinese = true
	}
	return func(s string) string {
		if chinese {
			// GB 18030 contains the others. Its decoder replaces what it cannot read.
			if t, err := simplifiedchinese.GB18030.NewDecoder().String(s); err == nil {
				s = t
			}
		}
		s = strings.ToValidUTF8(s, "\uFFFD")
		if len(s) <= maxLine {
			return s
		}
		cut := maxLine
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		return s[:cut]
	}
}
