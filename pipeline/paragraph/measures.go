package paragraph

// isMeasure tells whether word is a Chinese measure that stays with the number
// before it. The list is short on purpose: parts of a date and of the time of
// day, spans of time, money, and the measures of law and market. Counters (个 件
// 户 人 次) are not in it: they stand after every second number of a report,
// readers are used to breaks before them, and every unit costs evenness.
func isMeasure(word string) bool {
	switch word {
	case "年", "月", "日", "号", "时", "分", "秒", "点",
		"年度", "年代", "年级", "月份", "世纪", "季度", "岁", "周岁", "周年",
		"天", "周", "个月", "小时", "分钟", "秒钟",
		"元", "角", "美元", "欧元", "日元", "港元", "英镑", "卢布",
		"度", "倍", "成", "个百分点",
		"米", "里", "公里", "海里", "厘米", "毫米", "微米", "纳米",
		"亩", "公顷", "平方米", "平方公里", "平方千米", "立方米",
		"克", "斤", "公斤", "毫克", "微克", "吨", "升", "毫升",
		"瓦", "瓦时", "伏", "安", "赫", "兆", "摄氏度":
		return true
	}
	return false
}

// isUnit tells whether word is the symbol of a unit (GB 3100) or of a currency
// that may stand after a number, over a space.
func isUnit(word string) bool {
	switch word {
	case "m", "km", "dm", "cm", "mm", "μm", "µm", "nm", "kg", "g", "mg", "μg", "t", "l", "L", "ml", "mL", "hm", "ha",
		"s", "ms", "min", "h", "d", "a", "mol", "K", "J", "kJ", "MJ", "cal", "kcal", "N", "kN", "Pa", "hPa", "kPa", "MPa",
		"W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "V", "kV", "A", "mA", "Ah", "mAh", "Hz", "kHz", "MHz", "GHz", "Ω",
		"dB", "lx", "lm", "bit", "B", "KB", "kB", "MB", "GB", "TB", "PB", "bps", "Kbps", "Mbps", "Gbps", "ppm",
		"pt", "px", "dpi", "am", "pm", "AM", "PM",
		"RMB", "CNY", "USD", "EUR", "HKD", "JPY", "GBP":
		return true
	}
	return false
}

// isCode tells whether word stands before a number, over a space, and belongs to it.
func isCode(word string) bool {
	switch word {
	case "RMB", "CNY", "USD", "EUR", "HKD", "JPY", "GBP", "No.", "no.", "Vol.", "vol.", "p.", "pp.":
		return true
	}
	return false
}

// longest bounds the words that are looked at: kWh, 平方公里.
const longest = 8

// word is the text of a few clusters; no heap is used.
type word struct {
	buf [3 * longest]byte
	n   int
}

// word gathers the text of clusters [from, to); ok is false when they are too long.
func (s *setter) word(from, to int) (w word, ok bool) {
	for k := from; k < to; k++ {
		text := s.clusters[k].Text
		if w.n+len(text) > len(w.buf) {
			return w, false
		}
		w.n += copy(w.buf[w.n:], text)
	}
	return w, true
}

// measureWord returns the end of the longest measure that begins at k.
func (s *setter) measureWord(k, end int) int {
	for n := min(4, end-k); n > 0; n-- {
		if w, ok := s.word(k, k+n); ok && isMeasure(string(w.buf[:w.n])) {
			return k + n
		}
	}
	return k
}

// symbol returns the end of the symbol of a unit that begins at k, kg or km/h,
// or k. It must be a whole word.
func (s *setter) symbol(k, end int) int {
	from, to := k, k
	for ; to < end && s.items[to].western && to-k <= longest; to++ {
		if s.items[to].first != '/' {
			continue
		}
		if !s.isSymbol(from, to) {
			return k
		}
		from = to + 1
	}
	if !s.isSymbol(from, to) {
		return k
	}
	return to
}

// isSymbol tells whether clusters [from, to) are the symbol of one unit, with
// an exponent perhaps: m²; m3.
func (s *setter) isSymbol(from, to int) bool {
	w, ok := s.word(from, to)
	text := w.buf[:w.n]
	for _, exponent := range [...]string{"²", "³", "2", "3"} {
		if n := len(text) - len(exponent); n > 0 && string(text[n:]) == exponent {
			text = text[:n]
			break
		}
	}
	return ok && isUnit(string(text))
}
