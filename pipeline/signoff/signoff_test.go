package signoff

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/history"
	"kan/pipeline/linediff"
)

func TestMailmap(t *testing.T) {
	m := ReadMailmap([]byte(`# 换过邮箱的人
赵岩 <zhaoyan@yunzhou.example> <old@example.org>
<zhaoyan@yunzhou.example> <Older@Example.org>   # 不写名字也可以
王敏 <wangmin@yunzhou.example> 小王 <shared@example.org>
李国华 <liguohua@yunzhou.example> <shared@example.org>
只改名字 <same@yunzhou.example>
没有邮箱的一行
<broken
`))
	for _, c := range []struct{ name, email, want string }{
		{"赵岩", "old@example.org", "zhaoyan@yunzhou.example"},
		{"谁", "OLDER@example.org", "zhaoyan@yunzhou.example"},
		{"小王", "shared@example.org", "wangmin@yunzhou.example"},
		{"别人", "shared@example.org", "liguohua@yunzhou.example"},
		{"只改名字", "same@yunzhou.example", "same@yunzhou.example"},
		{"陌生人", "other@example.org", "other@example.org"},
	} {
		if got := m.Email(c.name, c.email); got != c.want {
			t.Errorf("%s <%s> is %s, want %s", c.name, c.email, got, c.want)
		}
	}
	if n := len(ReadMailmap([]byte(strings.Repeat("<a@b> <c@d>\n", 2*maxMailmap))).lines); n != maxMailmap {
		t.Errorf("%d lines are read", n)
	}
}

// What a commit is based on, across merges, and nothing beside it.
func TestAncestors(t *testing.T) {
	commit := func(hash string, parents ...string) history.Commit {
		return history.Commit{Hash: hash, Parents: parents}
	}
	log := &history.Log{Commits: []history.Commit{
		commit("a"), commit("b", "a"), commit("c", "a"), commit("d", "b"), commit("m", "c", "d"), commit("e", "m"), commit("x", "b"),
	}}
	for start, want := range map[string]string{"a": "a", "d": "a b d", "m": "a b c d m", "x": "a b x", "gone": "gone"} {
		got := slices.Sorted(maps.Keys(Ancestors(log, start)))
		if strings.Join(got, " ") != want {
			t.Errorf("%s is based on %v, want %s", start, got, want)
		}
	}
}

func TestDescribeShowsWhatChanged(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"全市古桥31座，危桥6座。", "全市古桥28座，危桥6座。", "“全市古桥31座，危桥”改成“全市古桥28座，危桥”"},
		{"一\n二", "一\n二\n三", "加上“三”"},
		{"一\n二\n三", "一\n三", "删去“二”"},
		{"一\n\n二", "一\n二", ""},
		{"1\n2\n3\n4\n5", "a\nb\nc\nd\ne", "“1”改成“a”；“2”改成“b”；“3”改成“c”；……"},
		{strings.Repeat("长", 100), "短", "“" + strings.Repeat("长", 40) + "……”改成“短”"},
	} {
		if got := describe(linediff.Compare([]byte(c.old), []byte(c.new))); got != c.want {
			t.Errorf("%.20q to %.20q: %s, want %s", c.old, c.new, got, c.want)
		}
	}
}

func FuzzMailmap(f *testing.F) {
	f.Add([]byte("a <b> <c>\n<d> <e>#"), "n", "c")
	f.Fuzz(func(t *testing.T, text []byte, name, email string) {
		_ = fmt.Sprint(ReadMailmap(text).Email(name, email))
	})
}
