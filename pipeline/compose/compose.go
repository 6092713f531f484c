// Package compose makes one document of one issue: heading numbers, anchors,
// digest, contents list, editors' note, attachments, bylines, and notes on
// where an item first appeared. In come the issue, its registry and the ledger of all issues; out
// goes a doc.Document with its own copies of whatever it changes, so that one
// report can stand in several issues. It knows no looks; what it takes from
// the house style comes in Options.
package compose

import (
	"fmt"
	"strings"

	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// Options is what the house styles say about the matter of an issue.
type Options struct {
	SeriesNames   map[string]string // 刊名 of every series, by id
	ContentsLeast int               // items from which a contents list stands when the manifest is silent; 0 is never
	DigestLeast   int               // items from which a digest stands before them; 0 is never
	Stamps        Stamps
}

// Stamps are the words for what an issue is, "" for none: a draft, a version
// sent round for comments, one that is classified 内部.
type Stamps struct{ Draft, Comment, Internal string }

// Document composes issue i.
func Document(i *issue.Issue, reg *report.Registry, ledger *issue.Ledger, o Options) *doc.Document {
	c := composer{issue: i, reg: reg, ledger: ledger, options: o}
	c.digested = o.DigestLeast > 0 && len(i.Items()) >= o.DigestLeast
	d := &doc.Document{Fields: c.fields(), Names: c.known()}
	if note := c.note(); note != nil {
		d.Blocks = append(d.Blocks, note)
	}
	if note := c.correction(); note != nil {
		d.Blocks = append(d.Blocks, note)
	}
	if c.digested {
		d.Blocks = append(d.Blocks, c.digest())
	}
	var sections []doc.Block
	for n := range i.Sections {
		if s := c.section(n); len(s.Blocks) > 0 {
			sections = append(sections, s)
		}
	}
	if c.wantsContents() {
		d.Blocks = append(d.Blocks, contents(sections))
	}
	d.Blocks = append(d.Blocks, sections...)
	return d
}

// composer holds what the parts of one document are made from.
type composer struct {
	issue   *issue.Issue
	reg     *report.Registry
	ledger  *issue.Ledger
	options Options

	digested bool // a digest tells the titles and summaries of the items
}

// wantsContents: a digest lists the items, so that the manifest has to ask for
// a contents list besides.
func (c *composer) wantsContents() bool {
	if c.issue.Contents.Set {
		return c.issue.Contents.V
	}
	least := c.options.ContentsLeast
	return !c.digested && least > 0 && len(c.issue.Items()) >= least
}

func (c *composer) section(n int) *doc.Section {
	s := &c.issue.Sections[n]
	out := &doc.Section{Anchor: "section-" + decimal(n+1), Span: s.Span}
	out.Title = doc.Words(s.Title.V, s.Title.Span)
	for _, r := range s.Items {
		out.Blocks = append(out.Blocks, c.item(r))
	}
	return out
}

// note is the editors' note (编者按), its paragraphs separated by blank lines.
func (c *composer) note() *doc.Note {
	n := c.issue.Note
	var blocks []doc.Block
	for _, text := range strings.Split(strings.ReplaceAll(n.V, "\r\n", "\n"), "\n\n") {
		// Lines of Chinese join without a space, as in Markdown.
		if text = strings.ReplaceAll(strings.TrimSpace(text), "\n", ""); text != "" {
			blocks = append(blocks, &doc.Paragraph{Text: doc.Words(text, place(n.Span, text)), Span: n.Span})
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	return &doc.Note{Label: "编者按", Blocks: blocks, Span: n.Span}
}

// correction tells of which issue this one corrects something, so that who has
// read that one knows; nil when it corrects none.
func (c *composer) correction() *doc.Note {
	of, ok := c.ledger.Find(c.issue.Corrects.V)
	if !ok {
		return nil
	}
	text := fmt.Sprintf("本期更正《%s》%d年第%d期（%s）的内容，请以本期为准。", c.options.SeriesNames[of.Series.V], of.Year(), of.Number.V, of.Date.V.Chinese())
	at := c.issue.Corrects.Span
	return &doc.Note{Label: "更正", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Words(text, at), Span: at}}, Span: at}
}

// place narrows the span of a block scalar to a text that stands in it as it is.
func place(span source.Span, text string) source.Span {
	if span.IsZero() {
		return span
	}
	if at := strings.Index(string(span.Text()), text); at >= 0 {
		return source.Span{File: span.File, Start: span.Start + at, End: span.Start + at + len(text)}
	}
	return span
}

// contents lists the sections that have a title and all items.
func contents(sections []doc.Block) *doc.Contents {
	list := &doc.Contents{}
	for _, b := range sections {
		s := b.(*doc.Section)
		if len(s.Title) > 0 {
			list.Entries = append(list.Entries, doc.Entry{Text: s.Title, Anchor: s.Anchor})
		}
		for _, b := range s.Blocks {
			i := b.(*doc.Item)
			list.Entries = append(list.Entries, doc.Entry{Level: 1, Text: unbroken(i.Title), Anchor: i.Anchor})
		}
	}
	return list
}
