package layout

import (
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/page"
	"kan/pipeline/paragraph"
	"kan/pipeline/shape"
	"kan/pipeline/source"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// look is what a cluster's Style index stands for.
type look struct {
	color page.Color
	link  string // URL, "" when none
	said  string // what the link says
	note  *note  // the cluster is this note's number, still to be filled in
	lang  string // BCP 47, "" for that of the document

	// Structure elements around the clusters, 0 for none.
	linked, ref, labels, ruby int

	dotted  bool        // 着重号
	named   int         // 专名号: equal for the characters of one name, 0 for none
	reading *run        // 拼音 over the characters of this look, all of one Ruby
	over    unit.Length // how far the reading stands over what follows them
	behind  unit.Length // room behind the last of them that is not theirs
	foreign bool        // not Chinese: the marks it shares with Chinese are Western
	change  *change     // of compared versions: what was inserted or deleted; nil for none
}

// run is shaped text with its looks.
type run struct {
	clusters []font.Cluster
	looks    []look
	text     style.Text
	em       unit.Length
	whole    [][2]int // clusters that should stay on one line
}

// newRun begins text in the look of a role.
func (t *setter) newRun(role style.Role) *run {
	text := t.style.Texts[role]
	return &run{text: text, em: t.style.Page.Em(text.Size),
		looks: []look{{color: page.Color(text.Color)}}}
}

// add appends inlines set in family; look is the index of their look.
func (t *setter) add(r *run, in []doc.Inline, family string, at int) {
	for k, i := range in {
		switch i := i.(type) {
		case doc.Text:
			t.shape(r, i.Text, i.Span, family, at)
		case *doc.Styled:
			t.addStyled(r, i, family, at)
		case *doc.Ruby:
			t.addRuby(r, in, k, family, at)
		case *doc.Code:
			t.shape(r, i.Text, i.Span, family, at)
		case *doc.Link:
			l := r.looks[at]
			l.link, l.said, l.linked = i.URL, doc.Plain(i.Text), t.tag(page.MarkLink).ID
			r.looks = append(r.looks, l)
			t.add(r, i.Text, family, len(r.looks)-1)
		case *doc.NoteRef:
			t.addNote(r, i, family, at)
		case doc.Break:
			r.clusters = append(r.clusters, font.Cluster{Text: "\n", Span: i.Span, Size: r.em, Style: at})
		}
	}
}

// marks are the structure elements around the clusters of a look.
func (l *look) marks() (marks []page.Mark) {
	if l.labels != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkLbl, ID: l.labels})
	}
	if l.linked != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkLink, ID: l.linked})
	}
	if l.ref != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkReference, ID: l.ref, Note: l.note.id})
	}
	if l.ruby != 0 {
		marks = append(marks, page.Mark{Kind: page.MarkRuby, ID: l.ruby}, page.Mark{Kind: page.MarkRB, ID: l.ruby + 1})
	}
	return marks
}

// label adds the look of a label, the structure element id.
func (r *run) label(id int) int {
	l := r.looks[0]
	l.labels = id
	r.looks = append(r.looks, l)
	return len(r.looks) - 1
}

// shape appends text as clusters and reports what no face has.
func (t *setter) shape(r *run, text string, at source.Span, family string, look int) {
	faces := t.families[family]
	from := len(r.clusters)
	var missing []shape.Missing
	how := shape.Style{Faces: faces, Size: r.em, Style: look, Latin: r.looks[look].foreign, HalfFigures: t.style.Line.HalfFigures}
	if family == r.text.Font && r.text.Latin != "" {
		how.Western = t.families[r.text.Latin][:1]
	}
	r.clusters, missing = t.shaper.Text(r.clusters, text, at, how)
	for _, m := range missing {
		t.missing(m.Rune, m.Span)
	}
	fallen := look
	for k, c := range r.clusters[from:] {
		if len(c.Glyphs) > 0 && len(faces) > 0 && c.Face != faces[0] && !asked(how.Western, c) {
			t.fellBack(c, family)
			if t.proof {
				fallen = r.recolor(look, fallen, FellBack)
				r.clusters[from+k].Style = fallen
			}
		}
	}
	if extra := r.text.Tracking.Of(r.em, t.pitch); extra != 0 {
		for k := from; k < len(r.clusters); k++ {
			r.clusters[k].Advance += extra
		}
	}
}

// asked tells whether a cluster is in the face that the style has for Western
// letters and figures. Han in that face fell back to it.
func asked(western []*font.Face, c font.Cluster) bool {
	r, _ := utf8.DecodeRuneInString(c.Text)
	return len(western) > 0 && c.Face == western[0] && (r < 0x80 || cjk.ClassOf(r) == cjk.Letter)
}

// recolor is the look like look at in another colour: made, where made is not
// look itself.
func (r *run) recolor(at, made int, color page.Color) int {
	if made != at {
		return made
	}
	l := r.looks[at]
	l.color = color
	r.looks = append(r.looks, l)
	return len(r.looks) - 1
}

// options are the paragraph options for text of this run in that width.
func (t *setter) options(r *run, width unit.Length) paragraph.Options {
	l := t.style.Line
	o := paragraph.Options{
		Width: width, Indent: r.text.Indent.Of(r.em, t.pitch), Em: r.em,
		Gap: l.Gap.Of(r.em, t.pitch), Orphan: l.Orphan, Units: l.Units, PushOut: l.PushOut, FixPeriod: l.FixPeriod, KeepIndentOpen: !l.TrimIndent,
	}
	switch l.Level {
	case "none":
		o.Level = cjk.None
	case "basic":
		o.Level = cjk.Basic
	case "strict":
		o.Level = cjk.Strict
	}
	switch l.EndTrim {
	case "ifneeded":
		o.EndTrim = paragraph.EndIfNeeded
	case "never":
		o.EndTrim = paragraph.EndNever
	case "hang":
		o.EndTrim = paragraph.EndHang
	}
	if l.Breaking == "optimal" {
		o.Breaking = paragraph.Optimal
	}
	o.Align = [...]paragraph.Align{style.Justify: paragraph.Justify, style.Left: paragraph.Left,
		style.Center: paragraph.Center, style.Right: paragraph.Right}[r.text.Align]
	return o
}
