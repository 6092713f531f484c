package signature

import (
	"bytes"
	"encoding/base64"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// unarmored is what is in the armor of a file in testdata.
func unarmored(t testing.TB, file string) []byte {
	t.Helper()
	b, _, err := readBlock([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return b.data
}

// A text that differs in one bit has no signature, and no bit of a signature
// can be changed so that it says something else. OpenPGP leaves some bits of a
// signature unsigned; those may change it, but not what it says.
func TestFlippedBits(t *testing.T) {
	const step = 7 // comes to every byte, and to each of the eight bits
	files := testdata(t)
	text := []byte(files["text"])
	for _, v := range vectors() {
		if v.want != nil || v.at != "" || v.name == "pgp-two" { // of two, one may be anything
			continue
		}
		keys, _ := readKeys(v.keys, files[v.keys])
		file := files[v.name+".sig"]
		good, err := Verify(text, []byte(file), keys, time.Time{})
		if err != nil {
			t.Fatalf("%s: %v", v.name, err)
		}
		for i := 0; i < 8*len(text); i += step {
			other := bytes.Clone(text)
			other[i/8] ^= 1 << (i % 8)
			if res, err := Verify(other, []byte(file), keys, time.Time{}); !errors.Is(err, ErrBad) && !errors.Is(err, ErrUnknownKey) {
				t.Fatalf("%s: bit %d of the text: %+v %v", v.name, i, res, err)
			}
		}
		data, label := unarmored(t, file), sshSignature
		if good.Kind == OpenPGP {
			label = pgpSignature
		}
		unsigned := 0
		for i := 0; i < 8*len(data); i += step {
			other := bytes.Clone(data)
			other[i/8] ^= 1 << (i % 8)
			if res, err := Verify(text, armored(label, other), keys, time.Time{}); err == nil {
				if unsigned++; good.Kind == SSH || res != good {
					t.Errorf("%s: bit %d: %+v", v.name, i, res)
				}
			}
		}
		if unsigned > 80/step { // the issuer that is not signed, and lengths in bits
			t.Errorf("%s: %d bits may be changed", v.name, unsigned)
		}
	}
}

// Signatures that are changed in their armor alone.
func TestArmor(t *testing.T) {
	files := testdata(t)
	for _, by := range []string{"ed25519.pub", "pgp-ed25519.asc"} {
		keys, _ := readKeys(by, files[by])
		name := by[:len(by)-4]
		file := files[name+".sig"]
		head, _, _ := strings.Cut(file, "\n")
		end := "-----END" + strings.TrimPrefix(head, "-----BEGIN")
		body := file[:len(file)-len(end)-1]
		none := strings.Replace(head, "SIGNATURE", "SIGNATURES", 1)
		for _, c := range []struct {
			name, in string
			want     error
		}{
			{"as made", file, nil},
			{"without the last line's end", strings.TrimSuffix(file, "\n"), nil},
			{"empty lines behind", file + "\n\r\n", nil},
			{"of Windows", strings.ReplaceAll(file, "\n", "\r\n"), nil},
			{"a space behind a line", body + end + " \n", nil},
			{"empty", "", ErrUnsigned},
			{"white space", " \r\n\t", ErrUnsigned},
			{"an empty line before", "\n" + file, ErrFormat},
			{"text before", "a\n" + file, ErrFormat},
			{"text behind", file + "a", ErrFormat},
			{"twice", file + file, ErrFormat},
			{"first line only", head, ErrFormat},
			{"without its last line", body, ErrFormat},
			{"half a last line", body + end[:len(end)-1] + "\n", ErrFormat},
			{"another last line", body + "-----END SIGNATURE-----\n", ErrFormat},
			{"nothing in it", head + "\n\n" + end + "\n", ErrFormat},
			{"something else in it", head + "\n\n" + base64.StdEncoding.EncodeToString([]byte("hello")) + "\n" + end + "\n", ErrFormat},
			{"not base64", body + "!\n" + end + "\n", ErrFormat},
			{"half an end of line", body[:len(body)-9] + "\r" + body[len(body)-9:] + end + "\n", ErrFormat},
			{"padding and more", body + "AAAA\n" + end + "\n", ErrFormat},
			{"long line", body + strings.Repeat("A", 2000) + "\n" + end + "\n", ErrFormat},
			{"armor of another thing", none + strings.TrimPrefix(strings.Replace(file, end, strings.Replace(none, "BEGIN", "END", 1), 1), head), ErrFormat},
			{"long name", "-----BEGIN " + strings.Repeat("A", 100) + "-----\n\n", ErrFormat},
			{"X.509", "-----BEGIN SIGNED MESSAGE-----\n\nAAAA\n-----END SIGNED MESSAGE-----\n", ErrUnsupported},
			{"message", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n", ErrFormat},
			{"large", file + strings.Repeat("\n", maxArmored), ErrFormat},
		} {
			_, err := Verify([]byte(files["text"]), []byte(c.in), keys, time.Time{})
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				t.Errorf("%s, %s: %v, want %v", name, c.name, err, c.want)
			}
		}
	}
}

// The last character before the padding has bits that are in no byte; they are
// zero, or there were several armors of one signature.
func TestBitsInNoByte(t *testing.T) {
	files := testdata(t)
	keys, _ := ReadSSH([]byte(files["ed25519.pub"]))
	file := []byte(files["ed25519.sig"])
	i := bytes.Index(file, []byte("=\n-----END"))
	if i < 0 {
		t.Fatal("no padding")
	}
	file[i-1]++
	if _, err := Verify([]byte(files["text"]), file, keys, time.Time{}); !errors.Is(err, ErrFormat) {
		t.Errorf("%v", err)
	}
}

// Every end that is cut off is missed, of signatures and of keys.
func TestCutOff(t *testing.T) {
	files := testdata(t)
	for _, v := range vectors() {
		if v.want != nil || v.at != "" {
			continue
		}
		keys, _ := readKeys(v.keys, files[v.keys])
		file := files[v.name+".sig"]
		for n := range len(file) - 1 {
			if res, err := Verify([]byte(files["text"]), []byte(file[:n]), keys, time.Time{}); err == nil {
				t.Fatalf("%s, %d bytes: %+v", v.name, n, res)
			}
		}
		data, label := unarmored(t, file), sshSignature
		if strings.HasPrefix(v.name, "pgp-") {
			label = pgpSignature
		}
		for n := range len(data) {
			if v.name == "pgp-two" && n > 0 { // the first of two is one
				if p, _, err := nextPacket(data); err == nil && n == len(p.whole) {
					continue
				}
			}
			if res, err := Verify([]byte(files["text"]), armored(label, data[:n]), keys, time.Time{}); err == nil {
				t.Fatalf("%s, %d bytes in the armor: %+v", v.name, n, res)
			}
		}
	}
	data := unarmored(t, files["pgp-subkey-revoked.asc"])
	for n := range data {
		if keys, faults := ReadPGP(armored(publicKeyBlock, data[:n])); len(keys) > 0 && len(faults) == 0 && !endsPacket(data, n) {
			t.Fatalf("%d bytes of a key are taken", n)
		}
	}
}

// endsPacket tells whether a packet ends before byte n.
func endsPacket(data []byte, n int) bool {
	for at := 0; at < n; {
		p, _, err := nextPacket(data[at:])
		if err != nil {
			return false
		}
		if at += len(p.whole); at == n {
			return true
		}
	}
	return false
}

// taken is how many bytes of memory f takes, with what it gives back.
func taken(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Ten megabytes of anything, and lengths that promise four gigabytes, take no
// memory to speak of.
func TestGarbageIsBounded(t *testing.T) {
	const mb = 1 << 20
	m := newMaker(t, 1)
	keys, _ := ReadPGP(armored(publicKeyBlock, m.self(asis)))
	six := []byte{6, 0, algoEd25519, 8, 0xFF, 0xFF, 0xFF, 0xF0, 5, 2, 1, 2, 3, 4}
	nested := []byte{4, 0x19, algoEd25519, 8, 0, 0, 0, 0, 1, 2, 3}
	for range 1500 { // a signature in a signature in a signature
		n := len(nested) + 1
		area := append(append(made(), 255, 0, 0, byte(n>>8), byte(n), 32), nested...)
		nested = append(append([]byte{4, 0x19, algoEd25519, 8, byte(len(area) >> 8), byte(len(area))}, area...), 0, 0, 1, 2, 3)
	}
	packet := func(tag byte, body []byte) []byte {
		n := len(body)
		return append([]byte{0xC0 | tag, 255, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, body...)
	}
	inputs := map[string][]byte{
		"zeros":          make([]byte, 10*mb),
		"lines":          bytes.Repeat([]byte("\n"), 10*mb),
		"hashes":         bytes.Repeat([]byte("#\n"), 5*mb),
		"one line":       bytes.Repeat([]byte("A"), 10*mb),
		"armor of 10 MB": armored(pgpSignature, make([]byte, 7*mb)),
		"SSH of 10 MB":   armored(sshSignature, make([]byte, 7*mb)),
		"begins":         bytes.Repeat([]byte("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"), 10*mb/40),
		"no header ends": append([]byte("-----BEGIN PGP SIGNATURE-----\n"), bytes.Repeat([]byte("a: b\n"), 2*mb)...),

		"version 6":           armored(pgpSignature, packet(2, six)),
		"version 6, a key":    armored(publicKeyBlock, packet(6, six)),
		"version 6, on a key": armored(publicKeyBlock, slices.Concat(m.self(asis), packet(2, six))),
		"nested":              armored(pgpSignature, packet(2, nested)),
		"nested, on a key":    armored(publicKeyBlock, slices.Concat(m.self(asis), packet(2, nested))),
		"length of 4 GB":      armored(pgpSignature, []byte{0xC2, 255, 255, 255, 255, 255, 4}),
		"small packets":       armored(publicKeyBlock, bytes.Repeat([]byte{0xCA, 0}, 300_000)),
		"small keys":          armored(publicKeyBlock, bytes.Repeat(packet(6, []byte{4, 0, 0, 0, 0, 1, 0, 1, 1}), 40_000)),
		"SSH of 4 GB":         armored(sshSignature, []byte("SSHSIG\x00\x00\x00\x01\xff\xff\xff\xff")),
	}
	for name, data := range inputs {
		for what, f := range map[string]func(){
			"Verify":  func() { Verify(data, data, keys, time.Time{}) },
			"ReadSSH": func() { ReadSSH(data) },
			"ReadPGP": func() { ReadPGP(data) },
		} {
			if n := taken(f); n > 32*mb {
				t.Errorf("%s of %s takes %d MB", what, name, n/mb)
			}
		}
	}
}

// A file can make the reader compute only so much; then it says nothing of
// its keys, for the rest may be a revocation.
func TestSelfSignaturesAreBounded(t *testing.T) {
	m := newMaker(t, 1)
	key := m.self(asis)
	user := key[len(m.cat(&m.primary.PublicKey)):]
	for n, want := range map[int]int{maxChecks: 1, maxChecks + 1: 0} {
		keys, faults := ReadPGP(armored(publicKeyBlock, append(bytes.Clone(key), bytes.Repeat(user, n-1)...)))
		if len(keys) != want || len(faults) != 1-want {
			t.Errorf("%d: %d keys, %v", n, len(keys), faults)
		}
	}
	var many [][]byte
	for n := range maxKeys + 9 {
		many = append(many, newMaker(t, byte(n)).self(asis))
	}
	keys, faults := ReadPGP(armored(publicKeyBlock, slices.Concat(many...)))
	if len(keys) != maxKeys || len(faults) == 0 || faults[0].Kind != TooLarge {
		t.Errorf("%d keys, %v", len(keys), faults)
	}
}
