package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kan": main})
}

// TestScripts runs the program on small repositories. Beside the commands of
// testscript, scripts have `office`, which lays a small office into the
// current folder, and `big`, which makes files too large for an archive.
func TestScripts(t *testing.T) {
	source, err := filepath.Abs("testdata/office")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("NO_COLOR", "")
			e.Setenv("SOURCE_DATE_EPOCH", "")
			e.Setenv("GITHUB_STEP_SUMMARY", "")
			return nil
		},
		Condition: have,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"office": func(ts *testscript.TestScript, neg bool, args []string) { office(ts, source, neg, args) },
			"big":    big, "nofiles": noFiles, "picture": picture, "commit": commit, "edit": edit,
		},
	})
}

// office copies the small office into the current folder; a file that the
// script has there already stays.
func office(ts *testscript.TestScript, from string, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: office")
	}
	ts.Check(filepath.WalkDir(from, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		to := ts.MkAbs(rel)
		if _, err := os.Lstat(to); err == nil {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o644)
	}))
}

// big makes a file of n megabytes (big text NAME N), or a PNG whose head
// claims n × n pixels (big image NAME N).
func big(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: big text|image NAME N")
	}
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	var data []byte
	switch args[0] {
	case "text":
		data = bytes.Repeat([]byte("民意如山\n"), n<<20/len("民意如山\n"))
	case "image":
		data = hugePNG(uint32(n))
	default:
		ts.Fatalf("no kind of file %q", args[0])
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[1])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// picture makes a PNG of 300 × 200 pixels, another one with a second word.
func picture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: picture NAME [other]")
	}
	m := image.NewGray(image.Rect(0, 0, 300, 200))
	for k := range m.Pix {
		m.Pix[k] = uint8(k * len(args))
	}
	var b bytes.Buffer
	ts.Check(png.Encode(&b, m))
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// commit commits all there is as somebody: commit NAME EMAIL DAY MESSAGE. The
// repository is made when there is none.
func commit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: commit NAME EMAIL DAY MESSAGE")
	}
	if _, err := exec.LookPath("git"); err != nil {
		ts.Fatalf("git is needed: %v", err)
	}
	if _, err := os.Stat(ts.MkAbs(".git")); err != nil {
		ts.Check(os.WriteFile(ts.MkAbs(".gitignore"), []byte("/output/\n/.kan/\n/old/\n"), 0o644))
		ts.Check(ts.Exec("git", "init", "-q", "-b", "main"))
	}
	when := args[2] + "T09:00:00+08:00"
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		ts.Setenv("GIT_"+who+"_NAME", args[0])
		ts.Setenv("GIT_"+who+"_EMAIL", args[1])
		ts.Setenv("GIT_"+who+"_DATE", when)
	}
	ts.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	ts.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	for k, v := range map[string]string{"COUNT": "1", "KEY_0": "maintenance.auto", "VALUE_0": "false"} { // nothing behind the back of a script
		ts.Setenv("GIT_CONFIG_"+k, v)
	}
	ts.Check(ts.Exec("git", "add", "-A"))
	ts.Check(ts.Exec("git", "commit", "-q", "--allow-empty", "-m", args[3]))
}

// have is the condition [have:PROGRAM]. Where outside programs are required, a
// missing one is an error.
func have(cond string) (bool, error) {
	name, ok := strings.CutPrefix(cond, "have:")
	if !ok {
		return false, fmt.Errorf("unknown condition %q", cond)
	}
	_, err := exec.LookPath(name)
	if err != nil && os.Getenv("KAN_REQUIRE_TOOLS") != "" {
		return false, err
	}
	return err == nil, nil
}

// edit replaces a text that stands in a file: edit FILE OLD NEW.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text, with := ts.ReadFile(args[0]), strings.ReplaceAll(args[2], "\\n", "\n")
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], with, 1)), 0o644))
}

// hugePNG is the head of a grey picture of side × side pixels and an empty body.
func hugePNG(side uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, body []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		sum := crc32.NewIEEE()
		sum.Write([]byte(kind))
		sum.Write(body)
		out = append(append(out, kind...), body...)
		out = binary.BigEndian.AppendUint32(out, sum.Sum32())
	}
	head := binary.BigEndian.AppendUint32(nil, side)
	head = binary.BigEndian.AppendUint32(head, side)
	chunk("IHDR", append(head, 8, 0, 0, 0, 0))
	chunk("IDAT", nil)
	chunk("IEND", nil)
	return out
}

// noFiles asserts that no regular file, finished or not, is below a folder.
func noFiles(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: nofiles DIR")
	}
	err := filepath.WalkDir(ts.MkAbs(args[0]), func(name string, d os.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err == nil && (!d.IsDir() || strings.HasPrefix(d.Name(), ".kan-")) {
			ts.Fatalf("%s was left behind", name)
		}
		return err
	})
	ts.Check(err)
}
