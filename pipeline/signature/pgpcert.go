package signature

import (
	"crypto"
	"fmt"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// certificate is an OpenPGP key with what it says of itself. Only its own
// signatures are in it, and only such as hold.
type certificate struct {
	primary subkey
	subkeys []*subkey
	name    string // the first user id
	line    int
	weak    bool // it has a self-signature that would hold, were its hash not weak
}

// subkey is a key of a certificate, the primary key too.
type subkey struct {
	key         *packet.PublicKey
	binding     *packet.Signature // the newest: of a user id for the primary key, of the subkey else
	direct      *packet.Signature // the newest of the primary key on itself (RFC 4880 §5.2.1, type 0x1F)
	revocations []revocation
	refused     string // why a binding for signing was not taken, if any
}

// revocation is when a key was given up. A hard one holds for all time: the
// key is in wrong hands, or nobody says that it is not, and who has it can
// write any time into a signature (RFC 9580 §5.2.3.31).
type revocation struct {
	at   int64 // seconds since 1970
	hard bool
}

// signs tells whether the key is meant to sign. Old primary keys do not say
// what they are for; a subkey has to.
func (s *subkey) signs(primary bool) bool {
	says := s.binding
	if s.direct != nil && (says == nil || s.direct.FlagsValid) {
		says = s.direct
	}
	return says != nil && (says.FlagSign || primary && !says.FlagsValid)
}

// ends is the second from which the key is no longer valid, or 0. What the key
// says of itself goes before what it says with a user id, as gpg has it. A term
// ends with the signature that gives it (RFC 4880 §5.2.3.6 and §5.2.3.10).
func (s *subkey) ends() (end int64) {
	says := s.binding
	if s.direct != nil && (says == nil || s.direct.KeyLifetimeSecs != nil) {
		says = s.direct
	}
	if life := says.KeyLifetimeSecs; life != nil && *life > 0 {
		end = s.key.CreationTime.Unix() + int64(*life)
	}
	if own := signatureEnds(says); own > 0 && (end == 0 || own < end) {
		end = own
	}
	return end
}

// signatureEnds is the second from which a signature says no more, or 0.
func signatureEnds(sig *packet.Signature) int64 {
	if life := sig.SigLifetimeSecs; life != nil && *life > 0 {
		return sig.CreationTime.Unix() + int64(*life)
	}
	return 0
}

// judge says what was wrong with the key: a signature gives the second made,
// and now is the same or later.
func (s *subkey) judge(made, now int64) (kind error, detail string) {
	if made < s.key.CreationTime.Unix() {
		return ErrBad, "made before its key"
	}
	for _, r := range s.revocations {
		if r.hard {
			return ErrRevoked, "revoked for all time"
		}
		if r.at <= now {
			return ErrRevoked, day(r.at)
		}
	}
	if end := s.ends(); end > 0 && end <= now {
		return ErrExpired, day(end)
	}
	return nil, ""
}

func day(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(time.DateOnly) }

// signature takes a signature of a certificate to what it is about, if it is
// by the certificate's own key and holds (RFC 4880 §5.2.1).
func (r *keyReader) signature(p raw) {
	h, ok := readHead(p.body)
	if !ok {
		return
	}
	kind := packet.SignatureType(h.kind)
	sig, ours := r.own(p, h)
	if !ours {
		if kind == packet.SigTypeKeyRevocation || kind == packet.SigTypeSubkeyRevocation && r.sub != nil {
			r.fault(r.line, ForeignRevocation, "")
		}
		return
	}
	if r.checks++; r.checks > maxChecks {
		return
	}
	switch kind {
	case packet.SigTypeKeyRevocation:
		r.revoke(&r.cert.primary, sig, r.cert.primary.key.VerifyRevocationSignature(sig))
	case packet.SigTypeSubkeyRevocation:
		if r.sub != nil {
			r.revoke(r.sub, sig, r.cert.primary.key.VerifySubkeyRevocationSignature(sig, r.sub.key))
		}
	case packet.SigTypeSubkeyBinding:
		if r.sub != nil {
			r.bindSubkey(sig, h)
		}
	case packet.SigTypeDirectSignature:
		r.bind(&r.cert.primary.direct, sig, h, r.cert.primary.key.VerifyDirectKeySignature(sig))
	case packet.SigTypeGenericCert, packet.SigTypePersonaCert, packet.SigTypeCasualCert, packet.SigTypePositiveCert:
		if r.id != nil {
			r.bindUser(sig, h)
		}
	}
}

// own reads a signature that names the certificate's primary key as its maker.
// Those of others are passed over, and what is too old or too new for parsing.
func (r *keyReader) own(p raw, h head) (sig *packet.Signature, ok bool) {
	if h.version != pgpVersion || !signingAlgo(h.algo) {
		return nil, false
	}
	sig, err := parseSignature(p)
	return sig, err == nil && sig.CheckKeyIdOrFingerprint(r.cert.primary.key)
}

// revoke takes a revocation by any hash: who doubts it loses nothing.
func (r *keyReader) revoke(s *subkey, sig *packet.Signature, err error) {
	if err != nil {
		r.fault(r.line, ForeignRevocation, "")
		return
	}
	hard := true
	if reason := sig.RevocationReason; reason != nil {
		hard = *reason != packet.KeySuperseded && *reason != packet.KeyRetired
	}
	s.revocations = append(s.revocations, revocation{sig.CreationTime.Unix(), hard})
}

// bindUser takes the primary key's word on itself that stands with a user id.
// Of several the newest counts, whichever user it is for: people renew all of
// them at a time, and who the user is the repository says. So a revoked user
// id means nothing here.
func (r *keyReader) bindUser(sig *packet.Signature, h head) {
	c := r.cert
	before := c.primary.binding
	r.bind(&c.primary.binding, sig, h, c.primary.key.VerifyUserIdSignature(*r.id, c.primary.key, sig))
	if c.name == "" && c.primary.binding != before {
		c.name = shown(*r.id)
	}
}

func (r *keyReader) bind(to **packet.Signature, sig *packet.Signature, h head, err error) {
	switch {
	case err != nil:
	case hashStrength(h.hash) != strongHash:
		r.cert.weak = true
	default:
		newer(to, sig)
	}
}

// bindSubkey takes the primary key's word on a subkey. A subkey that signs
// must have signed too that it belongs there, or anyone could pass off
// another's signatures as his own (RFC 4880 §5.2.1, type 0x19, and §11.1).
func (r *keyReader) bindSubkey(sig *packet.Signature, h head) {
	err := r.cert.primary.key.VerifyKeySignature(r.sub.key, sig) // the other's signature too
	weak := hashStrength(h.hash) != strongHash
	switch {
	case err == nil && !weak && !sig.FlagSign:
		newer(&r.sub.binding, sig)
	case !sig.FlagSign: // not for signing anyway
	case err != nil:
		r.sub.refused = err.Error()
	case weak || !strongHashes(sig.EmbeddedSignature.Hash):
		r.sub.refused = "bound by a weak hash"
	default:
		newer(&r.sub.binding, sig)
	}
}

func strongHashes(h crypto.Hash) bool {
	return h == crypto.SHA256 || h == crypto.SHA384 || h == crypto.SHA512
}

func newer(to **packet.Signature, sig *packet.Signature) {
	if *to == nil || !sig.CreationTime.Before((*to).CreationTime) {
		*to = sig
	}
}

// keys gives the certificates that can sign, and all faults.
func (r *keyReader) keys() (keys []Key, faults []Fault) {
	if r.checks > maxChecks { // what was not read may be a revocation
		r.fault(1, TooLarge, "more than 256 self-signatures")
		return nil, r.faults
	}
	for _, c := range r.certs {
		fingerprint := pgpFingerprint(c.primary.key)
		if c.primary.binding == nil && c.primary.direct == nil {
			if c.weak {
				r.fault(c.line, WeakKey, "self-signature with a weak hash: "+fingerprint)
			} else {
				r.fault(c.line, NoSelfSignature, fingerprint)
			}
			continue
		}
		kept := c.subkeys[:0]
		for _, s := range c.subkeys {
			switch {
			case s.signs(false):
				kept = append(kept, s)
			case s.binding == nil && s.refused != "":
				r.fault(c.line, BadSubkey, pgpFingerprint(s.key)+" "+s.refused)
			}
		}
		if c.subkeys = kept; !c.primary.signs(true) && len(kept) == 0 {
			r.fault(c.line, NoSigningKey, fingerprint)
			continue
		}
		keys = append(keys, Key{Kind: OpenPGP, Fingerprint: fingerprint, Name: c.name, Line: c.line, pgp: c})
	}
	return keys, r.faults
}

// pgpFingerprint is the name that gpg gives a key: 40 hex digits.
func pgpFingerprint(key *packet.PublicKey) string { return fmt.Sprintf("%X", key.Fingerprint) }
