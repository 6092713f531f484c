package redline

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/markdown"
	"kan/pipeline/source"
)

var update = flag.Bool("update", false, "write the goldens anew")

// parse reads an issue: "=== title" begins a section, "== id title" an item
// with its body in Markdown behind it. Attachments are taken out of bodies as
// compose does.
func parse(t testing.TB, name, text string) *doc.Document {
	t.Helper()
	d := &doc.Document{}
	var diags diag.List
	contents := &doc.Contents{}
	file := source.New(name, []byte(text))
	var section *doc.Section
	var item *doc.Item
	from := 0
	flush := func(to int) {
		if item == nil {
			return
		}
		for _, b := range markdown.Parse(file.Span(from, to), &diags) {
			a, ok := b.(*doc.Attachment)
			if !ok {
				item.Body = append(item.Body, b)
				continue
			}
			a.Anchor = fmt.Sprintf("%s-attachment-%d", item.Anchor, len(item.Attachments)+1)
			item.Attachments = append(item.Attachments, a)
		}
		if len(item.Attachments) > 0 {
			item.Body = append(item.Body, &doc.AttachmentList{Attachments: item.Attachments})
		}
		item = nil
	}
	at := 0
	for line := range strings.Lines(text) {
		words := strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(words, "==="); ok {
			flush(at)
			section = &doc.Section{Title: doc.Words(strings.TrimSpace(title), file.Span(at, at+len(line))), Anchor: fmt.Sprint("section-", len(d.Blocks)+1)}
			d.Blocks = append(d.Blocks, section)
			if len(section.Title) > 0 {
				contents.Entries = append(contents.Entries, doc.Entry{Text: section.Title, Anchor: section.Anchor})
			}
		} else if title, ok := strings.CutPrefix(words, "== "); ok {
			flush(at)
			id, title, _ := strings.Cut(title, " ")
			item = &doc.Item{Anchor: itemPrefix + id, Title: doc.Words(title, file.Span(at, at+len(line))), Span: file.Span(at, at+len(line))}
			section.Blocks = append(section.Blocks, item)
			contents.Entries = append(contents.Entries, doc.Entry{Level: 1, Text: item.Title, Anchor: item.Anchor})
			from = at + len(line)
		}
		at += len(line)
	}
	flush(at)
	if all := diags.Sorted(); len(all) > 0 {
		t.Fatal(all)
	}
	d.Blocks = append([]doc.Block{contents}, d.Blocks...)
	return d
}

// TestGoldens compares what merging two issues gives with what was approved;
// run with -update and read the difference.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := map[string]string{}
			for _, f := range a.Files {
				in[f.Name] = string(f.Data)
			}
			old, new := parse(t, "old.md", in["old"]), parse(t, "new.md", in["new"])
			d, s := Merge(old, new, Options{Whole: 60})
			got := dump(d.Blocks) + summaryText(s)
			if got == in["merged"] {
				return
			}
			if !*update {
				t.Fatalf("merged differs:\n%s", got)
			}
			kept := a.Files[:0]
			for _, f := range a.Files {
				if f.Name != "merged" {
					kept = append(kept, f)
				}
			}
			a.Files = append(kept, txtar.File{Name: "merged", Data: []byte(got)})
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func summaryText(s *Summary) string {
	out := ""
	for _, i := range s.Items {
		out += fmt.Sprintf("# %s %s %s", [...]string{"unchanged", "changed", "added", "dropped"}[i.Kind], i.Report, i.Title)
		if i.Moved {
			out += " moved"
		}
		out += fmt.Sprintf(" +%d -%d\n", i.Inserted, i.Deleted)
	}
	if s.Rest != (Count{}) {
		out += fmt.Sprintf("# rest +%d -%d\n", s.Rest.Inserted, s.Rest.Deleted)
	}
	return out
}
