package cjk

// Level is how strictly line starts and ends are guarded (clreq, prohibition rules; GB/T
// 15834 5.1.1–5.1.9). The zero value is GB.
type Level int8

// The levels. Basic is clreq's recommendation; GB also keeps / from line ends;
// Strict also keeps —— from line starts.
const (
	GB Level = iota
	None
	Basic
	Strict
)

// NoStart tells whether r must not start a line. A — is judged as half of a
// dash; a single one is a connector, which never starts a line (NoStart('～')).
// …… starts no line at any level but None, save after another ……, which the
// caller sees.
func NoStart(r rune, l Level) bool {
	if l == None {
		return false
	}
	switch ClassOf(r) {
	case Closer, Mid, Stop, Connector, Interpunct, Solidus, Postfix, Ellipsis, Combining:
		return true
	case Dash:
		return l == Strict
	}
	switch r {
	case ')', ']', '}', ',', '.', ':', ';', '!', '?', 0x3005:
		return true
	}
	return false
}

// NoEnd tells whether r must not end a line.
func NoEnd(r rune, l Level) bool {
	if l == None {
		return false
	}
	switch ClassOf(r) {
	case Opener, Prefix:
		return true
	case Solidus:
		return l != Basic
	}
	return r == '(' || r == '[' || r == '{'
}
