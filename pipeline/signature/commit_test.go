package signature

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// commits are the commits in testdata and the keys that signed them.
func commits() map[string]string {
	return map[string]string{
		"ssh.commit": "ed25519.pub", "rsa.commit": "rsa.pub", "gbk.commit": "ed25519.pub", "merge.commit": "ed25519.pub",
		"pgp.commit": "pgp-ed25519.asc", "subkey.commit": "pgp-signer.asc", "unsigned.commit": "ed25519.pub",
	}
}

// makeCommits has git sign in a repository, and asks git of every commit
// whether the signature holds. That is git's own word on the same bytes.
func (w *workshop) makeCommits(files map[string]string) {
	w.t.Helper()
	git := func(args ...string) string { return string(w.run("", "git", args...)) }
	git("init", "-q", "-b", "main", ".")
	allowed := ""
	for _, name := range []string{"ed25519", "rsa"} {
		allowed += "zhang@example.org " + w.read(name+".pub")
	}
	w.write("allowed", allowed)
	for _, c := range [][]string{{"user.name", "张宁"}, {"user.email", "zhang@example.org"}, {"gpg.format", "ssh"},
		{"gpg.ssh.allowedSignersFile", w.path("allowed")}, {"user.signingKey", w.path("ed25519")}} {
		git("config", c[0], c[1])
	}
	// keep keeps the last commit, once git has said that it is well signed.
	keep := func(name string, config ...string) {
		git(append(config, "verify-commit", "HEAD")...)
		files[name] = git("cat-file", "commit", "HEAD")
	}
	git("commit", "-q", "--allow-empty", "-m", "没有签名\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA")
	files["unsigned.commit"] = git("cat-file", "commit", "HEAD")
	git("commit", "-q", "--allow-empty", "-S", "-m", "审定：公交线路\n\ngpgsig 不是签名\n 也不是")
	keep("ssh.commit")
	git("-c", "user.signingKey="+w.path("rsa"), "commit", "-q", "--allow-empty", "-S", "-m", "复核")
	keep("rsa.commit")
	git("-c", "i18n.commitEncoding=GBK", "commit", "-q", "--allow-empty", "-S", "-m", "\xC9\xF3\xB6\xA8")
	keep("gbk.commit")

	git("checkout", "-q", "-b", "side", "HEAD~2")
	git("commit", "-q", "--allow-empty", "-m", "旁支")
	git("tag", "-s", "v1", "-m", "签名的标签")
	git("checkout", "-q", "main")
	git("merge", "-q", "-S", "--no-ff", "-m", "合并", "v1") // the tag gets into the commit, with its signature
	keep("merge.commit")

	pgp := []string{"-c", "gpg.format=openpgp", "-c", "user.signingKey=" + strings.TrimSpace(files["pgp-ed25519.fpr"])}
	git(append(pgp, "commit", "-q", "--allow-empty", "-S", "-m", "签发")...)
	keep("pgp.commit", pgp...)
	primary := w.gpgKey("20240101T000000", "pgp-signer", "rsa2048", "cert", "never")
	w.gpg("20240101T000000", "", "--quick-add-key", primary, "rsa2048", "sign", "never")
	files["pgp-signer.asc"], files["pgp-signer.fpr"] = w.gpgExport("pgp-signer"), strings.Join(w.fingerprints("pgp-signer"), "\n")+"\n"
	pgp[3] = "user.signingKey=" + primary
	git(append(pgp, "commit", "-q", "--allow-empty", "-S", "-m", "签发")...)
	keep("subkey.commit", pgp...)
}

func checkCommits(t *testing.T, files map[string]string) {
	for name, by := range commits() {
		text, armored, err := SplitCommit([]byte(files[name]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keys, _ := readKeys(by, files[by])
		at := time.Unix(1720000000, 0)
		res, err := Verify(text, armored, keys, at)
		if name == "unsigned.commit" {
			if !errors.Is(err, ErrUnsigned) || string(text) != files[name] {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		fpr := strings.Fields(files[strings.TrimSuffix(strings.TrimSuffix(by, ".pub"), ".asc")+".fpr"])
		if err != nil || res.Fingerprint != fpr[0] || name == "subkey.commit" && res.Subkey != fpr[1] {
			t.Errorf("%s: %+v %v", name, res, err)
		}
		// Every other word of the commit is signed.
		for i := range text {
			other := []byte(string(text))
			other[i] ^= 1
			if res, err := Verify(other, armored, keys, at); !errors.Is(err, ErrBad) {
				t.Fatalf("%s: another text at %d: %+v %v", name, i, res, err)
			}
		}
	}
}

func TestSplitCommit(t *testing.T) {
	const head, tail = "tree 1\nauthor a\n", "\nmessage\n\ngpgsig x\n y\n"
	for _, c := range []struct {
		name, in, text, armored string
		want                    error
	}{
		{"no signature", head + tail, head + tail, "", nil},
		{"at the end", head + "gpgsig a\n b\n  c\n" + tail, head + tail, "a\nb\n c\n", nil},
		{"in the middle", "tree 1\ngpgsig a\n \n b\nauthor a\n" + tail, head + tail, "a\n\nb\n", nil},
		{"behind it a header of two lines", head + "gpgsig a\nmergetag m\n n\n" + tail, head + "mergetag m\n n\n" + tail, "a\n", nil},
		{"no message", head + "gpgsig a\n b", head, "a\nb", nil},
		{"message only", tail, tail, "", nil},
		{"a header of the like", head + "gpgsigs a\n b\n" + tail, head + "gpgsigs a\n b\n" + tail, "", nil},
		{"empty", "", "", "", nil},
		{"two", head + "gpgsig a\nfoo\ngpgsig b\n" + tail, "", "", ErrFormat},
		{"two, one behind the other", head + "gpgsig a\n b\ngpgsig b\n" + tail, "", "", ErrFormat},
		{"for SHA-256", head + "gpgsig-sha256 a\n b\n" + tail, "", "", ErrUnsupported},
	} {
		text, armored, err := SplitCommit([]byte(c.in))
		if string(text) != c.text || string(armored) != c.armored || !errors.Is(err, c.want) {
			t.Errorf("%s: %q %q %v", c.name, text, armored, err)
		}
	}
}
