package pdf

import (
	"bytes"
	"crypto/aes"
	modes "crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
)

// secrets are what other writers take from a source of random bytes.
type secrets struct {
	fileKey []byte // 32 bytes
	ivKey   []byte // 32 bytes, for the initialization vectors of streams
	salts   []byte // 4 of 8 bytes: user validation and key, owner validation and key
	filler  []byte // 4 bytes at the end of Perms
}

// deriveSecrets computes the secrets from the passwords, the permissions and
// the seed, and from nothing else: equal input must give an equal file.
//
// The salts are printed in the file, so whoever guesses both passwords can
// compute them and compare. Each guess must therefore cost what a guess costs
// by the standard's own entries, and there the price is Algorithm 2.B. That is
// why the root is made by it and not by a fast hash: its input here is longer
// than it is for U and for O, so that these remain the cheapest things to
// attack. Who knows one password, or the file encryption key, is no nearer to
// the other: all he has are outputs of HKDF (RFC 5869), which does not run
// backwards. The root is uniform already, so only the expansion is needed.
//
// The seed keeps two files with the same passwords apart, as salts do, and no
// table of hashes can be made before a file's contents are known. What this
// gives away that random bytes would not is one thing: that two files are equal,
// in contents, passwords and permissions.
func deriveSecrets(e Encryption, seed []byte) (*secrets, error) {
	if len(seed) < 16 {
		return nil, errors.New("encryption needs a seed of at least 16 bytes")
	}
	in := binary.BigEndian.AppendUint32([]byte("kan: PDF encryption, V 5 R 6\x00"), e.Allow.bits())
	salt := sha512.Sum512(append(in, seed...))
	// The length in front makes (ab, c) another pair than (a, bc).
	pair := append([]byte{byte(len(e.User))}, e.User+e.Owner...)
	root := slowHash(pair, salt[:16], salt[16:]) // 48 bytes at the end, as U is for O

	s := &secrets{}
	for _, part := range []struct {
		to    *[]byte
		label string
		size  int
	}{
		{&s.fileKey, "file encryption key", 32}, {&s.ivKey, "initialization vectors", 32},
		{&s.salts, "salts", 32}, {&s.filler, "Perms", 4},
	} {
		b, err := hkdf.Expand(sha256.New, root, part.label, part.size)
		if err != nil {
			return nil, err
		}
		*part.to = b
	}
	return s, nil
}

// slowHash is Algorithm 2.B of ISO 32000-2 §7.6.4.3.4: 64 rounds and more of AES
// over 64 copies of the input, with a hash chosen by what comes out. It gives 32
// bytes. user is the U entry where the owner password is hashed, else empty.
//
// The standard's text on when to stop is easily read as one round more or less.
// It is here as readers have it: after round 64, counted from 1, the last byte is
// compared with 64-32. The number of rounds is bounded: no byte is above 255, so
// the last is the 287th.
func slowHash(password, salt, user []byte) []byte {
	first := sha256.Sum256(bytes.Join([][]byte{password, salt, user}, nil))
	k := first[:]
	for round := 1; ; round++ {
		e := bytes.Repeat(bytes.Join([][]byte{password, k, user}, nil), 64)
		block, _ := aes.NewCipher(k[:16]) // fails only for other lengths
		modes.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		k = hashByRemainder(e)
		if round >= 64 && int(e[len(e)-1]) <= round-32 {
			return k[:32]
		}
	}
}

// hashByRemainder hashes e with SHA-256, 384 or 512: the remainder of its first
// 16 bytes, a big-endian number, divided by 3 says with which. As 256 leaves 1,
// the sum of the bytes leaves the same.
func hashByRemainder(e []byte) []byte {
	sum := 0
	for _, b := range e[:16] {
		sum += int(b)
	}
	switch sum % 3 {
	case 0:
		h := sha256.Sum256(e)
		return h[:]
	case 1:
		h := sha512.Sum384(e)
		return h[:]
	}
	h := sha512.Sum512(e)
	return h[:]
}
