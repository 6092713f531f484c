package redline

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"kan/pipeline/cjk"
	"kan/pipeline/doc"
	"kan/pipeline/source"
)

// leaf is a piece of running text that holds no other: Text, Ruby, Code,
// NoteRef or Break, with the Styled and Link around it, the outermost first.
type leaf struct {
	inline doc.Inline
	path   []doc.Inline
}

// atom is what a comparison never takes apart: a Han character, a mark, a word,
// a number, a character with its reading, a note. It is text[from:] of a leaf,
// as long as its own text.
type atom struct {
	text string
	leaf int32
	from int32
	id   int32 // equal in both versions for what needs no mark
	kind atomKind
}

// atomKind says what an atom is worth between two changes (clean.go).
type atomKind int8

const (
	plain  atomKind = iota // a character
	word                   // of letters or digits, or a reading or a note
	mark                   // 、“”（） and other marks, spaces, line breaks
	clause                 // ，；： and other ends of clauses
	stop                   // 。？！
)

// atoms are running text, taken apart.
type atoms struct {
	leaves []leaf
	list   []atom
}

// read takes running text apart. ids are the numbers of atoms, shared by the two
// versions; notes gives those of notes, in their order.
func read(in []doc.Inline, ids map[string]int32, notes []int) *atoms {
	r := &reader{atoms: &atoms{}, ids: ids, notes: notes}
	r.inlines(in, nil, "")
	return r.atoms
}

// What tells atoms of one text apart in the keys of ids; none is UTF-8, and
// no atom ends so.
const (
	linkSign = "\xFF\x81"
	rubySign = "\xFF\x82"
	noteSign = "\xFF\x83"
)

type reader struct {
	*atoms
	ids   map[string]int32
	notes []int
}

func (r *reader) inlines(in []doc.Inline, path []doc.Inline, url string) {
	for _, i := range in {
		inner := path[:len(path):len(path)]
		switch i := i.(type) {
		case doc.Text:
			r.words(i.Text, leaf{i, path}, url)
		case *doc.Code:
			r.words(i.Text, leaf{i, path}, url)
		case *doc.Styled:
			r.inlines(i.Text, append(inner, i), url)
		case *doc.Link:
			r.inlines(i.Text, append(inner, i), linkSign+i.URL)
		case *doc.Ruby:
			r.whole(leaf{i, path}, atom{text: i.Base.Text, kind: word}, rubySign+i.Reading+url)
		case *doc.NoteRef:
			r.whole(leaf{i, path}, atom{kind: word}, noteSign+strconv.Itoa(r.notes[0]))
			r.notes = r.notes[1:]
		case doc.Break:
			r.whole(leaf{i, path}, atom{text: "\n", kind: mark}, "")
		default:
			panic(fmt.Sprintf("redline: unknown inline %T", i))
		}
	}
}

// whole adds a leaf that is one atom; more tells it from others of its text.
func (r *reader) whole(l leaf, a atom, more string) {
	r.leaves = append(r.leaves, l)
	a.leaf = int32(len(r.leaves) - 1)
	r.add(a, more)
}

// words adds a leaf of any text.
func (r *reader) words(text string, l leaf, url string) {
	r.leaves = append(r.leaves, l)
	for from := 0; from < len(text); {
		n, kind := first(text[from:])
		r.add(atom{text: text[from : from+n], leaf: int32(len(r.leaves) - 1), from: int32(from), kind: kind}, url)
		from += n
	}
}

func (r *reader) add(a atom, more string) {
	key := a.text + more
	id, ok := r.ids[key]
	if !ok {
		id = int32(len(r.ids))
		r.ids[key] = id
	}
	a.id = id
	r.list = append(r.list, a)
}

// hanDigits are the characters of numbers in words. Alone they are as often part
// of another word.
const hanDigits = "〇零一二两三四五六七八九十百千万亿"

// first is the length and kind of the first atom of a text.
func first(text string) (n int, kind atomKind) {
	r, n := utf8.DecodeRuneInString(text)
	switch class := cjk.ClassOf(r); class {
	case cjk.Letter, cjk.Digit:
		return western(text), word
	case cjk.Dash, cjk.Ellipsis:
		return n + while(text[n:], func(s rune) bool { return s == r }), clause
	case cjk.Stop:
		kind = stop
	case cjk.Mid:
		if kind = clause; r == '、' {
			kind = mark
		}
	case cjk.Han:
		if more := while(text[n:], isHanDigit); isHanDigit(r) && more > 0 {
			return n + more, word
		}
	case cjk.Wide:
	default:
		kind = mark
	}
	// Selectors and accents belong to the character before them.
	return n + while(text[n:], func(s rune) bool { return cjk.ClassOf(s) == cjk.Combining }), kind
}

func isHanDigit(r rune) bool {
	for _, d := range hanDigits {
		if r == d {
			return true
		}
	}
	return false
}

// while is how many bytes at the head of a text are characters that belong.
func while(text string, belongs func(rune) bool) int {
	for k, r := range text {
		if !belongs(r) {
			return k
		}
	}
	return len(text)
}

// western is the length of a word or number at the head of a text: letters,
// digits and accents, marks between two digits, and the sign behind a number:
// 5,600 3.5% COVID-19 9:30.
func western(text string) (n int) {
	digit := false
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		switch class := cjk.ClassOf(r); {
		case class == cjk.Letter, class == cjk.Combining:
			digit = false
		case class == cjk.Digit:
			digit = true
		case digit && class == cjk.Postfix:
			return n + size
		case digit && (r == '.' || r == ',' || r == ':') && n+size < len(text) && isDigit(text[n+size]):
			digit = false
		case (r == '-' || r == '\'') && n+size < len(text) && isASCIIWord(text[n+size]):
			digit = false
		default:
			return n
		}
		n += size
	}
	return n
}

func isDigit(b byte) bool     { return b >= '0' && b <= '9' }
func isASCIIWord(b byte) bool { return isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' }

// inlines puts atoms together again.
func (a *atoms) inlines(list []atom, note func(*doc.NoteRef) *doc.NoteRef) []doc.Inline {
	return a.join(list, 0, note)
}

// join puts atoms together that stand in the same elements down to a depth.
func (a *atoms) join(list []atom, depth int, note func(*doc.NoteRef) *doc.NoteRef) (out []doc.Inline) {
	for len(list) > 0 {
		l := a.leaves[list[0].leaf]
		if len(l.path) > depth {
			around := l.path[depth]
			n := 1
			for n < len(list) && len(a.leaves[list[n].leaf].path) > depth && a.leaves[list[n].leaf].path[depth] == around {
				n++
			}
			inner := a.join(list[:n], depth+1, note)
			switch s := around.(type) {
			case *doc.Styled:
				c := *s
				c.Text = inner
				out = append(out, &c)
			case *doc.Link:
				c := *s
				c.Text = inner
				out = append(out, &c)
			}
			list = list[n:]
			continue
		}
		n := 1
		for n < len(list) && list[n].leaf == list[0].leaf {
			n++
		}
		out = append(out, cut(l.inline, list[:n], note))
		list = list[n:]
	}
	return out
}

// cut is the part of a leaf that atoms side by side make.
func cut(i doc.Inline, list []atom, note func(*doc.NoteRef) *doc.NoteRef) doc.Inline {
	last := list[len(list)-1]
	from, to := int(list[0].from), int(last.from)+len(last.text)
	switch i := i.(type) {
	case doc.Text:
		return doc.Text{Text: i.Text[from:to], Span: narrow(i.Span, len(i.Text), from, to)}
	case *doc.Code:
		return &doc.Code{Text: i.Text[from:to], Span: narrow(i.Span, len(i.Text), from, to)}
	case *doc.NoteRef:
		return note(i)
	}
	return i
}

// narrow is the place of a part of a text; where the text is not the bytes of
// its place, that of the whole.
func narrow(at source.Span, size, from, to int) source.Span {
	if at.End-at.Start != size {
		return at
	}
	return source.Span{File: at.File, Start: at.Start + from, End: at.Start + to}
}
