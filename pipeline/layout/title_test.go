package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"kan/pipeline/cjk"
	"kan/pipeline/font"
	"kan/pipeline/paragraph"
	"kan/pipeline/unit"
)

const testEm = 16 * unit.Pt

// letters are clusters of 1 em for Han and ½ em for ASCII; | is the author's break.
func letters(text string) (out []font.Cluster) {
	for _, r := range text {
		c := font.Cluster{Text: string(r), Size: testEm, Advance: testEm}
		switch {
		case r == '|':
			c.Text, c.Advance = "\n", 0
		case r < 0x80 || cjk.Halves(r) == 1:
			c.Advance = testEm / 2
		}
		out = append(out, c)
	}
	return out
}

// said are the texts of lines.
func said(cl []font.Cluster, lines []paragraph.Line) (out []string) {
	for _, ln := range lines {
		var b strings.Builder
		for _, c := range cl[ln.Start:ln.End] {
			b.WriteString(c.Text)
		}
		out = append(out, strings.TrimSpace(b.String()))
	}
	return out
}

func titleOptions(ems int) paragraph.Options {
	return paragraph.Options{Width: unit.Length(ems) * testEm, Em: testEm, EndTrim: paragraph.EndIfNeeded, Align: paragraph.Center}
}

// setTitle breaks a title as shaped does.
func setTitle(text string, names []string, o paragraph.Options) (cl []font.Cluster, lines []paragraph.Line) {
	cl = letters(text)
	cl = breakAt(cl, titleBreaks(cl, names, o))
	return cl, paragraph.Break(cl, o)
}

// testNames are sorted.
var testNames = []string{"云州", "云江菱塘段", "岚山", "河阳", "王小明", "罗景", "阿依古丽"}

// TestTitles: titles as they come, at 20 em (二号) and 17 em (一号).
func TestTitles(t *testing.T) {
	for _, c := range []struct {
		ems  int
		want string // the lines, with ⏎ between them
	}{
		{20, "云江菱塘段堤脚发现渗水点应立即处置"},
		{20, "中小外贸企业反映⏎海外仓“租得起、管不住”问题"},
		{17, "乡镇委员联络站⏎“挂牌多、活动少”的几点观察"},
		{20, "关于为乡村小规模学校补齐音体美⏎和心理健康教师缺口、推行片区走教的建议"},
		{17, "关于为乡村小规模学校⏎补齐音体美和心理健康教师缺口、⏎推行片区走教的建议"},
		{17, "关于建立大会发言⏎“会后回应”机制的建议"},
		{20, "关于扶持河阳黄桃走出⏎“丰产不丰收”困局的建议"},
		{20, "关于抢在主汛期前对云江菱塘段堤防渗漏⏎系统除险、补齐观测手段和责任链条的建议"},
		{17, "关于抢在主汛期前对云江菱塘段堤防⏎渗漏系统除险、补齐观测手段⏎和责任链条的建议"},
		{20, "关于推动12345热线由“接得快”⏎向“办得实”转变的建议"},
		{20, "关于电动自行车“进棚充电”⏎由建得成向用得上转变的建议"},
		{20, "关于破解既有住宅加装电梯⏎“最后一户”难题的建议"},
		{20, "关于补上秋粮烘干短板、⏎防止“丰收在田、损失在场”的建议"},
		{20, "关于补齐云江支流排口溯源短板、⏎推动入河污染由“末端截”⏎转向“源头管”的建议"},
		{20, "农村宗教活动场所消防安全⏎存在“三难”应予重视"},
		{17, "城郊危化品仓储企业⏎搬迁过渡期的几个风险点"},
		{20, "委员反映提案办理“满意率”⏎与“落实率”存在落差"},
		{20, "岚山民宿“订得到、开不出”现象⏎反映出山区旅游配套短板"},
		{20, "工业园区转供电加价⏎侵蚀中小企业利润问题值得关注"},
		{20, "春节前部分房建项目农民工⏎工资专户“空转”应抓紧处置"},
		{20, "秋冬季建筑工地扬尘监测⏎“数据达标、群众投诉”的反差需要正视"},
		{20, "老年人使用便民App⏎“会点开、不会用完”现象应予重视"},
		{20, "老旧小区改造后物业管理⏎“接不上手”问题值得关注"},
		{17, "让来云州的各族群众进得来、⏎留得住、融得进"},

		{20, "关于支持买买提·吐尔逊等⏎返乡青年创办农民专业合作社的建议"},
		{17, "委员阿依古丽·赛里克反映⏎牧区学校冬季取暖费用偏高"},
		{20, "关于弗拉基米尔·弗拉基米罗维奇等⏎外籍专家来云工作许可办理周期过长的反映"},
		{20, "王小明等8名委员建议⏎将3·15投诉数据向社会开放"},
		{20, "关于落实国办发〔2026〕12号文件精神、⏎清理涉企收费的建议"},
		{17, "关于落实国办发〔2026〕12号⏎文件精神、清理涉企收费的建议"},
		{20, "2026年8月7日至12日强降雨致河阳县⏎3.2万亩黄桃受灾亟待救助"},
		{20, "我市5.3万亿元投资计划中⏎民间投资占比持续下降应引起重视"},
		{20, "关于在120平方公里生态保护区内⏎停止新批小水电项目的建议"},
		{20, "《中华人民共和国噪声污染防治法》⏎施行后广场舞噪声投诉不降反升"},
		{20, "关于修订《云州市电动自行车管理办法》、⏎提高违规充电处罚标准的建议"},
		{20, "部分县（市、区）秸秆禁烧⏎“一刀切”引发农民不满"},
		{20, "社区养老服务设施“建而不用、⏎用而不足、足而不优”的原因及对策"},
		{20, "关于把GB/T 9704—2012等公文标准⏎纳入机关新录用人员培训内容的建议"},
		{17, "云州市临江区菱塘街道沿江社区⏎党群服务中心"},
		{20, "基层干部反映“指尖上的形式主义”⏎改头换面、死灰复燃，“晒图打卡”⏎“积分排名”仍是负担"},
		{20, "关于在全市推广12345热线⏎“未诉先办”、建立“每月一题”⏎专项治理机制、推动诉求办理由“有一办一”⏎" +
			"向“举一反三”、由解决“一件事”⏎向解决“一类事”转变的建议"},
		{20, "On the Improvement of ⏎Community Care Networks in Yunzhou"},
		{20, "甲乙丙丁戊己庚辛壬⏎癸子丑寅卯辰巳午未申酉戌亥"}, // no seam at all

		// The author's breaks stand; only what is wider than the measure is broken.
		{20, "关于缓解城南片区学校周边|“停车难、接送难”问题的建议"},
		{20, "让来云州的|各族群众|进得来、留得住、融得进"},
		{20, "关于进一步健全城市社区工作者⏎职业体系、提高薪酬待遇的建议|——以临江区为例"},
	} {
		text := strings.ReplaceAll(c.want, "⏎", "")
		want := strings.FieldsFunc(c.want, func(r rune) bool { return r == '⏎' || r == '|' })
		cl, lines := setTitle(text, testNames, titleOptions(c.ems))
		if got := said(cl, lines); strings.Join(got, "⏎") != strings.ReplaceAll(strings.Join(want, "⏎"), " ⏎", "⏎") {
			t.Errorf("%d em: %s", c.ems, strings.Join(got, "⏎"))
		}
		if o := outlineOf(lines); !strings.Contains(text, "|") && o != "" {
			t.Errorf("%d em: %s: %s", c.ems, text, o)
		}
	}
}

// outlineOf says what is wrong with the outline of lines, "" where nothing is.
func outlineOf(lines []paragraph.Line) string {
	var longest unit.Length
	for _, ln := range lines {
		longest = max(longest, ln.Set)
	}
	falling := false
	for k, ln := range lines {
		if 3*ln.Set < longest-testEm {
			return "a line is less than a third of the longest"
		}
		if k == 0 {
			continue
		}
		above := lines[k-1].Set
		if falling && ln.Set > above+testEm/2 { // what is trimmed at the edges is not seen
			return "an hourglass"
		}
		falling = falling || ln.Set < above-testEm/2
	}
	return ""
}

func TestALongTitleIsRunningText(t *testing.T) {
	text := strings.Repeat("加强社区治理", 30)
	if at := titleBreaks(letters(text), nil, titleOptions(20)); at != nil {
		t.Errorf("broken at %v", at)
	}
}

func TestAWordWiderThanTheMeasureIsLeftToTheParagraph(t *testing.T) {
	if at := titleBreaks(letters("关于"+strings.Repeat("x", 60)+"的建议"), nil, titleOptions(20)); at != nil {
		t.Errorf("broken at %v", at)
	}
}

// randomTitle strings words, particles, names, units and quotations together.
func randomTitle(r *rand.Rand) string {
	pieces := strings.Fields("关于 推动 完善 社区 养老服务 问题 的 和 与 在 对 、 ， 云州 云江菱塘段 王小明 阿依古丽·赛里克 2026年8月7日 5.3万亿元 " +
		"〔2026〕12号 “三难” “数据达标、群众投诉、无人问津” 《噪声法》 App 高质量发展 甲 乙 丙 建议 值得关注 应 12345 热线 第3期 ——")
	var b strings.Builder
	for n := 4 + r.IntN(16); n > 0; n-- {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// TestTitlesLoseNothingAndTearNoName: for random titles nothing is lost, no
// line is too wide, and no name is torn that could be kept.
func TestTitlesLoseNothingAndTearNoName(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 1500 {
		text := randomTitle(r)
		o := titleOptions(8 + r.IntN(16))
		at := titleBreaks(letters(text), testNames, o)
		cl, lines := setTitle(text, testNames, o)
		if got := strings.Join(said(cl, lines), ""); got != text {
			t.Fatalf("%s became %s", text, got)
		}
		if at == nil {
			continue
		}
		if !allForced(lines) {
			t.Errorf("%s: a line is too wide: %q", text, said(cl, lines))
		}
		s := newScan(letters(text))
		hold, _ := s.whole(testNames)
		for _, j := range at {
			if hold[j] && avoidable(newTitle(letters(text), testNames, o), hold) {
				t.Errorf("%s: torn at %d: %q", text, j, said(cl, lines))
			}
		}
	}
}

// avoidable tells whether t can be broken without tearing what is held.
func avoidable(t *title, hold []bool) bool {
	n := len(t.edges)
	fewest := make([]int, n+1) // lines to each place
	for j := 1; j <= n; j++ {
		fewest[j] = maxLines + 1
		for i := range j {
			open := j == n || t.seams[j] != never && !hold[j]
			if open && j-i > 1 && fewest[i] < maxLines && t.fits(i, j) {
				fewest[j] = min(fewest[j], fewest[i]+1)
			}
		}
	}
	return fewest[n] <= maxLines
}

// TestTheBestOutlineIsFound compares the search with trying everything.
func TestTheBestOutlineIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		text := randomTitle(r)
		cl := letters(text)
		if len(cl) > 40 {
			continue
		}
		title := newTitle(cl, testNames, titleOptions(10+r.IntN(10)))
		var chain []layer
		for n := 1; n <= 4; n++ {
			chain = append(chain, title.next(chain))
			end := chain[n-1].end()
			want, ok := title.tryAll(0, n, 0, false)
			if end.ok != ok || ok && end.cost != want {
				t.Fatalf("%s in %d lines: cost %v %d, want %v %d", text, n, end.ok, end.cost, ok, want)
			}
			if !ok {
				continue
			}
			if got := title.costOf(append(append([]int{0}, trace(chain)...), len(cl))); got != want {
				t.Fatalf("%s: the breaks %v cost %d, not %d", text, trace(chain), got, want)
			}
		}
	}
}

// costOf is what lines between the places at cost.
func (t *title) costOf(at []int) (cost int64) {
	falling := false
	for k := 1; k < len(at); k++ {
		w := t.width(at[k-1], at[k])
		cost += t.lineCost(w)
		if k > 1 {
			var step int64
			step, falling = t.step(t.width(at[k-2], at[k-1]), w, falling)
			cost += step
		}
		if k < len(at)-1 {
			cost += t.seams[at[k]]
		}
	}
	return cost
}

// tryAll is the least cost of n lines from cluster i on, below a line of width
// above (0 for none).
func (t *title) tryAll(i, n int, above unit.Length, falling bool) (best int64, ok bool) {
	t.lines(i, func(j int, w unit.Length, cost int64) {
		falls := falling
		if above > 0 {
			var step int64
			step, falls = t.step(above, w, falling)
			cost += step
		}
		if last := j == len(t.edges); last != (n == 1) {
			return
		} else if !last {
			rest, can := t.tryAll(j, n-1, w, falls)
			if !can {
				return
			}
			cost += rest
		}
		if !ok || cost < best {
			best, ok = cost, true
		}
	})
	return best, ok
}

func TestHostileTitles(t *testing.T) {
	for _, text := range []string{
		"", "|", "|||", "一", strings.Repeat("一", 120), strings.Repeat("\u200B", 120), strings.Repeat(" ", 120),
		strings.Repeat("“", 120), strings.Repeat("·", 119), strings.Repeat("巴·", 60), strings.Repeat("一\u0301", 60),
		strings.Repeat("第", 120), strings.Repeat("和", 120), strings.Repeat("a ", 60), strings.Repeat("云州", 60),
	} {
		for _, ems := range []int{-1, 0, 1, 3, 20, 1000} {
			cl, lines := setTitle(text, testNames, titleOptions(ems))
			if len(cl) > 0 && lines[len(lines)-1].End != len(cl) {
				t.Errorf("%.9q: something is lost", text)
			}
			if got := strings.ReplaceAll(strings.Join(said(cl, lines), ""), "\n", ""); got != strings.ReplaceAll(strings.TrimSpace(text), "|", "") && !strings.Contains(text, " ") {
				t.Errorf("%.9q became %q", text, got)
			}
		}
	}
}

func TestWordListIsInOrder(t *testing.T) {
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(wordList) {
		w = strings.TrimSuffix(w, "*")
		n := 0
		for _, r := range w {
			n++
			if !cjk.IsHan(r) {
				t.Errorf("%s: %c", w, r)
			}
		}
		if n < 2 || n > longestWord || seen[w] {
			t.Errorf("%s: too short, too long, or there already", w)
		}
		seen[w] = true
	}
	if len(seen) < 1500 {
		t.Errorf("%d words", len(seen))
	}
}

func BenchmarkTitle(b *testing.B) {
	cl := letters("关于抢在主汛期前对云江菱塘段堤防渗漏系统除险、补齐观测手段和责任链条的建议")
	b.ReportAllocs()
	for b.Loop() {
		titleBreaks(cl, testNames, titleOptions(17))
	}
}
