package docxcheck

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// allowed are the fonts of the good document.
var allowed = []string{"仿宋", "宋体", "小标宋"}

// entry is a part that is to be written, with what may be wrong with its entry.
type entry struct {
	name   string
	data   string
	method uint16
	later  time.Duration
}

// good are the parts of a document without a fault.
func good(t *testing.T) (parts []entry) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		parts = append(parts, entry{name: f.Name, data: string(f.Data), method: zip.Deflate})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return append(parts, entry{name: "word/media/image1.png", data: b.String(), method: zip.Store})
}

// faults packs parts and checks the file.
func faults(t *testing.T, parts []entry, allowed []string) []Fault {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(12, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 1) })
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: p.method, Modified: time.Date(2026, 8, 7, 0, 0, 0, 0, time.UTC).Add(p.later)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return Check(bytes.NewReader(b.Bytes()), int64(b.Len()), allowed)
}

func TestAGoodFileHasNoFaults(t *testing.T) {
	for _, fonts := range [][]string{allowed, nil} {
		for _, f := range faults(t, good(t), fonts) {
			t.Error(f)
		}
	}
}

// expect wants a fault of a rule that says what is in want.
func expect(t *testing.T, got []Fault, rule, want string) {
	t.Helper()
	if !slices.ContainsFunc(got, func(f Fault) bool { return f.Rule == rule && strings.Contains(f.String(), want) }) {
		t.Errorf("no fault of %s says %q among %q", rule, want, got)
	}
}

// TestSeededFaultsAreFound spoils one place of the good document at a time.
func TestSeededFaultsAreFound(t *testing.T) {
	proven := map[string]bool{}
	for k, seed := range seeds {
		t.Run(fmt.Sprintf("%02d %s %s", k, seed.rule, seed.want), func(t *testing.T) {
			parts := good(t)
			n := slices.IndexFunc(parts, func(p entry) bool { return p.name == seed.part })
			if n < 0 || !strings.Contains(parts[n].data, seed.from) {
				t.Fatalf("%s does not have %q", seed.part, seed.from)
			}
			parts[n].data = strings.Replace(parts[n].data, seed.from, seed.to, 1)
			expect(t, faults(t, parts, allowed), seed.rule, seed.want)
		})
		proven[seed.rule] = true
	}
	for _, rule := range rules {
		if rule.name != "packing" && !proven[rule.name] {
			t.Errorf("no seed proves %s", rule.name)
		}
	}
}

// TestFaultsOfPackingAreFound spoils the zip file, not its parts.
func TestFaultsOfPackingAreFound(t *testing.T) {
	another := entry{name: "word/Media/image1.png", method: zip.Store}
	for _, test := range []struct {
		rule, want string
		spoil      func([]entry) []entry
	}{
		{"packing", "must be the first", func(p []entry) []entry { p[0], p[1] = p[1], p[0]; return p }},
		{"packing", "there are two", func(p []entry) []entry { return append(p, another) }},
		{"packing", "there are two", func(p []entry) []entry { return append(p, p[3]) }},
		{"packing", "its time is", func(p []entry) []entry { p[4].later = time.Hour; return p }},
		{"packing", "no plain name", func(p []entry) []entry { return append(p, entry{name: `word\x.xml`, data: "<x/>"}) }},
		{"packing", "no plain name", func(p []entry) []entry { return append(p, entry{name: "word/./x.xml", data: "<x/>"}) }},
		{"packing", "neither stored nor deflated", func(p []entry) []entry { p[2].method = 12; return p }},
		{"types", "is not declared", func(p []entry) []entry { return append(p, entry{name: "word/media/a.jpeg"}) }},
		{"relations", "no relation leads to it", func(p []entry) []entry { return append(p, entry{name: "word/media/a.png"}) }},
		{"relations", "is for word/none.xml", func(p []entry) []entry {
			return append(p, entry{name: "word/_rels/none.xml.rels", data: "<Relationships/>"})
		}},
		{"relations", "which is not there", func(p []entry) []entry { return p[:len(p)-1] }},
		{"file", "has no", func(p []entry) []entry { return p[:2] }},
	} {
		t.Run(test.rule+" "+test.want, func(t *testing.T) {
			expect(t, faults(t, test.spoil(good(t)), allowed), test.rule, test.want)
		})
	}
	expect(t, Check(strings.NewReader("no zip"), 6, nil), "file", "not a valid zip")
}
