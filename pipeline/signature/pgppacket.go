package signature

import (
	"bytes"
	"encoding/binary"
	"errors"

	pgp "github.com/ProtonMail/go-crypto/openpgp/errors"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// raw is an OpenPGP packet as it lies in the bytes (RFC 4880 §4.2). The
// library sees a packet only when it is known what it is and that its lengths
// hold: it takes memory for lengths that nobody checked, and it trusts some
// subpackets not to be empty.
type raw struct {
	tag   byte
	whole []byte // with its header
	body  []byte
}

// The tags (RFC 4880 §4.3) that mean something here.
const (
	tagSignature     = 2
	tagSecretKey     = 5
	tagPublicKey     = 6
	tagSecretSubkey  = 7
	tagUserID        = 13
	tagPublicSubkey  = 14
	tagUserAttribute = 17
)

// The only version that is taken, of keys and of signatures, and the one that
// gpg writes. Version 3 hangs on MD5; 6 is RFC 9580's.
const pgpVersion = 4

var (
	errPackets   = errors.New("bytes that are no OpenPGP packets")
	errSignature = errors.New("broken OpenPGP signature")
	errCritical  = errors.New("OpenPGP signature with a critical part that is not known")
)

// nextPacket splits off the first packet. Lengths that are partial or open are
// for data that flows and have no place in keys and signatures (RFC 4880
// §4.2.2.4).
func nextPacket(data []byte) (p raw, rest []byte, err error) {
	if len(data) < 2 || data[0]&0x80 == 0 {
		return raw{}, nil, errPackets
	}
	var octets, size int
	if data[0]&0x40 != 0 { // the new format, §4.2.2
		p.tag = data[0] & 0x3F
		octets, size = shortLength(data[1:], 224)
	} else { // the old one, §4.2.1
		p.tag = data[0] >> 2 & 0x0F
		octets, size = bigEndian(data[1:], [...]int{1, 2, 4, 0}[data[0]&3])
	}
	head := 1 + octets
	if octets == 0 || size > len(data)-head {
		return raw{}, nil, errPackets
	}
	p.whole, p.body = data[:head+size], data[head:head+size]
	return p, data[head+size:], nil
}

// shortLength reads a length of one, two or five octets. Two octets begin with
// 192 up to end, which is 224 for packets (RFC 4880 §4.2.2) and 255 for
// subpackets (§5.2.3.1). octets is 0 where there is no length.
func shortLength(b []byte, end byte) (octets, size int) {
	switch {
	case len(b) == 0:
		return 0, 0
	case b[0] < 192:
		return 1, int(b[0])
	case b[0] < end && len(b) >= 2:
		return 2, int(b[0]-192)<<8 + int(b[1]) + 192
	case b[0] == 255:
		if octets, size = bigEndian(b[1:], 4); octets > 0 {
			return 5, size
		}
	}
	return 0, 0
}

// bigEndian reads a number of n octets. More than a file of keys can hold is
// no length: it may not fit an int.
func bigEndian(b []byte, n int) (octets, size int) {
	if len(b) < n || n == 0 {
		return 0, 0
	}
	var v uint64
	for _, c := range b[:n] {
		v = v<<8 | uint64(c)
	}
	if v > maxKeyFile {
		return 0, 0
	}
	return n, int(v)
}

// head is what a signature says at its beginning.
type head struct {
	version byte
	kind    byte // the type, RFC 4880 §5.2.1
	algo    byte
	hash    byte
}

// readHead reads the beginning of a signature of any version.
func readHead(body []byte) (h head, ok bool) {
	switch {
	case len(body) >= 4 && body[0] >= 4: // RFC 4880 §5.2.3
		return head{body[0], body[1], body[2], body[3]}, true
	case len(body) >= 17 && body[0] >= 2: // §5.2.2
		return head{body[0], body[2], body[15], body[16]}, true
	}
	return head{}, false
}

// The subpackets (RFC 4880 §5.2.3.1) that the library trusts too far.
const (
	subExportable = 4
	subEmbedded   = 32
)

// checkSignature checks the lengths within a signature of version 4: two areas
// of subpackets and something behind them. One signature may stand in another,
// that of a subkey in its binding, but no third in that.
func checkSignature(body []byte, embedded bool) bool {
	if len(body) < 6 || body[0] != pgpVersion {
		return false
	}
	rest := body[4:]
	for range 2 { // signed, and not signed
		if len(rest) < 2 {
			return false
		}
		n := int(binary.BigEndian.Uint16(rest))
		if rest = rest[2:]; n > len(rest) || !checkSubpackets(rest[:n], embedded) {
			return false
		}
		rest = rest[n:]
	}
	return len(rest) > 2
}

func checkSubpackets(area []byte, embedded bool) bool {
	for len(area) > 0 {
		octets, size := shortLength(area, 255)
		if octets == 0 || size == 0 || size > len(area)-octets {
			return false
		}
		sub := area[octets : octets+size]
		area = area[octets+size:]
		switch sub[0] & 0x7F {
		case subExportable:
			if size != 2 {
				return false
			}
		case subEmbedded:
			if embedded || !checkSignature(sub[1:], true) {
				return false
			}
		}
	}
	return true
}

// parseSignature has the library read a signature of version 4. The error is
// errCritical for a critical subpacket that the library does not know (RFC 4880
// §5.2.3.1) and for a critical notation, for none is known here (§5.2.3.16).
func parseSignature(p raw) (*packet.Signature, error) {
	if !checkSignature(p.body, false) {
		return nil, errSignature
	}
	parsed, err := packet.Read(bytes.NewReader(p.whole))
	if errors.As(err, new(pgp.UnsupportedError)) {
		return nil, errCritical
	}
	sig, ok := parsed.(*packet.Signature)
	if err != nil || !ok {
		return nil, errSignature
	}
	for _, n := range sig.Notations {
		if n.IsCritical {
			return nil, errCritical
		}
	}
	return sig, nil
}

// The algorithms of keys that sign: RFC 4880 §9.1, RFC 6637 §5 and RFC 9580
// §9.1. DSA is left out with SHA-1.
const (
	algoRSA     = 1
	algoRSASign = 3
	algoDSA     = 17
	algoECDSA   = 19
	algoEdDSA   = 22
	algoEd25519 = 27
	algoEd448   = 28
)

func signingAlgo(algo byte) bool {
	switch algo {
	case algoRSA, algoRSASign, algoECDSA, algoEdDSA, algoEd25519, algoEd448:
		return true
	}
	return false
}

// strength is how far a hash (RFC 4880 §9.4) can be trusted.
type strength int8

const (
	unknownHash strength = iota
	weakHash             // MD5, SHA-1, RIPEMD-160
	strongHash           // SHA-256, SHA-384, SHA-512
)

func hashStrength(id byte) strength {
	switch id {
	case 1, 2, 3:
		return weakHash
	case 8, 9, 10:
		return strongHash
	}
	return unknownHash
}
