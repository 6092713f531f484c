package pdfcheck

import (
	"slices"
	"strings"
)

// content is what an element of a type may hold.
type content struct {
	kids   string // types of elements
	direct bool   // marked content
}

// inGroup is what grouping elements hold: other groups, blocks, figures, and
// notes, which may stand anywhere (ISO 32000-1 §14.8.4.4.1).
const inGroup = groupTypes + " " + blockTypes + " " + figureTypes + " Note"

// inLine is what runs with the text of a paragraph.
const inLine = inlineTypes + " " + figureTypes

// inCell is what a cell, the body of a list item and a note hold: text, or blocks.
const inCell = inLine + " " + blockTypes + " Div BlockQuote NonStruct Private"

// grammar is what ISO 32000-1 §14.8.4.2 to §14.8.4.5 let elements hold. Where
// it leaves a choice, the stricter reading is taken: groups hold no text
// (§14.8.4.2), captions hold paragraphs, labels stand in what they label.
var grammar = map[name]content{
	"Document":   {inGroup, false},
	"Part":       {inGroup, false},
	"Art":        {inGroup, false},
	"Sect":       {inGroup, false},
	"Div":        {inGroup, false},
	"BlockQuote": {inGroup, false},
	"Index":      {inGroup, false},
	"Caption":    {blockTypes + " " + figureTypes + " Div Lbl", false},
	"TOC":        {"TOC TOCI Caption", false},
	"TOCI":       {"Lbl Reference NonStruct P TOC", false},
	"P":          {inLine, true},
	"H":          {inLine, true},
	"H1":         {inLine, true},
	"H2":         {inLine, true},
	"H3":         {inLine, true},
	"H4":         {inLine, true},
	"H5":         {inLine, true},
	"H6":         {inLine, true},
	"L":          {"Caption LI L", false},
	"LI":         {"Lbl LBody", false},
	"Lbl":        {inLine, true},
	"LBody":      {inCell, true},
	"Table":      {"Caption TR THead TBody TFoot", false},
	"THead":      {"TR", false},
	"TBody":      {"TR", false},
	"TFoot":      {"TR", false},
	"TR":         {"TH TD", false},
	"TH":         {inCell, true},
	"TD":         {inCell, true},
	"Span":       {inLine, true},
	"Quote":      {inLine, true},
	"Code":       {inLine, true},
	"Annot":      {inLine, true},
	"Link":       {inLine + " Lbl", true},
	"Reference":  {inLine + " Lbl", true},
	"BibEntry":   {inLine + " Lbl", true},
	"Note":       {inCell + " Lbl", true},
	"Ruby":       {"RB RT RP", false},
	"RB":         {inLine, true},
	"RT":         {inLine, true},
	"RP":         {inLine, true},
	"Warichu":    {"WT WP", false},
	"WT":         {inLine, true},
	"WP":         {inLine, true},
	"Figure":     {inCell + " Caption", true},
	"Formula":    {inCell + " Caption", true},
	"Form":       {inCell + " Caption", true},
}

// mayBeEmpty are the types that say something without content.
const mayBeEmpty = "TD TH LBody"

// checkGrammar checks what elements hold.
func (c *checker) checkGrammar() {
	kids := map[name][]string{}
	for kind, g := range grammar {
		kids[kind] = strings.Fields(g.kids)
	}
	for _, e := range c.tree.elements {
		if len(e.kids) == 0 && !isType(e.kind, mayBeEmpty) {
			c.fault("struct/empty", e.at, "%s is empty", e.kind)
		}
		g, ok := grammar[e.kind]
		if !ok {
			continue // NonStruct, Private, and types that are no standard ones
		}
		for _, k := range e.kids {
			switch {
			case k.element != nil:
				if kind := k.element.kind; isStandard(kind) && !slices.Contains(kids[e.kind], string(kind)) {
					c.fault("struct/nesting", k.element.at, "%s in %s", kind, e.kind)
				}
			case k.isObject():
				if !isOneOf(e.kind, "Link", "Annot", "Form") {
					c.fault("struct/object", e.at, "%s has an annotation", e.kind)
				}
			case !g.direct:
				c.fault("struct/content", e.at, "%s has marked content of its own", e.kind)
			}
		}
		c.checkOrder(e)
	}
}

// orders are patterns of kids where their order matters, each type written
// with a space behind it (§14.8.4.3.3, §14.8.4.3.4, §14.8.4.4.1).
var orders = map[name]func(string) bool{
	"L": func(s string) bool {
		return !strings.Contains(strings.TrimPrefix(s, "Caption "), "Caption ") && s != "Caption "
	},
	"LI": func(s string) bool {
		return strings.Count(s, "LBody ") <= 1 && !strings.Contains(s, "LBody Lbl ")
	},
	"Table": isTableOrder,
	"Ruby":  func(s string) bool { return s == "RB RT " || s == "RB RP RT RP " },
	"Warichu": func(s string) bool {
		return s == "WP WT WP "
	},
}

// isTableOrder accepts rows, or one head at most, bodies and one foot at most,
// with a caption first or last.
func isTableOrder(s string) bool {
	if rest, ok := strings.CutPrefix(s, "Caption "); ok {
		s = rest
	} else {
		s = strings.TrimSuffix(s, "Caption ")
	}
	if s != "" && strings.ReplaceAll(s, "TR ", "") == "" {
		return true
	}
	s = strings.TrimPrefix(s, "THead ")
	s = strings.TrimSuffix(s, "TFoot ")
	return s != "" && strings.ReplaceAll(s, "TBody ", "") == ""
}

func (c *checker) checkOrder(e *element) {
	fits := orders[e.kind]
	if fits == nil || len(e.kids) == 0 {
		return
	}
	var b strings.Builder
	for _, k := range e.kids {
		if k.element != nil {
			b.WriteString(string(k.element.kind) + " ")
		}
	}
	if s := b.String(); !fits(s) {
		c.fault("struct/order", e.at, "%s holds %s", e.kind, strings.TrimSpace(s))
	}
}
