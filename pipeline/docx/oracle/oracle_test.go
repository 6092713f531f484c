package oracle

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unidoc/unioffice/schema/soo/wml"
)

// TestFilesComeBackEqual checks every DOCX below the folder KAN_DOCX_DIR.
func TestFilesComeBackEqual(t *testing.T) {
	folder := os.Getenv("KAN_DOCX_DIR")
	if folder == "" {
		t.Skip("KAN_DOCX_DIR is not set")
	}
	files := 0
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".docx" {
			return err
		}
		files++
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		differences, err := Check(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, d := range differences {
			t.Errorf("%s: %s", name, d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Errorf("no DOCX below %s", folder)
	}
	t.Logf("%d files", files)
}

// good is a document without a fault.
const good = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr>
<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve"> 正文</w:t></w:r></w:p>
<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>
</w:body></w:document>`

func TestAGoodDocumentComesBackEqual(t *testing.T) {
	for _, d := range checkPart("word/document.xml", []byte(good), wml.NewDocument()) {
		t.Error(d)
	}
}

// TestFaultsOfTheSchemaAreFound spoils the good document.
func TestFaultsOfTheSchemaAreFound(t *testing.T) {
	for what, change := range map[string][2]string{
		"properties of a run out of order":       {`<w:b/><w:sz w:val="32"/>`, `<w:sz w:val="32"/><w:b/>`},
		"properties of a paragraph out of order": {`<w:keepNext/><w:spacing w:before="0" w:after="0"/>`, `<w:spacing w:before="0" w:after="0"/><w:keepNext/>`},
		"properties after their text":            {`<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve"> 正文</w:t>`, `<w:t>正文</w:t><w:rPr><w:b/></w:rPr>`},
		"an unknown element":                     {`<w:b/>`, `<w:bold/>`},
		"an unknown attribute":                   {`w:after="0"`, `w:behind="0"`},
		"a value outside its list":               {`<w:jc w:val="both"/>`, `<w:jc w:val="justified"/>`},
		"no number":                              {`w:w="11906"`, `w:w="wide"`},
		"an attribute without its namespace":     {`w:linePitch=`, `linePitch=`},
		"a part of a section out of order":       {`<w:pgSz w:w="11906" w:h="16838"/><w:docGrid w:type="lines" w:linePitch="579"/>`, `<w:docGrid/><w:pgSz/>`},
		"a table without its grid":               {`<w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid>`, ``},
		"an element in another's place":          {`<w:tc><w:p/></w:tc>`, `<w:p/>`},
	} {
		t.Run(what, func(t *testing.T) {
			if !strings.Contains(good, change[0]) {
				t.Fatalf("the good document does not have %q", change[0])
			}
			bad := strings.Replace(good, change[0], change[1], 1)
			differences := checkPart("word/document.xml", []byte(bad), wml.NewDocument())
			if len(differences) == 0 {
				t.Error("it comes back equal")
			}
			for _, d := range differences {
				t.Log(d)
			}
		})
	}
}
