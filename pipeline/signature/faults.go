package signature

import "errors"

// The kinds of errors of Verify and SplitCommit, for errors.Is.
var (
	ErrUnsigned    = errors.New("not signed")
	ErrFormat      = errors.New("not a signature in a form known here")
	ErrUnsupported = errors.New("signature of a kind that is not taken")     // SSH certificates, X.509, other versions and types of OpenPGP
	ErrWeak        = errors.New("signature by a weak algorithm")             // SHA-1, MD5, DSA
	ErrUnknownKey  = errors.New("signed with a key that is not one of them") // Signer names it
	ErrBad         = errors.New("signature does not hold")                   // for these bytes, this key and this use
	ErrExpired     = errors.New("signature holds, but had expired")          // the key, or the signature itself
	ErrRevoked     = errors.New("signature holds, but its key was revoked")
)

// Error is why a signature was not taken.
type Error struct {
	Kind   error  // one of the above
	Signer string // fingerprint or, for OpenPGP, 16 hex digits of a key id; empty where it is not known. What the signature claims, no more
	Detail string // for people who look into it, in English; may be empty
}

// Error gives kind, detail and signer.
func (e *Error) Error() string {
	s := e.Kind.Error()
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	if e.Signer != "" {
		s += " (" + e.Signer + ")"
	}
	return s
}

// Unwrap gives the kind.
func (e *Error) Unwrap() error { return e.Kind }

func fault(kind error, signer, detail string) *Error {
	return &Error{Kind: kind, Signer: signer, Detail: detail}
}

// Fault is something in a file of keys that was not taken as a key.
type Fault struct {
	Line   int // from 1; for OpenPGP the first line of the armor
	Kind   FaultKind
	Detail string // for people who look into it, in English; may be empty, and may quote the file
}

// FaultKind is what is wrong.
type FaultKind int8

// The kinds of faults.
const (
	TooLarge          FaultKind = iota + 1 // more bytes, lines or keys than anyone needs
	PrivateKey                             // a secret key in a file that everyone reads
	BadArmor                               // armor that is broken, or text beside it
	BadBase64                              // an SSH key cut off or mistyped
	BadKey                                 // bytes that are not a key of the type they name
	UnknownType                            // a type of key that is not known here
	WeakKey                                // RSA of less than 2048 bits, DSA, or an OpenPGP key bound by SHA-1 or MD5 only
	Options                                // an SSH key with options or names before it, which would be ignored here
	CertificateKey                         // an SSH certificate, which would bind to an authority
	Twice                                  // an SSH key that stands above already
	NoSelfSignature                        // an OpenPGP key that does not vouch for itself
	NoSigningKey                           // an OpenPGP key that is not meant to sign
	BadSubkey                              // a signing subkey that is not bound to its primary key in both directions; others are taken
	ForeignRevocation                      // a revocation that is not by the key itself; the key is taken
)

// String is a name for lists and tests.
func (k FaultKind) String() string {
	names := [...]string{"", "TooLarge", "PrivateKey", "BadArmor", "BadBase64", "BadKey", "UnknownType", "WeakKey", "Options",
		"CertificateKey", "Twice", "NoSelfSignature", "NoSigningKey", "BadSubkey", "ForeignRevocation"}
	if k < 1 || int(k) >= len(names) {
		return "unknown"
	}
	return names[k]
}
