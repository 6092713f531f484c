package decode

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
	"kan/pipeline/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// readSample reads a mapping with a key of every kind.
func readSample(n Node, diags *diag.List) string {
	var out strings.Builder
	show := func(name string, v any, set bool) {
		if set {
			fmt.Fprintf(&out, "%s = %v\n", name, v)
		}
	}
	o := n.Object(diags)
	title := o.Text(Key{"title", "标题"})
	show("title", title.V, title.Set)
	day := o.Date(Key{"date", "日期"})
	show("date", day.V, day.Set)
	number := o.Int(Key{"number", "期号"})
	show("number", number.V, number.Set)
	flag := o.Bool(Key{"distinct", ""})
	show("distinct", flag.V, flag.Set)
	kind := o.Enum(Key{"kind", "类别"}, "民生", "经济", "社会治理", "off")
	show("kind", kind.V, kind.Set)
	for i, t := range o.Texts(Key{"tags", "标签"}) {
		show(fmt.Sprintf("tags %d", i), t.V, t.Set)
	}
	unit, ok := o.Object(Key{"unit", "单位"})
	if ok {
		unit.Need(Key{"name", "姓名"})
		name := unit.Text(Key{"name", "姓名"})
		show("unit name", name.V, name.Set)
		unit.Done()
	}
	for i, a := range o.Items(Key{"authors", "作者"}) {
		person := a.Object(diags)
		name, role := person.Text(Key{"name", "姓名"}), person.Text(Key{"role", "职务"})
		show(fmt.Sprintf("author %d", i), name.V+" "+role.V, name.Set)
		person.Done()
	}
	note := o.Text(Key{"note", "编者按"})
	show("note", fmt.Sprintf("%q", note.V), note.Set)
	o.Need(Key{"title", "标题"})
	o.Done()
	return out.String()
}

// TestGoldens compares what is read from in.yaml and what is said about it.
// A literal ⇥ stands for a tab, ␍ for a carriage return.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := strings.NewReplacer("⇥", "\t", "␍", "\r", "␀", "\x00").Replace(string(ar.Files[0].Data))
			file := source.New("in.yaml", []byte(in))
			var diags diag.List
			read := ""
			if n, ok := Parse(file.Whole(), &diags); ok {
				read = readSample(n, &diags)
			} else if !diags.HasErrors() {
				t.Error("not read, but no error says why")
			}
			got := &txtar.Archive{Comment: ar.Comment, Files: []txtar.File{
				ar.Files[0], {Name: "read", Data: []byte(read)}, {Name: "diags", Data: dumpDiags(diags.Sorted())},
			}}
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := txtar.Format(ar); !bytes.Equal(txtar.Format(got), want) {
				t.Errorf("got\n%s\nwant\n%s", txtar.Format(got), want)
			}
		})
	}
}

func dumpDiags(ds []diag.Diagnostic) []byte {
	var b bytes.Buffer
	for _, d := range ds {
		p := d.Span.File.Position(d.Span.Start)
		fmt.Fprintf(&b, "%d:%d %q %s %s：%s\n", p.Line, p.Column, d.Span.Text(), d.Severity, d.Code, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "    = %s\n", d.Hint)
		}
		for _, r := range d.Related {
			p := r.Span.File.Position(r.Span.Start)
			fmt.Fprintf(&b, "    %d:%d %q %s\n", p.Line, p.Column, r.Span.Text(), r.Message)
		}
	}
	return b.Bytes()
}
