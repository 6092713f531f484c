package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline"
)

// rare are texts that readers of PDF files have copied wrongly: characters of
// the supplementary planes, two characters that share a glyph, composite
// glyphs, marks that a font joins.
func rare() []string {
	return []string{
		"张𬭎、王𫖮和㛃堃喆玥翀",
		"部首⼈和人",
		"读作ǘ、ǚ、ǜ",
		"第一——第二……第三",
		"The north abutment is clay, not rock",
		"表示为“三农”和‘双碳’",
	}
}

const rareHead = `---
id: 2026-0001
title: 生僻字怎样复制
date: 2026-08-01
unit: first
authors: [{name: 王𫖮, role: 市政协委员}]
category: 民生
source: {kind: 社情民意}
status: approved
---

`

// TestRareTextInEveryReader sets rare texts in an issue and reads them back with
// poppler and mupdf. With KAN_PDFJS_DIR the file and what must be in it are left
// there for pdf.js, which does not run here.
func TestRareTextInEveryReader(t *testing.T) {
	c := load(t, repository([]string{rareHead + strings.Join(rare(), "。\n\n") + "。\n"}))
	out := t.TempDir()
	files := build(t, c, out, pipeline.PDF)
	path := filepath.Join(out, filepath.FromSlash(files[0].Path))
	for name, text := range map[string]string{
		"poppler": tool(t, "pdftotext", "-raw", path, "-"),
		"mupdf":   tool(t, "mutool", "draw", "-q", "-N", "-F", "txt", path),
	} {
		for _, want := range rare() {
			if !strings.Contains(squash(text), squash(want)) {
				t.Errorf("%s does not read %q", name, want)
			}
		}
	}
	if structure := tool(t, "pdfinfo", "-struct-text", path); !strings.Contains(squash(structure), squash(strings.Join(rare()[4:5], ""))) {
		t.Errorf("the structure does not have the English words apart:\n%s", structure)
	}
	dir := os.Getenv("KAN_PDFJS_DIR")
	if dir == "" {
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"rare.pdf": data, "rare.has": []byte(strings.Join(rare(), "\n"))} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
