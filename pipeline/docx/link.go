package docx

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"kan/pipeline/doc"
	"kan/pipeline/style"
)

// link appends the text of a link, as one where its address is one and there
// is something to click on.
func (b *writer) link(p *para, i *doc.Link, role style.Role, l look) {
	if target, ok := address(i.URL); ok && doc.Plain(i.Text) != "" {
		l.link = b.relate(linkType, target, true)
	}
	openLink(p, l.link)
	b.inlines(p, i.Text, role, l)
	closeLink(p, l.link)
}

// openLink begins a stretch of text that leads to the target of a relation; ""
// is no link.
func openLink(p *para, rel string) {
	if rel != "" {
		p.content.open("w:hyperlink", "r:id", rel, "w:history", "1")
	}
}

// closeLink ends such a stretch. One that holds nothing is taken back: a note's
// mark stands at the beginning or the end of its link.
func closeLink(p *para, rel string) {
	var opened para
	openLink(&opened, rel)
	if rest, empty := bytes.CutSuffix(p.content.b, opened.content.b); empty {
		p.content.b = rest
		return
	}
	p.content.close("w:hyperlink")
}

// address is a link's target as a URI; ok is false for what is none, whose text
// stands without a link.
func address(raw string) (target string, ok bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" {
		return "", false
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c == 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String(), true
}
