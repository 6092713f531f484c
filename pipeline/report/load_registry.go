package report

import (
	"errors"
	"io/fs"
	"strings"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// The files of the registries.
const (
	SettingsFile = "content/kan.yaml"
	unitsFile    = "content/units.yaml"
	peopleFile   = "content/people.yaml"
	topicsFile   = "content/topics.yaml"
)

// LoadRegistry reads kan.yaml, units.yaml, people.yaml and topics.yaml below
// content. The last may be missing; whatever else is missing or wrong is
// reported, and its part of the Registry stays empty.
func LoadRegistry(tree *source.Tree, diags *diag.List) *Registry {
	l := &loader{tree: tree, diags: diags, reg: &Registry{}, emails: map[string]string{}}
	if node, file, ok := l.parse(SettingsFile, true); ok {
		l.reg.File = file
		if o, ok := object(node, diags); ok {
			l.settings(o)
		}
	}
	l.list(unitsFile, true, l.unit)
	l.list(peopleFile, true, l.person)
	before := diags.Count(diag.Error)
	l.list(topicsFile, false, l.topic)
	l.reg.topicsBroken = diags.Count(diag.Error) > before
	l.crossCheck()
	return l.reg
}

// loader fills a Registry.
type loader struct {
	tree  *source.Tree
	diags *diag.List
	reg   *Registry

	emails map[string]string // address to the name of its owner
}

func key(name, alias string) decode.Key { return decode.Key{Name: name, Alias: alias} }

// needText reads a string that must be there.
func needText(o *decode.Object, name, alias string) Text {
	o.Need(key(name, alias))
	return o.Text(key(name, alias))
}

// nowhere is a place in a file that could not be read: its name.
func nowhere(name string) source.Span { return source.New(name, nil).Whole() }

func (l *loader) parse(name string, required bool) (node decode.Node, file *source.File, ok bool) {
	file, err := l.tree.Read(name, decode.MaxBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if required {
			l.diags.Error(codeRegMissing, nowhere(name), "照 kan explain registry/missing 里的样子新建这个文件", "没有找到%s", name)
		}
		return node, nil, false
	case errors.Is(err, source.ErrTooLarge):
		l.diags.Error(codeRegRead, nowhere(name), "登记表通常只有几十KB，请检查是不是放错了文件", "%s超过1MB，没有读", name)
		return node, nil, false
	case err != nil:
		l.diags.Error(codeRegRead, nowhere(name), "检查它是不是普通文件、有没有读的权限", "读不了%s：%s", name, Cause(err))
		return node, nil, false
	}
	node, ok = decode.Parse(file.Whole(), l.diags)
	return node, file, ok
}

// Cause says in Chinese why a file could not be read, without its name.
func Cause(err error) string {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	case errors.As(err, &pe):
		return "系统说“" + pe.Err.Error() + "”"
	}
	return "系统说“" + err.Error() + "”"
}

// list reads a file that is a sequence of mappings.
func (l *loader) list(name string, required bool, read func(*decode.Object)) {
	node, _, ok := l.parse(name, required)
	if !ok {
		return
	}
	items := node.Items(l.diags)
	if len(items) == 0 && required {
		l.diags.Error(codeRegMissing, node.Span(), "照 kan explain registry/missing 里的样子至少登记一条", "%s里一条也没有", name)
	}
	for _, item := range items {
		if o, ok := object(item, l.diags); ok {
			read(o)
		}
	}
}

// object reads n as a mapping. ok is false when it is something else: that
// has been reported, and asking for its keys would only report it again.
func object(n decode.Node, diags *diag.List) (o *decode.Object, ok bool) {
	before := diags.Count(diag.Error)
	o = n.Object(diags)
	return o, len(o.Keys()) > 0 || diags.Count(diag.Error) == before
}

func (l *loader) settings(o *decode.Object) {
	o.Need(key("office", "机关"))
	if office, ok := o.Object(key("office", "机关")); ok {
		l.reg.Office = Office{needText(office, "name", "名称"), office.Text(key("short", "简称")), office.Text(key("region", "地区"))}
		office.Done()
	}
	o.Need(key("categories", "类别"))
	l.reg.Categories = l.distinct(o.Texts(key("categories", "类别")))
	o.Need(key("source_kinds", "来源类型"))
	l.reg.SourceKinds = l.distinct(o.Texts(key("source_kinds", "来源类型")))
	o.Need(key("reviews", "审核链"))
	for _, n := range o.Items(key("reviews", "审核链")) {
		if c, ok := object(n, l.diags); ok {
			l.chain(c)
		}
	}
	for _, n := range o.Items(key("series", "刊物")) {
		if s, ok := object(n, l.diags); ok {
			l.series(s)
		}
	}
	if k := key("upload", "流水线密级"); o.Has(k) {
		l.reg.Upload = ReadClassification(o.Text(k), l.diags)
	}
	if s, ok := o.Object(key("sign_off", "签核")); ok {
		l.reg.SignOff = SignOff{s.Bool(key("check", "核对")), s.Text(key("from", "自")), s.Bool(key("require_signature", "要求签名"))}
		s.Done()
	}
	if rules, ok := o.Object(key("rules", "规则")); ok {
		l.rules(rules)
	}
	o.Done()
}

func (l *loader) series(o *decode.Object) {
	s := Series{l.id(o), o.Int(key("before", "此前期数"))}
	if s.Before.V < 0 {
		l.diags.Error(codeRegBefore, s.Before.Span, "写改用kan之前已经印发的总期数，没有就写0", "此前期数不能是负数")
		s.Before.V = 0
	}
	o.Done()
	if before, ok := find(l.reg.Series, s.ID.V, func(s *Series) string { return s.ID.V }); ok {
		l.twice(s.ID, before.ID)
		return
	}
	l.reg.Series = append(l.reg.Series, s)
}

// severityNames are the words a rule's setting may be, English and Chinese.
var severityNames = []struct {
	english, chinese string
	off              bool
	severity         diag.Severity
}{
	{"off", "关闭", true, 0}, {"hint", "提示", false, diag.Hint},
	{"warning", "警告", false, diag.Warning}, {"error", "错误", false, diag.Error},
}

func (l *loader) rules(o *decode.Object) {
	var allowed []string
	for _, s := range severityNames {
		allowed = append(allowed, s.english, s.chinese)
	}
	for _, code := range o.Keys() {
		v := o.Enum(key(code.V, ""), allowed...)
		for _, s := range severityNames {
			if v.Set && (v.V == s.english || v.V == s.chinese) {
				l.reg.Settings = append(l.reg.Settings, Setting{code, s.off, s.severity, v.Span})
			}
		}
	}
	o.Done()
}

func (l *loader) unit(o *decode.Object) {
	u := Unit{
		ID: l.id(o), Name: needText(o, "name", "名称"), Short: o.Text(key("short", "简称")),
		Kind: o.Text(key("kind", "类型")), Sequence: o.Text(key("sequence", "序列")),
	}
	o.Done()
	if before, ok := l.reg.Unit(u.ID.V); ok {
		l.twice(u.ID, before.ID)
		return
	}
	l.reg.Units = append(l.reg.Units, u)
}

func (l *loader) person(o *decode.Object) {
	p := Person{
		ID: l.id(o), Name: needText(o, "name", "姓名"),
		Emails: l.distinct(o.Texts(key("emails", "邮箱"))), Stages: l.distinct(o.Texts(key("stages", "环节"))),
	}
	o.Done()
	for _, e := range p.Emails {
		name, host, at := strings.Cut(e.V, "@")
		if !at || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(e.V, " ，,；;<>") {
			l.diags.Error(codeRegEmail, e.Span, "每个邮箱单独一项，写成 name@example.org", "“%s”不是邮箱地址", e.V)
		}
		if owner, taken := l.emails[e.V]; taken {
			l.diags.Error(codeRegTwice, e.Span, "一个邮箱只能属于一个人，否则分不清提交是谁做的", "这个邮箱%s已经在用", owner)
		}
		l.emails[e.V] = p.Name.V
	}
	if before, ok := l.reg.Person(p.ID.V); ok {
		l.twice(p.ID, before.ID)
		return
	}
	l.reg.People = append(l.reg.People, p)
}

func (l *loader) topic(o *decode.Object) {
	t := Topic{l.id(o), needText(o, "title", "题目"), o.Text(key("period", "时段")), o.Date(key("due", "截止"))}
	o.Done()
	if before, ok := l.reg.Topic(t.ID.V); ok {
		l.twice(t.ID, before.ID)
		return
	}
	l.reg.Topics = append(l.reg.Topics, t)
}

// id reads the id of a registry's entry: small Latin letters, digits and
// hyphens, because ids become names of files and anchors.
func (l *loader) id(o *decode.Object) Text {
	v := needText(o, "id", "代号")
	if v.Set && (v.V == "" || len(v.V) > 64 || strings.Trim(v.V, "abcdefghijklmnopqrstuvwxyz0123456789-") != "") {
		l.diags.Error(codeRegID, v.Span, "只用小写英文字母、数字和连字符，例如 wang-min", "代号“%s”不合要求", v.V)
	}
	return v
}

func (l *loader) twice(v, before Text) {
	if v.V == "" {
		return
	}
	l.diags.Add(diag.Diagnostic{
		Code: codeRegTwice, Span: v.Span,
		Message: "“" + v.V + "”登记了两次", Hint: "删去重复的一条，或给其中一条换一个名字",
		Related: []diag.Related{{Span: before.Span, Message: "第一次登记在这里"}},
	})
}

// distinct reports repetitions in a list and returns it without them.
func (l *loader) distinct(list []Text) []Text {
	var out []Text
	first := make(map[string]Text, len(list))
	for _, v := range list {
		if before, twice := first[v.V]; twice {
			l.twice(v, before)
			continue
		}
		first[v.V] = v
		out = append(out, v)
	}
	return out
}
