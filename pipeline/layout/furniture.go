package layout

import (
	"slices"

	"kan/pipeline/page"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// furniture is what stands around the column, relative to its own top.
type furniture struct {
	items  []page.Item
	height unit.Length
}

// at moves furniture to its place.
func (f furniture) at(x, y unit.Length) []page.Item {
	out := make([]page.Item, len(f.items))
	for k, item := range f.items {
		out[k] = shift(item, x, y)
	}
	return out
}

// leading is the distance of baselines of a run's role.
func (t *setter) leading(r *run) unit.Length {
	if l := r.text.Leading.Of(r.em, t.pitch); l > 0 {
		return l
	}
	return t.pitch
}

// rowTexts are the texts of a row: left, centre, right.
type rowTexts [3]string

// expand fills in a row's placeholders; ok is false when it says nothing.
func (t *setter) expand(row style.Row) (texts rowTexts, ok bool) {
	for k, template := range [...]style.Template{row.Left, row.Center, row.Right} {
		text, empty := template.Expand(t.fields, style.Here{})
		if !empty && text != "" {
			texts[k], ok = text, true
		}
	}
	return texts, ok
}

// oneLine sets a row's texts on one baseline. Texts that would meet are all
// made smaller together. The items of each text come by themselves.
func (t *setter) oneLine(row style.Row, texts rowTexts, y unit.Length) (items [3][]page.Item) {
	base := t.newRun(row.Role)
	inset := row.Inset.Of(base.em, t.pitch)
	room := t.measure - 2*inset
	em := base.em
	var runs [3]*run
	for range 2 {
		var sum unit.Length
		for k, text := range texts {
			runs[k] = t.newRun(row.Role)
			runs[k].em = em
			t.shape(runs[k], text, source.Span{}, runs[k].text.Font, 0)
			sum += runs[k].width()
		}
		if sum <= room || sum == 0 {
			break
		}
		em = em.MulDiv(int64(room), int64(sum))
	}
	for k, r := range runs {
		x := inset
		switch k {
		case 1:
			// In the middle, but never nearer than a character to its neighbours.
			from, to := inset+runs[0].width()+em, t.measure-inset-runs[2].width()-em
			x = max(min((t.measure-r.width())/2, to-r.width()), from)
			if x+r.width() > to {
				x = (from + to - r.width()) / 2
			}
		case 2:
			x = t.measure - inset - r.width()
		}
		items[k] = t.placeRun(r, x, y)
	}
	return items
}

// paragraphs is oneLine with every text in a paragraph.
func (t *setter) paragraphs(row style.Row, texts rowTexts, y unit.Length) (items []page.Item) {
	for _, text := range t.oneLine(row, texts, y) {
		items = append(items, t.paragraph(text)...)
	}
	return items
}

// rule draws a rule at height y, its gap above it; it returns the foot of the rule.
func (t *setter) rule(items []page.Item, rule style.Rule, y unit.Length) ([]page.Item, unit.Length) {
	if rule.Weight <= 0 {
		return items, y
	}
	y += rule.Gap.Of(t.style.Page.Em(t.style.Texts[style.Body].Size), t.pitch)
	box := page.Box{Y: y, W: t.measure, H: rule.Weight, Color: page.Color(rule.Color)}
	return append(items, artifact(page.Layout, box)...), y + rule.Weight
}

// artifact encloses items that are no part of what the page says.
func artifact(kind page.ArtifactKind, items ...page.Item) []page.Item {
	return enclosed([]page.Mark{{Kind: page.MarkArtifact, Artifact: kind}}, items...)
}

// enclosed puts items inside elements, the outermost first.
func enclosed(in []page.Mark, items ...page.Item) []page.Item {
	out := make([]page.Item, 0, len(items)+2*len(in))
	for _, m := range in {
		out = append(out, m)
	}
	out = append(out, items...)
	for _, m := range slices.Backward(in) {
		out = append(out, page.Mark{Close: true, Kind: m.Kind})
	}
	return out
}

// paragraph encloses the texts of a row of furniture.
func (t *setter) paragraph(items []page.Item) []page.Item {
	if len(items) == 0 {
		return nil
	}
	return enclosed([]page.Mark{t.tag(page.MarkP)}, items...)
}

// in encloses furniture in an element with a title.
func (t *setter) in(kind page.MarkKind, title string, items []page.Item) []page.Item {
	if len(items) == 0 {
		return nil
	}
	m := t.tag(kind)
	m.Title = title
	return enclosed([]page.Mark{m}, items...)
}
