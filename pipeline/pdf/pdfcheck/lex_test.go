package pdfcheck

import (
	"fmt"
	"strings"
	"testing"
)

// show prints an object as the tests write it.
func show(o object) string {
	switch o := o.(type) {
	case nil:
		return "null"
	case name:
		return "/" + string(o)
	case str:
		return fmt.Sprintf("%q", string(o))
	case array:
		var parts []string
		for _, v := range o {
			parts = append(parts, show(v))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case dict:
		var parts []string
		for _, k := range o.keys() {
			parts = append(parts, "/"+string(k)+" "+show(o[k]))
		}
		return "<<" + strings.Join(parts, " ") + ">>"
	}
	return fmt.Sprint(o)
}

func TestLexer(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{" % a comment\n 1 % another", "1"},
		{"1 -2 +3 .5 -.25 4. 12.3456789", "1 -2 3 0.500000 -0.250000 4 12.345678"},
		{"99999999999999999999", "4611686018427.387904"},
		{"true false null q", "true false `null` `q`"},
		{"/A/B#20C /D#4 /", "/A /B C /D#4 /"},
		{"(a(b)c\\)\\(\\\\)", `"a(b)c)(\\"`},
		{"(\\n\\r\\t\\b\\f\\x\\101\\0011\\7)", `"\n\r\t\b\fxA\x011\a"`},
		{"(a\\\r\nb\\\nc\rd\r\ne)", `"abc\nd\ne"`},
		{"<48 65\n6C>", `"Hel"`},
		{"<486>", "error"},
		{"<4x>", "error"},
		{"<48", "error"},
		{"(a", "error"},
		{"(a\\", "error"},
		{"[1[2(x)]/N]T*", "[1 [2 \"x\"] /N] `T*`"},
		{"[1 2", "error"},
		{"[1 q]", "error"},
		{"<</A 1/B null/C<</D[]>>>>BDC", "<</A 1 /C <</D []>>>> `BDC`"},
		{"<</A>>", "error"},
		{"<<1 2>>", "error"},
		{"<</A 1", "error"},
		{")", "error"},
		{"]", "error"},
		{">", "error"},
		{"{", "error"},
		{strings.Repeat("[", 33) + strings.Repeat("]", 33), "error"},
		{"1 0 R", "1 0 `R`"},
		{"'\"", "`'\"`"},
	} {
		if got := lexAll(test.in); got != test.want {
			t.Errorf("%q gives %s, want %s", test.in, got, test.want)
		}
	}
}

func lexAll(in string) string {
	l := &lexer{b: []byte(in)}
	var parts []string
	for {
		o, op, err := l.next()
		switch {
		case err != nil:
			return "error"
		case op != "":
			parts = append(parts, "`"+string(op)+"`")
		case o != nil:
			parts = append(parts, show(o))
		default:
			return strings.Join(parts, " ")
		}
	}
}

func TestInlineImages(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{" /W 1/H 2 ID abEIc\nEI Q", "<</H 2 /W 1>> Q"},
		{" ID EI", "<<>> "},
		{"/W 1", "error"},
		{"1 2 ID x EI", "error"},
		{" ID x\nEI", "<<>> "},
	} {
		l := &lexer{b: []byte(test.in)}
		d, err := l.inlineImage()
		got := "error"
		if err == nil {
			_, op, _ := l.next()
			got = show(d) + " " + string(op)
		}
		if got != test.want {
			t.Errorf("%q gives %s, want %s", test.in, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct {
		in   string
		want number
		ok   bool
	}{
		{"0", 0, true}, {"-1.5", -1_500_000, true}, {"1.0000009", one, true}, {".", 0, false}, {"", 0, false}, {"+", 0, false},
		{"1e5", 0, false}, {"1.2.3", 0, false}, {"--1", 0, false}, {"-99999999999999999999999", -largest, true},
		{"4611686018427", 4611686018427 * one, true}, {"0." + strings.Repeat("9", 100), 999_999, true},
	} {
		got, ok := parseNumber(test.in)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("%s gives %d %v", test.in, got, ok)
		}
	}
}

func TestTextStrings(t *testing.T) {
	for _, text := range []string{"", "abc", "é€•", "中文", "\u00a0", "a\u2022b", "𠀀", "ﬁ"} {
		if got := encode(text).text(); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
	for in, want := range map[str]string{"\xFE\xFF\x4E\x2D": "中", "\xFE\xFF\x4E": "\uFFFD", "\xFE\xFF\xD8\x40": "\uFFFD", "\xEF\xBB\xBF中": "中", "\x9F": "\uFFFD", "\xE9": "é"} {
		if got := in.text(); got != want {
			t.Errorf("%q is %q, want %q", string(in), got, want)
		}
	}
	if got := encode("•é"); got != "\x80\xE9" {
		t.Errorf("PDFDocEncoding gives %q", string(got))
	}
}
