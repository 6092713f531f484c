package style

import (
	"slices"

	"kan/pipeline/decode"
)

// readParts reads how the parts of an issue stand: items, contents, tables,
// figures and notes.
func (r *reader) readParts(o *decode.Object) {
	s := r.style
	if i, ok := o.Object(key("item")); ok {
		if v := i.Enum(key("start"), "flow", "page"); v.Set {
			s.Item.NewPage = v.V == "page"
		}
		if v := i.Enum(key("byline"), "head", "tail"); v.Set {
			s.Item.BylineHead = v.V == "head"
		}
		r.measure(i, "gap", &s.Item.Gap)
		set(&s.Item.Brackets, i.Bool(key("brackets")))
		set(&s.Item.Summary, i.Bool(key("summary")))
		i.Done()
	}
	if c, ok := o.Object(key("contents")); ok {
		set(&s.Contents.Title, c.Text(key("title")))
		setIn(r, &s.Contents.Least, c.Int(key("least")), 0, 1000)
		set(&s.Contents.NewPage, c.Bool(key("new-page")))
		c.Done()
	}
	if d, ok := o.Object(key("digest")); ok {
		set(&s.Digest.Title, d.Text(key("title")))
		setIn(r, &s.Digest.Least, d.Int(key("least")), 0, 1000)
		d.Done()
	}
	if t, ok := o.Object(key("table")); ok {
		r.length(t, "outer", &s.Table.Outer)
		r.length(t, "inner", &s.Table.Inner)
		r.measure(t, "pad-x", &s.Table.PadX)
		r.measure(t, "pad-y", &s.Table.PadY)
		r.measure(t, "before", &s.Table.Before)
		r.measure(t, "after", &s.Table.After)
		t.Done()
	}
	if f, ok := o.Object(key("figure")); ok {
		r.measure(f, "max-height", &s.Figure.MaxHeight)
		r.measure(f, "before", &s.Figure.Before)
		r.measure(f, "after", &s.Figure.After)
		setIn(r, &s.Figure.Resolution, f.Int(key("resolution")), 30, 2400)
		f.Done()
	}
	if f, ok := o.Object(key("footnote")); ok {
		r.length(f, "rule", &s.Footnote.Rule)
		setIn(r, &s.Footnote.RuleWidth, f.Int(key("rule-width")), 0, 1000)
		r.measure(f, "gap", &s.Footnote.Gap)
		f.Done()
	}
}

func (r *reader) readStamps(o *decode.Object) {
	s, ok := o.Object(key("stamps"))
	if !ok {
		return
	}
	set(&r.style.Stamps.Draft, s.Text(key("draft")))
	set(&r.style.Stamps.Comment, s.Text(key("comment")))
	set(&r.style.Stamps.Internal, s.Text(key("internal")))
	s.Done()
}

func (r *reader) readWord(o *decode.Object) {
	w, ok := o.Object(key("word"))
	if !ok {
		return
	}
	if v := w.Enum(key("fonts"), "office", "own"); v.Set {
		r.style.Word.OwnFonts = v.V == "own"
	}
	if v := w.Enum(key("lists"), "numbered", "text"); v.Set {
		r.style.Word.TextLists = v.V == "text"
	}
	if v := w.Enum(key("grid"), "lines", "lines-and-chars"); v.Set {
		r.style.Word.CharGrid = v.V == "lines-and-chars"
	}
	w.Done()
}

func (r *reader) readFurniture(o *decode.Object) {
	s := r.style
	if o.Has(key("masthead")) {
		s.Masthead = r.readRows(o.Items(key("masthead")))
	}
	if h, ok := o.Object(key("header")); ok {
		if h.Has(key("role")) {
			r.role(h, &s.Header.Role)
		}
		r.template(h, "outer", &s.Header.Outer)
		r.template(h, "inner", &s.Header.Inner)
		r.measure(h, "gap", &s.Header.Gap)
		r.rule(h, "rule", &s.Header.Rule)
		h.Done()
	}
	if f, ok := o.Object(key("footer")); ok {
		if f.Has(key("role")) {
			r.role(f, &s.Footer.Role)
		}
		r.template(f, "outer", &s.Footer.Outer)
		r.template(f, "copy", &s.Footer.Copy)
		if v := f.Enum(key("copy-role"), roleNames[:]...); v.Set {
			s.Footer.CopyRole = Role(slices.Index(roleNames[:], v.V))
		}
		r.measure(f, "top", &s.Footer.Top)
		r.measure(f, "inset", &s.Footer.Inset)
		f.Done()
	}
	if f, ok := o.Object(key("state")); ok {
		if f.Has(key("role")) {
			r.role(f, &s.State.Role)
		}
		r.template(f, "text", &s.State.Text)
		r.measure(f, "top", &s.State.Top)
		r.measure(f, "pad", &s.State.Pad)
		r.rule(f, "frame", &s.State.Frame)
		f.Done()
	}
	if b, ok := o.Object(key("imprint")); ok {
		r.length(b, "outer", &s.Imprint.Outer)
		r.length(b, "inner", &s.Imprint.Inner)
		r.measure(b, "pad", &s.Imprint.Pad)
		set(&s.Imprint.EvenPage, b.Bool(key("even-page")))
		if b.Has(key("rows")) {
			s.Imprint.Rows = r.readRows(b.Items(key("rows")))
		}
		b.Done()
	}
	o.Done()
}

func (r *reader) readRows(nodes []decode.Node) []Row {
	rows := make([]Row, 0, len(nodes))
	for _, n := range nodes {
		o := n.Object(r.diags)
		var row Row
		r.role(o, &row.Role)
		r.template(o, "left", &row.Left)
		r.template(o, "center", &row.Center)
		r.template(o, "right", &row.Right)
		row.Fixed = o.Has(key("top"))
		r.measure(o, "top", &row.Top)
		r.measure(o, "before", &row.Before)
		r.measure(o, "hang", &row.Hang)
		r.measure(o, "inset", &row.Inset)
		r.rule(o, "rule", &row.Rule)
		r.rule(o, "above", &row.Above)
		o.Done()
		rows = append(rows, row)
	}
	return rows
}

func (r *reader) role(o *decode.Object, to *Role) {
	k := key("role")
	o.Need(k)
	v := o.Enum(k, roleNames[:]...)
	for i, name := range roleNames {
		if name == v.V {
			*to = Role(i)
		}
	}
}

func (r *reader) rule(o *decode.Object, name string, to *Rule) {
	if u, ok := o.Object(key(name)); ok {
		r.length(u, "weight", &to.Weight)
		r.color(u, "color", &to.Color)
		r.measure(u, "gap", &to.Gap)
		u.Done()
	}
}

func (r *reader) template(o *decode.Object, name string, to *Template) {
	v := o.Text(key(name))
	if !v.Set {
		return
	}
	t, err := ParseTemplate(v.V)
	if err != nil {
		r.diags.Error(CodePlaceholder, v.Span, "可用的占位符见 kan explain style/bad-placeholder", "%v", err)
		return
	}
	*to = t
}
