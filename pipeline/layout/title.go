package layout

import (
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/font"
	"kan/pipeline/paragraph"
	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// shaped sets a title. One of several lines is broken at word boundaries into a
// trapezoid or a lozenge (GB/T 9704-2012 7.3.1): segment.go and seam.go say
// where words end, names.go what is never torn, outline.go chooses among the
// breaks. Where the author has broken the title, that is how it stands.
func (t *setter) shaped(flow []slab, role style.Role, text []doc.Inline, c context) []slab {
	r := t.newRun(role)
	t.add(r, text, r.text.Font, 0)
	left := c.left + r.text.Left.Of(r.em, t.pitch)
	width := c.measure - left - c.right - r.text.Right.Of(r.em, t.pitch)
	o := t.options(r, width)
	lines := paragraph.Break(r.clusters, o)
	if r.text.Shape && len(lines) > 1 {
		shaped := breakAt(r.clusters, titleBreaks(r.clusters, t.names, o))
		if as := paragraph.Break(shaped, o); allForced(as) {
			r.clusters, lines = shaped, as
		}
	}
	return t.setLines(flow, r, lines, left, c)
}

// allForced tells whether lines end where breaks were put and nowhere else.
func allForced(lines []paragraph.Line) bool {
	for _, ln := range lines[:len(lines)-1] {
		if !ln.Forced {
			return false
		}
	}
	return true
}

// breakAt inserts forced breaks before the clusters at.
func breakAt(cl []font.Cluster, at []int) []font.Cluster {
	out := make([]font.Cluster, 0, len(cl)+len(at))
	for k, c := range cl {
		if len(at) > 0 && at[0] == k {
			out = append(out, font.Cluster{Text: "\n", Size: c.Size, Style: c.Style})
			at = at[1:]
		}
		out = append(out, c)
	}
	return out
}

// titleBreaks returns where to break a title so that every line fits: before
// which clusters. Between breaks that the author has set, only what is wider
// than the measure is broken. What cannot be shaped is left as it is.
func titleBreaks(cl []font.Cluster, names []string, o paragraph.Options) (at []int) {
	for start := 0; start < len(cl); start++ {
		end := start
		for end < len(cl) && cl[end].Text != "\n" {
			end++
		}
		if piece := cl[start:end]; len(paragraph.Break(piece, o)) > 1 {
			for _, j := range newTitle(piece, names, o).shape() {
				at = append(at, start+j)
			}
		}
		start = end
	}
	return at
}

// title is a text to be broken into lines.
type title struct {
	o     paragraph.Options
	em    unit.Length
	sum   []unit.Length // width of the clusters before each, with what lies between them
	edges []edge        // of each cluster
	seams []int64       // the cost of a line break before each cluster; never where there is none
}

// edge is what a cluster loses at the edge of a line: at the start the kern or
// gap before it, and what is empty in it on either side.
type edge struct{ lead, open, shut unit.Length }

func newTitle(cl []font.Cluster, names []string, o paragraph.Options) *title {
	if len(cl) > maxTitle {
		return &title{}
	}
	t := &title{o: o, em: o.Em, sum: make([]unit.Length, len(cl)+1), edges: make([]edge, len(cl)), seams: seams(cl, names)}
	t.em = max(t.em, 1)
	var before rune
	for k := range cl {
		c, e, r := &cl[k], &t.edges[k], firstRune(cl[k].Text)
		t.em = max(t.em, c.Size)
		switch half := c.Size / 2; {
		case cjk.ClassOf(r) == cjk.Space:
			e.open, e.shut = c.Advance, c.Advance
		case c.Latin:
		case cjk.Adjustable(r) == cjk.Before:
			e.open = half
		case cjk.Adjustable(r) == cjk.After:
			e.shut = half
		}
		switch {
		case before == 0:
		case cjk.Kern(before, r) != cjk.NoSide:
			e.lead = -c.Size / 2
		case cjk.Gap(before, r):
			e.lead = o.Gap
		}
		t.sum[k+1] = t.sum[k] + e.lead + c.Advance
		before = r
	}
	return t
}

// firstRune is the character of a cluster.
func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// width is that of the line of clusters [i, j) as the eye sees it, without the
// empty halves of marks at its edges.
func (t *title) width(i, j int) unit.Length {
	return t.sum[j] - t.sum[i] - t.edges[i].lead - t.edges[i].open - t.edges[j-1].shut
}

// fits tells whether clusters [i, j) can be a line.
func (t *title) fits(i, j int) bool {
	w := t.width(i, j)
	if t.o.KeepStart {
		w += t.edges[i].open
	}
	if t.o.EndTrim == paragraph.EndNever {
		w += t.edges[j-1].shut
	}
	return w <= t.o.Width
}
