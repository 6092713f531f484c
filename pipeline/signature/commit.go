package signature

import "bytes"

// The headers of a commit that hold signatures: gitformat-signature(5). The
// second is for repositories that name their objects by SHA-256.
const (
	headerSignature    = "gpgsig "
	headerSignature256 = "gpgsig-sha256 "
)

// SplitCommit takes a commit apart, as it lies in a repository but without the
// word commit, its length and the zero before it: the text that was signed,
// which is all but the signature, and the armored signature, nil if there is
// none. Text put together from a commit's fields will not do: what a program
// does not know, or knows twice, it would leave out.
func SplitCommit(object []byte) (text, armored []byte, err error) {
	var inside, seen bool
	for rest := object; len(rest) > 0; {
		l := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			l = rest[:i+1]
		}
		switch {
		case l[0] == '\n': // the message is text, whatever it looks like
			return append(text, rest...), armored, nil
		case inside && l[0] == ' ':
			armored = append(armored, l[1:]...)
		case bytes.HasPrefix(l, []byte(headerSignature)):
			if seen {
				return nil, nil, fault(ErrFormat, "", "two signatures in one commit")
			}
			inside, seen = true, true
			armored = append(armored, l[len(headerSignature):]...)
		case bytes.HasPrefix(l, []byte(headerSignature256)):
			return nil, nil, fault(ErrUnsupported, "", "gpgsig-sha256")
		default:
			inside = false
			text = append(text, l...)
		}
		rest = rest[len(l):]
	}
	return text, armored, nil
}
