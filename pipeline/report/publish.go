package report

import "slices"

// PublishedText is the text of r's file with its state set to published, in the
// language in which the editor wrote it; nil when nothing changes: r is
// published or archived already, or has no state.
func (r *Report) PublishedText() []byte {
	if !r.Status.Set || r.Status.V != Approved {
		return nil
	}
	word := string(Published)
	if string(r.Status.Span.Text()) == Approved.Chinese() {
		word = Published.Chinese()
	}
	return slices.Concat(r.File.Text[:r.Status.Span.Start], []byte(word), r.File.Text[r.Status.Span.End:])
}
