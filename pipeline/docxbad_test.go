package pipeline_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kan/fonts"
	"kan/pipeline"
	"kan/pipeline/diag"
	"kan/templates"
)

// badInputs are bodies, and titles as YAML has them, that are made to hurt.
// Those with a complaint make no file; those without make one that is sound.
var badInputs = map[string]struct{ title, body, complaint string }{
	"a control character":            {"标题", "正\x01文\n", ""},
	"a terminal's escape":            {"标题", "正\x1b[31m文\n", ""},
	"a character that XML has not":   {"标题", "正\ufffe文\n", "font/missing-glyph"},
	"a control character in a title": {`"标\x01题"`, "正文。\n", "report/bad-text"},
	"no character in a title":        {`"标\ufffe题"`, "正文。\n", "font/missing-glyph"},
	"half a pair in the title":       {`"标\ud800题"`, "正文。\n", "yaml/syntax"},
	"both halves in the title":       {`"标\ud842\udfb7题"`, "正文。\n", "yaml/syntax"},
	"half a pair as bytes":           {"标题", "正\xed\xa0\x80文\n", "report/encoding"},
	"markup":                         {"<w:p> & ]]>", "]]\\> \\<w:p/> &amp; &lt; \\&#0;\n", ""},
	"an XML declaration":             {"标题", "\\<?xml version=\"1.0\"?>\\<!DOCTYPE x [\\<!ENTITY a \"b\">]>\n", ""},
	"a list that begins far up":      {"标题", "999999999. 一\n2. 二\n", ""},
	"lists that are nested":          {"标题", deepList(12), ""},
	"a table of 64 columns":          {"标题", row("甲", 64) + row("---", 64) + row("乙", 64), ""},
	"a table of 10,000 rows":         {"标题", row("甲", 2) + row("---", 2) + strings.Repeat(row("乙", 2), 9_998), "markdown/too-complex"},
	"a table of 6,600 rows":          {"标题", row("甲", 2) + row("---", 2) + strings.Repeat(row("乙", 2), 6_600), ""},
	"a cell that reaches 6,600 down": {"标题", row("甲", 2) + row("---", 2) + row("乙", 2) + strings.Repeat("| ^ | 丙 |\n", 6_600), ""},
	"addresses that are hardly any":  {"标题", "[一](https://yunzhou.example/%zz)[二](<https://yunzhou.example/\"x>)[三](https://云州.example/路?问=“答”)[四](mailto:a@b@c)\n", ""},
	"a word of 50,000 letters":       {"标题", strings.Repeat("w", 50_000) + "\n", ""},
	"900 notes":                      {"标题", many(900), ""},
	"a picture of 20 MB and more":    {"标题", "![图](../../images/over.png)\n", "image/too-large"},
	"a picture of almost 20 MB":      {"标题", "![图](../../images/under.png)\n\n![图](../../images/under.png)\n", ""},
	"a picture that breaks off":      {"标题", "![图](../../images/half.png)\n", "image/broken"},
}

func row(cell string, columns int) string { return strings.Repeat("| "+cell+" ", columns) + "|\n" }

func deepList(depth int) (s string) {
	for k := range depth {
		s += strings.Repeat("   ", k) + "1. 第" + fmt.Sprint(k) + "层\n"
	}
	return s
}

// many are so many notes in one paragraph.
func many(n int) string {
	var text, notes strings.Builder
	for k := range n {
		fmt.Fprintf(&text, "字[^%d]", k)
		fmt.Fprintf(&notes, "[^%d]: 注%d\n", k, k)
	}
	return text.String() + "\n\n" + notes.String()
}

// noise is a PNG that cannot be made smaller, of about so many megabytes.
func noise(t *testing.T, megabytes int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 4096, megabytes<<20/4096))
	random := rand.NewChaCha8([32]byte{})
	_, _ = random.Read(m.Pix) // never fails
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBadInputGivesASoundFileOrOneError takes hostile reports through the whole
// program, in bounded time and memory.
func TestBadInputGivesASoundFileOrOneError(t *testing.T) {
	under, over := noise(t, 19), noise(t, 21)
	for what, input := range badInputs {
		t.Run(what, func(t *testing.T) {
			head := strings.Replace(strings.Replace(reportHead, "title: %s", "title: "+input.title, 1), "%s", "2026-0001", 1)
			repo := repository([]string{head + input.body})
			for name, data := range map[string][]byte{"under": under, "over": over, "half": under[:1<<20]} {
				repo["content/images/"+name+".png"] = &fstest.MapFile{Data: data}
			}
			begun := time.Now()
			heap := peak(func() { attempt(t, repo, input.complaint) })
			if took := time.Since(begun); took > 5*time.Second || heap > 1<<30 {
				t.Errorf("it took %v and %d MB", took, heap>>20)
			} else {
				t.Logf("%v, %d MB", took.Round(time.Millisecond), heap>>20)
			}
		})
	}
}

// attempt builds the only issue of a repository and wants a sound file, or one
// complaint of a code and no file.
func attempt(t *testing.T, repo fstest.MapFS, complaint string) {
	t.Helper()
	var diags diag.List
	c, err := pipeline.Load(pipeline.Input{Repo: repo, Fonts: fonts.Files, Templates: templates.Files}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	out := t.TempDir()
	if !diags.HasErrors() {
		if _, err := c.Build(t.Context(), c.Issues, out, pipeline.BuildOptions{Formats: []string{pipeline.DOCX}}, &diags); err != nil {
			t.Fatal(err)
		}
	}
	var codes []string
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error {
			codes = append(codes, string(d.Code))
			t.Logf("%s: %s", d.Code, d.Message)
		}
	}
	if got := strings.Join(codes, " "); got != complaint {
		t.Errorf("complaints %q, want %q", got, complaint)
	}
	files, err := filepath.Glob(filepath.Join(out, "*/*/*/*.docx"))
	if err != nil || len(files) > 1 || (len(files) == 1) != (len(codes) == 0) {
		t.Fatalf("files %q, error %v", files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, filepath.Base(name), data)
	}
}

// peak is the most memory that was in use while f ran.
func peak(f func()) (most uint64) {
	stop, done := make(chan bool), make(chan uint64)
	go func() {
		var most uint64
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	return <-done
}
