package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kan/pipeline"
	"kan/pipeline/diag"
)

// proofed makes the proof of one issue.
func proofed(t *testing.T, c *pipeline.Content, id, out string) pipeline.Proof {
	t.Helper()
	k := slices.IndexFunc(c.Issues, func(i *pipeline.Issue) bool { return i.ID() == id })
	if k < 0 {
		t.Fatalf("no issue %s", id)
	}
	var diags diag.List
	p, err := c.Proof(t.Context(), c.Issues[k], out, pipeline.Stamp{Creator: "kan test"}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	return p
}

// exceeding are the names of what is further off than it may be.
func exceeding(p pipeline.Proof) (names []string) {
	for _, d := range p.Deviations {
		if d.Exceeds() {
			names = append(names, d.Name)
		}
	}
	return names
}

func TestSampleIssuesKeepToGBT9704(t *testing.T) {
	c := sample(t)
	for id, unseen := range map[string]int{"public-opinion/2026/012": 3, "public-opinion/2026/016": 3, "special-report/2026/003": 6} {
		p := proofed(t, c, id, t.TempDir())
		if far := exceeding(p); len(far) > 0 {
			t.Errorf("%s: too far off: %v", id, far)
		}
		n := 0
		for _, d := range p.Deviations {
			if d.Why != "" {
				n++
			}
		}
		if n > unseen {
			t.Errorf("%s: %d of %d numbers were not measured", id, n, len(p.Deviations))
		}
		if p.Counts.Squeezed == 0 || p.Counts.Stretched == 0 || p.Counts.SqueezedLines > p.Counts.Squeezed {
			t.Errorf("%s: counts %+v", id, p.Counts)
		}
	}
}

// 《送阅》 has a grid of its own, and the type area of the others.
func TestProofShowsWhereAStyleDiffers(t *testing.T) {
	p := proofed(t, sample(t), "leaders-digest/2026/005", t.TempDir())
	if got, want := exceeding(p), []string{"行距", "每面行数", "字距", "每行字数"}; !slices.Equal(got, want) {
		t.Errorf("too far off: %v, want %v", got, want)
	}
}

// The pages are measured, not the style: what a repository's own style moves is
// found, and nothing else.
func TestProofFindsWhatAStyleMoves(t *testing.T) {
	for style, want := range map[string]string{
		"page: {inner: 30mm, outer: 24mm}":                   "订口（单页） 页码距版心外侧（单页） 页码距版心外侧（双页）",
		"furniture: {footer: {top: 10mm}}":                   "页码距版心下边缘",
		"furniture: {imprint: {outer: 0.25mm}}":              "版记首线粗 版记末线粗",
		"text: {folio: {size: 五号}}":                          "页码距版心外侧（单页） 页码距版心外侧（双页） 页码字号",
		"page: {grid: {lines: 20, chars: 28, size: 三号}}":     "行距",
		"page: {grid: {lines: 22, chars: 26, size: 三号}}":     "字距",
		"text: {masthead: {size: 52pt, tracking: 0.12em}}\n": "",
	} {
		c := office(t, map[string]string{"templates/public-opinion/style.yaml": "extends: base\nname: 社情民意信息\n" + style + "\n"})
		p := proofed(t, c, "public-opinion/2026/001", t.TempDir())
		if got := strings.Join(exceeding(p), " "); got != want {
			t.Errorf("%s: too far off: %s, want %s", style, got, want)
		}
	}
}

func TestProofIsReadByOtherPrograms(t *testing.T) {
	c, out := sample(t), t.TempDir()
	p := proofed(t, c, "special-report/2026/003", out)
	path := filepath.Join(out, filepath.FromSlash(p.Path))
	if info, err := os.Stat(path); err != nil || info.Size() != p.Bytes || p.Path != "special-report/2026/003/special-report-2026-003-proof.pdf" {
		t.Errorf("%s: %v", p.Path, err)
	}
	tool(t, "qpdf", "--check", path)
	text := squash(tool(t, "pdftotext", "-raw", path, "-"))
	for _, want := range []string{"压缩蓝", "28mm", "0.35", "信息专报"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the file", want)
		}
	}
}

func TestProofHasTheSameBytesEachTime(t *testing.T) {
	c := small(t)
	var files [2][]byte
	for k := range files {
		out := t.TempDir()
		p := proofed(t, c, "public-opinion/2026/001", out)
		var err error
		if files[k], err = os.ReadFile(filepath.Join(out, filepath.FromSlash(p.Path))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two proofs of one issue differ")
	}
}

func TestAnInterruptedProofLeavesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "output")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := small(t)
	var diags diag.List
	if _, err := c.Proof(ctx, c.Issues[0], out, pipeline.Stamp{}, &diags); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	err := fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && (!d.IsDir() || strings.Contains(name, ".kan-")) {
			t.Errorf("left behind: %s", name)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
