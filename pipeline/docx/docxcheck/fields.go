package docxcheck

import "strings"

// instruction is what a field does: PAGE, PAGEREF item-1 \h.
type instruction struct{ part, text string }

// argument is the first argument of the field if it is one of the kind.
func (i instruction) argument(kind string) string {
	name, rest, _ := strings.Cut(strings.TrimSpace(i.text), " ")
	if !strings.EqualFold(name, kind) {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		rest, _, _ = strings.Cut(quoted, `"`)
		return rest
	}
	rest, _, _ = strings.Cut(rest, " ")
	return rest
}

// bookmark is the bookmark that the field names, "" for none.
func (i instruction) bookmark() string {
	if _, place, ok := strings.Cut(i.text, ` \l `); ok && i.argument("HYPERLINK") != "" {
		return instruction{text: "REF " + place}.argument("REF")
	}
	return i.argument("PAGEREF") + i.argument("REF") + i.argument("NOTEREF")
}

// instructions are those of all fields.
func (c *checker) instructions() (out []instruction) {
	for _, p := range c.order {
		if !p.isContent() {
			continue
		}
		text := ""
		p.root.each(func(n *node) {
			switch {
			case n.name == "w:fldSimple":
				out = append(out, instruction{p.name, n.get("w:instr")})
			case n.name == "w:instrText":
				text += n.text
			case n.name == "w:fldChar":
				if text != "" {
					out = append(out, instruction{p.name, text})
				}
				text = ""
			}
		})
	}
	return out
}

// fields looks for fields that do not end in the story where they begin, that
// have no result yet, or whose instructions are shown as text.
func (c *checker) fields() {
	for _, p := range c.order {
		if p.isContent() {
			c.fieldsIn(p, p.root)
		}
	}
}

// fieldState is an open field: begun, or separated.
type fieldState struct{ instructed, separated bool }

// fieldsIn checks one story; notes and text boxes inside it are their own.
func (c *checker) fieldsIn(p *part, story *node) {
	var open []fieldState
	var walk func(*node)
	walk = func(n *node) {
		switch n.name {
		case "w:footnote", "w:endnote", "w:txbxContent":
			if n != story {
				c.fieldsIn(p, n)
				return
			}
		case "w:fldChar":
			open = c.fieldChar(p, n.get("w:fldCharType"), open)
		case "w:instrText":
			if k := len(open) - 1; k < 0 || open[k].separated {
				c.fault(p.name, "the instruction %q stands outside a field", n.text)
			} else if strings.TrimSpace(n.text) != "" {
				open[k].instructed = true
			}
		case "w:t":
			if k := len(open) - 1; k >= 0 && !open[k].separated {
				c.fault(p.name, "the text %q stands where a field's instruction does", n.text)
			}
		}
		for _, child := range n.children {
			walk(child)
		}
	}
	walk(story)
	if len(open) > 0 {
		c.fault(p.name, "%d fields do not end", len(open))
	}
}

func (c *checker) fieldChar(p *part, kind string, open []fieldState) []fieldState {
	k := len(open) - 1
	switch {
	case kind == "begin":
		return append(open, fieldState{})
	case k < 0:
		c.fault(p.name, "fldChar %s without a field", kind)
		return open
	case kind == "separate":
		if open[k].separated || !open[k].instructed {
			c.fault(p.name, "a field is separated twice, or has no instruction")
		}
		open[k].separated = true
		return open
	default:
		if !open[k].separated {
			c.fault(p.name, "a field ends without a result")
		}
		return open[:k]
	}
}
