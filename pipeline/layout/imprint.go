package layout

import (
	"kan/pipeline/diag"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// setImprint sets the imprint (版记): rows between rules, the last rule's foot
// on the foot of the type area (GB/T 9704-2012 7.4).
func (t *setter) setImprint() furniture {
	o := t.style.Imprint
	var f furniture
	pad := o.Pad.Of(t.style.Page.Em(t.style.Texts[style.ImprintText].Size), t.pitch)
	for _, row := range o.Rows {
		texts, ok := t.expand(row)
		if !ok {
			continue
		}
		if len(f.items) == 0 {
			f.items, f.height = t.rule(nil, style.Rule{Weight: o.Outer}, 0)
			f.height += pad
		} else if row.Above.Weight > 0 {
			f.items, f.height = t.rule(f.items, row.Above, f.height+pad)
			f.height += pad
		}
		f.items, f.height = t.imprintRow(f.items, row, texts, f.height)
	}
	if len(f.items) > 0 {
		f.items, f.height = t.rule(f.items, style.Rule{Weight: o.Outer}, f.height+pad)
	}
	f.items = t.in(page.MarkImprint, "版记", f.items)
	if f.height > t.uprightColumn().depth {
		t.diags.Add(diag.Diagnostic{Code: CodeHighImprint, Severity: diag.Error, Span: t.fields.Place,
			Message: "版记比一页还高，排不下", Hint: "分送单位太多的，写统称（如“各县（市、区）政协”），或另附分送名单"})
	}
	return f
}

// imprintRow sets one row: a text that stands alone at the left may wrap, with
// its further lines under the first name (7.4.2).
func (t *setter) imprintRow(items []page.Item, row style.Row, texts rowTexts, y unit.Length) ([]page.Item, unit.Length) {
	r := t.newRun(row.Role)
	h := t.leading(r)
	if texts[1] != "" || texts[2] != "" {
		return append(items, t.paragraphs(row, texts, y+baseline(r.em, h))...), y + h
	}
	t.shape(r, texts[0], source.Span{}, r.text.Font, 0)
	inset, hang := row.Inset.Of(r.em, t.pitch), row.Hang.Of(r.em, t.pitch)
	r.text.Indent = style.Measure{Abs: -hang}
	var lines []page.Item
	for _, ln := range paragraph.Break(r.clusters, t.options(r, t.measure-2*inset-hang)) {
		placed, _ := t.items(r, ln, inset+hang, y+baseline(r.em, h))
		lines = append(lines, placed...)
		y += h
	}
	return append(items, t.paragraph(lines)...), y
}
