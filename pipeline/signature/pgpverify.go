package signature

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// maxSignatures bounds the signatures in one armor. gpg makes one for each key
// that it is told to sign with.
const maxSignatures = 8

// telling is the order in which the errors of several signatures say more than
// others about what is wrong.
func telling() []error {
	return []error{ErrRevoked, ErrExpired, ErrBad, ErrWeak, ErrUnknownKey, ErrUnsupported}
}

// verifyPGP checks the signatures in an armor, and nothing else may stand
// there: keys that come with a signature prove nothing.
func verifyPGP(text []byte, b block, keys []Key, at time.Time) (Result, error) {
	var all []raw
	for rest := b.data; len(rest) > 0; {
		p, next, err := nextPacket(rest)
		if err != nil {
			return Result{}, fault(ErrFormat, "", err.Error())
		}
		if p.tag != tagSignature || len(all) == maxSignatures {
			return Result{}, fault(ErrFormat, "", "more than signatures")
		}
		all, rest = append(all, p), next
	}
	var worst *Error
	for _, p := range all {
		sig, e := readPGPSignature(p)
		if e == nil {
			var res Result
			if res, e = verifyOne(text, sig, keys, at); e == nil {
				return res, nil
			}
		}
		if e.Kind == ErrFormat {
			return Result{}, e
		}
		if worst == nil || slices.Index(telling(), e.Kind) < slices.Index(telling(), worst.Kind) {
			worst = e
		}
	}
	return Result{}, worst
}

// readPGPSignature reads a signature of binary data (RFC 4880 §5.2.1, type
// 0x00), which git makes. One of text, 0x01, holds for other ends of lines as
// well, and so for other bytes.
func readPGPSignature(p raw) (*packet.Signature, *Error) {
	h, ok := readHead(p.body)
	switch {
	case !ok:
		return nil, fault(ErrFormat, "", errSignature.Error())
	case hashStrength(h.hash) == weakHash:
		return nil, fault(ErrWeak, "", "hash")
	case h.version != pgpVersion:
		return nil, fault(ErrUnsupported, "", fmt.Sprintf("OpenPGP signature of version %d", h.version))
	case h.algo == algoDSA:
		return nil, fault(ErrWeak, "", "DSA")
	case !signingAlgo(h.algo) || hashStrength(h.hash) != strongHash:
		return nil, fault(ErrUnsupported, "", "OpenPGP algorithm")
	case packet.SignatureType(h.kind) != packet.SigTypeBinary:
		return nil, fault(ErrUnsupported, "", fmt.Sprintf("OpenPGP signature of type 0x%02X", h.kind))
	}
	sig, err := parseSignature(p)
	switch {
	case errors.Is(err, errCritical):
		return nil, fault(ErrUnsupported, "", err.Error())
	case err != nil:
		return nil, fault(ErrFormat, "", err.Error())
	}
	return sig, nil
}

// verifyOne looks for the key of one signature and checks it. Where the
// signature names no key, it may be any one's.
func verifyOne(text []byte, sig *packet.Signature, keys []Key, at time.Time) (Result, *Error) {
	named := issuer(sig)
	e := fault(ErrUnknownKey, named, "")
	if named == "" {
		e = fault(ErrBad, "", "names no key, and is of none of them")
	}
	for i, k := range keys {
		if k.pgp == nil {
			continue
		}
		for _, s := range append([]*subkey{&k.pgp.primary}, k.pgp.subkeys...) {
			switch {
			case named != "" && !sig.CheckKeyIdOrFingerprint(s.key):
			case holds(text, sig, s.key):
				if late := k.pgp.judge(sig, s, at); late != nil {
					return Result{}, late
				}
				res := Result{Kind: OpenPGP, Key: i, Fingerprint: k.Fingerprint, When: sig.CreationTime.UTC()}
				if s != &k.pgp.primary {
					res.Subkey = pgpFingerprint(s.key)
				}
				return res, nil
			case named != "":
				e = fault(ErrBad, pgpFingerprint(s.key), "")
			}
		}
	}
	return Result{}, e
}

// judge says why a signature that holds is not taken: the key was not for
// that, or it or the signature had ended.
func (c *certificate) judge(sig *packet.Signature, s *subkey, at time.Time) *Error {
	name := pgpFingerprint(s.key)
	primary := s == &c.primary
	if !s.signs(primary) {
		return fault(ErrBad, name, "key is not meant to sign")
	}
	made := sig.CreationTime.Unix()
	now := max(made, at.Unix())
	if end := signatureEnds(sig); end > 0 && end <= now {
		return fault(ErrExpired, name, "the signature itself, "+day(end))
	}
	kind, detail := c.primary.judge(made, now)
	if kind == nil && !primary {
		kind, detail = s.judge(made, now)
	}
	if kind != nil {
		return fault(kind, name, detail)
	}
	return nil
}

// holds checks a signature of text. The library does not look at the two bytes
// of the hash that a signature shows; they must be right, and where they are
// not the costly part is saved.
func holds(text []byte, sig *packet.Signature, key *packet.PublicKey) bool {
	h, err := sig.PrepareVerify()
	if err != nil {
		return false
	}
	h.Write(text)
	h.Write(sig.HashSuffix)
	if sum := h.Sum(nil); !bytes.Equal(sum[:2], sig.HashTag[:]) {
		return false
	}
	if h, err = sig.PrepareVerify(); err != nil {
		return false
	}
	h.Write(text)
	return key.VerifySignature(h, sig) == nil
}

// issuer is the name that a signature gives its key: 40 hex digits, 16, or
// none (RFC 4880 §5.2.3.5). It is no more than a hint.
func issuer(sig *packet.Signature) string {
	switch {
	case len(sig.IssuerFingerprint) == 20:
		return fmt.Sprintf("%X", sig.IssuerFingerprint)
	case sig.IssuerKeyId != nil:
		return fmt.Sprintf("%016X", *sig.IssuerKeyId)
	}
	return ""
}
