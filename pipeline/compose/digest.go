package compose

import "kan/pipeline/doc"

// digest tells every item in its order, with its summary.
func (c *composer) digest() *doc.Digest {
	d := &doc.Digest{}
	for _, r := range c.issue.Items() {
		d.Entries = append(d.Entries, doc.DigestEntry{Title: unbroken(title(r)), Summary: summary(r), Anchor: itemAnchor(r)})
	}
	return d
}
