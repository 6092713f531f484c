package signature

import (
	"crypto/sha256"
	"crypto/sha512"

	"golang.org/x/crypto/ssh"
)

// gitNamespace is what git signs for. A signature for another purpose, a file
// or a login, says nothing about a commit.
const gitNamespace = "git"

// The fixed parts of PROTOCOL.sshsig.
const (
	sshsigMagic   = "SSHSIG"
	sshsigVersion = 1
)

// sshsigBlob is what stands in the armor. ssh.Unmarshal takes no byte more and
// no byte less.
type sshsigBlob struct {
	Magic     [6]byte
	Version   uint32
	PublicKey []byte
	Namespace string
	Reserved  string
	Hash      string
	Signature []byte
}

// sshsigSigned is what is signed in place of the text.
type sshsigSigned struct {
	Magic     [6]byte
	Namespace string
	Reserved  string
	Hash      string
	Digest    []byte
}

// verifySSH checks a signature by OpenSSH. What it says is read before anything
// is computed, and the key that stands in it is only a name: the key that
// checks is one of keys.
func verifySSH(text []byte, b block, keys []Key) (Result, error) {
	var s sshsigBlob
	if err := ssh.Unmarshal(b.data, &s); err != nil || string(s.Magic[:]) != sshsigMagic {
		return Result{}, fault(ErrFormat, "", "not SSHSIG")
	}
	if s.Version != sshsigVersion {
		return Result{}, fault(ErrUnsupported, "", "version of SSHSIG")
	}
	signer := sshFingerprint(s.PublicKey)
	sig, err := readSSHSignature(s, signer)
	if err != nil {
		return Result{}, err
	}
	if s.Namespace != gitNamespace {
		return Result{}, fault(ErrBad, signer, "made for another use than git")
	}
	signed, ok := sshSigned(s, text)
	if !ok {
		return Result{}, fault(ErrUnsupported, signer, "hash of SSHSIG")
	}
	for i, k := range keys {
		if k.ssh == nil || k.ssh.blob != string(s.PublicKey) {
			continue
		}
		if err := k.ssh.public.Verify(signed, sig); err != nil {
			return Result{}, fault(ErrBad, signer, "")
		}
		return Result{Kind: SSH, Key: i, Fingerprint: k.Fingerprint}, nil
	}
	return Result{}, fault(ErrUnknownKey, signer, "")
}

// readSSHSignature reads the inner signature and holds its algorithm to the
// type of the key. RSA must be RFC 8332's: ssh-rsa is RSA with SHA-1.
func readSSHSignature(s sshsigBlob, signer string) (*ssh.Signature, error) {
	var keyType struct {
		Name string
		Rest []byte `ssh:"rest"`
	}
	var sig ssh.Signature
	if ssh.Unmarshal(s.PublicKey, &keyType) != nil || ssh.Unmarshal(s.Signature, &sig) != nil {
		return nil, fault(ErrFormat, "", "key or signature in SSHSIG")
	}
	switch {
	case isCertificate(keyType.Name):
		return nil, fault(ErrUnsupported, signer, "SSH certificate")
	case keyType.Name == ssh.InsecureKeyAlgoDSA:
		return nil, fault(ErrWeak, signer, "DSA")
	case !knownType(keyType.Name):
		return nil, fault(ErrUnsupported, signer, "type of SSH key")
	case keyType.Name == ssh.KeyAlgoRSA && sig.Format == ssh.KeyAlgoRSA:
		return nil, fault(ErrWeak, signer, "RSA with SHA-1")
	case keyType.Name == ssh.KeyAlgoRSA && (sig.Format == ssh.KeyAlgoRSASHA256 || sig.Format == ssh.KeyAlgoRSASHA512):
	case sig.Format != keyType.Name:
		return nil, fault(ErrUnsupported, signer, "algorithm that is not of the key's type")
	}
	// Flags and counter of a security key stand behind its signature
	// (PROTOCOL.u2f), where the library reads them and asks for a touch, which
	// ssh-keygen does not: a key made with no-touch-required cannot sign here.
	// Others have nothing there.
	touched := keyType.Name == ssh.KeyAlgoSKED25519 || keyType.Name == ssh.KeyAlgoSKECDSA256
	if !touched && len(sig.Rest) > 0 {
		return nil, fault(ErrFormat, signer, "bytes behind the signature")
	}
	// OpenSSH passes over what is reserved and does not sign it; who writes
	// something there means something that is not known here.
	if s.Reserved != "" {
		return nil, fault(ErrUnsupported, signer, "reserved field of SSHSIG")
	}
	return &sig, nil
}

// sshSigned is the message under the signature. ok is false for hashes other
// than the two that PROTOCOL.sshsig has.
func sshSigned(s sshsigBlob, text []byte) (signed []byte, ok bool) {
	m := sshsigSigned{Magic: s.Magic, Namespace: s.Namespace, Hash: s.Hash}
	switch s.Hash {
	case "sha256":
		sum := sha256.Sum256(text)
		m.Digest = sum[:]
	case "sha512":
		sum := sha512.Sum512(text)
		m.Digest = sum[:]
	default:
		return nil, false
	}
	return ssh.Marshal(m), true
}
