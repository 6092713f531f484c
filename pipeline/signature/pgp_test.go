package signature

import (
	"bytes"
	"crypto"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

const publicKeyBlock = "PGP PUBLIC KEY BLOCK"

func TestReadPGP(t *testing.T) {
	m, other := newMaker(t, 1), newMaker(t, 2)
	good := m.self(asis)
	block := string(armored(publicKeyBlock, good))
	second := string(armored(publicKeyBlock, other.self(asis)))
	join := func(parts ...[]byte) string { return string(armored(publicKeyBlock, slices.Concat(parts...))) }
	next := strings.Count(block, "\n") + 1
	key := m.cat(&m.primary.PublicKey)
	v := func(version byte) string {
		b := bytes.Clone(good)
		b[2] = version
		return string(armored(publicKeyBlock, b))
	}
	revoke := other.sig(packet.SigTypeKeyRevocation, 0)
	m.must(revoke.RevokeKey(&m.primary.PublicKey, other.primary, exact()))
	// The own key is named as the maker of what another signed.
	forged := m.cat(&m.primary.PublicKey, revoke)[len(key):]
	copy(forged[bytes.Index(forged, other.primary.Fingerprint):], m.primary.Fingerprint)
	bound := m.sub(other, other.primary, both)
	p, _, err := nextPacket(bound)
	m.must(err)
	subPacket := p.whole
	for _, c := range []struct{ name, in, want string }{
		{"one", block, "1 <Zhang <zhang@example.org>>"},
		{"comments", "# 张宁\n\n" + block + "\n# end", "3 <Zhang <zhang@example.org>>"},
		{"of Windows", "\uFEFF" + strings.ReplaceAll(block, "\n", "\r\n"), "1 <Zhang <zhang@example.org>>"},
		{"headers and checksum", strings.Replace(strings.Replace(block, "\n\n", "\nVersion: 1\nComment: a\n \n", 1), "-----END", "=abcd\n-----END", 1),
			"1 <Zhang <zhang@example.org>>"},
		{"two", block + "\n" + second, fmt.Sprintf("1 <Zhang <zhang@example.org>>, %d <Zhang <zhang@example.org>>", next+1)},
		{"two in one", join(good, other.self(asis)), "1 <Zhang <zhang@example.org>>, 1 <Zhang <zhang@example.org>>"},
		{"twice is one", block + block, "1 <Zhang <zhang@example.org>>"},
		{"unknown packets", join([]byte{0xCA, 3, 'P', 'G', 'P'}, good, []byte{0xCC, 1, 0}, []byte{0xD1, 1, 0}), "1 <Zhang <zhang@example.org>>"},
		{"text between", block + "张宁\n" + second, fmt.Sprintf("1 <Zhang <zhang@example.org>>, %d BadArmor", next)},
		{"SSH", authorized(1), "1 BadArmor"},
		{"cut off", block + second[:len(second)-10], fmt.Sprintf("1 <Zhang <zhang@example.org>>, %d BadArmor", next)},
		{"cut in packets", join(good[:len(good)-3]), "1 BadKey"},
		{"not packets", join([]byte("text")), "1 BadKey"},
		{"signature", string(armored(pgpSignature, good)), "1 BadArmor"},
		{"private", "# a\n-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "2 PrivateKey"},
		{"private of SSH", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "1 PrivateKey"},
		{"private as public", join(good, []byte{0xC5, 1, 4}), "1 PrivateKey"},
		{"private subkey as public", join(good, []byte{0xC7, 1, 4}), "1 PrivateKey"},
		{"no user, no signature", join(key), "1 NoSelfSignature"},
		{"a user without signature", join(key, []byte{0xCD, 1, 'a'}), "1 NoSelfSignature"},
		{"another's signature", join(key, other.self(asis)[len(key):]), "1 NoSelfSignature"},
		{"another user's signature", join(key, []byte{0xCD, 1, 'a'}, good[len(key)+2+len("Zhang <zhang@example.org>"):]), "1 NoSelfSignature"},
		{"signature behind a picture", join(key, []byte{0xD1, 1, 0}, good[len(key)+2+len("Zhang <zhang@example.org>"):]), "1 NoSelfSignature"},
		{"no user but its own word", join(key, m.direct(0, asis)), "1 <>"},
		{"not for signing", join(m.self(func(s *packet.Signature) { s.FlagSign = false })), "1 NoSigningKey"},
		{"critical notation", join(m.self(func(s *packet.Signature) {
			s.Notations = []*packet.Notation{{Name: "a@example.org", IsCritical: true}}
		})), "1 NoSelfSignature"},
		{"subkey for encryption", join(good, []byte{0xCE, 6, 4, 0, 0, 0, 0, 18}, bound[len(subPacket):]), "1 <Zhang <zhang@example.org>>"},
		{"subkey twice", join(good, bound, bound), "1 <Zhang <zhang@example.org>>"},
		{"subkey unbound", join(good, subPacket), "1 <Zhang <zhang@example.org>>"},
		{"subkey of DSA", join(good, []byte{0xCE, 6, 4, 0, 0, 0, 0, 17}), "1 WeakKey, 1 <Zhang <zhang@example.org>>"},
		{"subkey of version 6", join(good, []byte{0xCE, 6, 6, 0, 0, 0, 0, 27}), "1 UnknownType, 1 <Zhang <zhang@example.org>>"},
		{"subkey cut off", join(good, []byte{0xCE, 6, 4, 0, 0, 0, 0, 27}), "1 BadKey, 1 <Zhang <zhang@example.org>>"},
		{"subkey before all", join(bound, good), "1 <Zhang <zhang@example.org>>"},
		{"key of a byte", join([]byte{0xC6, 1, 4}), "1 BadKey"},
		{"revoked by nobody", join(key, forged, good[len(key):]), "1 ForeignRevocation, 1 <Zhang <zhang@example.org>>"},
		{"signature of version 3", join(good, []byte{0xC2, 19, 3, 5, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0}), "1 <Zhang <zhang@example.org>>"},
		{"signature of a byte", join(good, []byte{0xC2, 1, 4}), "1 <Zhang <zhang@example.org>>"},
		{"version 3", v(3), "1 WeakKey"},
		{"version 5", v(5), "1 UnknownType"},
		{"version 6", v(6), "1 UnknownType"},
		{"revoked by another", join(key, m.cat(revoke), good[len(key):]), "1 ForeignRevocation, 1 <Zhang <zhang@example.org>>"},
		{"large", strings.Repeat("\n", maxKeyFile+1), "1 TooLarge"},
		{"empty", "", ""},
	} {
		keys, faults := ReadPGP([]byte(c.in))
		if have := told(keys, faults); have != c.want {
			t.Errorf("%s: %s, want %s", c.name, have, c.want)
		}
	}
}

// What a key says of itself decides, and of several such words the right one.
func TestKeysAreJudgedByTheirOwnWord(t *testing.T) {
	m, sub, thief := newMaker(t, 1), newMaker(t, 2), newMaker(t, 3)
	good := m.self(asis)
	day := func(n uint32) func(*packet.Signature) {
		return func(s *packet.Signature) { s.KeyLifetimeSecs = ptr(n * 86400) }
	}
	bound := m.sub(sub, sub.primary, both)
	key := m.cat(&m.primary.PublicKey)
	user := good[len(key):]
	later := m.self(func(s *packet.Signature) { s.CreationTime = s.CreationTime.Add(time.Second); day(1)(s) })
	revoke := m.sig(packet.SigTypeKeyRevocation, 100)
	m.must(revoke.RevokeKey(&m.primary.PublicKey, m.primary, exact()))
	for _, c := range []struct {
		name  string
		key   []byte
		sig   []byte
		at    int64 // seconds after born; 0 for none
		want  error
		fault FaultKind
	}{
		{"good", good, m.sign("text", 10, asis), 0, nil, 0},
		{"at its birth", good, m.sign("text", 0, asis), 0, nil, 0},
		{"before its birth", good, m.sign("text", -1, asis), 0, ErrBad, 0},
		{"commit before its birth", good, m.sign("text", 10, asis), -9999, nil, 0},
		{"other text", good, m.sign("test", 10, asis), 0, ErrBad, 0},
		{"no issuer", good, m.bare("text", made(), nil), 0, nil, 0},
		{"no issuer, other text", good, m.bare("test", made(), nil), 0, ErrBad, 0},
		{"no issuer, no key", thief.self(asis), m.bare("text", made(), nil), 0, ErrBad, 0},
		{"a wrong issuer", good, m.bare("text", made(), []byte("\x09\x10abcdefgh")), 0, ErrUnknownKey, 0},
		{"no time", good, m.bare("text", nil, nil), 0, ErrFormat, 0},
		{"time not signed", good, m.bare("text", nil, made()), 0, ErrFormat, 0},
		{"own end, not signed", good, m.bare("text", made(), []byte{5, 3, 0, 0, 0, 1}), 99, nil, 0},
		{"own end", good, m.bare("text", append(made(), 5, 3, 0, 0, 0, 1), nil), 99, ErrExpired, 0},
		{"unknown subpacket", good, m.bare("text", append(made(), 2, 99, 0), nil), 0, nil, 0},
		{"unknown and critical", good, m.bare("text", append(made(), 2, 99|0x80, 0), nil), 0, ErrUnsupported, 0},
		{"empty subpacket", good, m.bare("text", append(made(), 0), nil), 0, ErrFormat, 0},
		{"subpacket too long", good, m.bare("text", append(made(), 2, 99), nil), 0, ErrFormat, 0},
		{"length too long", good, m.bare("text", append(made(), 255, 0, 0), nil), 0, ErrFormat, 0},
		{"length of 4 GB", good, m.bare("text", append(made(), 255, 255, 255, 255, 255, 99), nil), 0, ErrFormat, 0},
		{"long form of a length", good, m.bare("text", append(made(), 255, 0, 0, 0, 2, 99, 0), nil), 0, nil, 0},
		{"exportable, without its byte", good, m.bare("text", append(made(), 1, 4), nil), 0, ErrFormat, 0},
		{"exportable, not signed", good, m.bare("text", made(), []byte{1, 4}), 0, ErrFormat, 0},
		{"a signature in it, broken", good, m.bare("text", append(made(), 2, 32, 4), nil), 0, ErrFormat, 0},
		{"SHA-224", good, m.sign("text", 10, func(s *packet.Signature) { s.Hash = crypto.SHA224 }), 0, ErrUnsupported, 0},
		{"SHA-384", good, m.sign("text", 10, func(s *packet.Signature) { s.Hash = crypto.SHA384 }), 0, nil, 0},
		{"SHA-1", good, m.sign("text", 10, func(s *packet.Signature) { s.Hash = crypto.SHA1 }), 0, ErrWeak, 0},
		{"a certification", good, m.sign("text", 10, func(s *packet.Signature) { s.SigType = packet.SigTypeGenericCert }), 0, ErrUnsupported, 0},

		{"last second", m.self(day(1)), m.sign("text", 86399, asis), 0, nil, 0},
		{"first second after", m.self(day(1)), m.sign("text", 86400, asis), 0, ErrExpired, 0},
		{"commit after", m.self(day(1)), m.sign("text", 10, asis), 86400, ErrExpired, 0},
		{"self-signature ends", m.self(func(s *packet.Signature) { s.SigLifetimeSecs = ptr(uint32(9)) }), m.sign("text", 10, asis), 0, ErrExpired, 0},
		{"self-signature ends later", m.self(func(s *packet.Signature) { s.SigLifetimeSecs = ptr(uint32(11)) }), m.sign("text", 10, asis), 0, nil, 0},
		{"no uses given", m.self(func(s *packet.Signature) { s.FlagsValid, s.FlagSign, s.FlagCertify = false, false, false }), m.sign("text", 10, asis), 0, nil, 0},

		// gpg makes such a word to name a revoker: it gives no term and no uses.
		{"term stays with the user", slices.Concat(m.self(day(1)), m.direct(5, asis)), m.sign("text", 86400, asis), 0, ErrExpired, 0},
		{"term of its own", slices.Concat(m.self(day(1)), m.direct(5, day(3))), m.sign("text", 86400, asis), 0, nil, 0},
		{"shorter term of its own", slices.Concat(m.self(day(3)), m.direct(5, day(1))), m.sign("text", 86400, asis), 0, ErrExpired, 0},
		{"uses of its own", slices.Concat(good, m.direct(5, func(s *packet.Signature) { s.FlagsValid, s.FlagCertify = true, true })),
			m.sign("text", 10, asis), 0, ErrBad, NoSigningKey},

		{"uses stay with the user", slices.Concat(m.self(func(s *packet.Signature) { s.FlagSign = false }), m.direct(5, asis)),
			m.sign("text", 10, asis), 0, ErrBad, NoSigningKey},
		{"newest word first", slices.Concat(later, user), m.sign("text", 86400, asis), 0, ErrExpired, 0},
		{"newest word last", slices.Concat(good, later[len(key):]), m.sign("text", 86400, asis), 0, ErrExpired, 0},
		{"revoked without a reason", slices.Concat(key, m.cat(revoke), user), m.sign("text", 10, asis), 0, ErrRevoked, 0},

		{"subkey", slices.Concat(good, bound), sub.sign("text", 10, asis), 0, nil, 0},
		{"subkey of an ended key", slices.Concat(m.self(day(1)), bound), sub.sign("text", 86400, asis), 0, ErrExpired, 0},
		{"another's subkey, not crossed", slices.Concat(good, m.sub(sub, nil, both)), sub.sign("text", 10, asis), 0, ErrUnknownKey, BadSubkey},
		{"another's subkey, crossed by the thief", slices.Concat(good, m.sub(sub, m.primary, both)), sub.sign("text", 10, asis), 0, ErrUnknownKey, BadSubkey},
		{"subkey bound by SHA-1", slices.Concat(good, m.sub(sub, sub.primary, func(b, c *packet.Signature) { b.Hash = crypto.SHA1 })),
			sub.sign("text", 10, asis), 0, ErrUnknownKey, BadSubkey},
		{"subkey crossed by SHA-1", slices.Concat(good, m.sub(sub, sub.primary, func(b, c *packet.Signature) { c.Hash = crypto.SHA1 })),
			sub.sign("text", 10, asis), 0, ErrUnknownKey, BadSubkey},
		{"subkey without uses", slices.Concat(good, m.sub(sub, sub.primary, func(b, c *packet.Signature) { b.FlagsValid, b.FlagSign = false, false })),
			sub.sign("text", 10, asis), 0, ErrUnknownKey, 0},
		{"subkey of another primary key", slices.Concat(good, thief.sub(sub, sub.primary, both)), sub.sign("text", 10, asis), 0, ErrUnknownKey, 0},
		{"subkey and primary sign", slices.Concat(good, bound), slices.Concat(thief.sign("text", 1, asis), sub.sign("text", 10, asis)), 0, nil, 0},
		{"a bad one before a good one", slices.Concat(good, bound), slices.Concat(m.sign("test", 1, asis), sub.sign("text", 10, asis)), 0, nil, 0},
		{"a bad one and an unknown one", slices.Concat(good, bound), slices.Concat(thief.sign("text", 1, asis), m.sign("test", 1, asis)), 0, ErrBad, 0},
		{"signature and its key", good, slices.Concat(m.sign("text", 10, asis), good), 0, ErrFormat, 0},
		{"key only", good, good, 0, ErrFormat, 0},
		{"a packet to be passed over", good, slices.Concat(m.sign("text", 10, asis), []byte{0xCA, 3, 'P', 'G', 'P'}), 0, ErrFormat, 0},
		{"eight", good, slices.Concat(bytes.Repeat(thief.sign("text", 1, asis), 7), m.sign("text", 10, asis)), 0, nil, 0},
		{"nine", good, slices.Concat(bytes.Repeat(thief.sign("text", 1, asis), 8), m.sign("text", 10, asis)), 0, ErrFormat, 0},
	} {
		keys, faults := ReadPGP(armored(publicKeyBlock, c.key))
		if (len(faults) > 0) != (c.fault != 0) || len(faults) > 0 && faults[0].Kind != c.fault {
			t.Errorf("%s: %v, want %v", c.name, faults, c.fault)
		}
		var at time.Time
		if c.at != 0 {
			at = time.Unix(born+c.at, 0)
		}
		_, err := Verify([]byte("text"), armored(pgpSignature, c.sig), keys, at)
		if c.fault == NoSigningKey {
			c.want = ErrUnknownKey
		}
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// The primary key certifies, a subkey signs: the primary key's own signature
// of a text says nothing then.
func TestKeyMustBeMeantToSign(t *testing.T) {
	m, sub := newMaker(t, 1), newMaker(t, 2)
	certify := func(s *packet.Signature) { s.FlagSign = false }
	keys, _ := ReadPGP(armored(publicKeyBlock, slices.Concat(m.self(certify), m.sub(sub, sub.primary, both))))
	_, err := Verify([]byte("text"), armored(pgpSignature, m.sign("text", 10, asis)), keys, time.Time{})
	var e *Error
	if !errors.As(err, &e) || e.Kind != ErrBad || e.Detail != "key is not meant to sign" {
		t.Errorf("%v", err)
	}
}

// A revocation counts wherever in the file it stands: behind a second copy too.
func TestCopiesOfAKeyArePutTogether(t *testing.T) {
	m := newMaker(t, 1)
	s := m.sig(packet.SigTypeKeyRevocation, 100)
	s.RevocationReason = ptr(packet.KeyRetired)
	s.Hash = crypto.SHA1 // too weak to bind, good enough to give up
	m.must(s.RevokeKey(&m.primary.PublicKey, m.primary, exact()))
	key := m.cat(&m.primary.PublicKey)
	revoked := slices.Concat(key, m.cat(s), m.self(asis)[len(key):])
	for _, file := range [][]byte{revoked, slices.Concat(m.self(asis), revoked), slices.Concat(revoked, m.self(asis))} {
		keys, faults := ReadPGP(armored(publicKeyBlock, file))
		if len(keys) != 1 || len(faults) != 0 {
			t.Fatalf("%d keys, %v", len(keys), faults)
		}
		for after, want := range map[int64]error{99: nil, 100: ErrRevoked} {
			_, err := Verify([]byte("text"), armored(pgpSignature, m.sign("text", after, asis)), keys, time.Time{})
			if !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Errorf("after %d s: %v, want %v", after, err, want)
			}
		}
	}
}

// The name of an unknown key goes into the message.
func TestUnknownOpenPGPKeyIsNamed(t *testing.T) {
	m := newMaker(t, 1)
	_, err := Verify([]byte("text"), armored(pgpSignature, m.sign("text", 10, asis)), nil, time.Time{})
	var e *Error
	if !errors.As(err, &e) || e.Kind != ErrUnknownKey || e.Signer != pgpFingerprint(&m.primary.PublicKey) {
		t.Errorf("%v", err)
	}
	short := testdata(t)["pgp-rsa.sig"] // gpg names the fingerprint too
	if _, err = Verify([]byte("text"), []byte(short), nil, time.Time{}); !errors.As(err, &e) || e.Signer+"\n" != testdata(t)["pgp-rsa.fpr"] {
		t.Errorf("%v", err)
	}
}
