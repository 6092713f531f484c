package pdf

import (
	"fmt"

	"kan/pipeline/page"
)

// asciiURI writes the characters a URI cannot hold (§12.6.4.7, RFC 3986) as
// percent-encoded UTF-8.
func asciiURI(url string) string {
	b := make([]byte, 0, len(url))
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '{' || c == '|' || c == '}' {
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// checkAnchors tells of links and bookmarks to places that no page has.
func checkAnchors(d *page.Document) error {
	anchors := map[string]bool{}
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			if a, ok := item.(page.Anchor); ok {
				anchors[a.Name] = true
			}
		}
	}
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			if l, ok := item.(page.Link); ok && l.URL == "" && l.Anchor != "" && !anchors[l.Anchor] {
				return fmt.Errorf("page %d: link to the anchor %q, which no page has", i+1, l.Anchor)
			}
		}
	}
	for _, b := range d.Outline {
		if !anchors[b.Anchor] {
			return fmt.Errorf("bookmark %q to the anchor %q, which no page has", b.Title, b.Anchor)
		}
	}
	return nil
}
