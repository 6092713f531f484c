package signature

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// Bounds of a file of OpenPGP keys.
const (
	maxPackets = 16384 // in one armor; a MiB of signatures is fewer
	maxSubkeys = 64
	maxChecks  = 256  // self-signatures that are computed, each in milliseconds (BenchmarkReadPGPAtWorst)
	maxPGPBits = 8192 // of RSA; gpg makes no longer ones
)

// ReadPGP reads public keys from one or more armors of the type PGP PUBLIC KEY
// BLOCK; empty lines and lines that begin with # may stand between. A key that
// stands there twice is put together, so that no revocation is lost. A key is
// taken with the signing subkeys that are bound to it in both directions, by
// signatures with a hash better than SHA-1. Whether it had expired or was
// revoked depends on the time and is for Verify to say. What is not taken is a
// fault. A file of more than 1 MiB, or with more than 256 signatures of its keys
// on themselves, has no keys and a fault; keys from the 65th on are a fault.
func ReadPGP(data []byte) (keys []Key, faults []Fault) {
	if len(data) > maxKeyFile {
		return nil, []Fault{{1, TooLarge, "file of more than 1 MiB"}}
	}
	r := &keyReader{}
	data = bytes.TrimPrefix(data, []byte("\uFEFF")) // editors of Windows put it there
	for n := 1; len(data) > 0; {
		l, next := line(data)
		switch {
		case beginsPrivate(l):
			r.fault(n, PrivateKey, "")
			return r.keys()
		case bytes.HasPrefix(l, []byte(armorBegin)):
			b, rest, err := readBlock(data)
			if err != nil {
				r.fault(n, BadArmor, err.Error())
				return r.keys()
			}
			r.block(b, n)
			next = rest
		case len(l) > 0 && l[0] != '#':
			r.fault(n, BadArmor, "text outside of the armor")
			return r.keys()
		}
		n += bytes.Count(data[:len(data)-len(next)], []byte("\n"))
		data = next
	}
	return r.keys()
}

// keyReader puts certificates together from packets.
type keyReader struct {
	certs  []*certificate // in the order of the file
	faults []Fault
	checks int

	// Where the next signature belongs.
	cert *certificate // nil where packets are passed over
	sub  *subkey
	id   *string // of a user; nil behind a user attribute
	line int
}

func (r *keyReader) fault(line int, kind FaultKind, detail string) {
	r.faults = append(r.faults, Fault{line, kind, detail})
}

// block reads one armor. A block with a packet that cannot be split off is
// left out whole, for what it was to say of its keys is not known.
func (r *keyReader) block(b block, line int) {
	if b.label != "PGP PUBLIC KEY BLOCK" {
		r.fault(line, BadArmor, "armor of another thing")
		return
	}
	var all []raw
	for rest := b.data; len(rest) > 0; {
		p, next, err := nextPacket(rest)
		if err != nil {
			r.fault(line, BadKey, err.Error())
			return
		}
		if p.tag == tagSecretKey || p.tag == tagSecretSubkey {
			r.fault(line, PrivateKey, "")
			return
		}
		if len(all) == maxPackets {
			r.fault(line, TooLarge, "more than 16,384 packets")
			return
		}
		all, rest = append(all, p), next
	}
	r.line, r.cert, r.sub, r.id = line, nil, nil, nil
	for _, p := range all {
		r.packet(p)
	}
}

// packet takes one packet: keys and user ids say what the signatures behind
// them are about (RFC 4880 §11.1).
func (r *keyReader) packet(p raw) {
	switch p.tag {
	case tagPublicKey:
		r.primary(p)
	case tagPublicSubkey:
		r.sub, r.id = nil, nil
		if r.cert != nil {
			r.subkey(p)
		}
	case tagUserID:
		id := string(p.body)
		r.sub, r.id = nil, &id
	case tagUserAttribute:
		r.sub, r.id = nil, nil
	case tagSignature:
		if r.cert != nil {
			r.signature(p)
		}
	}
}

func (r *keyReader) primary(p raw) {
	r.cert, r.sub, r.id = nil, nil, nil
	key, kind, err := parseKey(p)
	if err != nil {
		r.fault(r.line, kind, err.Error())
		return
	}
	for _, c := range r.certs {
		if bytes.Equal(c.primary.key.Fingerprint, key.Fingerprint) {
			r.cert = c
			return
		}
	}
	if len(r.certs) == maxKeys {
		r.fault(r.line, TooLarge, "more than 64 keys")
		return
	}
	r.cert = &certificate{line: r.line, primary: subkey{key: key}}
	r.certs = append(r.certs, r.cert)
}

// subkey takes a subkey that could sign. Others, for encryption, are passed
// over with their signatures and are no fault.
func (r *keyReader) subkey(p raw) {
	if len(p.body) < 6 || p.body[0] == pgpVersion && !signingAlgo(p.body[5]) && p.body[5] != algoDSA {
		return
	}
	key, kind, err := parseKey(p)
	if err != nil {
		r.fault(r.line, kind, "subkey: "+err.Error())
		return
	}
	for _, s := range r.cert.subkeys {
		if bytes.Equal(s.key.Fingerprint, key.Fingerprint) {
			r.sub = s
			return
		}
	}
	if len(r.cert.subkeys) == maxSubkeys {
		r.fault(r.line, TooLarge, "more than 64 subkeys")
		return
	}
	r.sub = &subkey{key: key}
	r.cert.subkeys = append(r.cert.subkeys, r.sub)
}

// parseKey has the library read a key that may sign. kind is that of the fault.
func parseKey(p raw) (key *packet.PublicKey, kind FaultKind, err error) {
	if len(p.body) < 6 {
		return nil, BadKey, errors.New("short OpenPGP key")
	}
	switch version, algo := p.body[0], p.body[5]; {
	case version == 2 || version == 3:
		return nil, WeakKey, errors.New("OpenPGP key of version 3")
	case version != pgpVersion:
		return nil, UnknownType, fmt.Errorf("OpenPGP key of version %d", version)
	case algo == algoDSA:
		return nil, WeakKey, errors.New("DSA")
	case !signingAlgo(algo):
		return nil, UnknownType, fmt.Errorf("OpenPGP algorithm %d", algo)
	}
	parsed, err := packet.Read(bytes.NewReader(p.whole))
	key, ok := parsed.(*packet.PublicKey)
	if err != nil || !ok {
		return nil, BadKey, errors.New("broken OpenPGP key")
	}
	switch k := key.PublicKey.(type) {
	case *rsa.PublicKey:
		if n := k.N.BitLen(); n < minRSABits || n > maxPGPBits {
			return nil, WeakKey, fmt.Errorf("RSA of %d bits", n)
		}
	default:
		if c, err := key.Curve(); err != nil || !strings.HasPrefix(string(c), "P") && !strings.HasPrefix(string(c), "Curve") {
			return nil, UnknownType, fmt.Errorf("curve %s", c)
		}
	}
	return key, 0, nil
}
