package pdf

import (
	"crypto/aes"
	modes "crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// extensionAES256 is the catalog entry by which a file of version 1.7 says
// that it uses this revision, which came with extension level 8 to it.
const extensionAES256 = "/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>"

// cipher encrypts the streams of a file. It never changes, and may be used by
// several workers.
type cipher struct {
	block modes.Block // AES with the file encryption key
	ivKey []byte
	bits  uint32 // P
	user  entries
	owner entries
	perms []byte
}

// entries are what the encryption dictionary holds for one password.
type entries struct {
	check []byte // U or O: 32 bytes of hash, validation salt, key salt
	key   []byte // UE or OE: the file encryption key under the password
}

// newCipher makes the cipher of a file. The seed, of 16 bytes or more, is a
// hash of all that the file says; it need not be secret, but a file with other
// contents should have another. Passwords that are unfit give a *PasswordError.
func newCipher(e Encryption, seed []byte) (*cipher, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	s, err := deriveSecrets(e, seed)
	if err != nil {
		return nil, err
	}
	return s.cipher(e)
}

// cipher computes the entries of the encryption dictionary: U and UE by
// Algorithm 8 of ISO 32000-2 §7.6.4.4, O and OE by Algorithm 9, where U stands
// in the hash as well, and Perms by Algorithm 10.
func (s *secrets) cipher(e Encryption) (*cipher, error) {
	block, err := aes.NewCipher(s.fileKey)
	if err != nil {
		return nil, err
	}
	c := &cipher{block: block, ivKey: s.ivKey, bits: e.Allow.bits()}
	if c.user, err = s.entries(e.User, s.salts[:16], nil); err != nil {
		return nil, err
	}
	if c.owner, err = s.entries(e.Owner, s.salts[16:], c.user.check); err != nil {
		return nil, err
	}
	p := binary.LittleEndian.AppendUint32(nil, c.bits)
	p = append(p, "\xFF\xFF\xFF\xFFTadb"...) // T: the metadata are encrypted too
	c.perms = append(p, s.filler...)
	block.Encrypt(c.perms, c.perms)
	return c, nil
}

// entries computes the entries for one password and its two salts of 8 bytes.
func (s *secrets) entries(password string, salts, user []byte) (e entries, err error) {
	validation, key := salts[:8], salts[8:]
	e.check = append(slowHash([]byte(password), validation, user), salts...)
	block, err := aes.NewCipher(slowHash([]byte(password), key, user))
	if err != nil {
		return e, err
	}
	e.key = make([]byte, len(s.fileKey))
	var zero [aes.BlockSize]byte // this IV is the standard's; what it encrypts is random
	modes.NewCBCEncrypter(block, zero[:]).CryptBlocks(e.key, s.fileKey)
	return e, nil
}

// dictionary is the encryption dictionary (ISO 32000-2 tables 20, 21 and 25).
// It must stand outside object streams, for its strings are what opens them.
func (c *cipher) dictionary() (o object) {
	o.open()
	o.name("Filter", "Standard")
	o.int("V", 5)
	o.int("R", 6)
	o.int("Length", 256)
	o.int("P", int(int32(c.bits))) // signed, as other writers have it
	for _, s := range []struct {
		key   string
		value []byte
	}{
		{"U", c.user.check}, {"UE", c.user.key}, {"O", c.owner.check}, {"OE", c.owner.key}, {"Perms", c.perms},
	} {
		o.key(s.key)
		o.b = appendBytes(o.b, string(s.value))
	}
	o.raw("/CF<</StdCF<</Type/CryptFilter/CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>")
	o.raw("/StmF/StdCF/StrF/StdCF/EncryptMetadata true")
	o.close()
	return o
}

// stream is the data of stream object number as they stand in the file: an
// initialization vector, then the data padded to whole blocks, in CBC mode
// (ISO 32000-2, Algorithm 1.A). It is 17 to 32 bytes longer; data is not changed.
//
// The vector is a keyed hash of the number and the data. So it is as good as a
// random one to who has no key, and two streams that begin alike show nothing
// of it, even if a caller gave two files one seed.
func (c *cipher) stream(number ref, data []byte) []byte {
	pad := aes.BlockSize - len(data)%aes.BlockSize
	out := make([]byte, aes.BlockSize+len(data)+pad)
	iv, text := out[:aes.BlockSize], out[aes.BlockSize:]
	for i := copy(text, data); i < len(text); i++ {
		text[i] = byte(pad)
	}
	h := hmac.New(sha256.New, c.ivKey)
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(number)))
	h.Write(data)
	copy(iv, h.Sum(nil))
	modes.NewCBCEncrypter(c.block, iv).CryptBlocks(text, text)
	return out
}
