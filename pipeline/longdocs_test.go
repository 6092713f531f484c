package pipeline_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/pipeline/issue"
	"kan/pipeline/page"
)

// longDocuments are ten long reports of Chinese and Western text with
// everything that is hard to set, and the reports of the folder KAN_CORPUS,
// if it is set: Markdown files with the head of a report.
func longDocuments(t *testing.T) (reports []string) {
	t.Helper()
	for k := range 10 {
		p := &prose{Rand: rand.New(rand.NewPCG(15834, uint64(k)))}
		reports = append(reports, p.report(fmt.Sprintf("2026-%04d", k+1)))
	}
	folder := os.Getenv("KAN_CORPUS")
	if folder == "" {
		t.Log("KAN_CORPUS is not set: only the ten documents made here")
		return reports
	}
	names, err := fs.Glob(os.DirFS(folder), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); strings.HasPrefix(text, "---\n") {
			t.Logf("%s is document %d", name, len(reports)+1)
			reports = append(reports, text)
		}
	}
	return reports
}

// TestLongDocumentsAreSetByTheRules sets long documents: nothing is lost, no
// line starts or ends with what may not, and every line fills the measure.
func TestLongDocumentsAreSetByTheRules(t *testing.T) {
	c := load(t, repository(longDocuments(t)))
	var count tally
	for _, i := range c.Issues {
		t.Run(i.ID(), func(t *testing.T) {
			d := laidOut(t, c, i)
			for _, fault := range faults(d, i.Items()[0], &count) {
				t.Error(fault)
			}
		})
	}
	t.Logf("%+v", count)
	if count.justified < 1000 || count.notes < 10 || count.cells < 50 {
		t.Errorf("too little to tell: %+v", count)
	}
}

// TestLongDocumentsArriveInTheFile reads the files back with pdftotext: what
// the display list says is all there, in its order, and nothing else.
func TestLongDocumentsArriveInTheFile(t *testing.T) {
	c := load(t, repository(longDocuments(t)))
	out := t.TempDir()
	for _, f := range build(t, c, out, pipeline.PDF) {
		var want strings.Builder
		for _, p := range laidOut(t, c, f.Issue).Pages {
			for _, item := range p.Items {
				if g, ok := item.(*page.Glyphs); ok {
					want.WriteString(g.Text)
				}
			}
		}
		got := tool(t, "pdftotext", "-raw", filepath.Join(out, filepath.FromSlash(f.Path)), "-")
		if at, differ := difference(squash(got), squash(want.String())); differ {
			t.Errorf("%s: %s", f.Issue.ID(), at)
		}
	}
}

// TestFaultsOfSettingAreFound sets a document by wrong rules, and spoils a
// display list: the same checks must complain.
func TestFaultsOfSettingAreFound(t *testing.T) {
	text := longDocuments(t)[0]
	for _, test := range []struct{ from, to, want string }{
		{"level: gb", "level: none", "starts with"},
		{"level: gb", "level: none", "ends with"},
		{"size: 三号, align: justify, indent: 2em", "size: 三号, align: left, indent: 2em", "the measure"},
		{"size: 三号, align: justify, indent: 2em", "size: 三号, indent: 2em, right: 0.001em", "the measure"},
	} {
		t.Run(test.to+" "+test.want, func(t *testing.T) {
			t.Parallel()
			repo := repository([]string{text})
			falsify(t, repo, test.from, test.to)
			c := load(t, repo)
			expect(t, faults(laidOut(t, c, c.Issues[0]), c.Issues[0].Items()[0], new(tally)), test.want)
		})
	}
	c := load(t, repository([]string{text}))
	d := laidOut(t, c, c.Issues[0])
	for n, item := range d.Pages[2].Items {
		if g, ok := item.(*page.Glyphs); ok && utf8.RuneCountInString(g.Text) > 3 {
			d.Pages[2].Items = slices.Delete(d.Pages[2].Items, n, n+1)
			break
		}
	}
	expect(t, faults(d, c.Issues[0].Items()[0], new(tally)), "is set as")
}

func expect(t *testing.T, faults []string, want string) {
	t.Helper()
	if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, want) }) {
		t.Errorf("no fault has %q among %q", want, faults)
	}
}

// TestForbiddenLineBreaksAreFound judges breaks of two lines made by hand; |
// is where they part.
func TestForbiddenLineBreaksAreFound(t *testing.T) {
	for text, want := range map[string]string{
		"甲|乙": "", "甲——|——乙": "", "甲|——乙": "", "甲……|乙": "", "public |opinion": "", "共|12号": "", "甲①|乙": "",
		"甲|，乙": "starts with ，", "甲|’”乙": "starts with ’", "诺尔曼|·白求恩": "starts with ·", "5|～8吨": "starts with ～",
		"甲|/乙": "starts with /", "25|℃": "starts with ℃", "5.3|%": "starts with %", "2012|—2026年": "starts with —",
		"（|甲）": "ends with （", "甲“|乙”": "ends with “", "甲/|乙": "ends with /", "¥|1,234": "ends with ¥",
		"甲—|—乙": "splits ——", "甲…|…乙": "splits ……", "1,2|34.50元": "splits a word or number", "opi|nion": "splits a word or number",
		"甲|①乙": "number of its note",
	} {
		e := &element{path: []page.Mark{{Kind: page.MarkP}}, want: strings.ReplaceAll(text, "|", "")}
		for line := range strings.SplitSeq(text, "|") {
			e.lines = append(e.lines, &setLine{runs: []*page.Glyphs{{Text: line}}})
		}
		if got := strings.Join(append(e.ends(0), e.ends(1)...), "; "); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// laidOut is the display list of an issue.
func laidOut(t *testing.T, c *pipeline.Content, i *issue.Issue) *page.Document {
	t.Helper()
	var diags diag.List
	d, err := c.Pages(i, pipeline.Stamp{}, &diags)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags.Sorted())
	}
	return d
}

// difference tells where two texts part.
func difference(got, want string) (string, bool) {
	if got == want {
		return "", false
	}
	g, w := []rune(got), []rune(want)
	k := 0
	for k < min(len(g), len(w)) && g[k] == w[k] {
		k++
	}
	around := func(r []rune) string { return string(r[max(0, k-10):min(len(r), k+20)]) }
	return fmt.Sprintf("“%s” is set as “%s”", around(w), around(g)), true
}
