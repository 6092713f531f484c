package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// inlines converts the inline children of n.
func (c *converter) inlines(n ast.Node) []doc.Inline {
	if c.depth++; c.depth > maxDepth {
		c.depth--
		return nil
	}
	defer func() { c.depth-- }()
	var out []doc.Inline
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		out = c.inline(out, k)
	}
	return out
}

func (c *converter) inline(out []doc.Inline, n ast.Node) []doc.Inline {
	switch n := n.(type) {
	case *ast.Text:
		return c.text(out, n)
	case *ast.String:
		return append(out, doc.Text{Text: string(n.Value), Span: c.at(0, 0)})
	case *ast.CodeSpan:
		var text strings.Builder
		var at source.Span
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			if t, ok := k.(*ast.Text); ok {
				text.Write(t.Segment.Value(c.body))
				at = at.Join(c.at(t.Segment.Start, t.Segment.Stop))
			}
		}
		return append(out, &doc.Code{Text: strings.ReplaceAll(text.String(), "\n", " "), Span: at})
	case *ast.Emphasis:
		kind := doc.Emph
		if n.Level == 2 {
			kind = doc.Strong
		}
		inner := c.inlines(n)
		return append(out, &doc.Styled{Kind: kind, Text: inner, Span: spanOf(inner)})
	case *ast.Link:
		return c.link(out, n)
	case *ast.Image:
		c.diags.Error(CodeInlineImage, c.inlinePlace(n), "在图片前后各空一行", "图片要独占一段，不能夹在文字中间")
		return out
	case *ast.RawHTML:
		at := c.at(n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop)
		c.diags.Error(CodeHTML, at, "删掉它，用 Markdown 的写法；版式由模板决定", "正文里不能写 HTML")
		return out
	case *extast.FootnoteLink:
		f := c.notes[n.Index]
		if f == nil {
			return out
		}
		c.used[n.Index] = true
		return append(out, &doc.NoteRef{Blocks: c.blocks(f, c.depth), Span: c.markPlace(out, n)})
	}
	return out
}

// text converts a run of source text: entities and escapes are resolved, and
// what stands as written keeps its exact place.
func (c *converter) text(out []doc.Inline, n *ast.Text) []doc.Inline {
	from, to := n.Segment.Start, n.Segment.Stop
	if n.HardLineBreak() {
		for to > from && (c.body[to-1] == ' ' || c.body[to-1] == '\\') {
			to--
		}
	}
	out = c.resolve(out, from, to)
	switch {
	case n.HardLineBreak():
		out = append(out, doc.Break{Span: c.at(to, n.Segment.Stop)})
	case n.SoftLineBreak() && c.spaceAt(to):
		out = append(out, doc.Text{Text: " ", Span: c.at(to, to)})
	}
	return out
}

// spaceAt tells whether the line break at offset stands for a space: it does
// between two Western words, not beside a Chinese character or mark.
func (c *converter) spaceAt(offset int) bool {
	before, _ := utf8.DecodeLastRune(bytes.TrimRight(c.body[:offset], " \t*_`\r\n"))
	after, _ := utf8.DecodeRune(bytes.TrimLeft(c.body[offset:], " \t*_`[>\r\n"))
	return !chinese(before) && !chinese(after)
}

// entity is a character reference of HTML.
var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// resolve appends body[from:to] with backslash escapes and entities replaced.
func (c *converter) resolve(out []doc.Inline, from, to int) []doc.Inline {
	start := from
	flush := func(end int) {
		if end > start {
			out = append(out, doc.Text{Text: string(c.body[start:end]), Span: c.at(start, end)})
		}
	}
	for k := from; k < to; {
		switch b := c.body[k]; {
		case b == '\\' && k+1 < to && util.IsPunct(c.body[k+1]):
			flush(k)
			start = k + 1
			k += 2
		case b == '&':
			m := entity.Find(c.body[k:to])
			value := html.UnescapeString(string(m))
			if m == nil || value == string(m) {
				k++
				continue
			}
			flush(k)
			out = append(out, doc.Text{Text: value, Span: c.at(k, k+len(m))})
			k += len(m)
			start = k
		default:
			k++
		}
	}
	flush(to)
	return out
}

func (c *converter) link(out []doc.Inline, n *ast.Link) []doc.Inline {
	inner := c.inlines(n)
	url := string(n.Destination)
	lower := strings.ToLower(url)
	for _, scheme := range [...]string{"http://", "https://", "mailto:"} {
		if strings.HasPrefix(lower, scheme) {
			return append(out, &doc.Link{URL: url, Text: inner, Span: spanOf(inner)})
		}
	}
	c.diags.Error(CodeLink, c.inlinePlace(n), "链接写全，以 https:// 开头；引用别的稿件写明标题即可", "链接“%s”打不开", url)
	return append(out, inner...)
}

// spanOf covers inlines.
func spanOf(in []doc.Inline) source.Span {
	var out source.Span
	for _, i := range in {
		switch i := i.(type) {
		case doc.Text:
			out = out.Join(i.Span)
		case *doc.Styled:
			out = out.Join(i.Span)
		case *doc.Code:
			out = out.Join(i.Span)
		case *doc.Link:
			out = out.Join(i.Span)
		case *doc.NoteRef:
			out = out.Join(i.Span)
		case doc.Break:
			out = out.Join(i.Span)
		}
	}
	return out
}

// inlinePlace is where an inline node begins.
func (c *converter) inlinePlace(n ast.Node) source.Span {
	if pos := n.Pos(); pos >= 0 {
		return c.at(pos, pos+1)
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok {
			return c.at(t.Segment.Start, t.Segment.Stop)
		}
	}
	return c.at(0, 0)
}

// markPlace is where a note's mark stands: [^…] after the text before it.
func (c *converter) markPlace(out []doc.Inline, n ast.Node) source.Span {
	from := n.Pos()
	if from < 0 {
		last := spanOf(out)
		if last.IsZero() {
			return c.at(0, 0)
		}
		from = last.End - c.span.Start
	}
	at := bytes.Index(c.body[from:], []byte("[^"))
	if at < 0 || at > 3 {
		return c.at(from, from)
	}
	end := bytes.IndexByte(c.body[from+at:], ']')
	return c.at(from+at, from+at+max(end, 0)+1)
}

var (
	noteDefinition = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\n]+)\]:`)
	noteMark       = regexp.MustCompile(`\[\^([^\]\n]+)\]`)
)

// checkNotes complains of notes nobody refers to and marks without a note,
// which the parser drops or prints as they stand.
func (c *converter) checkNotes() {
	defined, marked := map[string]bool{}, map[string]bool{}
	definitions := map[int]bool{}
	for _, m := range noteDefinition.FindAllSubmatchIndex(c.body, -1) {
		defined[string(c.body[m[2]:m[3]])] = true
		definitions[m[2]] = true
	}
	for _, m := range noteMark.FindAllSubmatchIndex(c.body, -1) {
		name := string(c.body[m[2]:m[3]])
		if definitions[m[2]] {
			continue
		}
		marked[name] = true
		if !defined[name] {
			c.diags.Error(CodeNoteUndefined, c.at(m[0], m[1]), "另起一段写“[^"+name+"]: 注文”", "没有注“%s”的注文", name)
		}
	}
	for _, m := range noteDefinition.FindAllSubmatchIndex(c.body, -1) {
		if name := string(c.body[m[2]:m[3]]); !marked[name] {
			c.diags.Error(CodeNoteUnused, c.at(m[0], m[1]), "在正文里要加注的地方写“[^"+name+"]”，或删掉这条注", "注“%s”没有用到，印不出来", name)
		}
	}
}
