package signature

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "have ssh-keygen, gpg and git make testdata anew")

// vector is a signature of the file text by another program, and what is to
// be said of it.
type vector struct {
	name string // of the file .sig
	keys string // name of a file .pub or .asc
	at   string // the time of the commit, if not none
	want error
	by   string // of the files .fpr; the signing subkey if there are two
}

func vectors() []vector {
	return []vector{
		{"ed25519", "ed25519.pub", "", nil, "ed25519"},
		{"ed25519-sha256", "ed25519.pub", "", nil, "ed25519"},
		{"rsa", "rsa.pub", "", nil, "rsa"},
		{"ecdsa256", "ecdsa256.pub", "", nil, "ecdsa256"},
		{"ecdsa384", "ecdsa384.pub", "", nil, "ecdsa384"},
		{"ecdsa521", "ecdsa521.pub", "", nil, "ecdsa521"},
		{"ed25519-file", "ed25519.pub", "", ErrBad, ""},
		{"ed25519-certificate", "ed25519.pub", "", ErrUnsupported, ""},
		{"ed25519", "rsa.pub", "", ErrUnknownKey, ""},
		{"rsa1024", "rsa1024.pub", "", ErrUnknownKey, ""},
		{"ed25519", "pgp-ed25519.asc", "", ErrUnknownKey, ""},

		{"pgp-ed25519", "pgp-ed25519.asc", "", nil, "pgp-ed25519"},
		{"pgp-rsa", "pgp-rsa.asc", "", nil, "pgp-rsa"},
		{"pgp-nistp384", "pgp-nistp384.asc", "", nil, "pgp-nistp384"},
		{"pgp-rsa", "pgp-ed25519.asc", "", ErrUnknownKey, ""},
		{"pgp-rsa", "rsa.pub", "", ErrUnknownKey, ""},
		{"pgp-two", "pgp-rsa.asc", "", nil, "pgp-rsa"},
		{"pgp-two", "pgp-ed25519.asc", "", nil, "pgp-ed25519"},
		{"pgp-two", "pgp-nistp384.asc", "", ErrUnknownKey, ""},
		{"pgp-text", "pgp-rsa.asc", "", ErrUnsupported, ""},
		{"pgp-sha1", "pgp-rsa.asc", "", ErrWeak, ""},
		{"pgp-notation", "pgp-rsa.asc", "", nil, "pgp-rsa"},
		{"pgp-critical", "pgp-rsa.asc", "", ErrUnsupported, ""},
		{"pgp-short", "pgp-rsa.asc", "", nil, "pgp-rsa"},
		{"pgp-short", "pgp-rsa.asc", "2024-06-02", nil, "pgp-rsa"},
		{"pgp-short", "pgp-rsa.asc", "2024-06-10", ErrExpired, ""},

		{"pgp-subkey", "pgp-subkey.asc", "", nil, "pgp-subkey"},
		{"pgp-subkey", "pgp-subkey.asc", "2024-12-30", nil, "pgp-subkey"},
		{"pgp-subkey", "pgp-subkey.asc", "2025-01-01", ErrExpired, ""}, // the subkey, not its primary key
		{"pgp-subkey-late", "pgp-subkey.asc", "", ErrExpired, ""},
		{"pgp-subkey-late", "pgp-subkey-renewed.asc", "", nil, "pgp-subkey"},
		{"pgp-subkey", "pgp-subkey-renewed.asc", "2025-06-01", nil, "pgp-subkey"},
		{"pgp-subkey", "pgp-subkey-revoked.asc", "", ErrRevoked, ""},

		{"pgp-term", "pgp-term.asc", "", nil, "pgp-term"},
		{"pgp-term", "pgp-term.asc", "2024-12-30", nil, "pgp-term"},
		{"pgp-term", "pgp-term.asc", "2025-06-01", ErrExpired, ""},
		{"pgp-term-late", "pgp-term.asc", "", ErrExpired, ""},
		{"pgp-term-late", "pgp-term.asc", "2024-06-01", ErrExpired, ""},
		{"pgp-term-late", "pgp-term-renewed.asc", "", nil, "pgp-term"},
		{"pgp-term", "pgp-term-retired.asc", "", nil, "pgp-term"},
		{"pgp-term", "pgp-term-retired.asc", "2025-09-01", ErrRevoked, ""},
		{"pgp-term-late", "pgp-term-retired.asc", "", nil, "pgp-term"},
		{"pgp-term-later", "pgp-term-retired.asc", "", ErrRevoked, ""},
		{"pgp-lost", "pgp-lost.asc", "", nil, "pgp-lost"},
		{"pgp-lost", "pgp-lost-revoked.asc", "", ErrRevoked, ""},
		{"pgp-unsaid", "pgp-unsaid-revoked.asc", "", ErrRevoked, ""},
	}
}

// faultsOf are the files of keys in which something is not taken.
func faultsOf() map[string]FaultKind {
	return map[string]FaultKind{
		"rsa1024.pub": WeakKey, "ed25519-certificate.pub": CertificateKey, "pgp-dsa.asc": WeakKey, "pgp-brainpool.asc": UnknownType,
		"pgp-certify.asc": NoSigningKey, "pgp-sha1self.asc": WeakKey, "pgp-rsa1024.asc": WeakKey,
	}
}

// make has other programs make all files of testdata, by name.
func (w *workshop) make() map[string]string {
	w.t.Helper()
	files := map[string]string{"text": signedText}
	w.makeSSH(files)
	w.makePGP(files)
	w.makeTerms(files)
	w.makeCommits(files)
	return files
}

// signedText is not valid UTF-8 and has ends of lines of both kinds, for
// nothing may be done to it.
const signedText = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor 张宁 <zhang@example.org> 1717243200 +0800\n\n关于优化公交线路的建议\r\n\xFF \n"

func (w *workshop) makeSSH(files map[string]string) {
	w.t.Helper()
	for name, args := range map[string][]string{
		"ed25519": {"-t", "ed25519"}, "rsa": {"-t", "rsa", "-b", "2048"}, "rsa1024": {"-t", "rsa", "-b", "1024"},
		"ecdsa256": {"-t", "ecdsa", "-b", "256"}, "ecdsa384": {"-t", "ecdsa", "-b", "384"}, "ecdsa521": {"-t", "ecdsa", "-b", "521"},
	} {
		w.sshKey(name, args...)
		files[name+".pub"] = w.read(name + ".pub")
		files[name+".sig"] = w.sshSign(signedText, name, "git")
		files[name+".fpr"] = strings.Fields(string(w.run("", "ssh-keygen", "-l", "-f", w.path(name))))[1] + "\n"
	}
	files["ed25519-sha256.sig"] = w.sshSign(signedText, "ed25519", "git", "-O", "hashalg=sha256")
	files["ed25519-file.sig"] = w.sshSign(signedText, "ed25519", "file")

	// With a certificate beside the key, ssh-keygen signs with that.
	w.write("certified", w.read("ed25519"))
	w.write("certified.pub", w.read("ed25519.pub"))
	w.run("", "ssh-keygen", "-q", "-s", w.path("rsa"), "-I", "id", "-n", "zhang", "-V", "always:forever", w.path("certified.pub"))
	files["ed25519-certificate.pub"] = w.read("certified-cert.pub")
	w.write("certified.pub", w.read("certified-cert.pub"))
	files["ed25519-certificate.sig"] = w.sshSign(signedText, "certified", "git")
}

func (w *workshop) makePGP(files map[string]string) {
	w.t.Helper()
	const born, then = "20240101T000000", "20240601T120000"
	for _, k := range [][]string{
		{"pgp-ed25519", "ed25519", "sign"}, {"pgp-rsa", "rsa2048", "sign"}, {"pgp-nistp384", "nistp384", "sign"},
		{"pgp-dsa", "dsa2048", "sign"}, {"pgp-brainpool", "brainpoolP256r1", "sign"}, {"pgp-certify", "ed25519", "cert"},
		{"pgp-sha1self", "rsa2048", "sign", "--cert-digest-algo", "SHA1"}, {"pgp-rsa1024", "rsa1024", "sign"},
	} {
		name := k[0]
		files[name+".fpr"] = w.gpgKey(born, name, k[1], k[2], "never", k[3:]...) + "\n"
		files[name+".asc"] = w.gpgExport(name)
		if _, fails := faultsOf()[name+".asc"]; !fails {
			files[name+".sig"] = w.gpgSign(then, signedText, name)
		}
	}
	files["pgp-two.sig"] = w.gpgSign(then, signedText, "pgp-ed25519", "-u", "pgp-rsa")
	for name, args := range map[string][]string{
		"pgp-text": {"--textmode"}, "pgp-sha1": {"--digest-algo", "SHA1"}, "pgp-short": {"--default-sig-expire", "2d"},
		"pgp-notation": {"--sig-notation", "a@example.org=b"}, "pgp-critical": {"--sig-notation", "!a@example.org=b"},
	} {
		files[name+".sig"] = w.gpgSign(then, signedText, "pgp-rsa", args...)
	}
}

// makeTerms makes keys that end: 2024 is theirs.
func (w *workshop) makeTerms(files map[string]string) {
	w.t.Helper()
	const born, then, late, later = "20240101T000000", "20240601T120000", "20250601T120000", "20250901T120000"
	primary := w.gpgKey(born, "pgp-subkey", "ed25519", "cert", "never")
	w.gpg(born, "", "--quick-add-key", primary, "cv25519", "encr", "never")
	w.gpg(born, "", "--quick-add-key", primary, "ed25519", "sign", "20241231T000000")
	all := w.fingerprints("pgp-subkey")
	subkey := all[2]
	files["pgp-subkey.fpr"] = primary + "\n" + subkey + "\n"
	files["pgp-subkey.asc"] = w.gpgExport("pgp-subkey")
	files["pgp-subkey.sig"] = w.gpgSign(then, signedText, subkey+"!")
	w.gpg(late, "", "--quick-set-expire", primary, "20300101T000000", subkey)
	files["pgp-subkey-renewed.asc"] = w.gpgExport("pgp-subkey")
	files["pgp-subkey-late.sig"] = w.gpgSign(late, signedText, subkey+"!")
	w.run("key 2\nrevkey\ny\n1\n\ny\nsave\n", "gpg", "--homedir", w.home, "--no-tty", "--quiet", "--pinentry-mode", "loopback",
		"--passphrase", "", "--faked-system-time", later+"!", "--command-fd", "0", "--edit-key", primary)
	files["pgp-subkey-revoked.asc"] = w.gpgExport("pgp-subkey")

	files["pgp-term.fpr"] = w.gpgKey(born, "pgp-term", "ed25519", "sign", "20241231T000000") + "\n"
	files["pgp-term.asc"] = w.gpgExport("pgp-term")
	files["pgp-term.sig"] = w.gpgSign(then, signedText, "pgp-term")
	w.gpg(late, "", "--quick-set-expire", strings.TrimSpace(files["pgp-term.fpr"]), "20300101T000000")
	files["pgp-term-renewed.asc"] = w.gpgExport("pgp-term")
	files["pgp-term-late.sig"] = w.gpgSign(late, signedText, "pgp-term")
	files["pgp-term-later.sig"] = w.gpgSign("20250902T000000", signedText, "pgp-term")
	files["pgp-term-retired.asc"] = w.gpgRevoke("20250801T000000", "pgp-term", "3")
	for name, reason := range map[string]string{"pgp-lost": "1", "pgp-unsaid": "0"} {
		files[name+".fpr"] = w.gpgKey(born, name, "ed25519", "sign", "never") + "\n"
		files[name+".asc"] = w.gpgExport(name)
		files[name+".sig"] = w.gpgSign(then, signedText, name)
		files[name+"-revoked.asc"] = w.gpgRevoke(later, name, reason)
	}
}

// readKeys reads keys by the name of their file.
func readKeys(name, data string) ([]Key, []Fault) {
	if strings.HasSuffix(name, ".asc") {
		return ReadPGP([]byte(data))
	}
	return ReadSSH([]byte(data))
}

func moment(t testing.TB, day string) (at time.Time) {
	t.Helper()
	if day != "" {
		var err error
		if at, err = time.Parse(time.DateOnly, day); err != nil {
			t.Fatal(err)
		}
	}
	return at
}

// checkVectors holds what Verify and the readers say to the files that other
// programs made.
func checkVectors(t *testing.T, files map[string]string) {
	for _, v := range vectors() {
		keys, faults := readKeys(v.keys, files[v.keys])
		if _, fails := faultsOf()[v.keys]; !fails && len(faults) > 0 {
			t.Errorf("%s: %v", v.keys, faults)
		}
		res, err := Verify([]byte(files["text"]), []byte(files[v.name+".sig"]), keys, moment(t, v.at))
		if !errors.Is(err, v.want) || (err == nil) != (v.want == nil) {
			t.Errorf("%s by %s at %q: %v, want %v", v.name, v.keys, v.at, err, v.want)
			continue
		}
		if want := strings.Fields(files[v.by+".fpr"]); err == nil {
			if res.Fingerprint != want[0] || res.Subkey != strings.Join(want[1:], "") || keys[res.Key].Fingerprint != want[0] {
				t.Errorf("%s: %+v, want %s", v.name, res, want)
			}
			if pgp := strings.HasPrefix(v.name, "pgp-"); pgp != (res.Kind == OpenPGP) || pgp == res.When.IsZero() {
				t.Errorf("%s: %+v", v.name, res)
			}
		}
	}
	for name, want := range faultsOf() {
		keys, faults := readKeys(name, files[name])
		if len(keys) != 0 || len(faults) != 1 || faults[0].Kind != want || faults[0].Line != 1 {
			t.Errorf("%s: %d keys, %v, want %v", name, len(keys), faults, want)
		}
	}
}

// testdata is all files that other programs made, by name.
func testdata(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			data, err := os.ReadFile(filepath.Join("testdata", e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			files[e.Name()] = string(data)
		}
	}
	return files
}

func TestVectors(t *testing.T) {
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		for name, data := range newWorkshop(t).make() {
			if err := os.WriteFile(filepath.Join("testdata", name), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files := testdata(t)
	checkVectors(t, files)
	checkCommits(t, files)
}

// The same with keys of today, by the programs that are here.
func TestFreshVectors(t *testing.T) {
	files := newWorkshop(t).make()
	checkVectors(t, files)
	checkCommits(t, files)
}
