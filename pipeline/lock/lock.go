// Package lock writes and reads the locks of closed issues: what was printed,
// out of which files, and what came out.
//
// A lock lies beside its manifest (012.lock.yaml). In goes a Lock; out goes the
// text of the file, the same for the same Lock; reading gives the Lock back with
// the place of every input, so that a complaint can name its line. A lock is
// written by the program alone: one that somebody edited is an error. The
// package does not look at any of the files a lock names.
package lock

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"time"

	"kan/pipeline/date"
	"kan/pipeline/source"
)

// Lock is the record of a closed issue.
type Lock struct {
	File    *source.File // nil before it is written
	Issue   string       // series/year/number
	Number  int
	Total   int // running total of the series
	Date    date.Date
	Commit  string    // on which the issue was closed
	Time    time.Time // that the files carry, UTC
	Tool    string    // the program and its version
	Inputs  []Input
	Outputs []Output
	Digest  string // of all the above but the outputs, which have it in them; Text computes it
}

// Role says what an input was for.
type Role string

// The roles of inputs.
const (
	Manifest Role = "manifest"
	Report   Role = "report"
	Image    Role = "image"
	Registry Role = "registry"
	Style    Role = "style"
	Font     Role = "font"
)

// Input is a file an issue was made of. BuiltIn means the one that the program
// carries.
type Input struct {
	Role    Role
	Path    string // slash-separated, below the repository; of a built-in file below the program's root
	Blob    string // its name in Git, see BlobAs: 40 hexadecimal digits
	Printed string // of a report: hash of what is printed of it, 64 digits
	BuiltIn bool
	Span    source.Span // of its line, once it was read
}

// Output is a file that came out.
type Output struct {
	Path   string // below the output folder
	Bytes  int64
	SHA256 string
	Span   source.Span
}

// Suffix is how the names of locks end.
const Suffix = ".lock.yaml"

// Path is where the lock of an issue lies, whose manifest is that file.
func Path(manifest string) string { return strings.TrimSuffix(manifest, ".yaml") + Suffix }

// BlobAs is the name Git gives to a file of the repository. A text is named as it is
// with the line ends of Git: one that Git for Windows has checked out is the same
// file. Pictures and fonts are taken byte by byte.
func BlobAs(name string, text []byte) string {
	switch path.Ext(name) {
	case ".md", ".yaml", ".mailmap", ".pub", ".asc":
		text = lineEnds(text)
	}
	return BlobOf(text)
}

// IsBlob tells whether a file with that text is the one that Git names so, however
// its lines end here or there.
func IsBlob(name string, text []byte, hash string) bool {
	return BlobAs(name, text) == hash || BlobOf(text) == hash
}

// lineEnds turns the line ends of Windows into those of Git.
func lineEnds(text []byte) []byte {
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}

// BlobOf is the name Git gives to a file with that text.
func BlobOf(text []byte) string {
	h := sha1.New()
	fmt.Fprintf(h, "blob %d\x00", len(text))
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil))
}

// heading is the first line of every lock.
const heading = "# 定稿记录，由 kan issue close 写出；不要手改，改了就不作数。\n"

// Text writes l as a file and sets its Digest, which stands in it. The files
// that come out carry the digest, so it cannot be of them too: they have a seal
// of their own, the hash of all that stands above it.
func (l *Lock) Text() []byte {
	var b strings.Builder
	b.WriteString(heading)
	fmt.Fprintf(&b, "issue: %s\nnumber: %d\ntotal: %d\ndate: %s\ncommit: %s\ntime: %s\ntool: %s\ninputs:\n",
		quoted(l.Issue), l.Number, l.Total, l.Date, quoted(l.Commit), quoted(l.Time.UTC().Format(time.RFC3339)), quoted(l.Tool))
	for _, i := range l.Inputs {
		fmt.Fprintf(&b, "  - {role: %s, path: %s, blob: %s", i.Role, quoted(i.Path), quoted(i.Blob))
		if i.Printed != "" {
			fmt.Fprintf(&b, ", printed: %s", quoted(i.Printed))
		}
		if i.BuiltIn {
			b.WriteString(", builtin: true")
		}
		b.WriteString("}\n")
	}
	l.Digest = digest(b.String())
	fmt.Fprintf(&b, "digest: %s\noutputs:\n", quoted(l.Digest))
	for _, o := range l.Outputs {
		fmt.Fprintf(&b, "  - {path: %s, bytes: %d, sha256: %s}\n", quoted(o.Path), o.Bytes, quoted(o.SHA256))
	}
	fmt.Fprintf(&b, "seal: %s\n", quoted(digest(b.String())))
	return []byte(b.String())
}

// digest is the hash of the lines above it.
func digest(above string) string {
	sum := sha256.Sum256([]byte(above))
	return hex.EncodeToString(sum[:])
}

// quoted is a YAML string in double quotes; what is not printable is escaped in
// a way that YAML and Go share.
func quoted(s string) string { return fmt.Sprintf("%q", s) }
