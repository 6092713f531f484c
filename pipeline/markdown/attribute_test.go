package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"kan/pipeline/diag"
	"kan/pipeline/doc"
)

// written makes random text with attributes, emphasis, links and code inside
// one another: as it is typed, as shape shows it, and its Han characters.
func written(r *rand.Rand, depth int) (typed, shown, han string) {
	for range 1 + r.IntN(3) {
		inner, look, plain := "", "", ""
		kind := r.IntN(9)
		if depth > 0 {
			inner, look, plain = written(r, depth-1)
		}
		word := string(rune('一' + r.IntN(300)))
		switch {
		case kind == 0:
			typed, shown, han = typed+"["+word+"儿街]{ruby=\"ār jiē\"}", shown+word+"儿~ār街~jiē", han+word+"儿街"
		case kind == 1:
			typed, shown, han = typed+word+"`]{.dot}`", shown+word+"`]{.dot}`", han+word
		case kind == 2:
			typed, shown, han = typed+`\[`+word+`\]{x}`, shown+"["+word+"]{x}", han+word
		case kind <= 5 && inner != "":
			mark := [...]string{"{.着重}", "{ lang=en }", "{.nobr}"}[r.IntN(3)]
			typed, shown, han = typed+"["+inner+"]"+mark, shown+"{"+look+"}", han+plain
		case kind == 6 && inner != "" && !strings.Contains(look, "("):
			typed, shown, han = typed+"["+inner+"](http://a.cn)", shown+"("+look+")", han+plain
		default:
			typed, shown, han = typed+word, shown+word, han+word
		}
	}
	return typed, shown, han
}

func TestAttributesInsideOneAnother(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		typed, shown, han := written(r, 4)
		blocks, file, ds := parse("甲" + typed)
		if len(ds) > 0 || len(blocks) != 1 {
			t.Fatalf("%s\n%v", typed, ds)
		}
		if got := shape(blocks[0].(*doc.Paragraph).Text); got != "甲"+shown {
			t.Fatalf("%s\n got %s\nwant %s", typed, got, shown)
		}
		checkTree(t, blocks, file)
		if got := onlyHan(doc.Plain(blocks[0].(*doc.Paragraph).Text)); got != "甲"+han {
			t.Fatalf("%s\n got %s\nwant %s", typed, got, han)
		}
	}
}

// TestReferencesKeepTheirBrackets: a bracket is an attribute's only with
// braces right behind it, whether its text names a reference or not.
func TestReferencesKeepTheirBrackets(t *testing.T) {
	for in, want := range map[string]string{
		"[甲]": "[甲]", "[r]": "(r)", "[甲][r]": "(甲)", "[r][]": "(r)", "[r] {x}": "(r) {x}", "[r](http://a.cn){x}": "(r){x}",
		"[r]{.dot}": "{r}", "[甲]{.dot}": "{甲}", "[甲 [r]{.dot}": "[甲 {r}", "[[r]{.dot}][r]": "({r})", "[[r] 甲]{.dot}": "{(r) 甲}",
		"{甲}": "{甲}", "甲{": "甲{", "}": "}", "[甲]{": "[甲]{", "[甲]{乙": "[甲]{乙", "甲]{.dot": "甲]{.dot", "{ . }": "{ . }",
	} {
		blocks, _, ds := parse(in + "\n\n[r]: http://a.cn")
		if got := shape(blocks[0].(*doc.Paragraph).Text); got != want || len(ds) > 0 {
			t.Errorf("%s: %s, want %s; %v", in, got, want, ds)
		}
	}
}

func TestSuggestions(t *testing.T) {
	words := []string{"着重", "dot", "拼音", "ruby", "signature"}
	for in, want := range map[string]string{
		"着重号": "着重", "重点": "着重", "注音": "拼音", "dots": "dot", "Dot": "dot", "sign": "signature", "do": "", "下划线": "", "width": "", "": "",
	} {
		if got := suggest(in, words); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// TestHostileAttributes: what makes a reader slow is read in bounded time, and
// told once where it can be told.
func TestHostileAttributes(t *testing.T) {
	for name, in := range map[string]string{
		"braces":   strings.Repeat("{", maxBytes),
		"open":     strings.Repeat("[", maxMarks) + strings.Repeat("]{.dot", 20_000),
		"nested":   strings.Repeat("[", maxMarks) + "甲" + strings.Repeat("]{.dot}", maxMarks),
		"readings": "[" + strings.Repeat("甲", 60_000) + "]{拼音=a}",
		"divs":     strings.Repeat("::: 横排\n", maxDivs/2) + strings.Repeat("甲\n\n", 10_000) + strings.Repeat(":::\n", maxDivs/2),
	} {
		_, _, ds := parse(in)
		deep := 0
		for _, d := range ds {
			if d.Code == codeTooDeep {
				deep++
			}
			if d.Severity != diag.Error {
				t.Errorf("%s: %v", name, d)
			}
		}
		if deep > 1 {
			t.Errorf("%s: nesting is told %d times", name, deep)
		}
	}
}

func TestLanguageTags(t *testing.T) {
	for _, tag := range []string{"en", "fr", "yue", "en-GB", "es-419", "sr-Latn-RS", "de-1996", "sl-rozaj-biske", "en-a-bbb-x-a", "de-x-y", "ja-Latn-hepburn", "abcde"} {
		if _, f := readAttributes("lang=" + tag); f != nil {
			t.Errorf("%s: %s", tag, f.message)
		}
	}
	for _, tag := range []string{"zz-Hant-a", "en-x", "en-a-x-b", "en-a-b", "e", "1en", "en-GB-GB", "en-GB-Latn", "en--GB", "en-", "abcdefghi", "en-a-bb-c"} {
		if _, f := readAttributes("lang=" + tag); f == nil {
			t.Errorf("%s is taken", tag)
		}
	}
}
