package check

import (
	"strings"

	"kan/pipeline/report"
)

// duplicateIDs: an id belongs to one report.
func duplicateIDs(c *content) {
	first := map[string]*report.Report{}
	for _, r := range c.reports {
		id := r.ID.V
		if id == "" {
			continue
		}
		if other := first[id]; other != nil {
			c.relate(codeDuplicateID, r.Place(), second(other.Place(), "另一件稿件在这里"),
				"给后报送的一件换一个没有用过的编号，文件名一起改", "编号%s已经用在另一件稿件上", id)
			continue
		}
		first[id] = r
	}
}

// summaries: an important report has a summary (重要信息附摘要).
func summaries(c *content) {
	for _, r := range c.reports {
		if r.Important() && strings.TrimSpace(r.Summary.V) == "" && r.Summary.Span.IsZero() {
			c.say(codeNoSummary, r.Importance.Span, "在文件头里加一行“摘要: …”，用一两句话写明问题和建议", "重要稿件没有摘要")
		}
	}
}

// follows: a follow-up names earlier reports that exist, and never comes
// round to itself.
func follows(c *content) {
	circle := c.circles()
	for _, r := range c.reports {
		for _, f := range r.Follows {
			other, ok := c.index.Report(f.V)
			switch {
			case !ok:
				hint := "写初报的编号，编号在那件稿件文件头的 id（编号）里"
				if near := c.index.Nearest(f.V); near != "" {
					hint = "是不是 " + near + "？"
				}
				c.say(codeUnknownFollows, f.Span, hint, "没有编号为“%s”的稿件", f.V)
			case circle[edge{r, other}]:
			case r.Date.Set && other.Date.Set && other.Date.V.Compare(r.Date.V) > 0:
				c.relate(codeFollowsLater, f.Span, second(other.Date.Span, "那一件的日期在这里"),
					"初报、续报写反了的话，把“续报”移到后报送的一件里", "%s在%s报送，比这一件还晚，不能是它的初报", f.V, other.Date.V.Chinese())
			}
		}
	}
}

// edge is one entry of 续报.
type edge struct{ from, to *report.Report }

// circles reports every way round that follow-ups make, once, and returns the
// edges that belong to one. It walks depth first with a stack of its own, so
// that a long lineage cannot exhaust the machine's.
func (c *content) circles() map[edge]bool {
	type step struct {
		r    *report.Report
		next int // index into r.Follows
	}
	in := map[edge]bool{}
	state := map[*report.Report]int{} // 1 on the stack, 2 done
	for _, root := range c.reports {
		if state[root] != 0 {
			continue
		}
		stack := []step{{root, 0}}
		state[root] = 1
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.next == len(top.r.Follows) {
				state[top.r] = 2
				stack = stack[:len(stack)-1]
				continue
			}
			f := top.r.Follows[top.next]
			top.next++
			other, ok := c.index.Report(f.V)
			switch {
			case !ok || state[other] == 2:
			case state[other] == 0:
				state[other] = 1
				stack = append(stack, step{other, 0})
			default:
				ids := []string{other.ID.V}
				for i := len(stack) - 1; i >= 0; i-- {
					ids = append(ids, stack[i].r.ID.V)
					to := other
					if i < len(stack)-1 {
						to = stack[i+1].r
					}
					in[edge{stack[i].r, to}] = true
					if stack[i].r == other {
						break
					}
				}
				c.say(codeFollowsCycle, f.Span, "删去不对的一条；初报不写“续报”", "续报的关系绕成了圈：%s", lineage(ids))
			}
		}
	}
	return in
}

// lineage joins the ids of a circle in the order in which they follow, and
// cuts a long one short.
func lineage(ids []string) string {
	const most = 8
	if len(ids) > most {
		ids = append(append([]string{}, ids[:most-1]...), "…")
	}
	return strings.Join(ids, " ← ")
}

// publishedNowhere: what is marked published stands in an issue.
func publishedNowhere(c *content) {
	for _, r := range c.reports {
		if _, ok := c.ledger.FirstPrinted(r); !ok && r.Status.V == report.Published {
			c.say(codePublishedNowhere, r.Status.Span, "把编号加进刊发它的那一期，或把状态改回 approved（已审定）", "标为已刊发，但哪一期都没有编入")
		}
	}
}
