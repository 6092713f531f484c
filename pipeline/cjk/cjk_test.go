package cjk

import (
	"strings"
	"testing"
	"unicode"
)

func TestSpansAreSortedAndApart(t *testing.T) {
	last := rune(0x7F)
	for _, s := range spans {
		if s.lo <= last || s.hi < s.lo {
			t.Errorf("span %U–%U is out of order after %U", s.lo, s.hi, last)
		}
		last = s.hi
	}
}

func TestClassesOfTheTable(t *testing.T) {
	for _, c := range []struct {
		class Class
		runes string
	}{
		{Opener, "“‘（《〈「『【〔〖［｛"}, {Closer, "”’）》〉」』】〕〗］｝"},
		{Mid, "，、；："}, {Stop, "。．？！‼⁇⁈⁉"}, {Dash, "—⸺"}, {Ellipsis, "…⋯"},
		{Connector, "～〜–‐-"}, {Interpunct, "·‧・"}, {Solidus, "/／"},
		{Han, "一龥〇々㐂𬭎⼀"}, {Wide, "①★□○あＡ１　"}, {Letter, "aZéΩЖ"}, {Digit, "09"},
		{Prefix, "$¥￥№£€"}, {Postfix, "%‰℃°％"}, {Space, " \t\u00A0\u2009"},
		{Combining, "\u0301\uFE00\u200D\u3099\U000E0100"}, {Other, "+&=(),.\"×"},
	} {
		for _, r := range c.runes {
			if got := ClassOf(r); got != c.class {
				t.Errorf("ClassOf(%q %U) = %d, want %d", r, r, got, c.class)
			}
		}
	}
}

func TestEveryHanCharacterOfUnicodeIsHan(t *testing.T) {
	for r := rune(0); r < 0x40000; r++ {
		if unicode.Is(unicode.Han, r) && !unicode.IsPunct(r) && !unicode.Is(unicode.M, r) && !IsHan(r) {
			t.Errorf("%U is not Han", r)
		}
	}
}

func TestLineStartsAndEnds(t *testing.T) {
	const (
		noStart = "、。，．：；！？‼⁇⁈⁉”’）》〉」』】〕〗］｝～〜–‐-·‧・/／)]},.:;!?%％‰℃°々…⋯"
		noEnd   = "“‘（《〈「『【〔〖［｛([{￥¥$£№"
		free    = "国A5①\"+"
	)
	for _, l := range []Level{Basic, GB, Strict} {
		for _, r := range noStart {
			if !NoStart(r, l) {
				t.Errorf("level %d: %q may start a line", l, r)
			}
		}
		for _, r := range noEnd {
			if !NoEnd(r, l) {
				t.Errorf("level %d: %q may end a line", l, r)
			}
		}
		for _, r := range free {
			if NoStart(r, l) || NoEnd(r, l) {
				t.Errorf("level %d: %q is held", l, r)
			}
		}
		for _, r := range "—⸺" {
			if NoStart(r, l) != (l == Strict) {
				t.Errorf("level %d: NoStart(%q) = %v", l, r, NoStart(r, l))
			}
		}
		for _, r := range "/／" {
			if NoEnd(r, l) != (l != Basic) {
				t.Errorf("level %d: NoEnd(%q) = %v", l, r, NoEnd(r, l))
			}
		}
	}
	for _, r := range noStart + noEnd {
		if NoStart(r, None) || NoEnd(r, None) {
			t.Errorf("level none holds %q", r)
		}
	}
}

// TestKernTable is the table of adjacent marks, row by row.
func TestKernTable(t *testing.T) {
	const columns = "（），。—…·/～国"
	for _, row := range []struct {
		first rune
		want  string // < cut before the second, > after the first, . none
	}{
		{'（', "<........."}, {'）', ">>>>......"}, {'，', ">>>>......"}, {'。', ">>>>......"}, {'？', ">>>>......"},
		{'—', ".........."}, {'…', ".........."}, {'·', ".........."}, {'～', ".........."}, {'国', ".........."},
		{'‼', "<........."},
	} {
		i := 0
		for _, second := range columns {
			if got := ".<>"[Kern(row.first, second)]; got != row.want[i] {
				t.Errorf("Kern(%q, %q) = %c, want %c", row.first, second, got, row.want[i])
			}
			i++
		}
	}
}

func TestGapStandsBetweenHanAndWesternOnly(t *testing.T) {
	for pair, want := range map[string]bool{
		"国A": true, "A国": true, "国3": true, "3国": true, "%国": true, "℃国": true, "国$": true, "〇1": true,
		"，A": false, "A，": false, "（A": false, "国(": false, ")国": false, "国国": false, "AA": false,
		"国%": false, "国￥": false, "％国": false, "国-": false, "/国": false, "①A": false, "国“": false, "…A": false,
	} {
		r := []rune(pair)
		if got := Gap(r[0], r[1]); got != want {
			t.Errorf("Gap(%q) = %v", pair, got)
		}
	}
}

func TestBoxes(t *testing.T) {
	for _, c := range []struct {
		halves int
		runes  string
	}{
		{2, "国，。“”‘’—…⋯～〜①〇々　Ａ％￥（【"}, {1, "·–／"}, {4, "⸺"}, {0, "a1 -/%.("},
	} {
		for _, r := range c.runes {
			if got := Halves(r); got != c.halves {
				t.Errorf("Halves(%q) = %d, want %d", r, got, c.halves)
			}
		}
	}
}

func TestWesternWordsAreOfHalfWidthCharacters(t *testing.T) {
	for _, r := range "aΩ9.,%℃‰$№-–/+&(\"°€" {
		if !IsWestern(r) {
			t.Errorf("%q is not Western", r)
		}
	}
	for _, r := range "国，—…·～／％￥① 　" {
		if IsWestern(r) {
			t.Errorf("%q is Western", r)
		}
	}
}

// strangers are names as newspapers print them.
const strangers = "买买提·吐尔逊 古丽娜尔·阿不都热依木 迪丽热巴·迪力木拉提 努尔·白克力 尼格买提·热合曼 帕尔哈提·吐尔逊别克 " +
	"玛依努尔·买买提 库尔班·吐鲁木 赛福鼎·艾则孜 司马义·铁力瓦尔地 阿不来提·阿不都热西提 铁木尔·达瓦买提 " +
	"雪克来提·扎克尔 艾尔肯·吐尼亚孜 肖开提·依明 艾力更·依明巴海 乃依木·亚森 塔依尔·库尔班 阿依古丽·赛里克 " +
	"叶尔肯·哈孜别克 巴合提·努尔兰 吾买尔江·艾合买提 热依汗古丽·玉苏甫 木塔里甫·伊明 迪力夏提·柯德尔汗 " +
	"哈丽旦·阿布都克里木 玉山江·吾斯曼 安格拉·默克尔 弗拉基米尔·普京 唐纳德·特朗普 伊曼纽尔·马克龙 " +
	"约瑟夫·拜登 卡尔·马克思 弗里德里希·恩格斯 列奥纳多·达·芬奇 西蒙娜·德·波伏娃 诺尔曼·白求恩 埃德加·斯诺 " +
	"艾格尼丝·史沫特莱 路易·艾黎 翁贝托·埃科 加夫列尔·加西亚·马尔克斯 乔治·华盛顿 温斯顿·丘吉尔 " +
	"玛格丽特·撒切尔 纳尔逊·曼德拉 圣雄·甘地 阿尔伯特·爱因斯坦 艾萨克·牛顿 查尔斯·达尔文 威廉·莎士比亚 " +
	"克里斯托弗·哥伦布 费迪南德·麦哲伦 比尔·盖茨 史蒂夫·乔布斯 埃隆·马斯克 沃伦·巴菲特 卢拉·达席尔瓦 " +
	"卡西姆若马尔特·托卡耶夫 萨德尔·扎帕罗夫 沙夫卡特·米尔济约耶夫 依力哈木·沙比尔 库尔班江·赛买提 " +
	"阿卜杜拉·居尔 穆罕默德·本·萨勒曼 列夫·托尔斯泰 费奥多尔·陀思妥耶夫斯基 亚历山大·普希金 伊万·屠格涅夫 " +
	"安东·契诃夫 尼古拉·奥斯特洛夫斯基 米哈伊尔·肖洛霍夫 约翰·克利斯朵夫 维克多·雨果 奥诺雷·德·巴尔扎克 " +
	"古斯塔夫·福楼拜 埃米尔·左拉 罗曼·罗兰 弗兰茨·卡夫卡 托马斯·曼 海因里希·伯尔 君特·格拉斯 巴勃罗·聂鲁达 " +
	"奥克塔维奥·帕斯 豪尔赫·博尔赫斯 马里奥·巴尔加斯·略萨 杰克·伦敦 欧内斯特·海明威 威廉·福克纳 托妮·莫里森 " +
	"亨利克·易卜生 斯文·赫定 奥雷尔·斯坦因 约翰·拉贝 詹姆斯·瓦特 托马斯·爱迪生 亚历山大·贝尔 玛丽·居里 " +
	"路易·巴斯德 格里高尔·孟德尔 德米特里·门捷列夫 尼尔斯·玻尔 沃纳·海森堡 理查德·费曼 史蒂芬·霍金 " +
	"本杰明·富兰克林 亚伯拉罕·林肯 富兰克林·罗斯福"

func TestNamesAreWrittenInTheSet(t *testing.T) {
	for name := range strings.FieldsSeq(strangers) {
		for _, r := range name {
			if r != '·' && !Transliterates(r) {
				t.Errorf("%s: %c is not in the set", name, r)
			}
		}
	}
	for _, r := range "和与及对由在说是的员者记长，·ab3" {
		if Transliterates(r) {
			t.Errorf("%c is in the set", r)
		}
	}
	set := []rune(transliterating)
	for k := 1; k < len(set); k++ {
		if set[k-1] >= set[k] {
			t.Errorf("%c and %c are not in order", set[k-1], set[k])
		}
	}
}

func BenchmarkClassOf(b *testing.B) {
	text := []rune("会议指出，“十四五”期间GDP增长5.3%，各级各部门要结合实际认真贯彻落实（2026年）。")
	for b.Loop() {
		for _, r := range text {
			ClassOf(r)
		}
	}
}
