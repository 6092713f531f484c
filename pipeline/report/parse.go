package report

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/markdown"
	"kan/pipeline/source"
)

// MaxBytes is the longest report file that is read.
const MaxBytes = 1 << 20

// Parse reads one report. Images are looked up in tree, values in reg. The
// Report is never nil; when its front matter cannot be read it is Broken.
func Parse(file *source.File, reg *Registry, tree *source.Tree, diags *diag.List) *Report {
	broken := &Report{File: file, Broken: true, ID: idFromName(file)}
	front, body, ok := split(file, diags)
	if !ok {
		return broken
	}
	before := diags.Count(diag.Error)
	blocks := markdown.Parse(body, diags)
	refused := diags.Count(diag.Error) > before
	node, ok := decodeFront(front, diags)
	if !ok {
		return broken
	}
	o, ok := object(node, diags)
	if !ok {
		return broken
	}
	p := &parser{reg: reg, diags: diags}
	r := &Report{File: file, FrontMatter: front, Body: blocks}
	p.fields(r, o)
	p.path(r)
	if len(blocks) > 0 || !refused {
		checkLength(r, body, diags)
	}
	checkImages(r, tree, diags)
	return r
}

// maxAnchors is how many anchors and aliases are told one by one. Who writes a
// title like "*重点*" gets there once or twice; a text with more of them was
// made to exhaust its readers, is told once and not read on.
const maxAnchors = 10

// decodeFront is decode.Parse, quiet about alias bombs.
func decodeFront(front source.Span, diags *diag.List) (decode.Node, bool) {
	var own diag.List
	node, ok := decode.Parse(front, &own)
	anchors := own.Sorted()
	anchors = slices.DeleteFunc(anchors, func(d diag.Diagnostic) bool { return d.Code != "yaml/anchor" })
	if len(anchors) > maxAnchors {
		diags.Add(anchors[0])
		return node, false
	}
	diags.Merge(&own)
	return node, ok
}

// fence separates front matter from the body.
const fence = "---"

// split finds the front matter between its fences and the body behind them.
func split(file *source.File, diags *diag.List) (front, body source.Span, ok bool) {
	text := file.Text
	if i := invalidUTF8(text); i >= 0 {
		diags.Error(codeEncoding, file.Span(i, i+1), "多半是按GBK保存的：在编辑器里选“另存为”，编码选UTF-8", "文件不是UTF-8编码，从这里起读不出来")
		return front, body, false
	}
	start := 0
	if bom := []byte("\uFEFF"); bytes.HasPrefix(text, bom) {
		diags.Warning(codeBOM, file.Span(0, len(bom)), "在编辑器里选“UTF-8”（不带BOM）重新保存", "文件开头有看不见的BOM标记")
		start = len(bom)
	}
	first, next := lineAt(text, start)
	if !isFence(first) {
		diags.Error(codeNoFrontMatter, file.Span(start, start+len(first)), "第一行单独写三个减号“---”，接着写编号、标题等，再用一行“---”结束",
			"文件不是以“---”开头，没有文件头")
		return front, body, false
	}
	front = file.Span(next, next)
	for at := next; at < len(text); {
		line, after := lineAt(text, at)
		if isFence(line) {
			front.End = at
			return front, file.Span(after, len(text)), true
		}
		at = after
	}
	diags.Error(codeOpenMatter, file.Span(start, start+len(first)), "在文件头的最后一项下面单独加一行“---”，正文写在它后面", "文件头没有结束：找不到第二行“---”")
	return front, body, false
}

// lineAt returns the line that begins at offset, without its ending, and the
// offset of the next one.
func lineAt(text []byte, offset int) (line []byte, next int) {
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		return bytes.TrimSuffix(text[offset:offset+i], []byte("\r")), offset + i + 1
	}
	return text[offset:], len(text)
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == fence }

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
}
