package layout

import (
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// digest sets the page of abstracts of a leaders' copy: each item's title with
// its page, the summary under it. It has a page to itself when it does not fit
// under the masthead.
func (t *setter) digest(flow []slab, d *doc.Digest, c context) []slab {
	flow = addSpace(flow, t.pitch)
	first := len(flow)
	if t.style.Digest.Title != "" {
		flow = t.line(flow, style.ContentsTitle, doc.Words(t.style.Digest.Title, source.Span{}), c.in(t.headingTag(1)))
	}
	c = c.in(t.tag(page.MarkTOC))
	for _, e := range d.Entries {
		ec := c.in(t.tag(page.MarkTOCI))
		flow = t.entry(flow, style.DigestEntry, doc.Entry{Level: 1, Text: e.Title, Anchor: e.Anchor}, ec)
		t.keepLast(flow)
		if len(e.Summary) > 0 {
			flow = t.line(flow, style.DigestSummary, e.Summary, ec.in(t.tag(page.MarkP)))
		}
	}
	t.digestAt = [2]int{first, len(flow)}
	if last := d.Entries[len(d.Entries)-1]; len(last.Summary) > 0 {
		if text, ok := last.Summary[0].(doc.Text); ok {
			t.digestSpan = text.Span
		}
	}
	t.breakNext = true
	return flow
}

// seatDigest puts the digest on a page of its own when it does not fit on the
// first, where the column begins at top; one longer than a page is complained of.
func (t *setter) seatDigest(flow []slab, top unit.Length) {
	first, end := t.digestAt[0], t.digestAt[1]
	if end == 0 {
		return
	}
	f := &filled{top: top, column: t.uprightColumn(), pitch: t.pitch}
	if t.fit(flow[:end], f, end); f.end == end {
		return
	}
	flow[first].newPage = first > 0 || top > 0
	f = &filled{start: first, column: t.uprightColumn(), pitch: t.pitch}
	if t.fit(flow[:end], f, end); f.end < end {
		t.diags.Add(diag.Diagnostic{Code: CodeLongDigest, Severity: diag.Warning, Span: t.digestSpan,
			Message: "内容提要超过一页", Hint: "缩短各篇的摘要，每篇一两句话，或者少收几篇"})
	}
}
