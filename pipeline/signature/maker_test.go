package signature

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/ed25519"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// born is when the keys made here were.
const born = 1700000000

// maker makes OpenPGP packets that no program would make.
type maker struct {
	t       testing.TB
	primary *packet.PrivateKey
}

func newMaker(t testing.TB, n byte) maker {
	key, err := ed25519.GenerateKey(bytes.NewReader(bytes.Repeat([]byte{n}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	return maker{t, packet.NewSignerPrivateKey(time.Unix(born, 0), key)}
}

func ptr[T any](v T) *T { return &v }

// exact keeps the library from putting random bytes into a signature, which it
// cannot for SHA-1.
func exact() *packet.Config {
	return &packet.Config{NonDeterministicSignaturesViaNotation: packet.BoolPointer(false)}
}

// sig is a signature that is not yet made.
func (m maker) sig(kind packet.SignatureType, after int64) *packet.Signature {
	return &packet.Signature{Version: 4, SigType: kind, PubKeyAlgo: m.primary.PubKeyAlgo, Hash: crypto.SHA256,
		CreationTime: time.Unix(born+after, 0), IssuerKeyId: &m.primary.KeyId}
}

func (m maker) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// cat writes packets one behind the other.
func (m maker) cat(parts ...interface{ Serialize(io.Writer) error }) []byte {
	m.t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		m.must(p.Serialize(&b))
	}
	return b.Bytes()
}

// self is the primary key, and a user id with a signature that change changes.
func (m maker) self(change func(*packet.Signature)) []byte {
	m.t.Helper()
	id := packet.NewUserId("Zhang", "", "zhang@example.org")
	s := m.sig(packet.SigTypePositiveCert, 0)
	s.FlagsValid, s.FlagSign, s.FlagCertify = true, true, true
	change(s)
	m.must(s.SignUserId(id.Id, &m.primary.PublicKey, m.primary, exact()))
	return m.cat(&m.primary.PublicKey, id, s)
}

// direct is a signature of the primary key on itself.
func (m maker) direct(after int64, change func(*packet.Signature)) []byte {
	m.t.Helper()
	s := m.sig(packet.SigTypeDirectSignature, after)
	change(s)
	m.must(s.SignDirectKeyBinding(&m.primary.PublicKey, m.primary, exact()))
	return m.cat(s)
}

// sub is a signing subkey of the primary key: of another maker's key, crossed
// by whoever is asked to. change changes both signatures.
func (m maker) sub(other maker, cross *packet.PrivateKey, change func(binding, crossed *packet.Signature)) []byte {
	m.t.Helper()
	key := other.primary.PublicKey
	key.IsSubkey = true
	s, e := m.sig(packet.SigTypeSubkeyBinding, 0), other.sig(packet.SigTypePrimaryKeyBinding, 0)
	s.FlagsValid, s.FlagSign = true, true
	change(s, e)
	if cross != nil {
		m.must(e.CrossSignKey(&key, &m.primary.PublicKey, cross, exact()))
		s.EmbeddedSignature = e
	}
	m.must(s.SignKey(&key, m.primary, exact()))
	return m.cat(&key, s)
}

func both(binding, crossed *packet.Signature) {}

// sign signs text.
func (m maker) sign(text string, after int64, change func(*packet.Signature)) []byte {
	m.t.Helper()
	s := m.sig(packet.SigTypeBinary, after)
	change(s)
	h, err := s.PrepareSign(exact())
	m.must(err)
	h.Write([]byte(text))
	m.must(s.Sign(h, m.primary, exact()))
	return m.cat(s)
}

// bare is a signature of text by hand, with these subpackets signed and those
// not, and right in all else.
func (m maker) bare(text string, signed, unsigned []byte) []byte {
	body := append([]byte{4, 0, algoEd25519, 8, byte(len(signed) >> 8), byte(len(signed))}, signed...)
	h := sha256.New()
	h.Write([]byte(text))
	h.Write(body)
	h.Write([]byte{4, 0xFF, 0, 0, byte(len(body) >> 8), byte(len(body))})
	sum := h.Sum(nil)
	sig, err := ed25519.Sign(m.primary.PrivateKey.(*ed25519.PrivateKey), sum)
	m.must(err)
	body = append(append(body, byte(len(unsigned)>>8), byte(len(unsigned))), unsigned...)
	body = append(append(body, sum[:2]...), sig...)
	return append([]byte{0xC2, 0xFF, 0, 0, byte(len(body) >> 8), byte(len(body))}, body...)
}

// made is the subpacket of the time that a signature was made.
func made() []byte { return binary.BigEndian.AppendUint32([]byte{5, 2}, born+10) }

func asis(*packet.Signature) {}
