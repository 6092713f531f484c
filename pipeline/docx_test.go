package pipeline_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline"
	"kan/pipeline/doc"
	"kan/pipeline/docx/docxcheck"
	"kan/pipeline/source"
)

// officeFonts are the names that a Word document may have: those for which
// fonts.yaml says that our faces stand.
var officeFonts = []string{"仿宋_GB2312", "宋体", "方正小标宋简体", "黑体", "楷体_GB2312"}

// docxFolder is where DOCX files go: KAN_DOCX_DIR, for other programs to read
// them after the tests, or a folder that goes away.
func docxFolder(t *testing.T) string {
	t.Helper()
	if folder := os.Getenv("KAN_DOCX_DIR"); folder != "" {
		return folder
	}
	return t.TempDir()
}

// buildDOCX makes the Word document of every issue that is not void, and
// complains of its faults.
func buildDOCX(t *testing.T, c *pipeline.Content, out string) {
	t.Helper()
	for _, f := range build(t, c, out, pipeline.DOCX) {
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		sound(t, f.Path, data)
		whole(t, f, data)
	}
}

// sound complains of the faults of a DOCX.
func sound(t *testing.T, name string, data []byte) {
	t.Helper()
	for _, fault := range docxcheck.Check(bytes.NewReader(data), int64(len(data)), officeFonts) {
		t.Errorf("%s: %s", name, fault)
	}
}

// whole complains of text of the reports that a DOCX does not have.
func whole(t *testing.T, f pipeline.Output, data []byte) {
	t.Helper()
	all := squash(docxText(t, data))
	for _, r := range f.Issue.Items() {
		doc.Walk(r.Body, func(text string, at source.Span) {
			if !strings.Contains(all, squash(text)) {
				t.Errorf("%s: %s: %q is lost", f.Path, at, text)
			}
		})
		for _, text := range []string{r.Title.V, r.Subtitle.V, r.Authors[0].Name.V} {
			if !strings.Contains(all, squash(text)) {
				t.Errorf("%s: %s: %q is lost", f.Path, r.ID.V, text)
			}
		}
	}
}

// docxText is what the w:t elements of body and notes say.
func docxText(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range []string{"word/document.xml", "word/footnotes.xml"} {
		r, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		inside := false
		for d := xml.NewDecoder(r); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				inside = token.Name.Local == "t"
			case xml.EndElement:
				inside = false
			case xml.CharData:
				if inside {
					all.Write(token)
				}
			}
		}
	}
	return all.String()
}

// TestSampleIssuesAreSoundWordDocuments checks what no validator finds.
func TestSampleIssuesAreSoundWordDocuments(t *testing.T) { buildDOCX(t, sample(t), t.TempDir()) }

// TestLongDocumentsAreSoundWordDocuments does so for random text.
func TestLongDocumentsAreSoundWordDocuments(t *testing.T) {
	buildDOCX(t, load(t, repository(longDocuments(t))), t.TempDir())
}

// TestEveryConstructIsSoundInWord builds everyConstruct in every series.
func TestEveryConstructIsSoundInWord(t *testing.T) {
	buildDOCX(t, load(t, tortureOffice(t)), filepath.Join(docxFolder(t), "torture"))
}

// TestTextAfterATurnedPageStandsUprightInWord: the signature and the list of
// attachments stand behind a wide table, on a page of their own as in print.
func TestTextAfterATurnedPageStandsUprightInWord(t *testing.T) {
	out := t.TempDir()
	buildDOCX(t, load(t, tortureOffice(t)), out)
	data, err := os.ReadFile(filepath.Join(out, "two-sessions/2026/001/two-sessions-2026-001.docx"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	document, err := fs.ReadFile(z, "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	turned := map[string]bool{}
	for _, section := range strings.SplitAfter(string(document), "</w:sectPr>") {
		for _, text := range []string{"云州市民政局", "横排的附件</w:t>", "又一张横页", "只有一段。", "北仓食堂", "城关区", "一级标题"} {
			if strings.Contains(section, text) {
				turned[text] = turned[text] || strings.Contains(section, `w:orient="landscape"`)
			}
		}
	}
	want := map[string]bool{"云州市民政局": false, "横排的附件</w:t>": true, "又一张横页": true, "只有一段。": false, "北仓食堂": false, "城关区": true, "一级标题": false}
	if !maps.Equal(turned, want) {
		t.Errorf("turned: %v, want %v", turned, want)
	}
}
