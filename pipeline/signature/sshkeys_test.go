package signature

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// madeSSH is the nth of some ed25519 keys that are the same in every run.
func madeSSH(n byte) (ed25519.PrivateKey, ssh.PublicKey) {
	seed := make([]byte, ed25519.SeedSize)
	seed[0] = n
	private := ed25519.NewKeyFromSeed(seed)
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		panic(err)
	}
	return private, public
}

func authorized(n byte) string {
	_, public := madeSSH(n)
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public)))
}

// The line and the kind of every fault, and the names of the keys taken.
func TestReadSSH(t *testing.T) {
	one, two := authorized(1), authorized(2)
	base := strings.Fields(one)[1]
	other := "ssh-ed25519 " + strings.Fields(testdata(t)["rsa.pub"])[1]
	padded := strings.Join(strings.Fields(testdata(t)["ecdsa256.pub"])[:2], " ")
	last := len(padded) - 2 // two bits of it are no part of the key
	flipped := padded[:last] + string(padded[last]+1) + "="
	mpint := "ssh-rsa " + base64.StdEncoding.EncodeToString(ssh.Marshal(struct { // a zero too many before the modulus
		Name string
		E    []byte
		N    []byte
	}{"ssh-rsa", []byte{1, 0, 1}, append([]byte{0, 0, 0x80}, make([]byte, 255)...)}))
	for _, c := range []struct{ name, in, want string }{
		{"one", one, "1 <>"},
		{"comment", one + " 张宁 的 key \t\r\n", "1 <张宁 的 key>"},
		{"comments and empty lines", "# 审定\n\n  \t\r\n" + one + " a\r\n#" + two + "\n\t" + two + " b", "4 <a>, 6 <b>"},
		{"of Windows", "\uFEFF" + one + " a\r\n", "1 <a>"},
		{"tabs", strings.ReplaceAll(one, " ", "\t \t") + "\ta", "1 <a>"},
		{"twice", one + " a\n" + one + " b", "1 <a>, 2 Twice"},
		{"options", "no-pty,command=\"a b\" " + one + "\nrestrict " + two, "1 Options, 2 Options"},
		{"allowed signers", "zhang@example.org namespaces=\"git\" " + one, "1 Options"},
		{"authority", "cert-authority " + one, "1 Options"},
		{"cut off", one[:len(one)-3] + "\n" + two, "1 BadBase64, 2 <>"},
		{"mistyped", one[:30] + "!" + one[31:], "1 BadBase64"},
		{"end of line within", one[:30] + "\r" + one[30:], "1 BadBase64"},
		{"cut in bytes", one[:len(one)-4], "1 BadKey"},
		{"more bytes", one + "AAAA", "1 BadKey"},
		{"no key", "ssh-ed25519", "1 BadBase64"},
		{"no key but a space", "ssh-ed25519 \t", "1 BadBase64"},
		{"padding bits", strings.Replace(padded, "=", "", 1) + "\n" + flipped, "1 BadBase64, 2 BadBase64"},
		{"another type", other, "1 BadKey"},
		{"number with zeros", mpint, "1 BadKey"},
		{"type of signatures", strings.Replace(testdata(t)["rsa.pub"], "ssh-rsa", "rsa-sha2-512", 1), "1 UnknownType"},
		{"unknown", "ssh-new@example.org " + base, "1 UnknownType"},
		{"DSA", "ssh-dss AAAAB3NzaC1kc3M=", "1 WeakKey"},
		{"certificate", "ssh-ed25519-cert-v01@openssh.com " + base, "1 CertificateKey"},
		{"base64 only", base, "1 UnknownType"},
		{"OpenPGP", one + "\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n=abcd\n", "1 <>, 2 BadArmor"},
		{"RFC 4716", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n", "1 BadArmor"},
		{"private", one + "\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n" + two, "1 <>, 2 PrivateKey"},
		{"UTF-16", "\xFF\xFEs\x00s\x00h\x00", "1 UnknownType"},
		{"long line", strings.Repeat("a", maxKeyLine+1) + "\n" + one, "1 TooLarge, 2 <>"},
		{"large", strings.Repeat("\n", maxKeyFile+1), "1 TooLarge"},
		{"empty", "", ""},
	} {
		keys, faults := ReadSSH([]byte(c.in))
		if have := told(keys, faults); have != c.want {
			t.Errorf("%s: %s, want %s", c.name, have, c.want)
		}
	}
}

// told lists keys and faults in the order of lines.
func told(keys []Key, faults []Fault) string {
	var all []string
	for len(keys)+len(faults) > 0 {
		if len(faults) == 0 || len(keys) > 0 && keys[0].Line < faults[0].Line {
			all = append(all, fmt.Sprintf("%d <%s>", keys[0].Line, keys[0].Name))
			keys = keys[1:]
			continue
		}
		all = append(all, fmt.Sprintf("%d %s", faults[0].Line, faults[0].Kind))
		faults = faults[1:]
	}
	return strings.Join(all, ", ")
}

func TestKeysOfOneFileAreBounded(t *testing.T) {
	var many, broken strings.Builder
	for n := range 100 {
		fmt.Fprintln(&many, authorized(byte(n)))
		fmt.Fprintln(&broken, "ssh-ed25519 !")
	}
	keys, faults := ReadSSH([]byte(many.String()))
	if len(keys) != maxKeys || len(faults) != 1 || faults[0].Kind != TooLarge || faults[0].Line != maxKeys+1 {
		t.Errorf("%d keys, %v", len(keys), faults)
	}
	if keys, faults = ReadSSH([]byte(broken.String())); len(keys) != 0 || len(faults) != maxKeys+1 {
		t.Errorf("%d keys, %d faults", len(keys), len(faults))
	}
}

// Every kind has a name, for a message that says nothing else.
func TestFaultKindsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for k := TooLarge; k <= ForeignRevocation; k++ {
		if s := k.String(); s == "unknown" || s == "" || seen[s] {
			t.Errorf("%d is %q", k, s)
		}
		seen[k.String()] = true
	}
	if FaultKind(0).String() != "unknown" || (ForeignRevocation+1).String() != "unknown" {
		t.Error("names of what is none")
	}
}
