package fontbook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"kan/fonts"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

func load(t *testing.T, repo fs.FS) (*Book, []diag.Diagnostic) {
	t.Helper()
	var diags diag.List
	b, err := Load(source.NewTree(repo), fonts.Files, &diags)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b, diags.Sorted()
}

func TestSuppliedFontsAreAsListedAndLicensed(t *testing.T) {
	b, complaints := load(t, fstest.MapFS{})
	if len(complaints) > 0 {
		t.Fatal(complaints)
	}
	listed := map[string]bool{}
	for _, e := range b.Entries() {
		data, err := fs.ReadFile(fonts.Files, e.File)
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != e.SHA256 {
			t.Errorf("%s is not the file that fonts.yaml describes", e.File)
		}
		if text, err := fs.ReadFile(fonts.Files, e.LicenceFile); err != nil || len(text) < 2000 {
			t.Errorf("%s: licence text %s: %d bytes, %v", e.File, e.LicenceFile, len(text), err)
		}
		if e.Origin == "" || e.Licence == "" || !e.BuiltIn {
			t.Errorf("%s: origin %q, licence %q, built in %v", e.File, e.Origin, e.Licence, e.BuiltIn)
		}
		listed[e.File] = true
	}
	files, _ := fs.ReadDir(fonts.Files, ".")
	for _, f := range files {
		if !f.IsDir() && !strings.HasSuffix(f.Name(), ".yaml") && !listed[f.Name()] {
			t.Errorf("%s is not in fonts.yaml", f.Name())
		}
	}
}

func TestFacesFallBackToAllOthers(t *testing.T) {
	b, _ := load(t, fstest.MapFS{})
	faces, err := b.Faces([]string{"楷体", "仿宋"})
	if err != nil || len(faces) != 5 || faces[0].Name() != "楷体" || faces[1].Name() != "仿宋" {
		t.Fatal(faces, err)
	}
	again, _ := b.Faces([]string{"仿宋"})
	if again[0] != faces[1] {
		t.Error("a face was opened twice")
	}
	if _, err := b.Faces([]string{"隶书"}); err == nil {
		t.Error("an unknown role has faces")
	}
}

func TestFileOfTheRepositoryWins(t *testing.T) {
	data, err := os.ReadFile("../../fonts/NotoSansSC-Medium.ttf")
	if err != nil {
		t.Fatal(err)
	}
	b, complaints := load(t, fstest.MapFS{"fonts/FandolFang-Regular.otf": {Data: data}})
	if len(complaints) > 0 {
		t.Fatal(complaints)
	}
	faces, err := b.Faces([]string{"仿宋"})
	if err != nil || faces[0].PostScriptName() != "NotoSansSC-Medium" || b.Entries()[0].BuiltIn {
		t.Errorf("仿宋 is %s", faces[0].PostScriptName())
	}
}

func TestFaultsOfTheList(t *testing.T) {
	for _, c := range []struct {
		name, yaml string
		want       diag.Code
	}{
		{"no file", "- {role: 仿宋, file: none.ttf}\n", CodeMissingFile},
		{"no font", "- {role: 仿宋, file: bad.ttf}\n", CodeBadFile},
		{"path", "- {role: 仿宋, file: ../../etc/passwd}\n", CodeBadName},
	} {
		_, complaints := load(t, fstest.MapFS{"fonts/fonts.yaml": {Data: []byte(c.yaml)},
			"fonts/bad.ttf": {Data: bytes.Repeat([]byte("no font "), 20)}})
		if len(complaints) != 1 || complaints[0].Code != c.want {
			t.Errorf("%s: %v, want %s", c.name, complaints, c.want)
		}
	}
}
