package layout

import (
	"slices"

	"kan/pipeline/unit"
)

// filled is a page of the column: its slabs, where the column begins and ends,
// the notes at its foot.
type filled struct {
	start, end int
	top, depth unit.Length
	column     column
	carried    []piece // of notes, left over by the page before
	foot       []piece // of notes on this page, the carried ones first
	rest       []piece // left to the next page
	pitch      unit.Length
	shrink     int64 // thousandths by which lines are nearer to each other than elsewhere
}

// The least lines of text on the last page of an item, and on that of an
// issue when its imprint asks for a page more (孤行不成页, clreq §7).
const (
	leastLines   = 2
	imprintLines = 3
	signedLines  = 2 // of text above a signature (GB/T 9704 7.3.5.5)
)

// plan divides the flow into pages, the column of the first beginning at top.
// imprint is the height of what must stand at the foot of the last.
func (t *setter) plan(flow []slab, top, imprint unit.Length) []*filled {
	var fills []*filled
	var carried []piece
	for i := 0; i < len(flow) || len(fills) == 0 || len(carried) > 0; {
		f := t.begin(flow, i, carried)
		if len(fills) == 0 {
			f.top = top
			if top > 0 {
				f.start = i
			}
			if f.column.turned && top > 0 {
				// The masthead stands upright, and alone.
				fills = append(fills, &filled{top: top, depth: top, column: t.uprightColumn(), pitch: t.pitch})
				continue
			}
		}
		t.fit(flow, f, len(flow))
		if n := remainder(flow, f.end, t.pitch); n.short(leastLines) && !t.tighten(flow, f, n, imprint) {
			t.retreat(flow, f, leastLines)
		}
		fills = append(fills, f)
		i, carried = f.end, f.rest
	}
	last := fills[len(fills)-1]
	if imprint > 0 && !last.column.turned && !last.holds(t, imprint) && t.retreat(flow, last, imprintLines) {
		f := t.begin(flow, last.end, last.rest)
		t.fit(flow, f, len(flow))
		fills = append(fills, f)
	}
	return fills
}

// begin is a page that begins with slab i, or the first after it that is no space.
func (t *setter) begin(flow []slab, i int, carried []piece) *filled {
	for i < len(flow) && flow[i].space {
		i++
	}
	f := &filled{start: i, column: t.uprightColumn(), carried: carried, pitch: t.pitch}
	if i < len(flow) && flow[i].turned {
		f.column = t.turnedColumn()
	}
	return f
}

// holds tells whether h fits under the column of f and its notes, upright.
func (f *filled) holds(t *setter, h unit.Length) bool {
	return !f.column.turned && f.depth+t.footHeight(f.foot)+h <= f.column.depth
}

// tail is what stands between a page's end and the next page that begins by
// itself: its lines, how many of them before a signature and of the signature.
type tail struct {
	end, lines, before int
	signed             bool
}

func remainder(flow []slab, i int, pitch unit.Length) (r tail) {
	k := i
	for ; k < len(flow) && (k == i || !flow[k].begins(&flow[k-1])); k++ {
		if flow[k].space {
			continue
		}
		n := max(1, int(flow[k].height/pitch)) // a picture is worth its lines
		r.lines += n
		if flow[k].sign {
			r.signed = true
		} else if !r.signed {
			r.before += n
		}
	}
	r.end = k
	if i < len(flow) && i > 0 && flow[i].begins(&flow[i-1]) {
		return tail{end: i}
	}
	return r
}

// short tells whether the rest would make a bad page: hardly anything, or a
// signature with nothing to sign.
func (r tail) short(least int) bool {
	return r.lines > 0 && (r.lines < least || r.signed && r.before < signedLines)
}

// retreat ends a page earlier, at the last place allowed that leaves at least
// so many lines to the next; it tells whether there is one.
func (t *setter) retreat(flow []slab, f *filled, least int) bool {
	for end := f.end - 1; end > f.start; end-- {
		if flow[end-1].keep || flow[end].space || remainder(flow, end, t.pitch).short(least) {
			continue
		}
		again := f.again()
		t.fit(flow, &again, end)
		*f = again
		return true
	}
	return false
}

// again is f with nothing on it yet.
func (f *filled) again() filled {
	return filled{start: f.start, top: f.top, column: f.column, carried: f.carried, pitch: f.pitch}
}

// mostShrink is how much nearer lines may stand to keep a signature with its
// text: 22 lines make room for two more.
const mostShrink = 90

// tighten brings a signature that would begin the next page back by setting
// the lines of this one nearer to each other (GB/T 9704-2012 7.3.5.5: change
// the line spacing). It tells whether that suffices.
func (t *setter) tighten(flow []slab, f *filled, r tail, imprint unit.Length) bool {
	if !r.signed || len(f.foot) > 0 || f.end == 0 {
		return false
	}
	if r.end < len(flow) {
		imprint = 0 // it stands on a later page
	}
	again := f.again()
	again.shrink = mostShrink
	t.fit(flow, &again, r.end)
	if again.end < r.end || !again.holds(t, imprint) {
		return false
	}
	room := f.column.depth - imprint - f.top
	for again.shrink > 0 {
		wider := f.again()
		wider.shrink = again.shrink - 1
		t.fit(flow, &wider, r.end)
		if wider.end < r.end || wider.depth-f.top > room {
			break
		}
		again = wider
	}
	*f = again
	return true
}

// besideNotes is how many lines of text a page has at least beside notes that the
// pages before it left over.
const besideNotes = 3

// fit finds how many slabs of flow[:limit] stand on a page that begins with
// f.start: as many as fit, less those that must not be last.
func (t *setter) fit(flow []slab, f *filled, limit int) {
	y := f.top
	if f.start < len(flow) {
		for k := range flow[f.start].repeat {
			y = f.advance(y, &flow[f.start].repeat[k])
		}
	}
	f.end, f.depth = f.start, y
	f.foot, f.rest, _ = t.splitNote(f.carried, f.column.depth-y-besideNotes*t.pitch, true)
	if len(f.rest) > 0 && f.start == limit {
		f.foot, f.rest, _ = t.splitNote(f.carried, f.column.depth-y, true)
	}
	if len(f.carried) > 0 && len(f.foot) == 0 { // a line higher than a page: it sticks out
		p := f.carried[0]
		f.foot, f.rest = []piece{{p.note, p.from, p.from + 1}}, slices.Clone(f.carried)
		if f.rest[0].from++; f.rest[0].from == p.to {
			f.rest = f.rest[1:]
		}
	}
	legal := filled{end: -1}
	for j := f.start; j < limit; j++ {
		s := &flow[j]
		if j > f.start && s.begins(&flow[j-1]) || len(f.rest) > 0 && len(s.notes) > 0 {
			return
		}
		ny := f.advance(y, s)
		foot, rest, ok := t.footWith(f, s, ny, j == f.start)
		if !ok && j > f.start {
			if legal.end > f.start {
				*f = legal
			}
			return // without a legal end the page ends where it is full
		}
		y = ny
		f.end, f.depth, f.foot, f.rest = j+1, y, foot, rest
		if !s.keep {
			legal = *f
		}
	}
}

// footWith is the notes at the foot of f with those of s, the end of a long
// one left to the next page when the text stands at y; ok is false where there
// is no room for s. What a page begins with has its place anyhow.
func (t *setter) footWith(f *filled, s *slab, y unit.Length, first bool) (foot, rest []piece, ok bool) {
	foot = f.foot
	for _, n := range s.notes {
		if f.noted(foot, n) {
			continue
		}
		foot = append(foot[:len(foot):len(foot)], piece{n, 0, len(n.lines)})
	}
	if s.space || y+t.footHeight(foot) <= f.column.depth {
		return foot, f.rest, true
	}
	if len(s.notes) == 0 || s.keep && !first {
		return foot, f.rest, false
	}
	here, rest, ok := t.splitNote(foot, f.column.depth-y, first)
	if !ok || len(rest) == 0 {
		return foot, f.rest, false
	}
	return here, rest, true
}

// advance is where the column stands after s.
func (f *filled) advance(y unit.Length, s *slab) unit.Length {
	if s.snap && f.shrink > 0 {
		return y
	}
	if s.snap {
		return ceilTo(y, f.pitch)
	}
	if s.line || s.space {
		return y + s.height.MulDiv(1000-f.shrink, 1000)
	}
	return y + s.height
}
