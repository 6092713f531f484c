package diag

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// explanations holds one file per area; a section per code, headed `## code`.
//
//go:embed explain/*.md
var explanations embed.FS

// Explain returns what stands in explain/ about code: Chinese Markdown,
// without the heading.
func Explain(code Code) (text string, ok bool) {
	area, _, _ := strings.Cut(string(code), "/")
	b, err := explanations.ReadFile("explain/" + area + ".md")
	if err != nil {
		return "", false
	}
	for _, s := range sections(string(b)) {
		if s.code == code {
			return s.text, true
		}
	}
	return "", false
}

// Codes returns all codes that are explained, sorted.
func Codes() []Code {
	files, err := fs.Glob(explanations, "explain/*.md")
	if err != nil {
		panic(err) // the pattern is constant
	}
	var codes []Code
	for _, name := range files {
		b, err := explanations.ReadFile(name)
		if err != nil {
			panic(err) // embedded files can be read
		}
		for _, s := range sections(string(b)) {
			codes = append(codes, s.code)
		}
	}
	slices.Sort(codes)
	return codes
}

type section struct {
	code Code
	text string
}

// sections splits a file at its headings of level 2; lines inside fences are
// examples.
func sections(file string) []section {
	var out []section
	fence := ""
	for line := range strings.Lines(file) {
		mark := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(mark) >= 3:
			fence = mark
		case fence != "" && strings.TrimSpace(line) == fence:
			fence = ""
		case fence == "" && strings.HasPrefix(line, "## "):
			out = append(out, section{code: Code(strings.TrimSpace(line[3:]))})
			continue
		}
		if len(out) > 0 {
			out[len(out)-1].text += line
		}
	}
	for i := range out {
		out[i].text = strings.TrimSpace(out[i].text)
	}
	return out
}
