package pdf

import "kan/pipeline/structure"

// claims are the standards that a file says it keeps. It says so only when it
// does: an archive that believes a false claim finds out when nobody can mend
// the file any more.
type claims struct {
	part        int    // of ISO 19005 (PDF/A): 2 or 3; 0 for none
	conformance string // "A", with structure, or "U", with searchable text only
	ua          bool   // ISO 14289-1 (PDF/UA-1)
}

// claimsOf is what the structure of a document allows. Drawings in no element
// leave only level U (ISO 19005-2 6.7.3.1); a figure without a text in its
// place or a skipped heading is PDF/A, but not for every reader.
func claimsOf(t *structure.Tree, o Options) claims {
	c := claims{part: 2, conformance: "A", ua: true}
	switch {
	case o.Encrypt != nil:
		c.part = 0 // ISO 19005-2 6.1.3: a file that needs a password is no archive
	case len(o.Attach) > 0:
		c.part = 3
	}
	for _, f := range t.Faults {
		c.ua = false
		if f.Kind == structure.Untagged {
			c.conformance = "U"
		}
	}
	return c
}
