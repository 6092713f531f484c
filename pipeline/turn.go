package pipeline

import (
	"fmt"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
)

// mayClose tells whether issue i is one that can be closed now: open, and the
// first of its series that is not closed yet, as numbers and totals follow each
// other.
func (c *Content) mayClose(i *issue.Issue, diags *diag.List) bool {
	_, locked := c.locks[i]
	switch {
	case locked || i.Status.V == issue.Closed:
		diags.Error(CodeNotOpen, i.Status.Span, "要改已定稿的一期，在新的一期里发更正", "这一期已经定稿")
		return false
	case i.Status.V != issue.Open:
		diags.Error(CodeNotOpen, i.Status.Span, "先把状态改成编辑中（open）", "这一期还不能定稿：状态是%s", i.Status.Span.Text())
		return false
	}
	if !i.SignedBy.Set {
		diags.Error(CodeUnsigned, i.Number.Span, "加一行“签发: 代号”", "没有写由谁签发，不能定稿")
		return false
	}
	for _, o := range c.Issues {
		if o.IsVoid() || o.Status.V == issue.Closed || !precedes(o, i) {
			continue
		}
		which := fmt.Sprintf("第%d期", o.Number.V)
		if o.Year() != i.Year() {
			which = fmt.Sprintf("%d年第%d期", o.Year(), o.Number.V)
		}
		diags.Error(CodeOutOfTurn, i.Number.Span, "期号和总期数按先后连续编：先定稿"+o.ID()+"，或者把它作废并写明原因", "前面的%s还没有定稿", which)
		return false
	}
	return true
}

// precedes tells whether issue a comes before b in their series: its total is then
// lower, and must not be open any more when that of b is printed.
func precedes(a, b *issue.Issue) bool {
	switch {
	case a == b || a.Series.V != b.Series.V:
		return false
	case a.Year() != b.Year():
		return a.Year() < b.Year()
	}
	return a.Number.V < b.Number.V
}

// nextNumber is the number that follows the last one before i's in its year that
// is closed or void, so that no number is left out. Only the first year of a
// series may begin elsewhere than with 1, for the office may have printed earlier
// ones before it had this program.
func (c *Content) nextNumber(i *issue.Issue) int {
	last, begun := 0, false
	for _, o := range c.Issues {
		if !precedes(o, i) {
			continue
		}
		begun = true
		if o.Year() == i.Year() {
			last = max(last, o.Number.V) // closed or void: mayClose has seen to that
		}
	}
	if last == 0 && !begun {
		return i.Number.V
	}
	return last + 1
}
