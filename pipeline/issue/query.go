package issue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Query chooses reports for a section. Every condition given must hold; only
// reports that have passed review are considered, and none that the issue
// already has.
type Query struct {
	Topic, Category, Unit, SourceKind, Importance, Urgency report.Text
	From, To                                               report.Day // by date of submission, both included
	Limit                                                  decode.Value[int]
	Order                                                  report.Text // date (the default), importance or id; "-" in front reverses
	Span                                                   source.Span
}

func (r *reader) query(o *decode.Object) *Query {
	q := &Query{
		Topic: o.Text(key("topic", "选题")), Category: o.Text(key("category", "类别")),
		Unit: o.Text(key("unit", "单位")), SourceKind: o.Text(key("source_kind", "来源类型")),
		Importance: o.Enum(key("importance", "重要性"), report.Ordinary, report.Important),
		Urgency:    o.Enum(key("urgency", "紧急程度"), report.Urgencies()...),
		From:       o.Date(key("from", "自")), To: o.Date(key("to", "至")),
		Limit: o.Int(key("limit", "上限")),
		Order: o.Enum(key("order", "排序"), "date", "importance", "id", "-date", "-importance", "-id"),
		Span:  o.Span(),
	}
	o.Done()
	bad := !r.reg.KnownTopic(q.Topic, codeUnknownValue, r.diags)
	bad = !r.reg.KnownCategory(q.Category, codeUnknownValue, r.diags) || bad
	bad = !r.reg.KnownUnit(q.Unit, codeUnknownValue, r.diags) || bad
	bad = !r.reg.KnownSourceKind(q.SourceKind, codeUnknownValue, r.diags) || bad
	if q.Limit.Set && q.Limit.V < 1 {
		r.diags.Error(codeBadRange, q.Limit.Span, "写最多收几件，不限就删去", "上限不能是%d", q.Limit.V)
		bad = true
	}
	if q.From.Set && q.To.Set && q.From.V.Compare(q.To.V) > 0 {
		r.diags.Error(codeBadRange, q.From.Span, "自和至是稿件报送的日期，早的写在“自”", "起始日期%s在截止日期%s之后", q.From.V, q.To.V)
		bad = true
	}
	if bad {
		r.unclear = true
	}
	return q
}

// listed keeps the reports of a list that exist, and reports the others.
func (r *reader) listed(s *Section, ids []report.Text) {
	for _, id := range ids {
		rep, ok := r.reports.Report(id.V)
		if !ok {
			hint := "核对编号；编号写在稿件文件头的 id（编号）里"
			if near := r.reports.Nearest(id.V); near != "" {
				hint = fmt.Sprintf("是不是 %s？", near)
			}
			r.diags.Error(codeUnknownReport, id.Span, hint, "没有编号为“%s”的稿件", id.V)
			r.unclear = true
			continue
		}
		if first, twice := r.first[rep]; twice {
			r.diags.Add(diag.Diagnostic{
				Code: codeTwice, Span: id.Span, Message: fmt.Sprintf("稿件%s在这一期里列了两次", id.V), Hint: "两处留一处",
				Related: []diag.Related{{Span: first, Message: "第一次在这里"}},
			})
			continue
		}
		r.first[rep] = id.Span
		s.Listed = append(s.Listed, Ref{rep, id.Span})
	}
}

// resolve fills the items of every section, in order: lists first, so that no
// query takes what a list names further down.
func (r *reader) resolve() {
	taken := map[*report.Report]bool{}
	for i := range r.issue.Sections {
		s := &r.issue.Sections[i]
		for _, ref := range s.Listed {
			s.Items = append(s.Items, ref.Report)
			taken[ref.Report] = true
		}
	}
	for i := range r.issue.Sections {
		s := &r.issue.Sections[i]
		if s.Query == nil {
			continue
		}
		hits := s.Query.choose(r.reports, taken)
		if len(hits) == 0 && !r.unclear && !r.issue.IsVoid() {
			r.diags.Warning(codeEmptyQuery, s.Query.Span, "放宽条件；只有已审定、已刊发、已归档的稿件才会选入", "没有一件稿件符合这些条件")
		}
		if limit := s.Query.Limit; limit.Set && limit.V > 0 && len(hits) > limit.V {
			for _, rep := range hits[limit.V:] {
				s.LeftOut = append(s.LeftOut, Exclusion{rep, r.reason(s, limit.V)})
			}
			hits = hits[:limit.V]
		}
		for _, rep := range hits {
			s.Items = append(s.Items, rep)
			taken[rep] = true
		}
	}
}

func (r *reader) reason(s *Section, limit int) string {
	title := s.Title.V
	if title != "" {
		title = "“" + title + "”"
	}
	return fmt.Sprintf("符合%s%s栏目的选稿条件，但超出上限%d件", r.issue.ID(), title, limit)
}

// choose returns the reports that q admits, in its order.
func (q *Query) choose(reports *report.Index, taken map[*report.Report]bool) []*report.Report {
	var hits []*report.Report
	for _, rep := range reports.All() {
		if rep.Status.V.Printable() && !taken[rep] && q.admits(rep) {
			hits = append(hits, rep)
		}
	}
	slices.SortStableFunc(hits, q.compare())
	return hits
}

func (q *Query) admits(rep *report.Report) bool {
	importance := rep.Importance.V
	if importance == "" {
		importance = report.Ordinary
	}
	is := func(want report.Text, v string) bool { return !want.Set || want.V == v }
	return is(q.Topic, rep.Topic.V) && is(q.Category, rep.Category.V) && is(q.Unit, rep.Unit.V) &&
		is(q.SourceKind, rep.Source.Kind.V) && is(q.Importance, importance) && is(q.Urgency, rep.Urgency.V) &&
		(!q.From.Set || rep.Date.V.Compare(q.From.V) >= 0) && (!q.To.Set || rep.Date.V.Compare(q.To.V) <= 0)
}

// compare is the order of q: by date of submission, or important ones first
// and then by date, or by id; with "-" the other way round. Ties go by id, so
// that the order is always the same.
func (q *Query) compare() func(a, b *report.Report) int {
	name, reversed := strings.CutPrefix(q.Order.V, "-")
	sign := 1
	if reversed {
		sign = -1
	}
	return func(a, b *report.Report) int {
		id := cmp.Compare(a.ID.V, b.ID.V)
		day := a.Date.V.Compare(b.Date.V)
		switch name {
		case "id":
			return sign * id
		case "importance":
			rank := 0
			if a.Important() != b.Important() {
				rank = 1
				if a.Important() {
					rank = -1
				}
			}
			return cmp.Or(sign*rank, day, id)
		}
		return cmp.Or(sign*day, id)
	}
}
