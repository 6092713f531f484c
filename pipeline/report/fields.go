package report

import (
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
)

// parser reads the front matter of one report.
type parser struct {
	reg   *Registry
	diags *diag.List
}

// fields reads every key of the front matter, in the order of the design.
func (p *parser) fields(r *Report, o *decode.Object) {
	r.ID = needText(o, "id", "编号")
	p.title(r, p.line(needText(o, "title", "标题"), "标题"))
	r.Subtitle = p.line(o.Text(key("subtitle", "副标题")), "副标题")
	o.Need(key("date", "日期"))
	r.Date = o.Date(key("date", "日期"))
	r.Unit = needText(o, "unit", "单位")
	p.authors(r, o)
	r.Category = needText(o, "category", "类别")
	if s, ok := o.Object(key("source", "来源")); ok {
		r.Source = Source{needText(s, "kind", "类型"), p.line(s.Text(key("ref", "依据")), "依据"), s.Span()}
		s.Done()
	}
	r.Topic = o.Text(key("topic", "选题"))
	r.Importance = o.Enum(key("importance", "重要性"), Ordinary, Important)
	r.Urgency = o.Enum(key("urgency", "紧急程度"), Urgencies()...)
	r.Classification = ReadClassification(o.Text(key("classification", "密级")), p.diags)
	r.Summary = o.Text(key("summary", "摘要"))
	r.Follows = o.Texts(key("follows", "续报"))
	r.Consultation = o.Text(key("consultation", "协商活动"))
	o.Need(key("status", "状态"))
	r.Status = readStatus(o)
	for _, n := range o.Items(key("reviews", "审核")) {
		if review, ok := object(n, p.diags); ok {
			r.Reviews = append(r.Reviews, p.review(review))
		}
	}
	o.Done()
	p.lookUp(r)
}

func (p *parser) authors(r *Report, o *decode.Object) {
	k := key("authors", "作者")
	for _, n := range o.Items(k) {
		a, ok := object(n, p.diags)
		if !ok {
			continue
		}
		r.Authors = append(r.Authors, Author{
			p.line(needText(a, "name", "姓名"), "姓名"), p.line(a.Text(key("role", "职务")), "职务"), a.Span(),
		})
		a.Done()
	}
	if !o.Has(k) {
		o.Need(k)
	} else if n, ok := o.Node(k); !ok || len(n.Items(&diag.List{})) == 0 && !n.IsText() {
		p.diags.Error(codeNoAuthor, o.KeySpan(k), "写成 - {name: 张三, role: 市政协委员}；集体写作就写课题组的名称", "作者一个也没有写")
	}
}

func (p *parser) review(o *decode.Object) Review {
	r := Review{Stage: needText(o, "stage", "环节"), By: needText(o, "by", "人员"), Span: o.Span()}
	o.Need(key("on", "日期"))
	r.On = o.Date(key("on", "日期"))
	o.Need(key("decision", "结论"))
	r.Decision = o.Enum(key("decision", "结论"), Passed, SentBack, Revise)
	for _, c := range o.Texts(key("checks", "核查")) {
		if !slices.Contains(virtues(), c.V) {
			p.diags.Error(codeUnknownCheck, c.Span, "核查项是："+strings.Join(virtues(), "、"), "没有“%s”这一核查项", c.V)
			continue
		}
		r.Checks = append(r.Checks, c)
	}
	r.Note = o.Text(key("note", "意见"))
	o.Done()
	return r
}

// virtues are what a reviewer checks a report for.
func virtues() []string { return []string{"真", "实", "准", "新", "正"} }

func readStatus(o *decode.Object) decode.Value[Status] {
	var allowed []string
	for _, e := range statuses {
		allowed = append(allowed, string(e.status), e.chinese)
	}
	v := o.Enum(key("status", "状态"), allowed...)
	for _, e := range statuses {
		if v.Set && (v.V == string(e.status) || v.V == e.chinese) {
			return decode.Value[Status]{V: e.status, Span: v.Span, Set: true}
		}
	}
	return decode.Value[Status]{Span: v.Span}
}

// ReadClassification makes a Classification of v, reporting what is not one.
// A manifest writes it as a report does.
func ReadClassification(v Text, diags *diag.List) Classification {
	c := Classification{Span: v.Span}
	if !v.Set {
		return c
	}
	level, term, needTerm, ok := parseLevel(v.V)
	switch {
	case needTerm:
		diags.Error(codeSecrecy, v.Span, fmt.Sprintf("写成“%s★1年”“%s★6个月”或“%s★长期”", level, level, level), "“%s”没有写明保密期限", v.V)
		return c
	case !ok:
		diags.Error(codeSecrecy, v.Span, "写成：公开、内部、秘密★1年、机密★20年、绝密★30年（★后是保密期限）", "“%s”不是密级", v.V)
		return c
	}
	if months, _ := termMonths(term); level >= Secret && months > 12*longest(level) {
		diags.Warning(codeLongTerm, v.Span, "请核对定密依据；确有规定的可以不改", "%s级的保密期限一般不超过%d年", level, longest(level))
	}
	return Classification{level, term, v.Span, true}
}

// lookUp reports values that the registries do not know.
func (p *parser) lookUp(r *Report) {
	p.reg.KnownUnit(r.Unit, codeUnknownUnit, p.diags)
	p.reg.KnownCategory(r.Category, codeUnknownCat, p.diags)
	p.reg.KnownSourceKind(r.Source.Kind, codeUnknownSource, p.diags)
	p.reg.KnownTopic(r.Topic, codeUnknownTopic, p.diags)
	var stages []string
	for _, c := range p.reg.Chains {
		stages = append(stages, words(c.Stages)...)
	}
	slices.Sort(stages)
	stages = slices.Compact(stages)
	for _, review := range r.Reviews {
		known(review.Stage, codeUnknownStage, "审核链里没有“%s”这个环节", stages, nil, p.diags)
		p.reg.KnownPerson(review.By, codeUnknownPerson, p.diags)
	}
}
