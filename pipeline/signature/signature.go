// Package signature answers one question: do these bytes carry a signature
// that one of these public keys made?
//
// Public keys come in, as people keep them in files: SSH keys in the form of
// authorized_keys (ReadSSH) and OpenPGP keys in armor (ReadPGP). Bytes and an
// armored signature come in, as git writes them (SplitCommit takes a commit
// apart). Out go the key that signed, or an error of a kind that a caller can
// tell apart, with the name of the unknown signer.
//
// The package runs no program, reads no file and knows no time but the one it
// is given. It does not look for keys anywhere, and takes none from a
// signature. Whose keys they are, whether a person may sign, and whether a
// commit says when it was really made, is for the caller to judge. It knows
// neither X.509 nor SSH certificates, nor revocations by somebody else's key.
package signature

import (
	"bytes"
	"time"
)

// Kind is the system that a key or a signature belongs to.
type Kind int8

// The kinds of keys and signatures.
const (
	SSH     Kind = iota + 1 // SSHSIG: PROTOCOL.sshsig of OpenSSH
	OpenPGP                 // version 4 of RFC 4880 and RFC 9580
)

// String is the name of the system.
func (k Kind) String() string {
	switch k {
	case SSH:
		return "SSH"
	case OpenPGP:
		return "OpenPGP"
	}
	return "unknown"
}

// Key is a public key by which Verify knows a signer. An OpenPGP key is a
// primary key with its signing subkeys. A Key is never changed after it is
// read, and may be used by several goroutines.
type Key struct {
	Kind        Kind
	Fingerprint string // SHA256:… as ssh-keygen -l shows it, or 40 hex digits as gpg does
	Name        string // the comment of an SSH key or the first user id; the owner's words, checked by nobody
	Line        int    // where in its file it begins, from 1

	ssh *sshKey
	pgp *certificate
}

// Result says who signed.
type Result struct {
	Kind        Kind
	Key         int       // which of the keys given to Verify, from 0
	Fingerprint string    // of that key, as in Key
	Subkey      string    // 40 hex digits of the OpenPGP subkey that signed, if not the primary key did
	When        time.Time // UTC, by the signer's clock; zero for SSH, which does not say
}

// maxArmored bounds an armored signature, in bytes. The longest of RSA with
// 16,384 bits takes 6 kB in SSHSIG, which holds the key as well.
const maxArmored = 64 << 10

// The first lines of what git puts into a commit.
const (
	sshSignature = "SSH SIGNATURE"
	pgpSignature = "PGP SIGNATURE"
)

// Verify tells which of keys signed text. The signature is detached and in
// armor, and SSH's must be for the namespace "git". An OpenPGP key is judged
// at the time that its signature gives, or at the time at if that is later;
// the time of the commit is meant, and a zero at leaves it to the signature.
//
// The error is an *Error of one of the kinds in this package, or nil if and
// only if the signature holds. Of several OpenPGP signatures in one armor one
// must hold. Time and memory grow with text, which is read at most twice for
// each of them.
func Verify(text, armored []byte, keys []Key, at time.Time) (Result, error) {
	if len(armored) > maxArmored {
		return Result{}, fault(ErrFormat, "", "longer than 64 KiB")
	}
	if len(bytes.TrimSpace(armored)) == 0 {
		return Result{}, fault(ErrUnsigned, "", "")
	}
	b, rest, err := readBlock(armored)
	if err != nil {
		return Result{}, fault(ErrFormat, "", err.Error())
	}
	if len(bytes.Trim(rest, "\r\n")) > 0 {
		return Result{}, fault(ErrFormat, "", "text after the armor")
	}
	switch b.label {
	case sshSignature:
		return verifySSH(text, b, keys)
	case pgpSignature:
		return verifyPGP(text, b, keys, at)
	case "SIGNED MESSAGE", "PKCS7", "CMS":
		return Result{}, fault(ErrUnsupported, "", "X.509")
	}
	return Result{}, fault(ErrFormat, "", "armor of another thing")
}
