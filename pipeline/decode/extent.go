package decode

import "gopkg.in/yaml.v3"

// yaml.v3 tells where a value begins but not where it ends. The functions here
// find the end in the text that was read, in one pass over the value.

// scalarEnd is the offset behind the scalar that begins at start and has been
// read as val.
func scalarEnd(work []byte, start int, style yaml.Style, val string) int {
	switch {
	case style&yaml.DoubleQuotedStyle != 0:
		for i := start + 1; i < len(work); i++ {
			switch work[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(work)
	case style&yaml.SingleQuotedStyle != 0:
		for i := start + 1; i < len(work); i++ {
			if work[i] != '\'' {
				continue
			}
			if i+1 == len(work) || work[i+1] != '\'' {
				return i + 1
			}
			i++
		}
		return len(work)
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		head := start
		for head < len(work) && work[head] != '\n' && work[head] != '\r' {
			head++
		}
		if end := follow(work, head, val); end > head {
			return end
		}
		return min(head, len(work))
	}
	return follow(work, start, val)
}

// follow walks work from i along val, taking any run of white space for any
// other (lines are folded and indented), and returns the offset behind the
// last character that is not space; i itself when val is blank or differs.
func follow(work []byte, i int, val string) int {
	end := i
	for j := 0; ; {
		for j < len(val) && isSpace(val[j]) {
			j++
		}
		if j == len(val) {
			return end
		}
		i = skipSpace(work, i)
		if i == len(work) || work[i] != val[j] {
			return end
		}
		i, j = i+1, j+1
		end = i
	}
}

// flowEnd is the offset behind the bracket that closes the flow collection
// begun at start, whose last child ends at end. A pair inside a flow sequence
// ([a: b]) has no bracket of its own.
func flowEnd(work []byte, start, end int) int {
	if work[start] != '{' && work[start] != '[' {
		return end
	}
	for i := max(end, start+1); i < len(work); i++ {
		switch work[i] {
		case '}', ']':
			return i + 1
		case '#':
			for i < len(work) && work[i] != '\n' {
				i++
			}
		}
	}
	return len(work)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func skipSpace(work []byte, i int) int {
	for i < len(work) && isSpace(work[i]) {
		i++
	}
	return i
}
