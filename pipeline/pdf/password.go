package pdf

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Encryption protects a file with passwords: AES with 256 bits, revision 6 of
// the standard security handler (ISO 32000-2 §7.6.4). Its strength is that of
// the passwords.
type Encryption struct {
	User  string      // opens the file; empty lets everybody open it
	Owner string      // opens it with all rights; never empty, never User
	Allow Permissions // to who opens it as user
}

// Permissions are what readers let a user do (ISO 32000-2 table 22); the zero
// value is to read only. Readers keep them of their own will: who can open a
// file can copy it. Text can always be taken out for accessibility, as ISO
// 14289-1 7.16 asks.
type Permissions struct {
	Print     bool // perhaps only in a poor quality
	PrintHigh bool // in full quality; includes Print
	Copy      bool // take out text and graphics
	Modify    bool // change contents, other than by the three below
	Annotate  bool // add annotations, fill in forms
	FillForms bool // fill in forms, even without Annotate
	Assemble  bool // insert, delete and turn pages, even without Modify
}

// bits is the value of P. Bit n of the standard is 1<<(n-1) here: 7, 8 and all
// from 13 on are reserved and set, 1 and 2 reserved and clear, and 10 allows
// the extraction for accessibility.
func (p Permissions) bits() uint32 {
	b := uint32(0xFFFFF0C0 | 1<<9)
	for _, r := range []struct {
		on  bool
		bit int
	}{
		{p.Print || p.PrintHigh, 3}, {p.Modify, 4}, {p.Copy, 5}, {p.Annotate, 6},
		{p.FillForms, 9}, {p.Assemble, 11}, {p.PrintHigh, 12},
	} {
		if r.on {
			b |= 1 << (r.bit - 1)
		}
	}
	return b
}

// PasswordError says why a password cannot be used. It does not hold the
// password nor any character of it, so that it can be shown and logged.
type PasswordError struct {
	Owner bool // the fault is in the owner password
	Fault PasswordFault
	At    int // which character, from 1; 0 where no single one is at fault
}

// PasswordFault is the kind of a PasswordError.
type PasswordFault int

// The faults of passwords.
const (
	PasswordEncoding  PasswordFault = iota + 1 // not UTF-8
	PasswordLong                               // more than MaxPassword bytes
	PasswordVariant                            // a character with a plainer form, such as a full-width letter
	PasswordCharacter                          // a character that not all programs read alike
	PasswordMissing                            // no owner password
	PasswordsEqual                             // the user could do all that the owner can
)

// MaxPassword is the length of a password in bytes of UTF-8 that readers heed
// (ISO 32000-2, Algorithm 2.A).
const MaxPassword = 127

func (e *PasswordError) Error() string {
	who := "user password"
	if e.Owner {
		who = "owner password"
	}
	switch e.Fault {
	case PasswordEncoding:
		return who + " is not UTF-8"
	case PasswordLong:
		return fmt.Sprintf("%s is longer than %d bytes", who, MaxPassword)
	case PasswordVariant:
		return fmt.Sprintf("%s: character %d is a variant of another, such as a full-width letter", who, e.At)
	case PasswordCharacter:
		return fmt.Sprintf("%s: character %d is not read alike by all programs", who, e.At)
	case PasswordMissing:
		return who + " is missing"
	case PasswordsEqual:
		return who + " is the same as the user password"
	}
	return who + " is unfit"
}

// steady are the characters a password may hold. The standard has passwords
// pass through SASLprep (RFC 4013), which knows Unicode 3.2 and forbids what
// came later, but many readers do not do it. In these ranges it makes no
// difference: all are assigned since 3.2, and there are no controls, marks,
// spaces but U+0020, private characters or letters written from right to left.
var steady = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0020, Hi: 0x007E, Stride: 1},
		{Lo: 0x00A1, Hi: 0x00AC, Stride: 1}, // Latin, without the soft hyphen
		{Lo: 0x00AE, Hi: 0x017F, Stride: 1},
		{Lo: 0x0401, Hi: 0x0401, Stride: 1}, // Russian
		{Lo: 0x0410, Hi: 0x044F, Stride: 1},
		{Lo: 0x0451, Hi: 0x0451, Stride: 1},
		{Lo: 0x2014, Hi: 0x2014, Stride: 1}, // dash and quotes
		{Lo: 0x2018, Hi: 0x201D, Stride: 1},
		{Lo: 0x3001, Hi: 0x3003, Stride: 1}, // marks
		{Lo: 0x3005, Hi: 0x3011, Stride: 1},
		{Lo: 0x3041, Hi: 0x3096, Stride: 1}, // kana
		{Lo: 0x30A1, Hi: 0x30FE, Stride: 1},
		{Lo: 0x3105, Hi: 0x312C, Stride: 1}, // bopomofo
		{Lo: 0x3400, Hi: 0x4DB5, Stride: 1}, // Han, extension A
		{Lo: 0x4E00, Hi: 0x9FA5, Stride: 1}, // Han
		{Lo: 0xA000, Hi: 0xA48C, Stride: 1}, // Yi
		{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1}, // Hangul
	},
	R32:         []unicode.Range32{{Lo: 0x20000, Hi: 0x2A6D6, Stride: 1}}, // Han, extension B
	LatinOffset: 2,
}

// Check looks at the passwords alone, so that a caller can refuse them before
// any work is done. The error is a *PasswordError.
func (e Encryption) Check() error {
	for _, owner := range []bool{false, true} {
		p := e.User
		if owner {
			p = e.Owner
		}
		if fault, at := passwordFault(p); fault != 0 {
			return &PasswordError{Owner: owner, Fault: fault, At: at}
		}
	}
	switch e.Owner {
	case "": // would give all rights to everybody
		return &PasswordError{Owner: true, Fault: PasswordMissing}
	case e.User:
		return &PasswordError{Owner: true, Fault: PasswordsEqual}
	}
	return nil
}

// passwordFault gives the first fault of a password by itself, or 0.
func passwordFault(p string) (fault PasswordFault, at int) {
	switch {
	case len(p) > MaxPassword:
		return PasswordLong, 0
	case !utf8.ValidString(p):
		return PasswordEncoding, 0
	}
	for _, r := range p {
		// One at a time will do: nothing in steady combines with its neighbours.
		if at++; !norm.NFKC.IsNormalString(string(r)) {
			return PasswordVariant, at
		}
		if !unicode.Is(steady, r) {
			return PasswordCharacter, at
		}
	}
	return 0, 0
}
