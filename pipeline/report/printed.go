package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"kan/pipeline/doc"
)

// Printed is a hash of what an issue prints of r: its title and people, its
// text as written and its images. What the office notes beside it, state and
// reviews, topic and outcome, is left out: that goes on after printing. So are
// the ends of lines, which Git may check out otherwise than they were committed.
func (r *Report) Printed() string {
	h := sha256.New()
	part := func(name, value string) { fmt.Fprintf(h, "%s %d\n%s\n", name, len(value), value) }
	part("title", r.Title.V)
	part("breaks", fmt.Sprint(r.TitleBreaks))
	part("subtitle", r.Subtitle.V)
	for _, a := range r.Authors {
		part("author", a.Name.V)
		part("role", a.Role.V)
	}
	part("unit", r.Unit.V)
	part("summary", r.Summary.V)
	part("classification", r.Classification.String())
	part("urgency", r.Urgency.V)
	for _, f := range r.Follows {
		part("follows", f.V)
	}
	body := string(r.File.Text[min(r.FrontMatter.End, len(r.File.Text)):])
	part("body", strings.TrimSpace(strings.ReplaceAll(body, "\r\n", "\n")))
	for _, f := range r.Figures() {
		if f.File != nil {
			part("image", string(f.File.Text))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Figures are the images of r's body, in order.
func (r *Report) Figures() (list []*doc.Figure) {
	doc.Each(r.Body, func(b doc.Block) bool {
		if f, ok := b.(*doc.Figure); ok {
			list = append(list, f)
		}
		return true
	})
	return list
}
