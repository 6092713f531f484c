package signature

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// allKeys are the keys in testdata that are taken, by kind, in a fixed order.
func allKeys(t testing.TB) (sshKeys, pgpKeys []Key) {
	t.Helper()
	files := testdata(t)
	for _, v := range vectors() {
		keys, _ := readKeys(v.keys, files[v.keys])
		if strings.HasSuffix(v.keys, ".pub") {
			sshKeys = append(sshKeys, keys...)
		} else {
			pgpKeys = append(pgpKeys, keys...)
		}
	}
	return sshKeys, pgpKeys
}

// Nothing but the text that was signed has a signature; and every error is of
// a kind. The data is tried as it is, and in both armors.
func FuzzVerify(f *testing.F) {
	files := testdata(f)
	sshKeys, pgpKeys := allKeys(f)
	keys := slices.Concat(sshKeys, pgpKeys)
	for name, file := range files {
		if strings.HasSuffix(name, ".sig") {
			f.Add([]byte(files["text"]), []byte(file))
			f.Add([]byte(files["text"]), unarmored(f, file))
		}
	}
	f.Fuzz(func(t *testing.T, text, data []byte) {
		for _, sig := range [][]byte{data, armored(sshSignature, data), armored(pgpSignature, data)} {
			res, err := Verify(text, sig, keys, time.Time{})
			var e *Error
			switch {
			case err == nil && (string(text) != files["text"] || res.Fingerprint != keys[res.Key].Fingerprint):
				t.Errorf("%+v of %q", res, text)
			case err != nil && (!errors.As(err, &e) || e.Kind == nil || e.Error() == "" || res != Result{}):
				t.Errorf("%+v %v", res, err)
			}
		}
	})
}

// What is taken is a key that OpenSSH would write the same way.
func FuzzReadSSH(f *testing.F) {
	for name, file := range testdata(f) {
		if strings.HasSuffix(name, ".pub") {
			f.Add([]byte(file))
		}
	}
	f.Add([]byte("# a\nrestrict " + authorized(1) + "\n-----BEGIN OPENSSH PRIVATE KEY-----"))
	f.Fuzz(func(t *testing.T, data []byte) {
		keys, faults := ReadSSH(data)
		checkRead(t, data, keys, faults)
		for _, k := range keys {
			l := bytes.Split(data, []byte("\n"))[k.Line-1]
			if again := bytes.TrimSpace(ssh.MarshalAuthorizedKey(k.ssh.public)); !bytes.Contains(l, bytes.Fields(again)[1]) {
				t.Errorf("%q is read of %q", again, l)
			}
			if n := rsaBits(k.ssh.public); k.Kind != SSH || k.Fingerprint != ssh.FingerprintSHA256(k.ssh.public) || n > 0 && n < minRSABits {
				t.Errorf("%+v", k)
			}
		}
	})
}

// What is taken can sign, and takes part in Verify. The data is tried as it
// is, and in an armor.
func FuzzReadPGP(f *testing.F) {
	files := testdata(f)
	for name, file := range files {
		if strings.HasSuffix(name, ".asc") {
			f.Add([]byte(file))
			f.Add(unarmored(f, file))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, file := range [][]byte{data, armored(publicKeyBlock, data)} {
			keys, faults := ReadPGP(file)
			checkRead(t, file, keys, faults)
			for _, k := range keys {
				if k.Kind != OpenPGP || len(k.Fingerprint) != 40 || !k.pgp.primary.signs(true) && len(k.pgp.subkeys) == 0 {
					t.Errorf("%+v", k)
				}
			}
			for _, name := range []string{"pgp-rsa.sig", "pgp-subkey.sig", "pgp-term-late.sig"} {
				if _, err := Verify([]byte("other"), []byte(files[name]), keys, time.Time{}); err == nil {
					t.Errorf("%s", name)
				}
			}
		}
	})
}

// checkRead holds what every reader promises.
func checkRead(t *testing.T, data []byte, keys []Key, faults []Fault) {
	t.Helper()
	lines := bytes.Count(data, []byte("\n")) + 1
	for i, k := range keys {
		if k.Line < 1 || k.Line > lines || i > 0 && k.Line < keys[i-1].Line || len(keys) > maxKeys || len([]rune(k.Name)) > 80 {
			t.Errorf("%+v", k)
		}
	}
	for _, f := range faults {
		if f.Line < 1 || f.Line > lines || f.Kind.String() == "unknown" {
			t.Errorf("%+v", f)
		}
	}
}

// A commit taken apart has all its bytes, but for the signature's name and the
// spaces before its lines.
func FuzzSplitCommit(f *testing.F) {
	for name, file := range testdata(f) {
		if strings.HasSuffix(name, ".commit") {
			f.Add([]byte(file))
		}
	}
	f.Fuzz(func(t *testing.T, object []byte) {
		text, armored, err := SplitCommit(object)
		if err != nil {
			return
		}
		gone := len(object) - len(text) - len(armored)
		if len(armored) == 0 && gone != 0 && gone != len(headerSignature) || gone < 0 || gone > len(headerSignature)+bytes.Count(object, []byte("\n "))+1 {
			t.Errorf("%d and %d bytes of %d", len(text), len(armored), len(object))
		}
		if again, none, err := SplitCommit(text); err != nil || none != nil || !bytes.Equal(again, text) {
			t.Errorf("%q is taken apart again", text)
		}
	})
}
