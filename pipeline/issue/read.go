package issue

import (
	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Load reads one manifest and resolves its sections. It returns nil after a
// complaint that leaves nothing to read.
func Load(file *source.File, reg *report.Registry, reports *report.Index, diags *diag.List) *Issue {
	node, ok := decode.Parse(file.Whole(), diags)
	if !ok {
		return nil
	}
	o, ok := object(node, diags)
	if !ok {
		return nil
	}
	r := &reader{reg: reg, reports: reports, diags: diags, issue: &Issue{File: file}, first: map[*report.Report]source.Span{}}
	r.head(o)
	r.tail(o)
	r.sections(o)
	o.Done()
	r.resolve()
	return r.issue
}

// reader reads one manifest.
type reader struct {
	reg     *report.Registry
	reports *report.Index
	diags   *diag.List
	issue   *Issue
	first   map[*report.Report]source.Span // where a report is listed
	unclear bool                           // a list or query could not be read as meant
}

func key(name, alias string) decode.Key { return decode.Key{Name: name, Alias: alias} }

// object reads n as a mapping. ok is false when it is something else: that
// has been reported, and asking for its keys would only report it again.
func object(n decode.Node, diags *diag.List) (o *decode.Object, ok bool) {
	before := diags.Count(diag.Error)
	o = n.Object(diags)
	return o, len(o.Keys()) > 0 || diags.Count(diag.Error) == before
}

// head reads what stands at the head of an issue.
func (r *reader) head(o *decode.Object) {
	i := r.issue
	for _, k := range []decode.Key{key("series", "刊物"), key("number", "期号"), key("date", "日期"), key("status", "状态")} {
		o.Need(k)
	}
	i.Series = o.Text(key("series", "刊物"))
	i.Kind = oneOf(o, key("kind", "种类"), Regular, "期刊", Special, "专刊")
	i.Number = o.Int(key("number", "期号"))
	if i.Number.Set && i.Number.V < 1 {
		r.diags.Error(codeBadNumber, i.Number.Span, "期号从1开始，每年重新编号", "期号不能是%d", i.Number.V)
		i.Number.Set = false
	}
	i.Date = o.Date(key("date", "日期"))
	i.Title = o.Text(key("title", "专刊名"))
	i.Note = o.Text(key("note", "编者按"))
	i.Contents = o.Bool(key("contents", "目录"))
}

// tail reads what stands at its foot, and its state.
func (r *reader) tail(o *decode.Object) {
	i := r.issue
	i.Editors = o.Texts(key("editors", "责任编辑"))
	i.CheckedBy = o.Text(key("checked_by", "核稿"))
	i.SignedBy = o.Text(key("signed_by", "签发"))
	for _, p := range append(append([]report.Text{}, i.Editors...), i.CheckedBy, i.SignedBy) {
		r.reg.KnownPerson(p, codeUnknownPerson, r.diags)
	}
	i.Classification = report.ReadClassification(o.Text(key("classification", "密级")), r.diags)
	if d, ok := o.Object(key("distribution", "分送")); ok {
		i.Distribution = Distribution{
			d.Texts(key("report", "报")), d.Texts(key("send", "送")), d.Texts(key("issue", "发")), d.Span(),
		}
		d.Done()
	}
	i.Copies = o.Int(key("copies", "印数"))
	if i.Copies.Set && i.Copies.V < 1 {
		r.diags.Error(codeBadNumber, i.Copies.Span, "写实际印数，不印“共印”一行就删去这个键", "印数不能是%d", i.Copies.V)
		i.Copies.Set = false
	}
	i.CopyNumber = o.Int(key("copy_number", "份号"))
	if i.CopyNumber.Set && (i.CopyNumber.V < 1 || i.CopyNumber.V > MaxCopyNumber) {
		r.diags.Error(codeBadNumber, i.CopyNumber.Span, "写1到999999，印成六位数字；不印份号就删去这个键", "份号不能是%d", i.CopyNumber.V)
		i.CopyNumber.Set = false
	}
	i.Organs = o.Texts(key("organs", "联合单位"))
	status := oneOf(o, key("status", "状态"), string(Draft), "草稿", string(Comment), "征求意见", string(Open), "编辑中", string(Closed), "已定稿", string(Void), "已作废")
	i.Status = decode.Value[Status]{V: Status(status.V), Span: status.Span, Set: status.Set}
	i.Reason = o.Text(key("reason", "原因"))
	i.Corrects = o.Text(key("corrects", "更正"))
}

// oneOf reads one of pairs of words, English and Chinese, and gives the English one.
func oneOf(o *decode.Object, k decode.Key, pairs ...string) report.Text {
	v := o.Enum(k, pairs...)
	for i := 0; i < len(pairs); i += 2 {
		if v.V == pairs[i+1] {
			v.V = pairs[i]
		}
	}
	return v
}

// sections reads the columns; resolve fills them.
func (r *reader) sections(o *decode.Object) {
	k := key("sections", "栏目")
	items := o.Items(k)
	if o.Has(k) && len(items) == 0 {
		if n, ok := o.Node(k); !ok || !n.IsText() && len(n.Items(&diag.List{})) == 0 {
			r.noSections(o.KeySpan(k))
		}
	} else if !o.Has(k) {
		r.noSections(o.Span())
	}
	for _, n := range items {
		s, ok := object(n, r.diags)
		if !ok {
			continue
		}
		section := Section{Title: s.Text(key("title", "标题")), Span: s.Span()}
		list, query := key("reports", "稿件"), key("select", "选稿")
		before := r.diags.Count(diag.Error)
		listed := s.Texts(list)
		if len(listed) == 0 && !s.Has(query) && !r.issue.IsVoid() && r.diags.Count(diag.Error) == before {
			r.diags.Error(codeEmptySection, section.Span, "用 reports: [编号, …] 列出稿件，或用 select: {…} 写明选稿条件", "这个栏目没有写收哪些稿件")
		}
		r.listed(&section, listed)
		if n, ok := s.Node(list); ok {
			section.listAt = n.Span()
		}
		if q, ok := s.Object(query); ok {
			section.Query, section.queryKey = r.query(q), s.KeySpan(query)
		}
		s.Done()
		r.issue.Sections = append(r.issue.Sections, section)
	}
}

func (r *reader) noSections(at source.Span) {
	if r.issue.IsVoid() {
		return
	}
	if at.Start < at.End && at.File == r.issue.File && at.Start == 0 {
		at.End = at.Start
	}
	r.diags.Error(codeNoSections, at, "写上 sections:，下面每个栏目用 reports: [编号, …] 列出稿件", "这一期没有栏目，一件稿件也没有")
}
