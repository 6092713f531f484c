package pdf

import (
	"bytes"
	"crypto/aes"
	modes "crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kan/pipeline/outside"
)

var testSeed = []byte("a hash of the document")

func newTestCipher(t testing.TB, e Encryption, seed []byte) *cipher {
	t.Helper()
	c, err := newCipher(e, seed)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sealed is the smallest file with a page, its contents encrypted by c.
func sealed(c *cipher, contents string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE5\x88\x8A\xFF\n")
	data := c.stream(4, []byte(contents))
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R" + extensionAES256 + ">>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(data), data),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		string(c.dictionary().b),
	}
	xref := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "%strailer\n<</Size %d/Root 1 0 R/Encrypt 6 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n", xref, len(objects)+1, start)
	return b.Bytes()
}

const sealedText = "BT /F 20 Tf 20 100 Td (Sealed) Tj ET"

// refused runs a program that must fail, and gives all it prints.
func refused(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(outside.Program(t, name), append(args, path)...).CombinedOutput()
	if err == nil {
		t.Errorf("%s %v opens the file", name, args)
	}
	return string(out)
}

// Both passwords open the file in three programs, and others do not.
func TestPasswordsOpenTheFile(t *testing.T) {
	long := strings.Repeat("长", 42) + "!"
	for _, e := range []Encryption{
		{User: "user", Owner: "owner"},
		{User: "", Owner: "owner"},
		{User: "政协会议 2026", Owner: "《提案》第三号"},
		{User: "𠀀㐀ñЖ", Owner: "(\\)<>&$ "},
		{User: long, Owner: long[:MaxPassword-1] + "?"},
	} {
		data := sealed(newTestCipher(t, e, testSeed), sealedText)
		for _, p := range []string{e.User, e.Owner} {
			run(t, data, "qpdf", "--password="+p, "--check", "%s")
			if got := run(t, data, "qpdf", "--password="+p, "--show-object=4", "--filtered-stream-data", "%s"); got != sealedText {
				t.Errorf("qpdf with %q: contents are %q", p, got)
			}
			plain := run(t, data, "qpdf", "--password="+p, "--decrypt", "--qdf", "%s", "-")
			if !strings.Contains(plain, "\n"+sealedText+"\n") || strings.Contains(plain, "/Encrypt") {
				t.Errorf("qpdf with %q decrypts to\n%s", p, plain)
			}
			wantText(t, "mutool", run(t, data, "mutool", "draw", "-q", "-N", "-p", p, "-F", "txt", "%s"), "Sealed")
		}
		if e.User == long {
			continue // poppler's programs take 32 bytes
		}
		wantText(t, "pdftotext -upw", run(t, data, "pdftotext", "-upw", e.User, "%s", "-"), "Sealed")
		wantText(t, "pdftotext -opw", run(t, data, "pdftotext", "-opw", e.Owner, "%s", "-"), "Sealed")
		if got := run(t, data, "pdfinfo", "-opw", e.Owner, "%s"); !strings.Contains(got, "algorithm:AES-256") {
			t.Errorf("pdfinfo says\n%s", got)
		}
		if e.User == "" {
			check(t, data)
			continue
		}
		for _, p := range []string{"", "Owner", e.User + "x", e.Owner + e.User} {
			if got := refused(t, data, "qpdf", "--password="+p, "--check"); !strings.Contains(got, "invalid password") {
				t.Errorf("qpdf with %q says\n%s", p, got)
			}
			if got := refused(t, data, "pdftotext", "-upw", p, "-opw", p); !strings.Contains(got, "Incorrect password") {
				t.Errorf("pdftotext with %q says\n%s", p, got)
			}
			if got := refused(t, data, "mutool", "draw", "-q", "-N", "-p", p, "-F", "txt"); !strings.Contains(got, "cannot authenticate password") {
				t.Errorf("mutool with %q says\n%s", p, got)
			}
		}
	}
}

func TestPermissionsShow(t *testing.T) {
	rights := []string{"extract for accessibility", "print low resolution", "print high resolution",
		"extract for any purpose", "modify other", "modify annotations", "modify forms", "modify document assembly"}
	for _, c := range []struct {
		allow Permissions
		p     int32
		want  string // names of rights besides that of accessibility
	}{
		{Permissions{}, -3392, ""},
		{Permissions{Print: true}, -3388, "print low resolution"},
		{Permissions{PrintHigh: true}, -1340, "print low resolution, print high resolution"},
		{Permissions{Copy: true}, -3376, "extract for any purpose"},
		{Permissions{Modify: true}, -3384, "modify other"},
		{Permissions{Annotate: true}, -3360, "modify annotations"},
		{Permissions{FillForms: true}, -3136, "modify forms"},
		{Permissions{Assemble: true}, -2368, "modify document assembly"},
		{Permissions{true, true, true, true, true, true, true}, -4, strings.Join(rights[1:], ", ")},
	} {
		data := sealed(newTestCipher(t, Encryption{"u", "o", c.allow}, testSeed), sealedText)
		got := run(t, data, "qpdf", "--password=u", "--show-encryption", "%s")
		want := map[string]bool{rights[0]: true}
		for w := range strings.SplitSeq(c.want, ", ") {
			want[w] = true
		}
		for _, r := range rights {
			if says := r + ": " + map[bool]string{true: "allowed", false: "not allowed"}[want[r]]; !strings.Contains(got, says+"\n") {
				t.Errorf("%+v: not %q in\n%s", c.allow, says, got)
			}
		}
		for _, says := range []string{"R = 6\n", fmt.Sprintf("P = %d\n", c.p), "Supplied password is user password",
			"stream encryption method: AESv3", "string encryption method: AESv3", "file encryption method: AESv3"} {
			if !strings.Contains(got, says) {
				t.Errorf("%+v: not %q in\n%s", c.allow, says, got)
			}
		}
		if got := run(t, data, "qpdf", "--password=o", "--show-encryption", "%s"); !strings.Contains(got, "Supplied password is owner password") {
			t.Errorf("with the owner password qpdf says\n%s", got)
		}
	}
}

// The salts are chosen so that the last rounds would come out otherwise if one
// were counted wrongly; that the hashes are right is qpdf's to say.
func TestSlowHash(t *testing.T) {
	for _, c := range []struct {
		salt uint64
		hash string // under "x"
	}{
		{0, "43fbebf601bac7289c221e14e4d48f309b339aaa8fd4c2eef95979e5033e757a"},    // 81 rounds; low enough at 63, too early
		{1, "2ab38a1a673efa1a27b9bf01a39d780d3a06592024470fe37469dfcc5f460d7d"},    // 67 rounds; at 64 too high by 1
		{169, "35cb188c05adecde8e63271fe159555d17818cbaf4c14fc1fad88b9dc4717009"},  // 64 rounds; 32 at the end
		{1026, "173feffafda7575e477cb19e1c1d543b127568d5ad6df3589d0b424740acbbe5"}, // 90 rounds; 58 at the end
		{479, "ce6f8f14668a92b0b6fdfdfa111d9f755ca516eb41ac5b62a7b411f470ce0e3c"},  // 97 rounds
	} {
		salt := binary.BigEndian.AppendUint64(nil, c.salt)
		if got := hex.EncodeToString(slowHash([]byte("x"), salt, nil)); got != c.hash {
			t.Errorf("salt %d gives %s, want %s", c.salt, got, c.hash)
		}
		e := Encryption{User: "x", Owner: "owner"}
		s, err := deriveSecrets(e, testSeed)
		if err != nil {
			t.Fatal(err)
		}
		copy(s.salts, salt)
		sealer, err := s.cipher(e)
		if err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(sealer.user.check[:32]); got != c.hash {
			t.Errorf("salt %d is not used", c.salt)
		}
		run(t, sealed(sealer, sealedText), "qpdf", "--password=x", "--check", "%s")
	}
}

// Equal input gives equal bytes, from any number of workers, today and later.
func TestEncryptionIsDeterministic(t *testing.T) {
	e := Encryption{User: "用户", Owner: "所有者", Allow: Permissions{Print: true}}
	want := sealed(newTestCipher(t, e, testSeed), sealedText)
	const pinned = "fcd6aa26298737c651a8bca502f28cdb509e686ce273b9d72312f9a590efe617"
	if got := fmt.Sprintf("%x", sha256.Sum256(want)); got != pinned {
		t.Errorf("file has hash %s, want %s", got, pinned)
	}
	c := newTestCipher(t, e, testSeed)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if !bytes.Equal(sealed(c, sealedText), want) {
					t.Error("two files of one content differ")
					return
				}
			}
		})
	}
	wg.Wait()
}

// Whatever differs in the input, nothing secret or random stays the same.
func TestInputChangesEverything(t *testing.T) {
	e := Encryption{User: "ab", Owner: "c"}
	seen := map[string]string{}
	for name, c := range map[string]*cipher{
		"first":       newTestCipher(t, e, testSeed),
		"seed":        newTestCipher(t, e, append(testSeed[:len(testSeed):len(testSeed)], 0)),
		"user":        newTestCipher(t, Encryption{User: "ab ", Owner: "c"}, testSeed),
		"owner":       newTestCipher(t, Encryption{User: "ab", Owner: "C"}, testSeed),
		"boundary":    newTestCipher(t, Encryption{User: "a", Owner: "bc"}, testSeed),
		"swapped":     newTestCipher(t, Encryption{User: "c", Owner: "ab"}, testSeed),
		"permissions": newTestCipher(t, Encryption{"ab", "c", Permissions{Copy: true}}, testSeed),
	} {
		key := make([]byte, 16)
		c.block.Encrypt(key, key) // stands for the file key
		data := c.stream(1, []byte("text"))
		for part, b := range map[string][]byte{
			"U": c.user.check[:32], "U salts": c.user.check[32:], "UE": c.user.key, "O": c.owner.check[:32], "O salts": c.owner.check[32:],
			"OE": c.owner.key, "Perms": c.perms, "key": key, "IV key": c.ivKey, "IV": data[:16], "text": data[16:],
		} {
			if before := seen[string(b)]; before != "" {
				t.Errorf("%s of %s is %s", part, name, before)
			}
			seen[string(b)] = part + " of " + name
		}
	}
}

func TestStreamsOfEveryLength(t *testing.T) {
	c := newTestCipher(t, Encryption{Owner: "o"}, testSeed)
	other := newTestCipher(t, Encryption{Owner: "p"}, testSeed)
	seen := map[string]bool{}
	for n := range 50 {
		plain := bytes.Repeat([]byte("a"), n)
		for number := ref(1); number < 3; number++ {
			got := c.stream(number, plain)
			if len(got) != 16+n+16-n%16 {
				t.Fatalf("%d bytes become %d", n, len(got))
			}
			// Were vectors alike, the first blocks of these streams would be too.
			for _, block := range [][]byte{got[:16], got[16:32]} {
				if seen[string(block)] {
					t.Errorf("%d bytes, object %d: a block has been there before", n, number)
				}
				seen[string(block)] = true
			}
			text := make([]byte, len(got)-16)
			modes.NewCBCDecrypter(c.block, got[:16]).CryptBlocks(text, got[16:])
			if pad := int(text[len(text)-1]); pad < 1 || pad > aes.BlockSize || !bytes.Equal(text, append(plain[:n:n], bytes.Repeat([]byte{byte(pad)}, pad)...)) {
				t.Errorf("%d bytes: decrypted to %q", n, text)
			}
			if bytes.Equal(other.stream(number, plain)[:16], got[:16]) {
				t.Errorf("%d bytes: the vector does not depend on the key", n)
			}
		}
		if string(plain) != strings.Repeat("a", n) {
			t.Fatal("the data were changed")
		}
		if n%16 < 2 {
			check(t, sealed(c, string(plain)))
		}
	}
}

func TestUnfitPasswords(t *testing.T) {
	ok := strings.Repeat("x", MaxPassword)
	type row struct {
		user, owner string
		want        PasswordError
	}
	rows := []row{
		{"", "", PasswordError{true, PasswordMissing, 0}},
		{"user", "", PasswordError{true, PasswordMissing, 0}},
		{"same", "same", PasswordError{true, PasswordsEqual, 0}},
		{ok + "x", "o", PasswordError{false, PasswordLong, 0}},
		{"u", strings.Repeat("长", 43), PasswordError{true, PasswordLong, 0}},
		{"", strings.Repeat("长", 42) + "a\t", PasswordError{true, PasswordLong, 0}}, // length first
		{"ab\xFF", "o", PasswordError{false, PasswordEncoding, 0}},
		{"u", "\xED\xA0\x80", PasswordError{true, PasswordEncoding, 0}}, // a surrogate
		{"a\u3000", "\t", PasswordError{false, PasswordVariant, 2}},     // the user's first
		{"u", "\t\uFF01", PasswordError{true, PasswordCharacter, 1}},    // the first character first
	}
	// Full-width letter and mark, two spaces, compatibility ideograph, ligature, superscript, ellipsis.
	for _, r := range "Ａ！\u3000\u00A0\uF900ﬁ²…" {
		rows = append(rows, row{"会议" + string(r), "o", PasswordError{false, PasswordVariant, 3}})
	}
	// Controls; accent, soft hyphen, no width, byte order mark, direction, variation selector; private,
	// replacement, right to left; Han of Unicode 4.1 and of extension C, a character of Unicode 6.1.
	for _, r := range "\x00\t\n\x7F\u0085\u0301\u00AD\u200B\uFEFF\u202E\U000E0100\uE000\uFFFD\u05D0\u9FA6\U0002A700\U0001F600" {
		rows = append(rows, row{"u", "e" + string(r) + "e", PasswordError{true, PasswordCharacter, 2}})
	}
	for _, c := range rows {
		e := Encryption{User: c.user, Owner: c.owner}
		_, err := newCipher(e, testSeed)
		var got *PasswordError
		if !errors.As(err, &got) {
			t.Errorf("%q, %q: error is %v", c.user, c.owner, err)
		} else if *got != c.want {
			t.Errorf("%q, %q: %+v, want %+v", c.user, c.owner, *got, c.want)
		}
	}
	for _, e := range []Encryption{{"", "o", Permissions{}}, {ok, "o", Permissions{}}, {"u", "政 协", Permissions{}}, {"O", "o", Permissions{}}} {
		if _, err := newCipher(e, testSeed); err != nil {
			t.Errorf("%q, %q: %v", e.User, e.Owner, err)
		}
	}
	if _, err := newCipher(Encryption{Owner: "o"}, testSeed[:15]); err == nil {
		t.Error("a short seed is taken")
	}
}

// What an error says can be logged.
func TestPasswordErrorsDoNotTellThePassword(t *testing.T) {
	said := map[string]bool{}
	for fault := PasswordEncoding; fault <= PasswordsEqual; fault++ {
		s := (&PasswordError{true, fault, 7}).Error()
		if !strings.HasPrefix(s, "owner password") || strings.Contains(s, "unfit") || said[s] {
			t.Errorf("fault %d: %q", fault, s)
		}
		said[s] = true
	}
	if err := (Encryption{User: "秘密\t", Owner: "o"}).Check(); strings.ContainsAny(err.Error(), "秘密\t") {
		t.Errorf("the error holds the password: %v", err)
	}
}

func BenchmarkNewCipher(b *testing.B) {
	for b.Loop() {
		newTestCipher(b, Encryption{User: "政协会议", Owner: "所有者的密码"}, testSeed)
	}
}

func BenchmarkEncryptStream(b *testing.B) {
	c := newTestCipher(b, Encryption{Owner: "o"}, testSeed)
	data := make([]byte, 1<<20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		c.stream(1, data)
	}
}
