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
	"kan/pipeline/font"
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

// licenceTexts are words from the beginning, middle and end of the licences.
var licenceTexts = map[string][]string{
	"OFL-1.1": {"Copyright", "SIL OPEN FONT LICENSE Version 1.1", "PREAMBLE", "DEFINITIONS", "PERMISSION & CONDITIONS",
		"Reserved Font Name", "TERMINATION", "DISCLAIMER", "OTHER DEALINGS IN THE FONT SOFTWARE"},
	"GPL-3.0 with font exception": {"GNU GENERAL PUBLIC LICENSE", "Version 3, 29 June 2007", "END OF TERMS AND CONDITIONS"},
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
		text, err := fs.ReadFile(fonts.Files, e.LicenceFile)
		if err != nil {
			t.Error(err)
		}
		for _, words := range licenceTexts[e.Licence] {
			if !strings.Contains(string(text), words) {
				t.Errorf("%s: %s does not say %q", e.File, e.LicenceFile, words)
			}
		}
		if licenceTexts[e.Licence] == nil {
			t.Errorf("%s: nobody knows the text of %s", e.File, e.Licence)
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
	faces, err := b.Faces([]string{"楷体", "小标宋", "楷体"})
	var names []string
	for _, f := range faces {
		names = append(names, f.Name())
	}
	if want := "楷体 小标宋 宋体 仿宋 黑体"; err != nil || strings.Join(names, " ") != want {
		t.Fatalf("%v, %v; want %s", names, err, want)
	}
	again, _ := b.Faces([]string{"小标宋"})
	if again[0] != faces[1] {
		t.Error("a face was opened twice")
	}
	if _, err := b.Faces([]string{"隶书"}); err == nil {
		t.Error("an unknown role has faces")
	}
}

func TestFirstOfOneRoleCounts(t *testing.T) {
	b, complaints := load(t, fstest.MapFS{"fonts/fonts.yaml": {Data: []byte(
		"- {role: 仿宋, file: LXGWWenKai-Regular.ttf}\n- {role: 仿宋, file: FandolFang-Regular.otf}\n")}})
	if len(complaints) > 0 || !b.Entries()[0].BuiltIn || !b.Entries()[1].BuiltIn {
		t.Fatal(complaints, b.Entries())
	}
	faces, err := b.Faces([]string{"仿宋"})
	if err != nil || faces[0].PostScriptName() != "LXGWWenKai-Regular" {
		t.Error(faces, err)
	}
	// The roles the repository does not list are the program's own.
	if roles := b.Roles(); len(roles) != 5 || len(faces) != 5 {
		t.Errorf("roles %v, %d faces", roles, len(faces))
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
	restricted, err := fs.ReadFile(fonts.Files, "FandolFang-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	restricted = bytes.Clone(restricted)
	f, err := font.Open(bytes.NewReader(restricted), int64(len(restricted)), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	os2, _ := f.Table("OS/2")
	restricted[bytes.Index(restricted, os2)+9] = 2 // fsType
	for _, c := range []struct {
		name, yaml string
		want       diag.Code
	}{
		{"no file", "- {role: 仿宋, file: none.ttf}\n", CodeMissingFile},
		{"no font", "- {role: 仿宋, file: bad.ttf}\n", CodeBadFile},
		{"folder", "- {role: 仿宋, file: folder.ttf}\n", CodeBadFile},
		{"no such face", "- {role: 仿宋, file: FandolFang-Regular.otf, index: 0}\n- {role: 宋体, file: two.ttc, index: 2}\n", CodeBadFile},
		{"path", "- {role: 仿宋, file: ../../etc/passwd}\n", CodeBadName},
		{"Windows path", "- {role: 仿宋, file: 'C:\\Windows\\Fonts\\simfang.ttf'}\n", CodeBadName},
		{"restricted", "- {role: 仿宋, file: restricted.otf}\n", CodeNoEmbedding},
		{"too long", strings.Repeat("# 字体\n", 20_000), CodeBadList},
		{"no role", "- {file: FandolFang-Regular.otf}\n", "yaml/missing-key"},
		{"unknown key", "- {role: 仿宋, file: FandolFang-Regular.otf, size: 3}\n", "yaml/unknown-key"},
	} {
		_, complaints := load(t, fstest.MapFS{"fonts/fonts.yaml": {Data: []byte(c.yaml)},
			"fonts/bad.ttf": {Data: bytes.Repeat([]byte("no font "), 20)}, "fonts/folder.ttf/x": {},
			"fonts/two.ttc": {Data: []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02")}, "fonts/restricted.otf": {Data: restricted}})
		if len(complaints) != 1 || complaints[0].Code != c.want {
			t.Errorf("%s: %v, want %s", c.name, complaints, c.want)
		}
	}
}

// plainFS offers no random access.
type plainFS struct{ fs.FS }

type plainFile struct{ fs.File }

func (p plainFS) Open(name string) (fs.File, error) {
	f, err := p.FS.Open(name)
	return plainFile{f}, err
}

func TestFileWithoutRandomAccessIsReadIntoMemory(t *testing.T) {
	data, err := fs.ReadFile(fonts.Files, "FandolFang-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	b, complaints := load(t, plainFS{fstest.MapFS{"fonts/own.otf": {Data: data},
		"fonts/fonts.yaml": {Data: []byte("- {role: 仿宋, file: own.otf}\n")}}})
	if len(complaints) > 0 {
		t.Fatal(complaints)
	}
	if faces, err := b.Faces(nil); err != nil || faces[0].Glyph('国') == 0 || b.Entries()[0].BuiltIn {
		t.Error(faces, err)
	}
}

func BenchmarkLoadAndLookUp(b *testing.B) {
	for b.Loop() {
		var diags diag.List
		book, err := Load(source.NewTree(fstest.MapFS{}), fonts.Files, &diags)
		if err != nil {
			b.Fatal(err)
		}
		faces, err := book.Faces([]string{"仿宋"})
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range faces {
			f.Glyph('国')
		}
		book.Close()
	}
}
