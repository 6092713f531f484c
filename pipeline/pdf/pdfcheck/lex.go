package pdfcheck

import (
	"bytes"
	"errors"
	"fmt"
)

// operator is a word that is neither an object nor a delimiter: an operator of
// a content stream, or a command of a CMap.
type operator string

// lexer reads the objects and operators of a content stream or a CMap (ISO
// 32000-1 §7.2, §7.3). Direct objects only; depth bounds how deep they nest.
type lexer struct {
	b     []byte
	at    int
	depth int
}

var errCut = errors.New("the stream ends within an object")

// maxNest bounds how deep objects in content streams lie in each other.
const maxNest = 32

// next gives an object or an operator; both are absent at the end. Null is an
// operator here, which no operator of content takes for an operand.
func (l *lexer) next() (o object, op operator, err error) {
	l.space()
	if l.at >= len(l.b) {
		return nil, "", nil
	}
	switch c := l.b[l.at]; {
	case c == '/':
		l.at++
		return l.name(), "", nil
	case c == '(':
		o, err = l.literal()
	case c == '<' && l.at+1 < len(l.b) && l.b[l.at+1] == '<':
		l.at += 2
		o, err = l.dict()
	case c == '<':
		o, err = l.hex()
	case c == '[':
		l.at++
		o, err = l.array()
	case isDelimiter(c):
		err = fmt.Errorf("%q at byte %d", c, l.at)
	default:
		o, op = l.word()
	}
	return o, op, err
}

func isSpace(c byte) bool { return bytes.IndexByte([]byte("\x00\t\n\f\r "), c) >= 0 }

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// space passes over white space and comments.
func (l *lexer) space() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// regular gives the regular characters that follow.
func (l *lexer) regular() []byte {
	from := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	return l.b[from:l.at]
}

func (l *lexer) word() (object, operator) {
	w := string(l.regular())
	switch w {
	case "true":
		return boolean(true), ""
	case "false":
		return boolean(false), ""
	}
	if n, ok := parseNumber(w); ok {
		return n, ""
	}
	return nil, operator(w)
}

// name reads a name behind its slash; #41 is A (§7.3.5).
func (l *lexer) name() name {
	raw := l.regular()
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	var b []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && hexDigit(raw[i+1]) >= 0 && hexDigit(raw[i+2]) >= 0 {
			b = append(b, byte(hexDigit(raw[i+1])<<4|hexDigit(raw[i+2])))
			i += 2
			continue
		}
		b = append(b, raw[i])
	}
	return name(b)
}

// array reads the rest of an array.
func (l *lexer) array() (object, error) {
	a := array{}
	err := l.nested("]", func(o object) error {
		a = append(a, o)
		return nil
	})
	return a, err
}

// dict reads the rest of a dictionary.
func (l *lexer) dict() (object, error) {
	d := dict{}
	var key name
	isKey := true
	err := l.nested(">>", func(o object) error {
		if isKey = !isKey; isKey {
			if o != nil {
				d[key] = o
			}
			return nil
		}
		var ok bool
		if key, ok = o.(name); !ok {
			return fmt.Errorf("a dictionary with a key that is no name before byte %d", l.at)
		}
		return nil
	})
	if err == nil && !isKey {
		err = fmt.Errorf("a dictionary with a key without value before byte %d", l.at)
	}
	return d, err
}

// nested reads objects up to an end.
func (l *lexer) nested(end string, each func(object) error) error {
	if l.depth++; l.depth > maxNest {
		return errors.New("objects lie too deep in each other")
	}
	defer func() { l.depth-- }()
	for {
		l.space()
		if l.at >= len(l.b) {
			return errCut
		}
		if bytes.HasPrefix(l.b[l.at:], []byte(end)) {
			l.at += len(end)
			return nil
		}
		o, op, err := l.next()
		if err == nil && op != "" && op != "null" {
			err = fmt.Errorf("the word %q in an object before byte %d", string(op), l.at)
		}
		if err == nil {
			err = each(o)
		}
		if err != nil {
			return err
		}
	}
}

// inlineImage reads what follows BI: the entries up to ID, and the data up to
// EI between white space (§8.9.7).
func (l *lexer) inlineImage() (dict, error) {
	d := dict{}
	for {
		o, op, err := l.next()
		if err != nil {
			return nil, err
		}
		if op == "ID" {
			break
		}
		key, ok := o.(name)
		if !ok {
			return nil, fmt.Errorf("an inline image with a key that is no name before byte %d", l.at)
		}
		if d[key], _, err = l.next(); err != nil {
			return nil, err
		}
	}
	for from := l.at + 1; from < len(l.b); {
		k := bytes.Index(l.b[from:], []byte("EI"))
		if k < 0 {
			break
		}
		at := from + k
		if isSpace(l.b[at-1]) && (at+2 == len(l.b) || isSpace(l.b[at+2])) {
			l.at = at + 2
			return d, nil
		}
		from = at + 2
	}
	return nil, errCut
}
