package history

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// signatureHeader is the header of a commit that holds its signature, OpenPGP
// or SSH, in armor; the lines after the first begin with a blank (git's
// signature-format.txt).
const signatureHeader = "gpgsig"

// Payload returns what a signature of the commit signs, and the signature in
// its armor, nil when the commit has none. The hash is 40 hexadecimal digits.
//
// What is signed is the commit without its signatures, whichever hash they are
// for (commit.c, parse_buffer_signed_by_header). Whoever wrote two signatures
// into one commit gets both back, one behind the other, as git gives them to
// the verifier. The text is the object's own bytes: its hash is verified, and the
// encoding is not touched.
func (r *Repo) Payload(hash string) (text, signature []byte, err error) {
	h, ok := parseHash(hash)
	if !ok {
		return nil, nil, fmt.Errorf("%w：%q", ErrUnknownRevision, hash)
	}
	kind, data, err := r.store.object(h)
	if err != nil {
		return nil, nil, err
	}
	if kind != plumbing.CommitObject {
		return nil, nil, corrupt(h, errors.New("not a commit"))
	}
	text, signature = splitSignature(data)
	return text, signature, nil
}

// splitSignature takes the signatures out of the bytes of a commit.
func splitSignature(data []byte) (text, signature []byte) {
	header, _ := splitMessage(data)
	ours, others := false, false // in a signature that is handed out, in one that is only dropped
	for line := range bytes.Lines(header) {
		next, goesOn := bytes.CutPrefix(line, []byte(" "))
		if !goesOn {
			key, value, _ := bytes.Cut(line, []byte(" "))
			ours, others = string(key) == signatureHeader, bytes.HasPrefix(key, []byte(signatureHeader))
			next = value
		}
		switch {
		case ours:
			signature = append(signature, next...)
		case !others:
			text = append(text, line...)
		}
	}
	return append(text, data[len(header):]...), signature
}

// Blob returns the content of a file by its hash, which must not be changed.
// One of more than 128 MiB is ErrTooLarge.
func (r *Repo) Blob(hash string) ([]byte, error) {
	h, ok := parseHash(hash)
	if !ok {
		return nil, fmt.Errorf("%w：%q", ErrMissing, hash)
	}
	return r.blob(h)
}

func (r *Repo) blob(h plumbing.Hash) ([]byte, error) {
	kind, data, err := r.store.object(h)
	if err == nil && kind != plumbing.BlobObject {
		err = corrupt(h, errors.New("not a file"))
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}
