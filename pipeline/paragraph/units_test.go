package paragraph

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"kan/pipeline/unit"
)

// heldTexts are texts with every unit that Options.Units ties in braces, and
// with nothing else in braces.
var heldTexts = []string{
	"货重{5 kg}以内，时速{120 km/h}以下，存{3.5 GB}、{20 m²}、{9 mg/L}、{25 °C}，在{8:30 am}开会",
	"用时{5 min}而不是5 minutes，也不是5 kgs，更不是5  kg",
	"比分{16:9}，共10 000人，占{5.3%}或{5 %}，气温{25℃}、{25 ℃}，角度{30°}",
	"售价{¥ 5}、{US$ 5}、{￥1,234.50}、{RMB 500}，编号{№ 3}、{No. 3}，见{p. 12}",
	"{2026年}{8月}{7日}，{2026 年} {8 月} {7 日}，{8时}{30分}，{2026年度}，{80年代}，{21世纪}",
	"投资{5.3万亿元}，每年{500多万元}，{20余年}，3000余人，{12万}人，{5万kW}，{3美元}",
	"长{120公里}、宽{30米}，面积{12平方公里}，{3小时}，{5个月}，{2个百分点}，5个小组，7件提案",
	"{第12号}提案，{第3期}，{第5条}第二款，{第 12 号}，{第15届}，{第12}、13条，{第3季}度",
	"省政协{〔2026〕12号}文件，{（2026）第5号}，{［2026］7号}，（2026）不是，〔2026〕京01民终{5号}",
	"{二〇二六年}八月七日，{一九九八年}，十四五年，二〇二六",
	"全角{１２．５％}、{１，２３４}，{２０２６年}，１，２，３，{〔２０２６〕１２号}",
	"{8：30}到{17：45}，比分{3：12}，内容：12项，其中3：不含",
	"委员{买买提·吐尔逊}和{古丽娜尔·阿不都热依木}说，{卡尔·马克思}在伦敦",
	"作者{列奥纳多·达·芬奇}、{加夫列尔·加西亚·马尔克斯}、{乔治·W·布什}的书",
	"“{3·15}”晚会和“{9·18}”事变，《沁园{春·雪}》，·一是，二是·，···，）·（",
	"型号A4、H5N1年会，CO2年度，LED5万，B2B月报，{4G}时代、{5G}网络",
	"会议①年，“十四五”规划，GB/T 9704—2012等标准",
}

// parseHeld takes the braces away and tells which clusters are tied to the next.
func parseHeld(text string) (plain string, tied []bool) {
	open := false
	for _, r := range text {
		switch r {
		case '{':
			open = true
		case '}':
			open = false
			tied[len(tied)-1] = false
		default:
			plain += string(r)
			tied = append(tied, open)
		}
	}
	return plain, tied
}

func TestUnitsAreWhatIsInBraces(t *testing.T) {
	for _, text := range heldTexts {
		plain, want := parseHeld(text)
		r := []rune(plain)
		got := Units(squares(plain))
		for k := range got {
			if k+1 < len(r) && ruleWestern(r[k]) && ruleWestern(r[k+1]) {
				continue // a word, always
			}
			if got[k] != want[k] {
				t.Errorf("%s: %c and %c are of one unit: %v", plain, r[k], r[k+1], got[k])
			}
		}
	}
}

// TestUnitsStayWhole sets every text at every width from 3 to 30 em.
func TestUnitsStayWhole(t *testing.T) {
	for _, text := range heldTexts {
		plain, tied := parseHeld(text)
		var spans [][2]int
		for k := range tied {
			if tied[k] && (k == 0 || !tied[k-1]) {
				spans = append(spans, [2]int{k, k + 2})
			} else if tied[k] {
				spans[len(spans)-1][1] = k + 2
			}
		}
		for halves := 6; halves <= 60; halves++ {
			for _, how := range []Breaking{Greedy, Optimal} {
				o := profile(unit.Length(halves) * em / 2)
				o.Units, o.Breaking = true, how
				s := set(t, plain, o)
				s.check()
				s.whole(spans)
			}
		}
	}
}

func TestWithoutUnitsNothingIsTied(t *testing.T) {
	for _, text := range heldTexts {
		plain, _ := parseHeld(text)
		c := squares(plain)
		s := newSetter(c, profile(20*em))
		s.collect(0, len(c))
		for k := range s.items {
			if s.items[k].bound {
				t.Errorf("%s: bound at %s", plain, c[k].Text)
			}
		}
	}
}

func TestAUnitWiderThanTheMeasureIsTakenApart(t *testing.T) {
	o := profile(4 * em)
	o.Units = true
	c := squares("古丽娜尔·阿不都热依木")
	lines := Break(c, o)
	if len(lines) != 3 || lines[0].Set != 4*em || lines[1].Set != 4*em {
		t.Errorf("%+v", lines)
	}
}

func TestANumberThatIsANoteMarkIsNoQuantity(t *testing.T) {
	c := squares("会议5年")
	c[1].KeepNext = true
	if u := Units(c); !u[1] || u[2] {
		t.Errorf("%v", u)
	}
}

// The units as plain expressions, once more, for random text: each is one of
// Options.Units or a piece of one.
var unitRule = regexp.MustCompile(`第?[0-9]+(年|月|日|万亿元|亿元|公里)|第[0-9]+\p{Han}|〔[0-9]{4}〕[0-9]+号|[0-9] kg|` +
	`\p{Han}·\p{Han}|[０-９]+．[０-９]+|[〇一二三四五六七八九]{4}年`)

// unitsIn finds such pieces of text.
func unitsIn(text []rune) (spans [][2]int) {
	s := string(text)
	for _, m := range unitRule.FindAllStringIndex(s, -1) {
		a := len([]rune(s[:m[0]]))
		z := a + len([]rune(s[m[0]:m[1]]))
		for a > 0 && text[a] < 0x80 && text[a-1] < 0x80 && unicode.IsDigit(text[a]) && (unicode.IsDigit(text[a-1]) || in(".,:/-", text[a-1])) {
			a-- // to what leads the number
		}
		word := a > 0 && text[a-1] != ' ' && text[a-1] != '\n' && ruleWestern(text[a-1]) && text[a] < 0x80
		if word || z < len(text) && ruleWestern(text[z]) && ruleWestern(text[z-1]) {
			continue
		}
		spans = append(spans, [2]int{a, z})
	}
	return spans
}

// whole fails where a line tears one of the units that would have fitted, with
// what cannot be parted from it.
func (s *sheet) whole(spans [][2]int) {
	for i := range s.lines {
		at := s.lines[i].End
		for _, u := range spans {
			if at <= u[0] || u[1] <= at || s.last(i) {
				continue
			}
			a, z := u[0], u[1]
			for a > 0 && (s.tied[a-1] || !s.parts(a)) {
				a--
			}
			for z < len(s.runes) && (s.tied[z-1] || !s.parts(z)) {
				z++
			}
			var w unit.Length
			for k := a; k < z; k++ {
				w += s.clusters[k].Advance
				if k > a && ruleHan(s.runes[k-1]) != ruleHan(s.runes[k]) {
					w += s.o.Gap
				}
			}
			if w <= min(s.o.Width, s.o.Width-s.o.Indent) {
				s.fail(i, "tears the unit %q", strings.TrimSpace(string(s.runes[a:z])))
			}
		}
	}
}
