package pipeline

import (
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/source"
	"kan/pipeline/structure"
)

// What is left of the claims depends on what else the file does.
func TestUntaggedSaysWhatTheFileKeeps(t *testing.T) {
	at := source.New("a.md", []byte("附注")).Whole()
	for _, c := range []struct {
		options PDFOptions
		want    string
	}{
		{PDFOptions{}, "这份 PDF 只合 PDF/A-2u"},
		{PDFOptions{Sources: true}, "这份 PDF 只合 PDF/A-3u"},
		{PDFOptions{Encrypt: &Encryption{}}, "这份 PDF 不合 PDF/UA"},
	} {
		d := complaint(structure.Fault{Kind: structure.Untagged, Page: 3, Span: at, Text: "附注"}, nil, c.options)
		if !strings.HasSuffix(d.Message, c.want) {
			t.Errorf("%s, want %s", d.Message, c.want)
		}
	}
}

// A fault that a rule on the text has told is told again only where it keeps
// the file from being written.
func TestFaultsAreToldOnce(t *testing.T) {
	file := source.New("a.md", []byte("### 甲\n\n![](a.png)\n\n### 乙\n"))
	other := source.New("b.md", file.Text)
	var told diag.List
	told.Warning("markdown/heading-skip", file.Span(0, 7), "", "")
	told.Warning("image/no-alt", file.Span(9, 20), "", "")
	c := &Content{}
	c.remember(&told)
	faults := []structure.Fault{
		{Kind: structure.HeadingSkip, Span: file.Span(4, 7)}, {Kind: structure.HeadingSkip, Span: file.Span(26, 29)}, {Kind: structure.HeadingSkip, Span: other.Span(4, 7)},
		{Kind: structure.NoAlt, Span: file.Span(9, 20)}, {Kind: structure.Untagged, Span: file.Span(4, 7)},
	}
	for _, want := range []struct {
		strict bool
		n      int
	}{{false, 3}, {true, 5}} {
		var diags diag.List
		c.complain(faults, nil, PDFOptions{Strict: want.strict}, &diags)
		if got := len(diags.Sorted()); got != want.n {
			t.Errorf("strict %v: %d complaints, want %d", want.strict, got, want.n)
		}
	}
}
