package signature

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Bounds of a file of keys.
const (
	maxKeyFile = 1 << 20  // bytes; a key that hundreds have certified fits
	maxKeyLine = 16 << 10 // bytes of a line in a file of SSH keys; RSA with 16,384 bits takes 3 kB
	maxKeys    = 64       // of one person
)

// minRSABits is what both kinds of keys need: NIST SP 800-131A lets no one
// sign with less. The library takes no more than 16,384, as ssh-keygen does.
const minRSABits = 2048

// sshKey is a key with the bytes by which a signature names it.
type sshKey struct {
	public ssh.PublicKey
	blob   string // in the wire form of RFC 4253 §6.6
}

// ReadSSH reads public keys in the form of authorized_keys (sshd(8)): one a
// line, of type, base64 and comment; lines that are empty or begin with # are
// passed over. Types are ed25519, RSA from 2048 bits, ECDSA on the three NIST
// curves, and ed25519 and ECDSA of security keys. What is not taken is a
// fault, in the order of lines; a file of more than 1 MiB or 64 keys is one
// fault and no key beyond that.
func ReadSSH(data []byte) (keys []Key, faults []Fault) {
	if len(data) > maxKeyFile {
		return nil, []Fault{{1, TooLarge, "file of more than 1 MiB"}}
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF")) // editors of Windows put it there
	for n := 1; len(data) > 0; n++ {
		var l []byte
		l, data = line(data)
		if l = bytes.TrimLeft(l, " \t"); len(l) == 0 || l[0] == '#' {
			continue
		}
		if len(keys) == maxKeys || len(faults) == maxKeys {
			return keys, append(faults, Fault{n, TooLarge, "more than 64 keys or faults"})
		}
		k, f := readSSHLine(l)
		k.Line, f.Line = n, n
		if f.Kind == 0 && slices.ContainsFunc(keys, func(o Key) bool { return o.ssh.blob == k.ssh.blob }) {
			f.Kind, f.Detail = Twice, k.Fingerprint
		}
		if f.Kind != 0 {
			faults = append(faults, f)
		} else {
			keys = append(keys, k)
		}
		if f.Kind == PrivateKey || f.Kind == BadArmor {
			return keys, faults // its other lines are no faults of their own
		}
	}
	return keys, faults
}

// readSSHLine reads one line, which is not empty. A fault has a kind.
func readSSHLine(l []byte) (k Key, f Fault) {
	if len(l) > maxKeyLine {
		return k, Fault{Kind: TooLarge, Detail: "line of more than 16 KiB"}
	}
	if beginsPrivate(l) {
		return k, Fault{Kind: PrivateKey}
	}
	if bytes.HasPrefix(l, []byte("----")) { // OpenPGP, or SSH in the form of RFC 4716
		return k, Fault{Kind: BadArmor, Detail: "armor among SSH keys"}
	}
	name, rest := word(l)
	if f.Kind = refusedType(name); f.Kind == UnknownType && anyKnownType(rest) {
		f.Kind = Options
	}
	if f.Kind != 0 {
		f.Detail = shown(name)
		return k, f
	}
	base, comment := word(rest)
	blob, err := decodeBase64([]byte(base))
	if err != nil || len(blob) == 0 {
		return k, Fault{Kind: BadBase64}
	}
	public, err := ssh.ParsePublicKey(blob)
	if err != nil || public.Type() != name || !bytes.Equal(public.Marshal(), blob) {
		return k, Fault{Kind: BadKey, Detail: shown(name)}
	}
	if bits := rsaBits(public); bits > 0 && bits < minRSABits {
		return k, Fault{Kind: WeakKey, Detail: fmt.Sprintf("RSA of %d bits", bits)}
	}
	return Key{Kind: SSH, Fingerprint: sshFingerprint(blob), Name: shown(string(comment)), ssh: &sshKey{public, string(blob)}}, f
}

// word splits off what stands before the first white space.
func word(l []byte) (first string, rest []byte) {
	i := bytes.IndexAny(l, " \t")
	if i < 0 {
		return string(l), nil
	}
	return string(l[:i]), bytes.Trim(l[i:], " \t")
}

// refusedType is why keys of a type are not taken, or 0.
func refusedType(name string) FaultKind {
	switch {
	case knownType(name):
		return 0
	case name == ssh.InsecureKeyAlgoDSA:
		return WeakKey
	case isCertificate(name):
		return CertificateKey
	}
	return UnknownType
}

func knownType(name string) bool {
	switch name {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoRSA, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521,
		ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256:
		return true
	}
	return false
}

// isCertificate knows the names of PROTOCOL.certkeys.
func isCertificate(name string) bool { return strings.HasSuffix(name, "-cert-v01@openssh.com") }

// anyKnownType tells whether a key begins later in the line, after options or,
// as in a file of allowed signers, after names.
func anyKnownType(l []byte) bool {
	for f := range bytes.FieldsSeq(l) {
		if knownType(string(f)) {
			return true
		}
	}
	return false
}

// rsaBits is the length of an RSA modulus, or 0 for other keys.
func rsaBits(public ssh.PublicKey) int {
	if c, ok := public.(ssh.CryptoPublicKey); ok {
		if r, ok := c.CryptoPublicKey().(*rsa.PublicKey); ok {
			return r.N.BitLen()
		}
	}
	return 0
}

// sshFingerprint is the name that ssh-keygen -l gives a key.
func sshFingerprint(blob []byte) string {
	sum := sha256.Sum256(blob)
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
}

// shown is text of a file for a message: valid UTF-8 of at most 80 characters.
func shown(s string) string {
	r := []rune(strings.ToValidUTF8(s[:min(len(s), 400)], "\uFFFD"))
	return string(r[:min(len(r), 80)])
}
