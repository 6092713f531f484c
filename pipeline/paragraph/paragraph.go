// Package paragraph sets one paragraph of shaped text in lines of a given
// width, by the rules of Chinese line setting (W3C clreq; GB/T 15834-2011 part
// 5): which characters may start and end a line, how adjacent marks share
// their space, what is squeezed first and what is stretched first.
//
// Clusters come in, lines with the place of every cluster go out. The work has
// four steps: collect and judge tell what clusters and the boundaries between
// them are (units finds what hangs together), measure gives the width and the
// elasticity of any stretch of them in constant time, greedy or optimal chooses
// the lines, justify places the clusters of a chosen line. Nothing is lost: the lines cover the input.
//
// The package draws nothing, knows nothing of pages, and does not hyphenate.
package paragraph

import (
	"slices"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/unit"
)

// EndTrim says what becomes of a full-width mark at the end of a line. On the
// last line of a paragraph it keeps its width whatever is said here, unless
// the line would be too wide.
type EndTrim int8

// The treatments of marks at line ends (clreq, marks at line ends; GB/T 15834 5.1.10).
const (
	EndAlways   EndTrim = iota // loses its empty half
	EndIfNeeded                // loses it where the line would be too wide
	EndNever                   // keeps it
	EndHang                    // a lone 、 ， 。 hangs outside the measure, others lose their half
)

// Align says where a line stands in the measure.
type Align int8

// The alignments. The last line of a justified paragraph stands left.
const (
	Justify Align = iota
	Left
	Center
	Right
)

// Breaking names the algorithm that chooses the lines.
type Breaking int8

// The algorithms: line by line, or over the whole paragraph.
const (
	Greedy Breaking = iota
	Optimal
)

// Options are the measure and the house style of one paragraph. The zero
// value of all but Width is the standard profile without gaps and indent.
type Options struct {
	Width  unit.Length // the measure
	Indent unit.Length // of the first line, inside the measure
	Em     unit.Length // the paragraph's type size, on which limits rest; 0 = that of the first cluster

	Level   cjk.Level
	Gap     unit.Length // between Han and Western text; 0 = none
	EndTrim EndTrim

	KeepStart      bool // an opener at a line start keeps its empty half
	KeepIndentOpen bool // an opener after the first-line indent keeps it
	Orphan         bool // no last line of a single Han character (孤字不成行)
	FixPeriod      bool // 。？！ inside a line are never shrunk
	PushOut        bool // a line is stretched rather than shrunk: greedy squeezes only what cannot be pushed out
	Units          bool // house rule beyond the vectors: numbers keep their units, names joined by · stay whole (units.go)

	Align    Align
	Breaking Breaking
}

// Line is one line of a paragraph. Widths are without the indent.
type Line struct {
	Start, End         int           // clusters [Start, End), with the spaces swallowed at the end and the forced break
	X                  []unit.Length // origin of each of those clusters from the left edge of the measure
	Natural            unit.Length   // advances, kerns, gaps and edge trims
	Set                unit.Length   // Natural as shrunk or stretched
	StartTrim, EndTrim unit.Length   // of the marks at the edges, ≤ 0
	Hung               bool          // the last mark stands outside the measure and is not in Natural and Set
	Kerns              []Kern        // between marks inside the line
	Shrink, Stretch    []Tier        // in the order in which they were used
	Forced             bool          // a forced break ended the line
}

// Kern is space taken between adjacent marks: Amount (< 0) after a cluster,
// counted in the whole input.
type Kern struct {
	After  int
	Amount unit.Length
}

// Tier is how much a line gained or lost at one kind of place: the number of
// the tier (clreq, order of adjustments; listed in measure.go), the number of places of
// that kind in the line, and the whole amount, ≥ 0.
type Tier struct {
	Tier, Gaps int
	Amount     unit.Length
}

// Breaker sets one paragraph after another and keeps what it works with from
// one to the next. The lines it returns hold until it breaks again. The zero
// Breaker is ready; it serves one goroutine.
type Breaker struct{ s setter }

// Break is the function Break, with what the Breaker has.
func (b *Breaker) Break(clusters []font.Cluster, o Options) []Line {
	if len(clusters) == 0 {
		return nil
	}
	if o.Em <= 0 {
		o.Em = clusters[0].Size
	}
	b.s.begin(clusters, o)
	b.s.all()
	return b.s.lines
}

// Break sets clusters in lines. A cluster with Text "\n" is a forced break: the
// line before it ends as a paragraph does. No clusters, no lines. What cannot
// be broken and is wider than the measure stands alone on an overfull line;
// only units are taken apart then, Western words broken between letters, and
// numbers where nothing else is left.
func Break(clusters []font.Cluster, o Options) []Line {
	var b Breaker
	return b.Break(clusters, o)
}

// all sets every stretch of clusters up to a forced break.
func (s *setter) all() {
	for start := 0; start < len(s.clusters); {
		end := start
		for end < len(s.clusters) && !forced(&s.clusters[end]) {
			end++
		}
		s.collect(start, end)
		s.sum(start, end)
		s.relieve(start, end)
		if s.Breaking == Optimal {
			s.optimal(start, end)
		} else {
			s.greedy(start, end)
		}
		next := min(end+1, len(s.clusters))
		s.justify(start, end, next)
		start = next
	}
}

// setter is a paragraph at work. Slices are made once and shared by all lines.
type setter struct {
	Options
	clusters []font.Cluster
	items    []item // one per cluster
	sums     []sum  // one more than clusters: of all before it
	breaks   []int  // where lines of this stretch may end, ascending, its end included
	ends     []int  // where they do end
	held     bool   // there are units in this stretch
	stale    bool   // sums are of boundaries that have changed since

	places []place       // of one tier of one line
	moved  []unit.Length // of one line: what each boundary gains or loses
	lines  []Line
	x      []unit.Length
	kerns  []Kern
	tiers  []Tier
}

// begin makes s ready for a paragraph.
func (s *setter) begin(clusters []font.Cluster, o Options) {
	n := len(clusters)
	s.Options, s.clusters = o, clusters
	s.items, s.sums = sized(s.items, n), sized(s.sums, n+1)
	s.moved, s.x = sized(s.moved, n+1), sized(s.x, n)
	clear(s.items)
	s.breaks, s.ends = slices.Grow(s.breaks[:0], n), s.ends[:0]
	s.lines, s.kerns, s.tiers = s.lines[:0], s.kerns[:0], s.tiers[:0]
	s.held, s.stale = false, false
}

// sized is a slice of n elements, in the room of s when that suffices; what is
// in it is old.
func sized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// avail is the width that a line starting at cluster start may take.
func (s *setter) avail(start int) unit.Length {
	if start == 0 {
		return s.Width - s.Indent
	}
	return s.Width
}

func forced(c *font.Cluster) bool { return c.Text == "\n" }
