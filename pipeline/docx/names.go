package docx

import (
	"strings"

	"kan/pipeline/style"
	"kan/pipeline/unit"
)

// roleNames are the names of the paragraph styles in Word's list. Headings have
// the names that Word knows, so that its navigation shows them.
var roleNames = map[style.Role]string{
	style.Body: "正文文字", style.Heading1: "heading 1", style.Heading2: "heading 2", style.Heading3: "heading 3",
	style.Heading4: "heading 4", style.Title: "篇名", style.Subtitle: "副标题", style.Byline: "作者和单位", style.Summary: "摘要",
	style.Remark: "原载说明", style.Section: "栏目", style.NoteLabel: "按语标签", style.Note: "编者按", style.ContentsTitle: "目录标题",
	style.ContentsSection: "目录栏目", style.ContentsEntry: "目录条目", style.Quote: "引文", style.TableHead: "表头",
	style.TableCell: "表格文字", style.Caption: "图表名", style.FootnoteText: "footnote text", style.CodeText: "原样文字",
	style.Ruby: "注音", style.Signature: "署名和日期", style.AttachmentList: "附件说明", style.AttachmentLabel: "附件标签",
	style.DigestEntry: "提要条目", style.DigestSummary: "提要文字", style.Masthead: "红头", style.IssueNumber: "期号",
	style.IssueLine: "编印单位和日期", style.CopyNumber: "份号", style.Stamp: "密级和紧急程度", style.StateStamp: "稿次", style.ImprintText: "版记",
	style.Folio: "页码", style.RunningHead: "书眉",
}

// roles are all roles, in their order.
func roles() (all []style.Role) {
	for r := style.Body; r <= style.LastRole; r++ {
		all = append(all, r)
	}
	return all
}

// styleID is the id of a role's style: Heading1, IssueLine.
func styleID(r style.Role) string {
	var b strings.Builder
	for word := range strings.SplitSeq(r.String(), "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// noteMarkID is the character style of the numbers of notes.
const noteMarkID = "FootnoteReference"

// fontName is the name of the first face of a family.
func (b *writer) fontName(family string) string {
	for _, role := range b.style.Fonts[family] {
		if f, ok := b.options.Fonts[role]; ok {
			return f.Name
		}
		return role
	}
	return "宋体"
}

// halfPoints is a type size as w:sz has it.
func halfPoints(size unit.Length) int { return int(size.MulDiv(2, int64(unit.Pt))) }

// bookmark is the name of the bookmark of an anchor: letters, digits and
// underscores, at most 40 (17.13.6.2), and no other anchor's.
func (b *writer) bookmark(anchor string) string {
	if name, ok := b.names[anchor]; ok {
		return name
	}
	base := []byte("_")
	for _, c := range []byte(anchor) {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			base = append(base, c)
		default:
			base = append(base, '_')
		}
	}
	const most = 40
	name := string(base[:min(len(base), most)])
	for n := 2; b.taken[name]; n++ {
		end := "_" + itoa(n)
		name = string(base[:min(len(base), most-len(end))]) + end
	}
	b.names[anchor], b.taken[name] = name, true
	return name
}

// mark opens and closes a bookmark at the head of a paragraph.
func (b *writer) mark(p *para, anchor string) {
	if anchor == "" {
		return
	}
	if _, again := b.anchors[anchor]; again {
		return
	}
	b.anchors[anchor] = len(b.anchors) + 1
	id := itoa(b.anchors[anchor])
	p.content.empty("w:bookmarkStart", "w:id", id, "w:name", b.bookmark(anchor))
	p.content.empty("w:bookmarkEnd", "w:id", id)
}
