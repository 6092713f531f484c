package decode

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// text is the working copy of the bytes being read. Slips that are reported
// are mended in it, so that reading can go on; edits leads its offsets back to
// the file.
type text struct {
	file  *source.File
	base  int // offset in the file of the first byte that was read
	end   int // offset in the file behind the last
	work  []byte
	edits []edit // by offset
}

// edit says that offset work of the working copy is offset file of the file,
// and that from there on both run alike.
type edit struct{ work, file int }

// fileOffset is the place in the file of an offset in the working copy.
func (t *text) fileOffset(off int) int {
	i := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].work > off })
	at, limit := t.base+off, t.end
	if i > 0 {
		at = t.edits[i-1].file + off - t.edits[i-1].work
	}
	if i < len(t.edits) {
		limit = t.edits[i].file
	}
	return min(at, limit)
}

// span is the place in the file of a range of the working copy.
func (t *text) span(start, end int) source.Span {
	return t.file.Span(t.fileOffset(start), t.fileOffset(end))
}

// lineSpan is the place in the file of line n (from 1) of the working copy,
// without its indentation, comment excepted.
func (t *text) lineSpan(n int) source.Span {
	start := 0
	for ; n > 1; n-- {
		i := bytes.IndexByte(t.work[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	end := len(t.work)
	if i := bytes.IndexByte(t.work[start:], '\n'); i >= 0 {
		end = start + i
	}
	for end > start && isSpace(t.work[end-1]) {
		end--
	}
	for start < end && isSpace(t.work[start]) {
		start++
	}
	return t.span(start, end)
}

// prepare checks the bytes of span and makes the working copy. ok is false
// when they cannot be read as text at all.
func prepare(span source.Span, diags *diag.List) (t *text, ok bool) {
	raw := span.Text()
	if len(raw) > MaxBytes {
		at := span
		at.End = at.Start
		diags.Error(codeTooLarge, at, "把内容分到几个文件里", "内容太长，最多 %d KB", MaxBytes>>10)
		return nil, false
	}
	if i := invalidUTF8(raw); i >= 0 {
		diags.Error(codeNotUTF8, span.File.Span(span.Start+i, span.Start+i+1),
			"用编辑器另存为 UTF-8 编码", "这里的字节不是 UTF-8 编码的文字，可能是用 GBK 保存的")
		return nil, false
	}
	t = &text{file: span.File, base: span.Start, end: span.End, work: bytes.Clone(raw)}
	if bom := []byte("\uFEFF"); bytes.HasPrefix(raw, bom) {
		diags.Warning(codeBOM, t.file.Span(t.base, t.base+len(bom)),
			"在编辑器里选“UTF-8”（不带 BOM）重新保存", "文件开头有看不见的 BOM 标记")
		t.base += len(bom)
		t.work = t.work[len(bom):]
	}
	t.cleanCharacters(diags)
	return t, t.mend(diags)
}

func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// cleanCharacters reports control characters (the first of each run) and
// blanks them out, byte for byte, and reports Windows line endings once. Afterwards lines end in \n or
// \r\n only, for yaml.v3 as for us.
func (t *text) cleanCharacters(diags *diag.List) {
	crlf, said, behind := false, 0, -1
	for i := 0; i < len(t.work); {
		r, size := utf8.DecodeRune(t.work[i:])
		next := i + size
		switch {
		case r == '\r' && next < len(t.work) && t.work[next] == '\n':
			if !crlf {
				diags.Warning(codeCRLF, t.span(i, next), "在编辑器右下角把 CRLF 改成 LF 后保存",
					"文件用的是 Windows 的换行（CRLF）")
			}
			crlf = true
		case badCharacter(r):
			if i != behind && said < maxSlips {
				diags.Error(codeControl, t.span(i, next), "删去这个字符", "这里有看不见的控制字符（U+%04X）", r)
				said++
			}
			behind = next
			for j := i; j < next; j++ {
				t.work[j] = ' '
			}
			if r == '\r' {
				t.work[i] = '\n'
			}
		}
		i = next
	}
}

// badCharacter tells what YAML 1.2 §5.1 does not count as printable, the
// further line ends of §5.4, and invisible marks that come in by pasting.
func badCharacter(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case r < ' ', r >= 0x7F && r <= 0x9F, r == 0xFFFE, r == 0xFFFF:
		return true
	}
	return r == '\u2028' || r == '\u2029' || r == '\uFEFF'
}

// cursor turns lines and columns of yaml.v3 into offsets. Asked in the order
// of the text, it walks over it once.
type cursor struct {
	work              []byte
	line, column, off int // column and off are of a place in line
	start             int // of line
}

// offset returns the byte offset of a line and column (characters), both
// counted from 1.
func (c *cursor) offset(line, column int) int {
	if line < 1 || column < 1 {
		return 0
	}
	if c.line == 0 || line < c.line {
		*c = cursor{work: c.work, line: 1, column: 1}
	}
	for c.line < line {
		i := bytes.IndexByte(c.work[c.off:], '\n')
		if i < 0 {
			return len(c.work)
		}
		c.off += i + 1
		c.line, c.column, c.start = c.line+1, 1, c.off
	}
	if column < c.column {
		c.off, c.column = c.start, 1
	}
	for ; c.column < column && c.off < len(c.work); c.column++ {
		_, size := utf8.DecodeRune(c.work[c.off:])
		c.off += size
	}
	return c.off
}
