package signature

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/outside"
)

// workshop is a folder where outside programs make keys and sign with them.
// Nothing of the user who runs the test gets in.
type workshop struct {
	t    testing.TB
	dir  string // for files
	home string // of gpg; short, for a socket is in it
}

func newWorkshop(t testing.TB) *workshop {
	t.Helper()
	for _, name := range []string{"ssh-keygen", "gpg", "gpgconf", "git"} {
		outside.Program(t, name)
	}
	home, err := os.MkdirTemp("", "kan")
	if err != nil {
		t.Fatal(err)
	}
	w := &workshop{t, t.TempDir(), home}
	t.Cleanup(func() {
		w.run("", "gpgconf", "--homedir", home, "--kill", "all")
		os.RemoveAll(home)
	})
	return w
}

// try runs a program with text on its standard input.
func (w *workshop) try(stdin, name string, args ...string) (stdout []byte, err error) {
	w.t.Helper()
	cmd := exec.Command(outside.Program(w.t, name), args...)
	cmd.Dir = w.dir
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir, "GNUPGHOME=" + w.home, "LC_ALL=C", "TZ=UTC",
		"GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_DATE=1720000000 +0800", "GIT_COMMITTER_DATE=1720000000 +0800"}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err = cmd.Output()
	if err != nil {
		w.t.Logf("%s %q: %v\n%s", name, args, err, stderr.String())
	}
	return stdout, err
}

func (w *workshop) run(stdin, name string, args ...string) []byte {
	w.t.Helper()
	out, err := w.try(stdin, name, args...)
	if err != nil {
		w.t.Fatalf("%s failed", name)
	}
	return out
}

func (w *workshop) path(name string) string { return filepath.Join(w.dir, name) }

func (w *workshop) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(w.path(name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workshop) read(name string) string {
	w.t.Helper()
	data, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// sshKey makes a key; name and name.pub are its files.
func (w *workshop) sshKey(name string, args ...string) {
	w.t.Helper()
	w.run("", "ssh-keygen", append([]string{"-q", "-N", "", "-C", name + "@example.org", "-f", w.path(name)}, args...)...)
}

// sshSign gives the armored signature of text.
func (w *workshop) sshSign(text, key, namespace string, args ...string) string {
	w.t.Helper()
	return string(w.run(text, "ssh-keygen", append([]string{"-Y", "sign", "-q", "-f", w.path(key), "-n", namespace}, args...)...))
}

// gpg runs at a time of day that is made up: 20240601T120000.
func (w *workshop) gpg(when, stdin string, args ...string) string {
	w.t.Helper()
	head := []string{"--homedir", w.home, "--batch", "--no-tty", "--yes", "--quiet", "--pinentry-mode", "loopback",
		"--passphrase", "", "--trust-model", "always", "--faked-system-time", when + "!"}
	return string(w.run(stdin, "gpg", append(head, args...)...))
}

// gpgKey makes a key that is named by its address, and gives its fingerprint.
func (w *workshop) gpgKey(when, name, algo, usage, term string, args ...string) string {
	w.t.Helper()
	w.gpg(when, "", append(args, "--quick-gen-key", name+" <"+name+"@example.org>", algo, usage, term)...)
	return w.fingerprints(name)[0]
}

// fingerprints are those of a key and its subkeys.
func (w *workshop) fingerprints(name string) (all []string) {
	w.t.Helper()
	for l := range strings.Lines(w.gpg("20240101T000000", "", "--with-colons", "--list-keys", name+"@example.org")) {
		if f := strings.Split(l, ":"); f[0] == "fpr" {
			all = append(all, f[9])
		}
	}
	return all
}

func (w *workshop) gpgExport(name string) string {
	w.t.Helper()
	return w.gpg("20240101T000000", "", "--armor", "--export", name+"@example.org")
}

// gpgSign signs as git has it done.
func (w *workshop) gpgSign(when, text, name string, args ...string) string {
	w.t.Helper()
	return w.gpg(when, text, append(args, "-bsa", "-u", name)...)
}

// gpgRevoke gives the key after it was revoked, for a reason in the numbers of
// gpg's menu: 0 none, 1 compromised, 2 superseded, 3 no longer used.
func (w *workshop) gpgRevoke(when, name, reason string) string {
	w.t.Helper()
	args := []string{"--homedir", w.home, "--no-tty", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "",
		"--faked-system-time", when + "!", "--command-fd", "0", "--armor", "--gen-revoke", name + "@example.org"}
	w.gpg(when, string(w.run("y\n"+reason+"\n\ny\n", "gpg", args...)), "--import")
	return w.gpgExport(name)
}
