package style

import (
	"strconv"
	"strings"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/unit"
)

// reader lays one style file after another over a Style: what a file does not
// mention stays as its parents had it. Lists (rows of furniture) are replaced whole.
type reader struct {
	style  *Style
	diags  *diag.List
	colors map[string]Color
}

func (r *reader) read(o *decode.Object) {
	s := r.style
	set(&s.Name, o.Text(key("name")))
	if c, ok := o.Object(key("colors")); ok {
		r.readColors(c)
	}
	if p, ok := o.Object(key("page")); ok {
		r.readPage(p)
	}
	if f, ok := o.Object(key("fonts")); ok {
		for _, k := range f.Keys() {
			var roles []string
			for _, role := range f.Texts(key(k.V)) {
				roles = append(roles, role.V)
			}
			s.Fonts[k.V] = roles
		}
		f.Done()
	}
	if t, ok := o.Object(key("text")); ok {
		r.readTexts(t)
	}
	if l, ok := o.Object(key("line")); ok {
		r.readLine(l)
	}
	r.readParts(o)
	r.readWord(o)
	r.readStamps(o)
	if f, ok := o.Object(key("furniture")); ok {
		r.readFurniture(f)
	}
	o.Done()
}

func (r *reader) readColors(o *decode.Object) {
	for _, k := range o.Keys() {
		v := o.Text(key(k.V))
		n, err := strconv.ParseUint(strings.TrimPrefix(v.V, "#"), 16, 24)
		if err != nil || len(v.V) != 7 || v.V[0] != '#' {
			r.diags.Error(CodeColor, v.Span, "颜色写成六位十六进制，加引号，如 \"#E60012\"", "“%s”不是颜色", v.V)
			continue
		}
		r.colors[k.V] = Color{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	}
	o.Done()
}

// papers are the sheet sizes a style may name (ISO 216).
var papers = map[string][2]unit.Length{"A4": {unit.MM(21000), unit.MM(29700)}, "A3": {unit.MM(29700), unit.MM(42000)}}

func (r *reader) readPage(o *decode.Object) {
	p := &r.style.Page
	if v := o.Enum(key("size"), "A4", "A3"); v.Set && v.V != "" {
		p.Width, p.Height = papers[v.V][0], papers[v.V][1]
	}
	r.length(o, "top", &p.Top)
	r.length(o, "bottom", &p.Bottom)
	r.length(o, "inner", &p.Inner)
	r.length(o, "outer", &p.Outer)
	if g, ok := o.Object(key("grid")); ok {
		setIn(r, &p.Lines, g.Int(key("lines")), 1, 100)
		setIn(r, &p.Chars, g.Int(key("chars")), 1, 200)
		r.length(g, "size", &p.GridSize)
		g.Done()
	}
	o.Done()
}

func (r *reader) readTexts(o *decode.Object) {
	for role, name := range roleNames {
		if t, ok := o.Object(key(name)); ok {
			r.readText(t, &r.style.Texts[role])
		}
	}
	o.Done()
}

func (r *reader) readText(o *decode.Object, t *Text) {
	set(&t.Font, o.Text(key("font")))
	set(&t.Strong, o.Text(key("strong")))
	set(&t.Emph, o.Text(key("emph")))
	set(&t.Latin, o.Text(key("latin")))
	r.length(o, "size", &t.Size)
	r.color(o, "color", &t.Color)
	if v := o.Enum(key("align"), "justify", "left", "center", "right"); v.Set {
		t.Align = map[string]Align{"left": Left, "center": Center, "right": Right}[v.V]
	}
	r.measure(o, "indent", &t.Indent)
	r.measure(o, "left", &t.Left)
	r.measure(o, "right", &t.Right)
	r.measure(o, "before", &t.Before)
	r.measure(o, "after", &t.After)
	r.measure(o, "leading", &t.Leading)
	r.measure(o, "tracking", &t.Tracking)
	setIn(r, &t.Occupy, o.Int(key("occupy")), 0, 20)
	set(&t.Shape, o.Bool(key("shape")))
	set(&t.Keep, o.Bool(key("keep")))
	o.Done()
}

func (r *reader) readLine(o *decode.Object) {
	l := &r.style.Line
	set(&l.Level, o.Enum(key("level"), "none", "basic", "gb", "strict"))
	r.measure(o, "gap", &l.Gap)
	set(&l.EndTrim, o.Enum(key("end-trim"), "always", "ifneeded", "never", "hang"))
	set(&l.Orphan, o.Bool(key("orphan-control")))
	set(&l.FixPeriod, o.Bool(key("fix-period")))
	set(&l.TrimIndent, o.Bool(key("trim-indent")))
	set(&l.Units, o.Bool(key("units")))
	if v := o.Enum(key("squeeze"), "first", "last"); v.Set {
		l.PushOut = v.V == "last"
	}
	if v := o.Enum(key("figures"), "half", "own"); v.Set {
		l.HalfFigures = v.V == "half"
	}
	set(&l.Breaking, o.Enum(key("breaking"), "greedy", "optimal"))
	o.Done()
}

// set takes over a value that was given.
func set[T any](to *T, v decode.Value[T]) {
	if v.Set {
		*to = v.V
	}
}

// setIn is set for a number that must lie in [least, most].
func setIn(r *reader, to *int, v decode.Value[int], least, most int) {
	if v.Set && (v.V < least || v.V > most) {
		r.diags.Error(CodeLength, v.Span, "", "这个数应在%d到%d之间", least, most)
		return
	}
	set(to, v)
}

func (r *reader) length(o *decode.Object, name string, to *unit.Length) {
	v := o.Text(key(name))
	if !v.Set {
		return
	}
	l, err := unit.Parse(v.V)
	if v.V == "0" {
		l, err = 0, nil
	}
	if err != nil || l < -maxLength || l > maxLength {
		r.diags.Error(CodeLength, v.Span, "写成37mm、16pt，或字号名如三号", "“%s”不是长度", v.V)
		return
	}
	*to = l
}

// maxLength is 10 m: more than any sheet, little enough for sums.
const maxLength = 28346 * unit.Pt

func (r *reader) measure(o *decode.Object, name string, to *Measure) {
	v := o.Text(key(name))
	if !v.Set {
		return
	}
	m, err := ParseMeasure(v.V)
	if err != nil || m.Abs > maxLength || m.Abs < -maxLength || m.Em > 1e9 || m.Line > 1e9 {
		r.diags.Error(CodeLength, v.Span, "写成2em（字）、1line（行）、4mm或16pt", "“%s”不是长度", v.V)
		return
	}
	*to = m
}

func (r *reader) color(o *decode.Object, name string, to *Color) {
	v := o.Text(key(name))
	if !v.Set {
		return
	}
	c, ok := r.colors[v.V]
	if !ok {
		r.diags.Error(CodeColor, v.Span, "先在colors里给颜色起名，再在这里用这个名字", "colors里没有“%s”", v.V)
		return
	}
	*to = c
}
