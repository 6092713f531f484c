package pipeline_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/issue"
	"kan/pipeline/outside"
	"kan/pipeline/source"
	"kan/templates"
)

// sample loads the sample content of the repository, which must be faultless.
func sample(t testing.TB) *pipeline.Content {
	t.Helper()
	var diags diag.List
	c, err := pipeline.Load(pipeline.Input{Repo: os.DirFS(".."), Fonts: fonts.Files, Templates: templates.Files}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	for _, d := range diags.Sorted() {
		t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
	}
	return c
}

// build makes a file of every issue that is not void.
func build(t testing.TB, c *pipeline.Content, out, format string) []pipeline.Output {
	t.Helper()
	var issues []*issue.Issue
	for _, i := range c.Issues {
		if !i.IsVoid() {
			issues = append(issues, i)
		}
	}
	var diags diag.List
	files, err := c.Build(context.Background(), issues, out, pipeline.BuildOptions{Formats: []string{format}, Stamp: pipeline.Stamp{Creator: "kan test"}}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	if len(files) != len(issues) {
		t.Errorf("%d files of %d issues", len(files), len(issues))
	}
	return files
}

// tool runs an outside program and returns what it prints.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(outside.Program(t, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// folios are page numbers as they stand alone on a line: — 12 —, with the
// running head before them.
var folios = regexp.MustCompile(`(?m)(?:^.*〔\d{4}〕第\d+期.*\n)?^\s*— \d+ —\s*$`)

// squash drops white space and the numbers of notes, which no source text has.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r >= '①' && r <= '⑳' {
			return -1
		}
		return r
	}, s)
}

// TestProductsHoldEveryReportInOrder reads the PDFs back with pdftotext: the
// notes are there, and without them every title, paragraph, list item and cell
// follows the one before it.
func TestProductsHoldEveryReportInOrder(t *testing.T) {
	c := sample(t)
	out := t.TempDir()
	for _, f := range build(t, c, out, pipeline.PDF) {
		t.Run(f.Issue.ID(), func(t *testing.T) {
			path := filepath.Join(out, filepath.FromSlash(f.Path))
			text := squash(folios.ReplaceAllString(tool(t, "pdftotext", "-raw", path, "-"), ""))
			for _, r := range f.Issue.Items() {
				for _, reading := range readings(r.Body) { // they stand behind their line
					if !strings.Contains(text, reading) {
						t.Errorf("%s: the reading %s is not in the file", r.ID.V, reading)
					}
					text = strings.Replace(text, reading, "", 1)
				}
				for _, note := range notes(r.Body) {
					if !strings.Contains(text, note) {
						t.Errorf("%s: the note %q is not in the file", r.ID.V, note)
					}
					text = strings.Replace(text, note, "", 1)
				}
			}
			at := 0
			for _, r := range f.Issue.Items() {
				for _, want := range append([]string{r.Title.V}, paragraphs(r.Body)...) {
					k := strings.Index(text[at:], squash(want))
					if k < 0 {
						t.Errorf("%s: %q is not in the file, or not in its place", r.ID.V, want)
						continue
					}
					at += k + len(squash(want))
				}
				for _, a := range r.Authors {
					if !strings.Contains(text, squash(a.Name.V)) {
						t.Errorf("%s: %s is not named", r.ID.V, a.Name.V)
					}
				}
			}
		})
	}
}

// paragraphs are the texts of blocks as they are read, without notes.
func paragraphs(blocks []doc.Block) []string {
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			out = append(out, b.Number+doc.Plain(b.Text))
		case *doc.Paragraph:
			out = append(out, doc.Plain(b.Text))
		case *doc.List:
			for _, i := range b.Items {
				out = append(out, paragraphs(i.Blocks)...)
			}
		case *doc.Quote:
			out = append(out, paragraphs(b.Blocks)...)
		case *doc.Table:
			for _, row := range slices.Concat(b.Head, b.Rows) {
				for _, cell := range row {
					out = append(out, doc.Plain(cell.Text))
				}
			}
		case *doc.Figure:
			out = append(out, doc.Plain(b.Caption))
		case *doc.Landscape:
			out = append(out, paragraphs(b.Blocks)...)
		case *doc.Signature:
			for _, organ := range b.By {
				out = append(out, doc.Plain(organ))
			}
			out = append(out, doc.Plain(b.Date))
		case *doc.Attachment:
			out = append(append(out, doc.Plain(b.Title)), paragraphs(b.Blocks)...)
		}
	}
	return out
}

// readings are the readings over characters in the paragraphs of blocks.
func readings(blocks []doc.Block) (out []string) {
	for _, b := range blocks {
		if p, ok := b.(*doc.Paragraph); ok {
			for _, i := range p.Text {
				if r, ok := i.(*doc.Ruby); ok {
					out = append(out, r.Reading)
				}
			}
		}
	}
	return out
}

// notes are the texts of the footnotes of blocks.
func notes(blocks []doc.Block) []string {
	all, without := "", ""
	doc.Walk(blocks, func(text string, _ source.Span) { all += squash(text) })
	for _, p := range append(paragraphs(blocks), readings(blocks)...) {
		without += squash(p)
	}
	if len(all) == len(without) {
		return nil
	}
	var out []string
	for _, b := range blocks {
		p, ok := b.(*doc.Paragraph)
		if !ok {
			continue
		}
		for _, i := range p.Text {
			if ref, ok := i.(*doc.NoteRef); ok {
				out = append(out, squash(strings.Join(paragraphs(ref.Blocks), "")))
			}
		}
	}
	return out
}

func TestProductsAreSoundAndShowRareCharacters(t *testing.T) {
	c := sample(t)
	out := t.TempDir()
	var all strings.Builder
	for _, f := range build(t, c, out, pipeline.PDF) {
		path := filepath.Join(out, filepath.FromSlash(f.Path))
		tool(t, "qpdf", "--check", path)
		if fonts := tool(t, "pdffonts", path); strings.Contains(fonts, " no ") {
			t.Errorf("%s: fonts not embedded, subset or mapped to Unicode:\n%s", f.Path, fonts)
		}
		all.WriteString(tool(t, "pdftotext", path, "-"))
	}
	for _, r := range "𬭎㛃堃喆玥翀" {
		if !strings.ContainsRune(all.String(), r) {
			t.Errorf("%c (U+%04X) is in no file", r, r)
		}
	}
}

func TestTwoBuildsAreEqualToTheByte(t *testing.T) {
	dirs := [2]string{t.TempDir(), t.TempDir()}
	var files []pipeline.Output
	for _, dir := range dirs {
		files = build(t, sample(t), dir, pipeline.PDF)
	}
	for _, f := range files {
		a, err := os.ReadFile(filepath.Join(dirs[0], filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(dirs[1], filepath.FromSlash(f.Path)))
		if err != nil || string(a) != string(b) {
			t.Errorf("%s differs: %v", f.Path, err)
		}
	}
}

// TestSampleContentIsRich holds the sample to what it is there to show.
func TestSampleContentIsRich(t *testing.T) {
	c := sample(t)
	states, categories, kinds, units := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range c.Reports {
		states[string(r.Status.V)] = true
		categories[r.Category.V] = true
		kinds[r.Source.Kind.V] = true
		if u, ok := c.Registry.Unit(r.Unit.V); ok {
			units[u.Kind.V] = true
		}
	}
	unitKinds := map[string]bool{}
	for _, u := range c.Registry.Units {
		unitKinds[u.Kind.V] = true
	}
	for _, n := range []struct {
		what      string
		got, want int
	}{{"reports", len(c.Reports), 24}, {"states", len(states), 7}, {"categories", len(categories), len(c.Registry.Categories)},
		{"source kinds", len(kinds), len(c.Registry.SourceKinds)}, {"kinds of unit", len(units), len(unitKinds)},
		{"units", len(c.Registry.Units), 12}, {"people", len(c.Registry.People), 6}, {"topics", len(c.Registry.Topics), 8},
		{"issues", len(c.Issues), 8}} {
		if n.got < n.want {
			t.Errorf("%d %s, want %d", n.got, n.what, n.want)
		}
	}
}
