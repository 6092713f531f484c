package proof

import "kan/pipeline/unit"

// item is one number of the profile.
type item struct {
	name, clause string
	unit         Unit
	wanted       Value
	atMost       bool
	tolerance    unit.Length
}

// The tolerances, in hundredths of a millimetre. The standard allows the
// margins ±1 mm (5.2.1), which is what cutting and folding take. For all else
// it says nothing; half a tenth of a millimetre is less than a printer's scale
// shows, and still tells a rule of 0.25 mm from one of 0.35 mm.
const (
	edgeTolerance = 100
	fineTolerance = 5
)

// profile is every number that Measure looks for. Pairs are of odd pages and
// of even ones.
type profile struct {
	top, foot, inner, outer              [2]item
	width, depth                         item
	pitch, lines, cell, chars            item
	markTop, markWidth, redGap, redWidth item
	first, between, last, lastFoot, wide item // of the imprint
	folioTop, folioSize                  item
	folioInset                           [2]item
}

// gb is the profile of GB/T 9704—2012. The outer and the bottom margin are what
// A4 (5.1) leaves beside the type area; line and character pitch are the type
// area divided by its 22 lines and 28 characters (5.2.3), as the standard gives
// neither.
func gb() profile {
	p := profile{
		top: edges("天头", "5.2.1", 3700), foot: edges("地脚", "5.2.1推算", 3500),
		inner: edges("订口", "5.2.1", 2800), outer: edges("切口", "5.2.1推算", 2600),
		width: fine("版心宽", "5.2.1", 15600), depth: fine("版心高", "5.2.1", 22500),
		pitch: pointed("行距", "5.2.3推算", pitch()), lines: number("每面行数", "5.2.3", 22),
		cell: pointed("字距", "5.2.3推算", unit.MM(15600)/28), chars: number("每行字数", "5.2.3", 28),

		markTop: fine("红头上边缘距页上边", "7.2.4", 7200), markWidth: fine("红头宽", "惯例", 15600),
		redGap: fine("红线距上一行字", "7.2.7", 400), redWidth: fine("红线长", "7.2.7", 15600),

		first: fine("版记首线粗", "7.4.1", 35), between: fine("版记中间线粗", "7.4.1", 25), last: fine("版记末线粗", "7.4.1", 35),
		lastFoot: fine("版记末线距页上边", "7.4.1", 26200), wide: fine("版记线长", "7.4.1", 15600),

		folioTop: fine("页码距版心下边缘", "7.5", 700), folioSize: pointed("页码字号", "7.5", unit.Points(14)),
	}
	for k, name := range [2]string{"页码距版心外侧（单页）", "页码距版心外侧（双页）"} {
		p.folioInset[k] = pointed(name, "7.5", unit.Points(14)) // 空一字, which is one of 4号 (3.1)
		p.folioInset[k].unit = MM
	}
	p.markWidth.atMost = true // the mark has no size of its own; it may be as wide as the type area
	return p
}

func fine(name, clause string, hundredths int64) item {
	return item{name: name, clause: clause, wanted: Value{Length: unit.MM(hundredths)}, tolerance: unit.MM(fineTolerance)}
}

func edges(name, clause string, hundredths int64) [2]item {
	odd, even := fine(name+"（单页）", clause, hundredths), fine(name+"（双页）", clause, hundredths)
	odd.tolerance, even.tolerance = unit.MM(edgeTolerance), unit.MM(edgeTolerance)
	return [2]item{odd, even}
}

func pointed(name, clause string, l unit.Length) item {
	return item{name: name, clause: clause, unit: MMAndPoints, wanted: Value{Length: l}, tolerance: unit.MM(fineTolerance)}
}

func number(name, clause string, n int) item {
	return item{name: name, clause: clause, unit: Number, wanted: Value{Count: n}}
}

// pitch is the distance of lines.
func pitch() unit.Length { return unit.MM(22500) / 22 }

// typeFoot is the foot of the type area, from the top of the page.
func typeFoot() unit.Length { return unit.MM(26200) }

// outerEdge is how far the type area stays from the outer edge of the page.
func outerEdge() unit.Length { return unit.MM(2600) }
