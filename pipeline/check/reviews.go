package check

import (
	"slices"
	"strings"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// reviews: every report has gone through its chain as far as its status says:
// stages in order and none skipped, decided by people who may, on days that
// follow each other.
func reviews(c *content) {
	for _, r := range c.reports {
		c.reviewers(r)
		c.reviewDates(r)
		chain, ok := c.reg.Chain(r)
		switch {
		case len(c.reg.Chains) == 0 || !legible(c, r):
		case !ok:
			if r.Status.Set && r.Status.V != report.Draft {
				c.say(codeNoChain, r.Status.Span, "在content/kan.yaml的reviews最后加一条没有条件的审核链", "没有一条审核链适用于这件稿件")
			}
		default:
			c.stages(r, chain)
			c.returned(r)
			c.distinct(r, chain)
		}
	}
}

// legible tells whether everything that the choice of a chain and the course
// of the review depend on could be read.
func legible(c *content, r *report.Report) bool {
	for _, v := range []report.Text{r.Urgency, r.Importance} {
		if !v.Set && !v.Span.IsZero() {
			return false
		}
	}
	if !r.Classification.Set && !r.Classification.Span.IsZero() {
		return false
	}
	for _, v := range r.Reviews {
		known := slices.ContainsFunc(c.reg.Chains, func(ch report.Chain) bool { return stage(&ch, v.Stage.V) >= 0 })
		if !known || !v.Decision.Set {
			return false
		}
	}
	return r.Status.Set
}

// stage is the index of a stage in a chain, or -1.
func stage(chain *report.Chain, name string) int {
	return slices.IndexFunc(chain.Stages, func(t report.Text) bool { return t.V == name })
}

// stages walks the reviews along the chain. next is the stage whose turn it
// is; after 修改 an earlier one may come again, and the last one after itself.
func (c *content) stages(r *report.Report, chain *report.Chain) {
	next, revised, clean := 0, false, true
	complain := func(code diag.Code, at source.Span, hint, format string, args ...any) {
		c.say(code, at, hint, format, args...)
		clean = false
	}
	for n, v := range r.Reviews {
		at := stage(chain, v.Stage.V)
		if at < 0 {
			complain(codeWrongStage, v.Stage.Span, "这件稿件的审核链是："+course(chain), "这件稿件不走“%s”这个环节", v.Stage.V)
			continue
		}
		if n > 0 && r.Reviews[n-1].Decision.V == report.SentBack {
			complain(codeAfterReturn, v.Stage.Span, "退回后重新报送的，另用新编号报送，写明“续报”；没有退回的，改正上一环节的结论", "上一环节已经退回，不能再审")
		}
		switch {
		case at > next:
			missing := chain.Stages[next].V
			later := slices.ContainsFunc(r.Reviews[n:], func(o report.Review) bool { return o.Stage.V == missing })
			if clean = false; !later {
				complain(codeSkippedStage, v.Stage.Span, "审核链是："+course(chain), "“%s”之前缺了“%s”", v.Stage.V, missing)
			}
		case at < next && !revised && (at < len(chain.Stages)-1 || next < len(chain.Stages)): // the last stage may approve again what changed since
			complain(codeOutOfOrder, v.Stage.Span, "审核链是："+course(chain)+"；每个环节通过一次，按先后写", "“%s”的次序不对", v.Stage.V)
			continue
		}
		next, revised = at, v.Decision.V == report.Revise
		if v.Decision.V == report.Passed {
			next++
		}
	}
	if clean && next < c.needed(r, chain) {
		c.say(codeIncomplete, r.Status.Span, "补上这个环节的审核记录，或改正状态", "状态是%s，但“%s”还没有通过", r.Status.V.Chinese(), chain.Stages[next].V)
	}
}

// needed is how many stages a report in its state must have passed.
func (c *content) needed(r *report.Report, chain *report.Chain) int {
	switch {
	case len(r.Reviews) > 0 && r.Reviews[len(r.Reviews)-1].Decision.V == report.SentBack:
		return 0 // returned says what is wrong
	case r.Status.V.Printable():
		return len(chain.Stages)
	case r.Status.V == report.Reviewed:
		return min(1, len(chain.Stages))
	}
	return 0
}

func course(chain *report.Chain) string {
	s := ""
	for i, t := range chain.Stages {
		if i > 0 {
			s += "—"
		}
		s += t.V
	}
	return s
}

// returned: 退回 and the status returned go together, and 退回 gives a reason.
func (c *content) returned(r *report.Report) {
	for i, v := range r.Reviews {
		if v.Decision.V != report.SentBack {
			continue
		}
		if v.Note.V == "" && v.Note.Span.IsZero() {
			c.say(codeNoNote, v.Decision.Span, "在这一条里加上 note（意见），写给报送单位看", "退回要写明意见")
		}
		if i == len(r.Reviews)-1 && r.Status.V != report.Returned {
			c.relate(codeReturned, v.Decision.Span, second(r.Status.Span, "状态在这里"), "状态改为 returned（已退回），或改正结论", "结论是退回，状态却是%s", r.Status.V.Chinese())
		}
	}
	if n := len(r.Reviews); r.Status.V == report.Returned && (n == 0 || r.Reviews[n-1].Decision.V != report.SentBack) {
		c.say(codeReturned, r.Status.Span, "在审核里补上退回的一条和意见，或改正状态", "状态是已退回，审核里却没有退回的结论")
	}
}

// reviewers: who decides a stage is allowed to.
func (c *content) reviewers(r *report.Report) {
	for _, v := range r.Reviews {
		p, ok := c.reg.Person(v.By.V)
		for _, a := range r.Authors {
			if ok && sameName(a.Name.V, p.Name.V) {
				c.relate(codeOwnReport, v.By.Span, second(a.Name.Span, "作者在这里"), "换一个人来审；只是同名的，在作者后面写明职务，审核请别人做", "%s是这件稿件的作者，不能审自己的稿件", p.Name.V)
			}
		}
		if ok && v.Stage.Set && c.knownStage(v.Stage.V) && !p.May(v.Stage.V) {
			c.relate(codeWrongPerson, v.By.Span, second(p.ID.Span, "登记在这里"),
				"换成有这个环节的人；确有授权的，在content/people.yaml里给他加上", "%s不能做“%s”", p.Name.V, v.Stage.V)
		}
	}
}

// sameName tells whether two names are one: a name of two characters is often
// spread to the width of three.
func sameName(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), ""), strings.Join(strings.Fields(b), "")
	return a != "" && a == b
}

func (c *content) knownStage(name string) bool {
	return slices.ContainsFunc(c.reg.Chains, func(ch report.Chain) bool { return stage(&ch, name) >= 0 })
}

// distinct: where the chain asks for it, every stage is passed by somebody else.
func (c *content) distinct(r *report.Report, chain *report.Chain) {
	if !chain.Distinct {
		return
	}
	for i, v := range r.Reviews {
		for _, before := range r.Reviews[:i] {
			if v.By.V != "" && v.By.V == before.By.V && v.Stage.V != before.Stage.V &&
				v.Decision.V == report.Passed && before.Decision.V == report.Passed {
				c.relate(codeSamePerson, v.By.Span, second(before.By.Span, "前一个环节在这里"),
					"换一个人来审；这条审核链要求各环节由不同的人把关", "“%s”和“%s”是同一个人", before.Stage.V, v.Stage.V)
				break
			}
		}
	}
}

// reviewDates: no review before the report, nor before the previous review.
func (c *content) reviewDates(r *report.Report) {
	last, at := date.Date{}, source.Span{}
	for _, v := range r.Reviews {
		switch {
		case !v.On.Set:
		case r.Date.Set && v.On.V.Compare(r.Date.V) < 0:
			c.relate(codeBeforeReport, v.On.Span, second(r.Date.Span, "报送日期在这里"), "核对两个日期", "审核日期%s早于报送日期%s", v.On.V, r.Date.V)
		case !last.IsZero() && v.On.V.Compare(last) < 0:
			c.relate(codeDateOrder, v.On.Span, second(at, "上一环节在这里"), "核对两个日期", "审核日期%s早于上一环节的%s", v.On.V, last)
		default:
			last, at = v.On.V, v.On.Span
		}
	}
}
