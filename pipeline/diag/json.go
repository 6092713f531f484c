package diag

import (
	"encoding/json"
	"io"

	"kan/pipeline/source"
)

// report is the one object of the JSON format. Its fields are a promise to
// other programs: they may become more, never other. Lines and columns count
// from 1, columns in code points; an end is the place behind the last character.
type report struct {
	Version     int       `json:"version"`
	Diagnostics []finding `json:"diagnostics"`
	Summary     summary   `json:"summary"`
}

type finding struct {
	Code     Code   `json:"code"`
	Severity string `json:"severity"` // error, warning or hint
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	place
	Related []related `json:"related"`
}

type related struct {
	place
	Message string `json:"message"`
}

// place has no fields when a finding is about no file.
type place struct {
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
}

type summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Hints    int `json:"hints"`
}

func placeOf(s source.Span) place {
	if s.File == nil {
		return place{}
	}
	a, b := s.File.Position(s.Start), s.File.Position(s.End)
	return place{s.File.Name, a.Line, a.Column, b.Line, b.Column}
}

func printJSON(w io.Writer, ds []Diagnostic) error {
	r := report{Version: 1, Diagnostics: make([]finding, len(ds))}
	for i, d := range ds {
		f := finding{
			Code: d.Code, Severity: [...]string{"error", "warning", "hint"}[d.Severity],
			Message: d.Message, Hint: d.Hint, place: placeOf(d.Span), Related: make([]related, len(d.Related)),
		}
		for j, other := range d.Related {
			f.Related[j] = related{placeOf(other.Span), other.Message}
		}
		r.Diagnostics[i] = f
		switch d.Severity {
		case Error:
			r.Summary.Errors++
		case Warning:
			r.Summary.Warnings++
		case Hint:
			r.Summary.Hints++
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
