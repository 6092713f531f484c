package pdfcheck

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// intent is the output intent of PDF/A.
type intent struct {
	space string // of its profile as ICC writes it, "RGB "; "" without profile
}

// checkIntents wants exactly one output intent of PDF/A with a profile (ISO
// 19005-2 6.2.3).
func (c *checker) checkIntents() {
	found := false
	for _, o := range c.array(c.root["OutputIntents"]) {
		d := c.dict(o)
		if c.name(d["S"]) != "GTS_PDFA1" {
			continue
		}
		if found {
			c.fault("intent/several", where(o, "file"), "there is more than one output intent of PDF/A")
			return
		}
		found = true
		c.wantType(where(o, "file"), d, "OutputIntent", false)
		c.checkProfile(where(o, "file"), d)
	}
	if !found {
		c.fault("intent/missing", "file", "there is no output intent of PDF/A")
	}
}

func (c *checker) checkProfile(at string, d dict) {
	if c.text(d["OutputConditionIdentifier"]) == "" {
		c.fault("intent/identifier", at, "the output intent has no OutputConditionIdentifier") // ISO 32000-1 table 365
	}
	s := c.stream(d["DestOutputProfile"])
	if s == nil {
		c.fault("intent/profile", at, "the output intent has no profile")
		return
	}
	p, ok := c.useProfile(where(d["DestOutputProfile"], at), s)
	if ok && p.class != "prtr" && p.class != "mntr" {
		c.fault("icc/class", at, "the profile is of the class %q, not of an output or a display", p.class)
	}
	c.intent.space = p.space
}

// useProfile reads a profile and compares it with its dictionary; ok is false
// when it cannot be used, or was checked before.
func (c *checker) useProfile(at string, s *stream) (p profile, ok bool) {
	if p, ok := c.profiles[s]; ok {
		return p, false // told already
	}
	p, err := parseICC(s.data)
	c.profiles[s] = p
	if err != nil {
		c.fault("icc/header", at, "the profile cannot be used: %v", err)
		return p, false
	}
	if n, _ := c.int(s.dict["N"]); n != p.components() {
		c.fault("icc/components", at, "N is %d, the profile is of the space %q", n, p.space)
	}
	if tag := p.lacks(); tag != "" {
		c.fault("icc/tags", at, "the profile has no tag %s", tag)
	}
	return p, true
}

// checkICCBased checks the profile of a colour space (6.2.4.2).
func (c *checker) checkICCBased(at string, a array) {
	if len(a) != 2 || c.stream(a[1]) == nil {
		c.fault("icc/header", at, "an ICCBased colour space without profile")
		return
	}
	p, ok := c.useProfile(where(a[1], at), c.stream(a[1]))
	if ok && !isOneOf(name(p.class), "prtr", "mntr", "scnr", "spac") {
		c.fault("icc/class", at, "the profile is of the class %q", p.class)
	}
}

// profile is the head of an ICC profile (ICC.1:2010 7.2), and which tags it has.
type profile struct {
	class, space string
	tags         map[string]bool
}

// lacks is a tag that the profile needs and has not, "" when it has all: those
// of every profile (8.2), and for a display in RGB those of the matrix model
// (8.3.3) or the table (8.3.2).
func (p profile) lacks() string {
	need := []string{"desc", "cprt", "wtpt"}
	if p.class == "mntr" && p.space == "RGB " && !p.tags["A2B0"] {
		need = append(need, "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC")
	}
	for _, tag := range need {
		if !p.tags[tag] {
			return tag
		}
	}
	return ""
}

func (p profile) components() int {
	switch p.space {
	case "GRAY":
		return 1
	case "RGB ", "Lab ":
		return 3
	case "CMYK":
		return 4
	}
	return 0
}

// parseICC reads the header and the tag table of a profile of version 2 or 4.
func parseICC(b []byte) (p profile, err error) {
	be := binary.BigEndian
	switch {
	case len(b) < 132:
		return p, errors.New("it is shorter than its header")
	case int64(be.Uint32(b)) != int64(len(b)):
		return p, fmt.Errorf("it has %d bytes and says %d", len(b), be.Uint32(b))
	case string(b[36:40]) != "acsp":
		return p, errors.New("it has no acsp")
	case b[8] != 2 && b[8] != 4:
		return p, fmt.Errorf("it is of version %d", b[8])
	}
	tags := int64(be.Uint32(b[128:]))
	if tags == 0 || tags > int64(len(b)-132)/12 {
		return p, fmt.Errorf("it has %d tags", tags)
	}
	p = profile{class: string(b[12:16]), space: string(b[16:20]), tags: map[string]bool{}}
	for k := range int(tags) {
		entry := b[132+12*k:]
		if int64(be.Uint32(entry[4:]))+int64(be.Uint32(entry[8:])) > int64(len(b)) {
			return p, fmt.Errorf("its tag %q lies outside", entry[:4])
		}
		p.tags[string(entry[:4])] = true
	}
	return p, nil
}
