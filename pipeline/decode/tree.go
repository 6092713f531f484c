package decode

import (
	"bytes"
	"errors"
	"io"

	"gopkg.in/yaml.v3"

	"kan/pipeline/diag"
	"kan/pipeline/source"
)

type kind int8

const (
	scalar kind = iota
	mapping
	sequence
)

// value is one YAML value, freed from yaml.v3. The children of a mapping are
// keys and values by turns; its keys are scalars.
type value struct {
	kind     kind
	plain    bool // a scalar without quotes, not a block
	text     string
	span     source.Span
	children []*value
}

// null tells whether v is absent, empty, ~ or null.
func (v *value) null() bool {
	if v == nil {
		return true
	}
	if v.kind != scalar || !v.plain {
		return false
	}
	switch v.text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// parse reads the working text into a tree.
func (t *text) parse(diags *diag.List) (root *value, ok bool) {
	doc, second, err := readYAML(t.work)
	if err != nil {
		t.syntaxError(err, diags)
		return nil, false
	}
	if doc == nil || len(doc.Content) == 0 {
		return &value{plain: true, span: t.file.Span(t.base, t.base)}, true
	}
	if second > 0 {
		at := t.lineSpan(second)
		diags.Error(codeDocuments, at, "删去多出的“---”，或者把后面的内容移到另一个文件", "一个文件里只能有一份内容，从这里起是第二份")
	}
	c := &converter{t: t, diags: diags, cursor: cursor{work: t.work}}
	root, _ = c.convert(doc.Content[0], 1)
	return root, !c.failed
}

// readYAML reads the first document, and the line of the second if there is
// one. yaml.v3 panics on some broken texts; that is an error like any other.
func readYAML(text []byte) (doc *yaml.Node, second int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("unknown problem parsing YAML content")
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var first, next yaml.Node
	switch err := dec.Decode(&first); {
	case err == io.EOF:
		return nil, 0, nil
	case err != nil:
		return nil, 0, err
	}
	switch err := dec.Decode(&next); {
	case err == io.EOF:
		return &first, 0, nil
	case err != nil:
		return nil, 0, err
	}
	return &first, next.Line, nil
}

// converter turns yaml.v3 nodes into values, in the order of the text.
type converter struct {
	t      *text
	diags  *diag.List
	cursor cursor
	count  int // of values
	said   int // complaints
	failed bool
}

// convert returns the value of n and the offset of its end in the working
// text. After a limit is passed it gives empty values.
func (c *converter) convert(n *yaml.Node, depth int) (*value, int) {
	start := c.cursor.offset(n.Line, n.Column)
	v := &value{plain: true}
	c.count++
	switch {
	case c.failed:
		return v, start
	case depth > MaxDepth:
		c.fail(codeTooDeep, start, "层次太深，最多 %d 层", MaxDepth)
		return v, start
	case c.count > MaxNodes:
		c.fail(codeTooMany, start, "内容太多，最多 %d 项", MaxNodes)
		return v, start
	}
	start = c.refuse(n, start)
	end := start
	switch n.Kind {
	case yaml.ScalarNode:
		v.text = n.Value
		v.plain = n.Style&^yaml.TaggedStyle == 0
		end = scalarEnd(c.t.work, start, n.Style, n.Value)
	case yaml.MappingNode, yaml.SequenceNode:
		v.kind, v.plain = sequence, false
		if n.Kind == yaml.MappingNode {
			v.kind = mapping
		}
		v.children = make([]*value, len(n.Content))
		for i, child := range n.Content {
			v.children[i], end = c.convert(child, depth+1)
		}
		if n.Style&yaml.FlowStyle != 0 && start < len(c.t.work) {
			end = flowEnd(c.t.work, start, end)
		}
	case yaml.AliasNode:
		end = start + 1 + len(n.Value)
	}
	v.span = c.t.span(start, end)
	if v.kind == mapping {
		c.checkKeys(v)
	}
	return v, end
}

func (c *converter) fail(code diag.Code, at int, format string, args ...any) {
	c.failed = true
	c.diags.Error(code, c.t.span(at, at), "把内容分到几个文件里", format, args...)
}

// say reports what is refused; like slips, not without end.
func (c *converter) say(code diag.Code, at source.Span, hint, message string) {
	if c.said++; c.said <= maxSlips {
		c.diags.Error(code, at, hint, "%s", message)
	}
}

// refuse reports what plain data does not need, and returns where the value
// proper begins, behind an anchor or tag.
func (c *converter) refuse(n *yaml.Node, start int) int {
	work := c.t.work
	if n.Kind == yaml.AliasNode {
		c.say(codeAnchor, c.t.span(start, start+1+len(n.Value)), "把内容直接写在这里；如果星号是文字，给整段加上引号", "不能用“*”引用别处的内容")
		return start
	}
	if n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "<<" {
		c.say(codeAnchor, c.t.span(start, start+2), "把要并入的键直接写出来", "不能用“<<”并入别处的内容")
	}
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 && n.Content[0].Line == n.Line && n.Content[0].Column == n.Column {
		return start // what stands here belongs to the first key
	}
	for start < len(work) && (work[start] == '&' && n.Anchor != "" || work[start] == '!') {
		end := start
		for end < len(work) && !isSpace(work[end]) {
			end++
		}
		if work[start] == '&' {
			c.say(codeAnchor, c.t.span(start, end), "删去“&…”；如果它是文字，给整段加上引号", "不能用“&”给内容起名字")
		} else {
			c.say(codeTag, c.t.span(start, end), "删去“!…”；如果它是文字，给整段加上引号", "不能用“!”指定类型")
		}
		start = skipSpace(work, end)
		if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			return end
		}
	}
	return start
}

// checkKeys reports keys that are not text or come twice; a key that is not
// text is emptied.
func (c *converter) checkKeys(v *value) {
	first := make(map[string]*value, len(v.children)/2)
	for i := 0; i < len(v.children); i += 2 {
		key := v.children[i]
		if key.kind != scalar || key.null() {
			c.say(codeKeyNotText, key.span, "键写成一个词，如 title", "冒号前面的键不是文字")
			v.children[i] = &value{span: key.span}
			continue
		}
		if f := first[key.text]; f != nil {
			if c.said++; c.said > maxSlips {
				return
			}
			c.diags.Add(diag.Diagnostic{
				Code: codeDuplicateKey, Span: key.span, Hint: "两处留一处",
				Message: "“" + clip(key.text, 30) + "”写了两次",
				Related: []diag.Related{{Span: f.span, Message: "第一次在这里"}},
			})
			continue
		}
		first[key.text] = key
	}
}
