package history

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"kan/pipeline/outside"
)

const unsigned = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n" +
	"author 王敏 <wangmin@yunzhou.example> 1773300000 +0800\n" +
	"committer 李国华 <liguohua@yunzhou.example> 1773300060 +0800\n" +
	"mergetag object 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n type commit\n \n gpgsig not a header\n" +
	"\n审定\n\ngpgsig of the message\n"

const armor = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n\n=abcd\n-----END SSH SIGNATURE-----\n"

// signedWith puts a signature into a commit as git does.
func signedWith(header, signature string) string {
	head, message, _ := strings.Cut(unsigned, "\n\n")
	return head + "\n" + header + " " + strings.TrimSuffix(strings.ReplaceAll(signature, "\n", "\n "), " ") + "\n" + message
}

// also adds a header behind the others.
func also(commit, header string) string {
	return strings.Replace(commit, "\n\n审定", "\n"+header+"\n审定", 1)
}

func TestPayloadIsTheCommitWithoutItsSignature(t *testing.T) {
	w := fresh(t)
	w.git("hash-object", "-t", "tree", "-w", "/dev/null")
	r := open(t, w.dir)
	for text, want := range map[string]string{
		unsigned:                           "",
		signedWith("gpgsig", armor):        armor,
		signedWith("gpgsig-sha256", armor): "",
		also(signedWith("gpgsig", armor), "gpgsig-sha256 x\n y\n"):  armor,
		also(signedWith("gpgsig-sha256", armor), "gpgsig z\n zz\n"): "z\nzz\n",
		also(signedWith("gpgsig", armor), "gpgsig z\n zz\n"):        armor + "z\nzz\n",
	} {
		h, err := w.try(text, "hash-object", "-t", "commit", "-w", "--stdin")
		if err != nil {
			t.Fatal(h, err)
		}
		got, signature, err := r.Payload(h[:40])
		if err != nil || string(got) != unsigned || string(signature) != want || (signature == nil) != (want == "") {
			t.Errorf("%q:\n%q, %v", text, signature, err)
			t.Errorf("%s", got)
		}
		if c := resolve(t, r, h[:40]); c.Signed != (want != "") || c.Subject != "审定" {
			t.Error(c)
		}
	}
	if _, _, err := r.Payload("HEAD"); !errors.Is(err, ErrUnknownRevision) {
		t.Error(err)
	}
	if _, _, err := r.Payload("4b825dc642cb6eb9a060e54bf8d69288fbee4904"); !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
}

// What the git program signs is what Payload gives.
func TestPayloadOfARealSignature(t *testing.T) {
	keygen := outside.Program(t, "ssh-keygen")
	w := fresh(t)
	key := t.TempDir() + "/key"
	run := &workplace{t: t, dir: w.dir, env: w.env}
	if out, err := run.program(keygen, "", "-q", "-t", "ed25519", "-N", "", "-f", key); err != nil {
		t.Fatal(out, err)
	}
	w.git("config", "gpg.format", "ssh")
	w.git("config", "user.signingKey", key)
	w.write("content/报告", "x")
	w.git("add", "-A")
	w.git("commit", "-q", "-S", "-m", "审定")
	r := open(t, w.dir)
	head := resolve(t, r, "HEAD")
	text, signature, err := r.Payload(head.Hash)
	if err != nil || !head.Signed {
		t.Fatal(err, head)
	}
	w.write("sig", string(signature))
	if out, err := run.program(keygen, string(text), "-Y", "check-novalidate", "-n", "git", "-s", w.dir+"/sig"); err != nil {
		t.Error(out, err)
	}
	if out, err := run.program(keygen, string(text)+" ", "-Y", "check-novalidate", "-n", "git", "-s", w.dir+"/sig"); err == nil {
		t.Error("any text verifies:", out)
	}
}

func TestCommitsOfManyHands(t *testing.T) {
	zone := func(minutes int) *time.Location { return time.FixedZone("", minutes*60) }
	for text, want := range map[string]Person{
		"A <a@b> 10 +0800":               {"A", "a@b", time.Unix(10, 0).In(zone(480))},
		"A <a@b> 10 -0330":               {"A", "a@b", time.Unix(10, 0).In(zone(-210))},
		"A <a@b> 10 +0000":               {"A", "a@b", time.Unix(10, 0).UTC()},
		"A <a@b> 10 +9999":               {"A", "a@b", time.Unix(10, 0).UTC()},
		"A <a@b> 10 nonsense":            {"A", "a@b", time.Unix(10, 0).UTC()},
		"A <a@b> 99999999999999 +0800":   {"A", "a@b", time.Time{}},
		"A <a@b> -5 +0800":               {"A", "a@b", time.Time{}},
		"A <a@b>":                        {"A", "a@b", time.Time{}},
		" <> 10 +0000":                   {"", "", time.Unix(10, 0).UTC()},
		"A <x> <a@b> 10 +0000":           {"A", "x> <a@b", time.Unix(10, 0).UTC()},
		"nobody":                         {"nobody", "", time.Time{}},
		"> <":                            {"> <", "", time.Time{}},
		"":                               {},
		strings.Repeat("长", 1000) + "<>": {Name: strings.Repeat("长", 341)},
		"\xff\xfe <a@b> 10 +0000":        {"\uFFFD", "a@b", time.Unix(10, 0).UTC()},
	} {
		c, err := parseCommit(plumbing.ZeroHash, []byte("tree "+strings.Repeat("0", 40)+"\nauthor "+text+"\n"))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if got := c.Author; got.Name != want.Name || got.Email != want.Email || got.When.String() != want.When.String() {
			t.Errorf("%.40q is %.80q, want %.80q", text, got, want)
		}
	}
	gbk := []byte("tree " + strings.Repeat("0", 40) + "\nauthor \xcd\xf5\xc3\xf4 <a@b> 1 +0800\nencoding GBK\n\n\n  \xc9\xf3\xb6\xa8 \n")
	if c, err := parseCommit(plumbing.ZeroHash, gbk); err != nil || c.Author.Name != "王敏" || c.Subject != "审定" {
		t.Error(c, err)
	}
	for _, bad := range []string{"", "\n\n", "tree x\n", "parent " + strings.Repeat("0", 40) + "\n", "tree " + strings.Repeat("0", 39) + "\n",
		"tree " + strings.Repeat("A", 40) + "\n", "tree " + strings.Repeat("0", 40) + "\ntree " + strings.Repeat("1", 40) + "\n"} {
		if _, err := parseCommit(plumbing.ZeroHash, []byte(bad)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzCommit(f *testing.F) {
	f.Add([]byte(unsigned))
	f.Add([]byte(signedWith("gpgsig", armor)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := parseCommit(plumbing.ZeroHash, data); err == nil && len(c.Subject)+len(c.Author.Name) > 2*maxLine {
			t.Error("a text is not bounded")
		}
		text, signature := splitSignature(data)
		if len(text)+len(signature) > len(data) {
			t.Error("the parts are more than the whole")
		}
		if again, more := splitSignature(text); more != nil || !bytes.Equal(again, text) {
			t.Errorf("a signature is left in %q", text)
		}
	})
}

func FuzzFolder(f *testing.F) {
	h := strings.Repeat("h", 20)
	f.Add([]byte("100644 a\x00" + h + "40000 b\x00" + h + "120000 か\u3099\x00" + h + "160000 が\x00" + h))
	f.Fuzz(func(t *testing.T, data []byte) {
		folder, err := parseFolder(data)
		if err != nil {
			return
		}
		for i, e := range folder.entries {
			if i > 0 && compare(folder, folder.entries[i-1], folder, e) >= 0 {
				t.Fatal("not sorted")
			}
			if got, ok := folder.find(string(folder.name(e))); !ok || got != e {
				t.Fatalf("%q is not found", folder.name(e))
			}
		}
		if again, err := parseFolder(folder.raw); err != nil || len(again.clashes) > 0 || len(again.entries) != len(folder.entries) {
			t.Fatal("written anew it is another", err)
		}
	})
}

func FuzzCache(f *testing.F) {
	c := &record{parsed: &parsed{Commit: Commit{Hash: strings.Repeat("0", 40), Subject: "审定"}},
		touches: []touch{{path: "a", from: "b", blob: plumbing.Hash{1}}, {path: "c", took: 1}}, clashes: []named{{"d", []string{"e"}}}}
	f.Add(encodeRecords("key", []*record{c}))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, ok := decodeRecords(data, "key")
		if !ok {
			return
		}
		for _, r := range records {
			for _, p := range r.parents {
				if records[p] == nil {
					t.Fatal("a record without its parent")
				}
			}
		}
	})
}
