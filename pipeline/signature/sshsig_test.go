package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// armored puts bytes into an armor, as OpenSSH and gpg break lines.
func armored(label string, data []byte) []byte {
	s := base64.StdEncoding.EncodeToString(data)
	var out strings.Builder
	out.WriteString("-----BEGIN " + label + "-----\n")
	if label != sshSignature {
		out.WriteString("\n")
	}
	for ; len(s) > 70; s = s[70:] {
		out.WriteString(s[:70] + "\n")
	}
	out.WriteString(s + "\n-----END " + label + "-----\n")
	return []byte(out.String())
}

// goodBlob is an SSHSIG without its signature.
func goodBlob(public ssh.PublicKey) sshsigBlob {
	return sshsigBlob{[6]byte([]byte(sshsigMagic)), sshsigVersion, public.Marshal(), gitNamespace, "", "sha512", nil}
}

// signed fills in a signature over what b says, by any means.
func signed(b sshsigBlob, text string, sign func(message []byte) ssh.Signature) []byte {
	message, ok := sshSigned(b, []byte(text))
	if !ok { // a hash that there is not
		message = []byte(text)
	}
	b.Signature = ssh.Marshal(sign(message))
	return ssh.Marshal(b)
}

// Each differs in one thing from a signature that holds.
func TestSSHSIGOfOtherKinds(t *testing.T) {
	private, public := madeSSH(1)
	keys, _ := ReadSSH([]byte(authorized(2) + "\n" + authorized(1)))
	sign := func(m []byte) ssh.Signature {
		return ssh.Signature{Format: "ssh-ed25519", Blob: ed25519.Sign(private, m)}
	}
	for _, c := range []struct {
		name   string
		change func(*sshsigBlob)
		sign   func([]byte) ssh.Signature
		want   error
	}{
		{"good", func(b *sshsigBlob) {}, sign, nil},
		{"sha256", func(b *sshsigBlob) { b.Hash = "sha256" }, sign, nil},
		{"magic", func(b *sshsigBlob) { b.Magic[0] = 's' }, sign, ErrFormat},
		{"version 0", func(b *sshsigBlob) { b.Version = 0 }, sign, ErrUnsupported},
		{"version 2", func(b *sshsigBlob) { b.Version = 2 }, sign, ErrUnsupported},
		{"no namespace", func(b *sshsigBlob) { b.Namespace = "" }, sign, ErrBad},
		{"longer namespace", func(b *sshsigBlob) { b.Namespace = "git\x00" }, sign, ErrBad},
		{"large namespace", func(b *sshsigBlob) { b.Namespace = "Git" }, sign, ErrBad},
		{"reserved", func(b *sshsigBlob) { b.Reserved = "x" }, sign, ErrUnsupported},
		{"sha1", func(b *sshsigBlob) { b.Hash = "sha1" }, sign, ErrUnsupported},
		{"sha384", func(b *sshsigBlob) { b.Hash = "sha384" }, sign, ErrUnsupported},
		{"no hash", func(b *sshsigBlob) { b.Hash = "" }, sign, ErrUnsupported},
		{"no key", func(b *sshsigBlob) { b.PublicKey = nil }, sign, ErrFormat},
		{"key with a byte more", func(b *sshsigBlob) { b.PublicKey = append(b.PublicKey, 0) }, sign, ErrUnknownKey},
		{"key of another type", func(b *sshsigBlob) { b.PublicKey = ssh.Marshal(struct{ A, B string }{"ssh-new", ""}) }, sign, ErrUnsupported},
		{"DSA", func(b *sshsigBlob) { b.PublicKey = ssh.Marshal(struct{ A string }{"ssh-dss"}) }, sign, ErrWeak},
		{"another algorithm", func(b *sshsigBlob) {}, func(m []byte) ssh.Signature { s := sign(m); s.Format = "rsa-sha2-256"; return s }, ErrUnsupported},
		{"web", func(b *sshsigBlob) {}, func(m []byte) ssh.Signature {
			s := sign(m)
			s.Format = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
			return s
		}, ErrUnsupported},
		{"bytes behind", func(b *sshsigBlob) {}, func(m []byte) ssh.Signature { s := sign(m); s.Rest = []byte{1, 0, 0, 0, 1}; return s }, ErrFormat},
		{"short", func(b *sshsigBlob) {}, func(m []byte) ssh.Signature { s := sign(m); s.Blob = s.Blob[:63]; return s }, ErrBad},
		{"empty", func(b *sshsigBlob) {}, func(m []byte) ssh.Signature { s := sign(m); s.Blob = nil; return s }, ErrBad},
		{"the text itself signed", func(b *sshsigBlob) {}, func([]byte) ssh.Signature { return sign([]byte("text")) }, ErrBad},
	} {
		b := goodBlob(public)
		c.change(&b)
		res, err := Verify([]byte("text"), armored(sshSignature, signed(b, "text", c.sign)), keys, time.Time{})
		if !errors.Is(err, c.want) || err == nil && (c.want != nil || res != Result{Kind: SSH, Key: 1, Fingerprint: keys[1].Fingerprint}) {
			t.Errorf("%s: %+v, %v, want %v", c.name, res, err, c.want)
		}
	}
}

// The key that stands in the signature checks nothing, and names the signer.
func TestKeyOfSignatureIsNotTrusted(t *testing.T) {
	private, public := madeSSH(3)
	sign := func(m []byte) ssh.Signature {
		return ssh.Signature{Format: "ssh-ed25519", Blob: ed25519.Sign(private, m)}
	}
	keys, _ := ReadSSH([]byte(authorized(1)))
	for _, keys := range [][]Key{nil, {}, {{}}, {{Kind: SSH, Fingerprint: ssh.FingerprintSHA256(public)}}, keys} {
		_, err := Verify([]byte("text"), armored(sshSignature, signed(goodBlob(public), "text", sign)), keys, time.Time{})
		var e *Error
		if !errors.As(err, &e) || e.Kind != ErrUnknownKey || e.Signer != ssh.FingerprintSHA256(public) || !strings.Contains(err.Error(), e.Signer) {
			t.Errorf("%v", err)
		}
	}
	// The name of a known key, and a signature by another.
	_, known := madeSSH(1)
	if _, err := Verify([]byte("text"), armored(sshSignature, signed(goodBlob(known), "text", sign)), keys, time.Time{}); !errors.Is(err, ErrBad) {
		t.Errorf("%v", err)
	}
}

// Who signs with a certificate is told so: another setting will do.
func TestCertificateIsNamed(t *testing.T) {
	files := testdata(t)
	_, err := Verify([]byte(files["text"]), []byte(files["ed25519-certificate.sig"]), nil, time.Time{})
	var e *Error
	if !errors.As(err, &e) || e.Kind != ErrUnsupported || e.Detail != "SSH certificate" {
		t.Errorf("%v", err)
	}
}

// RSA signs with SHA-256 and SHA-512 and no less.
func TestRSAWithSHA1IsRefused(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, _ := ssh.NewPublicKey(private.Public())
	keys, faults := ReadSSH(ssh.MarshalAuthorizedKey(public))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for format, want := range map[string]error{"ssh-rsa": ErrWeak, "rsa-sha2-256": nil, "rsa-sha2-512": nil} {
		sign := func(m []byte) ssh.Signature {
			hash := map[string]crypto.Hash{"ssh-rsa": crypto.SHA1, "rsa-sha2-256": crypto.SHA256, "rsa-sha2-512": crypto.SHA512}[format]
			h := hash.New()
			h.Write(m)
			blob, err := rsa.SignPKCS1v15(nil, private, hash, h.Sum(nil))
			if err != nil {
				t.Fatal(err)
			}
			return ssh.Signature{Format: format, Blob: blob}
		}
		data := signed(goodBlob(public), "text", sign)
		if _, err := Verify([]byte("text"), armored(sshSignature, data), keys, time.Time{}); !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%s: %v, want %v", format, err, want)
		}
	}
}

// securityKey makes a key and signs like a device that answers with flags
// (PROTOCOL.u2f): over the application, flags, a counter and the message.
func securityKey(t *testing.T, curve bool, flags byte) (public ssh.PublicKey, sign func([]byte) ssh.Signature) {
	t.Helper()
	private, plain := madeSSH(7)
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := ec.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	const app = "ssh:"
	blob := ssh.Marshal(struct{ Name, Key, App string }{ssh.KeyAlgoSKED25519, string(plain.(ssh.CryptoPublicKey).CryptoPublicKey().(ed25519.PublicKey)), app})
	if curve {
		blob = ssh.Marshal(struct{ Name, Curve, Key, App string }{ssh.KeyAlgoSKECDSA256, "nistp256", string(point), app})
	}
	if public, err = ssh.ParsePublicKey(blob); err != nil {
		t.Fatal(err)
	}
	return public, func(m []byte) ssh.Signature {
		a, d := sha256.Sum256([]byte(app)), sha256.Sum256(m)
		rest := []byte{flags, 0, 0, 0, 9}
		what := append(append(a[:], rest...), d[:]...)
		s := ssh.Signature{Format: public.Type(), Rest: rest, Blob: ed25519.Sign(private, what)}
		if curve {
			sum := sha256.Sum256(what)
			r, v, err := ecdsa.Sign(rand.Reader, ec, sum[:])
			if err != nil {
				t.Fatal(err)
			}
			s.Blob = ssh.Marshal(struct{ R, S *big.Int }{r, v})
		}
		return s
	}
}

// A security key must have been touched. No device is here to sign, so
// ssh-keygen is asked about the same bytes: it takes all of them, for it does
// not look whether the key was touched.
func TestSecurityKeys(t *testing.T) {
	for _, curve := range []bool{false, true} {
		for flags, want := range map[byte]error{0x01: nil, 0x05: nil, 0x00: ErrBad, 0x04: ErrBad} {
			public, sign := securityKey(t, curve, flags)
			data := armored(sshSignature, signed(goodBlob(public), "text", sign))
			keys, faults := ReadSSH(ssh.MarshalAuthorizedKey(public))
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			if _, err := Verify([]byte("text"), data, keys, time.Time{}); !errors.Is(err, want) || want == nil && err != nil {
				t.Errorf("%s with flags %#x: %v, want %v", public.Type(), flags, err, want)
			}
			t.Run(public.Type(), func(t *testing.T) {
				w := newWorkshop(t)
				w.write("allowed", "zhang "+string(ssh.MarshalAuthorizedKey(public)))
				w.write("sig", string(data))
				_, err := w.try("text", "ssh-keygen", "-Y", "verify", "-f", w.path("allowed"), "-I", "zhang", "-n", "git", "-s", w.path("sig"))
				if err != nil {
					t.Errorf("ssh-keygen says %v of flags %#x", err, flags)
				}
			})
			for _, rest := range [][]byte{nil, {flags}, {flags, 0, 0, 0, 8}, {flags, 0, 0, 0, 9, 0}, {flags | 1, 0, 0, 1, 9}} {
				cut := func(m []byte) ssh.Signature { s := sign(m); s.Rest = rest; return s }
				if _, err := Verify([]byte("text"), armored(sshSignature, signed(goodBlob(public), "text", cut)), keys, time.Time{}); !errors.Is(err, ErrBad) {
					t.Errorf("%s with % x behind: %v", public.Type(), rest, err)
				}
			}
		}
	}
}
