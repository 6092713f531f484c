package signature

import (
	"bytes"
	"slices"
	"testing"
	"time"
)

func BenchmarkVerify(b *testing.B) {
	files := testdata(b)
	for _, v := range vectors() {
		if v.want != nil || v.at != "" {
			continue
		}
		keys, _ := readKeys(v.keys, files[v.keys])
		text, sig := []byte(files["text"]), []byte(files[v.name+".sig"])
		b.Run(v.name+" "+v.keys, func(b *testing.B) {
			for b.Loop() {
				if _, err := Verify(text, sig, keys, time.Time{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The dearest file of keys: the longest RSA, and as many signatures that
// name it as are looked at, none of which holds.
func BenchmarkReadPGPAtWorst(b *testing.B) {
	n := maxPGPBits
	body := append([]byte{4, 0, 0, 0, 1, algoRSA, byte(n >> 8), byte(n)}, bytes.Repeat([]byte{0xFF}, n/8)...)
	body = append(body, 0, 24, 0xFF, 0xFF, 0xFF)
	key := append([]byte{0xC6, 255, 0, 0, byte(len(body) >> 8), byte(len(body))}, body...)
	read, _, err := parseKey(raw{tagPublicKey, key, body})
	if err != nil {
		b.Fatal(err)
	}
	sig := append([]byte{4, 0x1F, algoRSA, 10, 0, 6}, made()...)
	sig = append(append(append(sig, 0, 23, 22, 33, 4), read.Fingerprint...), 0, 0)
	sig = append(append(sig, byte(n>>8), byte(n)), bytes.Repeat([]byte{0xFE}, n/8)...)
	sig = append([]byte{0xC2, 255, 0, 0, byte(len(sig) >> 8), byte(len(sig))}, sig...)
	file := armored(publicKeyBlock, slices.Concat(key, bytes.Repeat(sig, maxChecks)))
	for b.Loop() {
		if keys, faults := ReadPGP(file); len(keys) != 0 || len(faults) != 1 || faults[0].Kind != NoSelfSignature {
			b.Fatal(len(keys), faults)
		}
	}
	b.ReportMetric(float64(len(file)), "bytes")
}

func BenchmarkReadSSH(b *testing.B) {
	data := []byte(testdata(b)["rsa.pub"])
	for b.Loop() {
		ReadSSH(data)
	}
}
