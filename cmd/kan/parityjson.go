package main

import "kan/pipeline"

// parityJSON is the report as JSON shows it: every paragraph in reading order.
type parityJSON struct {
	Issue      string         `json:"issue"`
	Same       bool           `json:"same"`
	TooFar     bool           `json:"pagesTooFarApart"`
	Pages      pagesRow       `json:"pages"`
	Lines      breaksRow      `json:"lines"`
	Paragraphs []paragraphRow `json:"paragraphs"`
	Surplus    []surplusRow   `json:"surplus"`
	Margins    []marginRow    `json:"margins"`
	Unnumbered []int          `json:"unnumbered"`      // pages of the DOCX without their number
	Files      []string       `json:"files,omitempty"` // those that are kept
}

type pagesRow struct {
	PDF  int `json:"pdf"`
	DOCX int `json:"docx"`
}

// breaksRow counts line breaks inside paragraphs of running text.
type breaksRow struct {
	PDF        int `json:"pdf"`
	DOCX       int `json:"docx"`
	Same       int `json:"same"`
	Paragraphs int `json:"paragraphs"`
	Whole      int `json:"whole"` // of the paragraphs, those that break everywhere alike
}

type paragraphRow struct {
	Kind string     `json:"kind"`
	Text string     `json:"text"`
	PDF  findingRow `json:"pdf"`
	DOCX findingRow `json:"docx"`
	Turn *turnRow   `json:"break,omitempty"`
}

type findingRow struct {
	State string `json:"state"` // same, differs or missing
	Page  int    `json:"page,omitempty"`
	Want  string `json:"want,omitempty"`
	Got   string `json:"got,omitempty"`
}

// turnRow is the first line break that is not the same, marked |.
type turnRow struct {
	PDF  string `json:"pdf"`
	DOCX string `json:"docx"`
}

type surplusRow struct {
	File string `json:"file"` // pdf or docx
	Page int    `json:"page"`
	Text string `json:"text"`
}

type marginRow struct {
	Page int    `json:"page"`
	PDF  string `json:"pdf"`
	DOCX string `json:"docx"`
}

func parityOf(id string, p pipeline.Parity) parityJSON {
	const pdf, word = pipeline.ParityPDF, pipeline.ParityWord
	l := p.Lines
	out := parityJSON{Issue: id, Same: p.SameText(), Pages: pagesRow{p.Pages[pdf], p.Pages[word]},
		Lines:      breaksRow{l.PDF, l.Word, l.Same, l.Paragraphs, l.Whole},
		Paragraphs: []paragraphRow{}, Surplus: []surplusRow{}, Margins: []marginRow{},
		Unnumbered: append([]int{}, p.Unnumbered...)}
	for _, r := range p.Paragraphs {
		row := paragraphRow{Kind: r.Kind.String(), Text: r.Text, PDF: findingOf(r.In[pdf]), DOCX: findingOf(r.In[word])}
		if r.Turn != nil {
			row.Turn = &turnRow{r.Turn.PDF, r.Turn.Word}
		}
		out.Paragraphs = append(out.Paragraphs, row)
	}
	for _, s := range p.Surplus {
		out.Surplus = append(out.Surplus, surplusRow{[...]string{pdf: "pdf", word: "docx"}[s.Side], s.Page, s.Text})
	}
	for _, m := range p.Margins {
		out.Margins = append(out.Margins, marginRow{m.Page, m.Text[pdf], m.Text[word]})
	}
	return out
}

func findingOf(f pipeline.ParityFinding) findingRow {
	state := map[pipeline.ParityState]string{pipeline.ParitySame: "same", pipeline.ParityDiffers: "differs", pipeline.ParityMissing: "missing"}
	return findingRow{state[f.State], f.Page, f.Want, f.Got}
}
