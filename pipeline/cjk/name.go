package cjk

import "strings"

// transliterating is the characters that names of other languages are written
// with in Chinese: the syllables of the usual tables for English, Russian,
// German, French, Spanish and Arabic names, and those of Uyghur, Kazakh, Kirgiz
// and Tajik names as their bearers write them. It was put together from the
// syllables and held against a hundred names (TestNamesAreWrittenInTheSet);
// characters that titles and verbs before and after a name end or begin with
// (员 者 记 长 说 在 和 与 由) stay out where no common syllable needs them.
// In order of code points.
const transliterating = "丁万不丘东丝丰丹丽乃久义乌乐乔买云亚亥亨京什仁代伊伍伏休优伦伯佐佛佩佳依侯俄倍傅" +
	"儒克兰其兹内冈冉农冬冯凡凯切列则利别力加努劳勃勋勒包匹华卓南博卜卡卢厄历古可史叶" +
	"司合吉吐吕君吾哈哥哲唐啊喀嘉噶因图圣圭地坎坡坦埃培基堡塔塞墨士夏多大夫央夸奇奈奎" +
	"契奥如妥妮妲姆姜威娃娅娜娣婷媞孔孙孜孟季宁安宗定宜宾密寇富察尔尚尤尧尼居屠屯山崔" +
	"左巴布希帕席干平库庞度康廉延廷开弗张弥彭彻彼德怀思恩恰惠慈慕戈戎戴扎托扬拉拜捷提" +
	"摩撒敏敦文斯方施旦旺昂昆昌明易普曲更曼曾朗木本札朱朵李杜来杨杭杰松林果查柯柳柴根" +
	"格桑梅梯森楚楼樊次欣欧武比毕毛汀求汉汗江汤汪沃沙沫治法波泰泽洛津洪派济浦海涅温滕" +
	"滨潘澳灵烈热爱牛特狄玉玛玻珀珊珍珠班理琳琴琼瑙瑞瑟瓜瓦甘生甫申留略登白皮盎盖盛石" +
	"祖福科穆立章端笛策简米素索累约纳纽绍维缇缪罕罗翁翰考耳耶聂肉肖肯胡腊腾舍舒良艳艾" +
	"芒芝芬芭花苏若英茂范茅茜茨茹荣莉莎莫莱菲萝萨葛蒂蒙蒲蓝蓬蔡蕾薇衣西詹让诃诺谋谢豪" +
	"贝贡贵费贾赖赛赞赫越路辛边达迈连迪逊道邓那邦邱郭都采里金钦铁锡门阔阿陀陈陶隆雄雅" +
	"雨雪雷霍露靳韦顾顿饶香马高魏鲁鲍麦黎黑默黛鼎齐龙"

// Transliterates tells whether r is commonly used to write a name of another
// language by its sound: 买买提·吐尔逊. Most such characters have other uses,
// so the answer means something only next to the interpunct of a name.
func Transliterates(r rune) bool {
	return IsHan(r) && strings.ContainsRune(transliterating, r)
}
