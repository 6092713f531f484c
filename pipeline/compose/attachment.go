package compose

import (
	"slices"

	"kan/pipeline/doc"
)

// detach takes the attachments out of a body and names them at its end, but
// before the signature (GB/T 9704-2012 7.3.4). They are copied and numbered,
// one that is alone is not; their headings are numbered by themselves.
func detach(body []doc.Block, anchor string) (rest []doc.Block, attachments []*doc.Attachment) {
	signed := -1
	for _, b := range body {
		a, ok := b.(*doc.Attachment)
		if !ok {
			if _, ok := b.(*doc.Signature); ok && signed < 0 {
				signed = len(rest)
			}
			rest = append(rest, b)
			continue
		}
		one := *a
		one.Number = len(attachments) + 1
		one.Anchor = anchor + "-attachment-" + decimal(one.Number)
		one.Blocks = number(a.Blocks, one.Anchor)
		attachments = append(attachments, &one)
	}
	if len(attachments) == 0 {
		return body, nil
	}
	if len(attachments) == 1 {
		attachments[0].Number = 0
	}
	if signed < 0 {
		signed = len(rest)
	}
	return slices.Insert(rest, signed, doc.Block(&doc.AttachmentList{Attachments: attachments})), attachments
}
