package signature

import (
	"bytes"
	"encoding/base64"
	"errors"
)

// block is what stands in one armor: RFC 4880 §6.2, and PROTOCOL.sshsig, which
// has the same lines without headers and checksum.
type block struct {
	label string // between BEGIN and the dashes
	data  []byte
}

// The library's reader passes over text before an armor and cannot tell what
// comes after it; signatures have to be strict in both, so this one is ours.
const (
	armorBegin = "-----BEGIN "
	armorEnd   = "-----END "
	armorDash  = "-----"
)

// maxArmorLine bounds a line; writers break at 64, 70 or 76.
const maxArmorLine = 1024

var (
	errNoArmor    = errors.New("no armor")
	errArmorCut   = errors.New("armor without its last line")
	errArmorLine  = errors.New("line too long")
	errArmorHead  = errors.New("line in the armor's head that is no header")
	errArmorData  = errors.New("armor is not base64")
	errArmorLabel = errors.New("armor ends as another thing than it began")
)

// line splits off the first line, without its end and without the white space
// that RFC 4880 §6.2 allows there.
func line(text []byte) (first, rest []byte) {
	first, rest, _ = bytes.Cut(text, []byte("\n"))
	return bytes.TrimRight(first, " \t\r"), rest
}

// readBlock reads the armor that text must begin with. rest is what follows
// its last line.
func readBlock(text []byte) (b block, rest []byte, err error) {
	first, rest := line(text)
	label, ok := bytes.CutPrefix(first, []byte(armorBegin))
	if label, ok = cutSuffix(label, ok); !ok || len(label) > 64 {
		return block{}, text, errNoArmor
	}
	b.label = string(label)
	if b.label != sshSignature {
		if rest, err = skipHeaders(rest); err != nil {
			return block{}, rest, err
		}
	}
	var base []byte
	for {
		if len(rest) == 0 {
			return block{}, rest, errArmorCut
		}
		var l []byte
		l, rest = line(rest)
		if len(l) > maxArmorLine {
			return block{}, rest, errArmorLine
		}
		if end, ok := bytes.CutPrefix(l, []byte(armorEnd)); ok {
			if string(end) != b.label+armorDash {
				return block{}, rest, errArmorLabel
			}
			break
		}
		base = append(base, l...)
	}
	b.data, err = decodeArmor(base, b.label)
	return b, rest, err
}

// beginsPrivate tells whether a secret key begins in this line, of whatever kind.
func beginsPrivate(l []byte) bool {
	return bytes.HasPrefix(l, []byte(armorBegin)) && bytes.Contains(l, []byte("PRIVATE KEY"))
}

func cutSuffix(label []byte, ok bool) ([]byte, bool) {
	if !ok {
		return nil, false
	}
	return bytes.CutSuffix(label, []byte(armorDash))
}

// skipHeaders passes over “Version: …” and the empty line behind them. Nobody
// signs headers, so nobody may believe them.
func skipHeaders(text []byte) (rest []byte, err error) {
	for len(text) > 0 {
		var l []byte
		l, text = line(text)
		switch {
		case len(l) == 0:
			return text, nil
		case len(l) > maxArmorLine:
			return text, errArmorLine
		case !bytes.Contains(l, []byte(":")):
			return text, errArmorHead
		}
	}
	return nil, errArmorCut
}

// decodeArmor decodes the lines of an armor put together. The checksum of
// OpenPGP, '=' and four characters, must not be a reason to refuse anything
// (RFC 9580 §6.1) and is left out.
func decodeArmor(base []byte, label string) ([]byte, error) {
	if n := len(base) - 5; label != sshSignature && n >= 4 && n%4 == 0 && base[n] == '=' {
		base = base[:n]
	}
	data, err := decodeBase64(base)
	if err != nil || len(data) == 0 {
		return nil, errArmorData
	}
	return data, nil
}

// decodeBase64 decodes base64 that there is one way to write. The library's
// decoder passes over ends of lines within it even when it is strict.
func decodeBase64(base []byte) ([]byte, error) {
	if bytes.ContainsAny(base, "\r\n") {
		return nil, errArmorData
	}
	return base64.StdEncoding.Strict().AppendDecode(nil, base)
}
