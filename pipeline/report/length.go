package report

import (
	"unicode"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// MaxLength is the customary length of a report's body in characters: one
// matter each, at most 1,500.
const MaxLength = 1500

// checkLength reports a body that says nothing or is too long. The complaint
// about length stands at the block that passes the limit.
func checkLength(r *Report, body source.Span, diags *diag.List) {
	total, over := 0, source.Span{}
	doc.Each(r.Body, func(b doc.Block) (inside bool) {
		if _, ok := b.(*doc.Attachment); ok {
			return false // it is no part of the text
		}
		total += length(b)
		if total > MaxLength && over.IsZero() {
			over = spanOf(b)
		}
		return true
	})
	switch {
	case len(r.Body) == 0:
		diags.Error(codeEmpty, body.File.Span(body.Start, body.Start), "在文件头后面空一行，写正文；还没写好的稿件先不要提交", "没有正文")
	case total > MaxLength:
		diags.Warning(codeTooLong, over, "一事一议，删去枝节；确需长文的可以在content/kan.yaml的rules里放宽", "正文共%d字，超过%d字，从这里起超出", total, MaxLength)
	}
}

// length counts the text that b itself holds, without blocks inside it, as
// word processors count: every Han character and every Chinese mark is one, a
// run of Latin letters or digits is one. Footnotes and signatures do not count.
func length(b doc.Block) (n int) {
	switch b := b.(type) {
	case *doc.Signature:
		return 0
	case *doc.Heading:
		n = count(b.Number)
	case *doc.CodeBlock:
		for _, line := range b.Lines {
			n += count(line.Text)
		}
	}
	for _, text := range doc.Runs(b) {
		n += count(doc.Plain(text))
	}
	return n
}

func count(text string) (n int) {
	inWord := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			inWord = false
		case r < 0x2000: // Latin, Greek, Cyrillic: words are separated by spaces
			if !inWord {
				n++
			}
			inWord = true
		default:
			n++
			inWord = false
		}
	}
	return n
}

func spanOf(b doc.Block) source.Span {
	switch b := b.(type) {
	case *doc.Heading:
		return b.Span
	case *doc.Paragraph:
		return b.Span
	case *doc.Table:
		return b.Span
	case *doc.Figure:
		return b.Span
	case *doc.CodeBlock:
		return b.Span
	}
	return source.Span{}
}
