package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// The names of blocks between lines of colons.
const (
	attachment = "附件"
	signature  = "署名"
	landscape  = "横排"
)

// divNames pairs what may be written with the names above, Chinese ones first.
var divNames = [...][2]string{
	{attachment, attachment}, {signature, signature}, {landscape, landscape},
	{"attachment", attachment}, {"signature", signature}, {"landscape", landscape},
}

const divChoices = "可以写 ::: 附件 标题、::: 署名、::: 横排，到单独一行 ::: 为止"

// divName is the name of n, "" for one that there is not.
func divName(n *divNode) string {
	for _, d := range divNames {
		if d[0] == n.name {
			return d[1]
		}
	}
	return ""
}

// div converts blocks between lines of colons. What cannot stand as it is
// written is reported and gives the blocks alone.
func (c *converter) div(n *divNode, at source.Span, depth int) []doc.Block {
	opening := at
	opening.End = max(at.Start, min(at.End, c.base+c.lineEnd(n.start)))
	name := divName(n)
	switch {
	case n.wide >= 0:
		c.diags.Error(codeBadFence, c.span(n.wide, n.wide+len("：：：")), "改成三个半角冒号“:::”", "冒号用成了全角的")
	case n.name == "":
		c.diags.Error(codeOpenBlock, opening, "删去它，或者在前面补上开头，如 ::: 横排", "这一行“:::”没有对应的开头")
		return nil
	case name == "":
		c.unknownDiv(n)
	case !n.closed:
		c.diags.Error(codeOpenBlock, opening, "在它的末尾单独加一行“:::”", "“%s”没有结束", name)
	case name != attachment && n.titled:
		c.diags.Error(codeBadFence, opening, "删去后面的字，写成 ::: "+name, "“%s”后面不写别的", name)
	case !mayStand(n, name):
		c.misplacedDiv(name, opening)
	default:
		return []doc.Block{c.named(n, name, at, opening, depth)}
	}
	return c.inside(n, depth)
}

func (c *converter) unknownDiv(n *divNode) {
	hint := divChoices
	var names []string
	for _, d := range divNames {
		names = append(names, d[0])
	}
	if near := suggest(n.name, names); near != "" {
		hint = "是不是“" + near + "”，后面空一格？" + divChoices
	}
	c.diags.Error(codeUnknownBlock, c.span(n.at, n.at+len(n.name)), hint, "没有“%s”这种块", short(n.name))
}

// mayStand tells whether n is where a block of that name may be: in the body
// itself, or landscape in an attachment.
func mayStand(n *divNode, name string) bool {
	parent := n.Parent()
	if outer, ok := parent.(*divNode); ok && name == landscape && divName(outer) == attachment {
		parent = outer.Parent()
	}
	return parent.Kind() == ast.KindDocument
}

func (c *converter) misplacedDiv(name string, at source.Span) {
	hint := "移到正文里单独成一块，不要放在列表、引语、脚注或别的块里"
	if name == landscape {
		hint = "移到正文或附件里单独成一块，不要放在列表、引语、脚注或另一个横排里"
	}
	c.diags.Error(codeMisplacedBlock, at, hint, "“%s”不能放在这里", name)
}

// named converts a block that stands where it may.
func (c *converter) named(n *divNode, name string, at, opening source.Span, depth int) doc.Block {
	before := c.diags.Count(diag.Error)
	var block doc.Block
	var empty bool
	switch name {
	case signature:
		s := c.signature(n, at)
		block, empty = s, len(s.By) == 0
	case attachment:
		a := c.attachment(n, at, opening)
		level := c.level
		c.level = 0 // its headings begin again
		a.Blocks = c.inside(n, depth)
		c.level = level
		block, empty = a, len(a.Blocks) == 0
	case landscape:
		l := &doc.Landscape{Blocks: c.inside(n, depth), Span: at}
		block, empty = l, len(l.Blocks) == 0
	}
	switch {
	case !empty || c.diags.Count(diag.Error) > before:
	case name == signature:
		c.diags.Error(codeEmptyBlock, opening, "一行写一个单位，最后一行写日期", "署名里没有写单位")
	default:
		c.diags.Error(codeEmptyBlock, opening, "写上内容，或者连同“:::”一起删去", "“%s”里没有内容", name)
	}
	return block
}

// inside converts the blocks of n, without its title.
func (c *converter) inside(n *divNode, depth int) []doc.Block {
	if t := n.title(); t != nil {
		n.RemoveChild(n, t)
		n.titled = false
	}
	return c.blocks(n, depth+1)
}

// attachment reads the title of an attachment. Its number is given later, and
// there is no mark behind it (GB/T 9704-2012 7.3.4).
func (c *converter) attachment(n *divNode, at, opening source.Span) *doc.Attachment {
	a := &doc.Attachment{Span: at}
	if t := n.title(); t != nil {
		c.last = 0
		a.Title = c.inlines(t, 0)
	}
	plain := doc.Plain(a.Title)
	if strings.TrimSpace(plain) == "" {
		c.diags.Error(codeEmptyBlock, opening, "写成 ::: 附件 标题", "附件没有标题")
		return a
	}
	if size, skip, level := typedNumber(plain); level > 0 {
		c.diags.Warning(codeNumber, c.place(a.Title, size, opening), "删去序号，由排版自动编写", "附件标题前面写了序号“%s”", plain[:size])
		a.Title = dropText(a.Title, skip)
	}
	if mark, size := utf8.DecodeLastRuneInString(plain); strings.ContainsRune("。，、；：．.,;:", mark) {
		at := opening
		if t, ok := a.Title[len(a.Title)-1].(doc.Text); ok && exact(t) {
			at = t.Span
			at.Start = at.End - size
		}
		c.diags.Warning(codeAttachmentMark, at, "删去这个标点", "附件标题后面不加标点（GB/T 9704—2012 7.3.4）")
	}
	return a
}

// arrangement reports blocks of the body that do not follow each other as they
// should: at most one signature, then nothing but attachments.
func (c *converter) arrangement(root ast.Node) {
	signed, attached := false, false
	for k := root.FirstChild(); k != nil; k = k.NextSibling() {
		name := ""
		if n, ok := k.(*divNode); ok {
			name = divName(n)
		}
		start, end := c.extent(k)
		at := c.span(start, min(end, c.lineEnd(start)))
		switch {
		case name == attachment:
			attached = true
		case name == signature && signed:
			c.diags.Error(codeMisplacedBlock, at, "几个单位联合署名的，写在一处，一行一个", "署名只能有一处")
		case name == signature && attached:
			c.diags.Error(codeMisplacedBlock, at, "移到第一个附件前面", "署名要写在附件前面")
		case attached && !slices.Contains([]ast.NodeKind{kindNote, ast.KindLinkReferenceDefinition}, k.Kind()):
			c.diags.Error(codeMisplacedBlock, at, "移到第一个附件前面；是附件的内容就放在附件的“:::”里面", "附件后面还有正文")
			return
		}
		signed = signed || name == signature
	}
}
