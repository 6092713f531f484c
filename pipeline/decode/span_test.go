package decode

import (
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// leaves lists the source bytes of all values of v in order, keys included.
func leaves(v *value, out *[]string) {
	*out = append(*out, string(v.span.Text()))
	for _, c := range v.children {
		leaves(c, out)
	}
}

func TestSpansAreTheBytesAsWritten(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"plain":             {"title: 关于𬭎　甲\n", []string{"title: 关于𬭎　甲", "title", "关于𬭎　甲"}},
		"comment behind":    {"a: 甲 乙  # 注\nb: 2\n", []string{"a: 甲 乙  # 注\nb: 2", "a", "甲 乙", "b", "2"}},
		"folded plain":      {"a: 甲\n  乙 丙\n\n  丁\nb: x\n", []string{"a: 甲\n  乙 丙\n\n  丁\nb: x", "a", "甲\n  乙 丙\n\n  丁", "b", "x"}},
		"double quoted":     {`a: "甲\"乙\u4e2d" # c`, []string{`a: "甲\"乙\u4e2d"`, "a", `"甲\"乙\u4e2d"`}},
		"single quoted":     {"'键''一': '甲''乙'\n", []string{"'键''一': '甲''乙'", "'键''一'", "'甲''乙'"}},
		"quoted many lines": {"a: \"甲\n  乙\"\nb: 丙", []string{"a: \"甲\n  乙\"\nb: 丙", "a", "\"甲\n  乙\"", "b", "丙"}},
		"literal":           {"n: |\n  第一行\n\n  第二 行\nb: 1\n", []string{"n: |\n  第一行\n\n  第二 行\nb: 1", "n", "|\n  第一行\n\n  第二 行", "b", "1"}},
		"literal keep":      {"n: |+\n  甲\n\n\n", []string{"n: |+\n  甲", "n", "|+\n  甲"}},
		"literal empty":     {"n: |\nb: 1\n", []string{"n: |\nb: 1", "n", "|", "b", "1"}},
		"literal indent":    {"n: |2\n    甲\n   乙\nb: 1", []string{"n: |2\n    甲\n   乙\nb: 1", "n", "|2\n    甲\n   乙", "b", "1"}},
		"folded":            {"n: >- # 注\n  第一\n  第二\n", []string{"n: >- # 注\n  第一\n  第二", "n", ">- # 注\n  第一\n  第二"}},
		"flow":              {"a: {name: 张三, tags: [甲, '乙,', ]} # x", []string{"a: {name: 张三, tags: [甲, '乙,', ]}", "a", "{name: 张三, tags: [甲, '乙,', ]}", "name", "张三", "tags", "[甲, '乙,', ]", "甲", "'乙,'"}},
		"flow over lines":   {"a: [甲, # 注 ]\n  乙\n  ]\nb: {}\n", []string{"a: [甲, # 注 ]\n  乙\n  ]\nb: {}", "a", "[甲, # 注 ]\n  乙\n  ]", "甲", "乙", "b", "{}"}},
		"empty flow":        {"a: [ ]\nb: { # }\n }", []string{"a: [ ]\nb: { # }\n }", "a", "[ ]", "b", "{ # }\n }"}},
		"pair in flow":      {"[甲: 乙, {丙: 丁}]", []string{"[甲: 乙, {丙: 丁}]", "甲: 乙", "甲", "乙", "{丙: 丁}", "丙", "丁"}},
		"sequence":          {"- 甲\n- - 乙\n  - 丙\n-\n- b: 1\n  c: 2\n", []string{"- 甲\n- - 乙\n  - 丙\n-\n- b: 1\n  c: 2", "甲", "- 乙\n  - 丙", "乙", "丙", "", "b: 1\n  c: 2", "b", "1", "c", "2"}},
		"not indented":      {"a:\n- 甲\n- 乙\nb: 丙\n", []string{"a:\n- 甲\n- 乙\nb: 丙", "a", "- 甲\n- 乙", "甲", "乙", "b", "丙"}},
		"windows":           {"a: 甲\r\nb: |\r\n  乙\r\n  丙\r\nc: \"丁\r\n  戊\"\r\n", []string{"a: 甲\r\nb: |\r\n  乙\r\n  丙\r\nc: \"丁\r\n  戊\"", "a", "甲", "b", "|\r\n  乙\r\n  丙", "c", "\"丁\r\n  戊\""}},
		"bom":               {"\uFEFFa: 甲\n", []string{"a: 甲", "a", "甲"}},
		"marks of YAML":     {"---\n# 注\na: 甲\n...\n", []string{"a: 甲", "a", "甲"}},
		"control":           {"a: 甲\u2028乙\u0085丙\nb: 丁", []string{"a: 甲\u2028乙\u0085丙\nb: 丁", "a", "甲\u2028乙\u0085丙", "b", "丁"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, around := range [][2]string{{"", ""}, {"---\n汉字\n", "\n---\n正文"}} {
				file := source.New("x.yaml", []byte(around[0]+c.in+around[1]))
				var diags diag.List
				n, ok := Parse(file.Span(len(around[0]), len(around[0])+len(c.in)), &diags)
				if !ok {
					t.Fatalf("not read: %v", diags.Sorted())
				}
				var got []string
				leaves(n.v, &got)
				if strings.Join(got, "¦") != strings.Join(c.want, "¦") {
					t.Errorf("got  %q\nwant %q", got, c.want)
				}
			}
		})
	}
}
