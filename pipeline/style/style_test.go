package style

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
	"kan/pipeline/unit"
)

var fontRoles = []string{"仿宋", "宋体", "小标宋", "黑体", "楷体"}

func builtin() *source.Tree { return source.NewTree(os.DirFS("../..")) }

func TestBuiltinStylesAreComplete(t *testing.T) {
	for _, id := range []string{"base", "public-opinion", "special-report", "two-sessions", "leaders-digest", "speeches"} {
		var diags diag.List
		s, err := Loader{Builtin: builtin(), FontRoles: fontRoles}.Load(id, source.Span{}, &diags)
		if err != nil || s == nil {
			t.Fatalf("%s: %v", id, err)
		}
		for _, d := range diags.Sorted() {
			t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
		}
		for role, text := range s.Texts {
			if text.Size == 0 {
				t.Errorf("%s: text.%s has no size", id, Role(role))
			}
		}
	}
}

func TestBaseIsTheGridOfGBT9704(t *testing.T) {
	var diags diag.List
	s, err := Loader{Builtin: builtin(), FontRoles: fontRoles}.Load("public-opinion", source.Span{}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	p := s.Page
	for _, c := range []struct {
		what string
		got  unit.Length
		want string
	}{{"width of the type area", p.Measure(), "442.20"}, {"its depth", p.Depth(), "637.80"},
		{"pitch", p.Pitch(), "28.99"}, {"cell", p.Cell(), "15.79"}, {"top", p.Top, "104.88"}} {
		if c.got.String() != c.want {
			t.Errorf("%s is %s pt, want %s", c.what, c.got, c.want)
		}
	}
	if em := p.Em(s.Texts[Body].Size); em != p.Cell() {
		t.Errorf("body is set at %s, not on the cell", em)
	}
}

func TestChildLaysOverParent(t *testing.T) {
	repo := fstest.MapFS{"templates/mine/style.yaml": {Data: []byte(
		"extends: base\nname: 我刊\npage:\n  top: 40mm\ntext:\n  title: {size: 一号}\nfurniture:\n  masthead: []\n")}}
	var diags diag.List
	s, err := Loader{source.NewTree(repo), builtin(), fontRoles}.Load("mine", source.Span{}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	if s.Name != "我刊" || s.Page.Top != unit.MM(4000) || s.Page.Lines != 22 || len(s.Masthead) != 0 || len(s.Imprint.Rows) == 0 {
		t.Errorf("name %q, top %s, lines %d, %d masthead rows, %d imprint rows",
			s.Name, s.Page.Top, s.Page.Lines, len(s.Masthead), len(s.Imprint.Rows))
	}
	if title := s.Texts[Title]; title.Size != unit.Points(26) || title.Font != "title" {
		t.Errorf("title is %s %s", title.Font, title.Size)
	}
}

func TestFaultsOfStyles(t *testing.T) {
	for _, c := range []struct {
		name, yaml string
		want       diag.Code
	}{
		{"unknown parent", "extends: bass\n", CodeMissing},
		{"cycle", "extends: mine\n", CodeCycle},
		{"bare number", "extends: base\npage: {top: 3.7}\n", CodeLength},
		{"huge", "extends: base\npage: {top: 99999999mm}\n", CodeLength},
		{"color name", "extends: base\ntext: {masthead: {color: 大红}}\n", CodeColor},
		{"color value", "extends: base\ncolors: {red: \"#E600\"}\n", CodeColor},
		{"placeholder", "extends: base\nfurniture: {footer: {role: folio, outer: \"{期号}\"}}\n", CodePlaceholder},
		{"open brace", "extends: base\nfurniture: {footer: {role: folio, outer: \"{page\"}}\n", CodePlaceholder},
		{"filter", "extends: base\nfurniture: {footer: {role: folio, outer: \"{page|中文日期}\"}}\n", CodePlaceholder},
		{"font", "extends: base\nfonts: {body: [仿宋体]}\n", CodeFont},
		{"family", "extends: base\ntext: {body: {font: nobody}}\n", CodeIncomplete},
		{"no parent", "name: 新刊\n", CodeIncomplete},
		{"no room", "extends: base\npage: {inner: 200mm}\n", CodeIncomplete},
	} {
		t.Run(c.name, func(t *testing.T) {
			repo := fstest.MapFS{"templates/mine/style.yaml": {Data: []byte(c.yaml)}}
			var diags diag.List
			if _, err := (Loader{source.NewTree(repo), builtin(), fontRoles}).Load("mine", source.Span{}, &diags); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range diags.Sorted() {
				got = append(got, string(d.Code))
			}
			if len(got) == 0 || got[0] != string(c.want) {
				t.Errorf("complaints %v, want %s", got, c.want)
			}
		})
	}
}

func TestMissingStyleOfTheRepositoryFallsToBuiltin(t *testing.T) {
	var diags diag.List
	l := Loader{source.NewTree(fstest.MapFS{}), builtin(), fontRoles}
	if s, err := l.Load("speeches", source.Span{}, &diags); err != nil || s == nil || s.Name != "发言摘登" {
		t.Errorf("%v, %v", s, err)
	}
}

func TestTemplateExpand(t *testing.T) {
	f := &doc.Fields{SeriesName: "送阅", Number: 5, Date: date.Date{Year: 2026, Month: 8, Day: 7}}
	for _, c := range []struct {
		template, want string
		empty          bool
	}{
		{"第{issue.number}期", "第5期", false},
		{"{issue.date|中文日期}印发", "2026年8月7日印发", false},
		{"{issue.date}", "2026-08-07", false},
		{"总第{issue.total}期", "总第期", true},
		{"{series.name} {issue.total}", "送阅 ", false},
		{"内部资料", "内部资料", false},
		{"— {page} —", "— 3 —", false},
	} {
		tpl, err := ParseTemplate(c.template)
		if err != nil {
			t.Fatal(err)
		}
		if got, empty := tpl.Expand(f, Here{Page: "3"}); got != c.want || empty != c.empty {
			t.Errorf("%s gives %q, %v; want %q, %v", c.template, got, empty, c.want, c.empty)
		}
	}
}

func TestEveryPlaceholderHasAValue(t *testing.T) {
	for _, name := range placeholders {
		tpl, err := ParseTemplate("{" + name + "}")
		if err != nil {
			t.Fatal(err)
		}
		tpl.Expand(&doc.Fields{}, Here{Page: "1"}) // panics when a name has no value
	}
}

func TestMeasure(t *testing.T) {
	for _, c := range []struct{ in, want string }{{"2em", "32.00"}, {"1.5line", "45.00"}, {"4mm", "11.34"},
		{"0", "0.00"}, {"0.12em", "1.92"}, {"三号", "16.00"}} {
		m, err := ParseMeasure(c.in)
		if got := m.Of(unit.Points(16), unit.Points(30)).String(); err != nil || got != c.want {
			t.Errorf("%s = %s, %v; want %s", c.in, got, err, c.want)
		}
	}
	for _, in := range []string{"", "em", "1lines", "1 em", "−1em"} {
		if _, err := ParseMeasure(in); err == nil {
			t.Errorf("%q is taken for a length", in)
		}
	}
	if !strings.Contains(Role(0).String(), "body") {
		t.Error("role 0 is not body")
	}
}
