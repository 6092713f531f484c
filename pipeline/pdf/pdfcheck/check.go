// Package pdfcheck tells what is wrong in a PDF that claims to be PDF/A-2 or
// PDF/A-3 (ISO 19005-2, -3) and PDF/UA-1 (ISO 14289-1). Tests use it; the
// program does not.
//
// In comes the path of a file, out go its faults. The syntax of the file is
// read by qpdf, which must be installed; all else is judged here: metadata,
// colours, fonts, content streams, structure tree, annotations and the trees
// that hang on the catalog. It knows nothing of the writer.
//
// It judges files of the kind that kan writes and refuses, with a fault, what
// kan has no use for although the standards allow it: simple and Type 3 fonts,
// predefined CMaps, tiling patterns, marked content with an MCID inside form
// XObjects. It does not look at pixels, and it cannot tell whether an
// alternate text is a good one.
package pdfcheck

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Fault is a place where a file breaks a rule.
type Fault struct {
	Rule    string // of the table in rules.go
	Object  string // "12 0 R", "page 3", or "file"
	Message string
}

// String gives the fault with the clause that it breaks.
func (f Fault) String() string {
	from := ""
	for _, r := range rules {
		if r.code == f.Rule {
			from = r.from
		}
	}
	return fmt.Sprintf("%s: %s (%s: %s)", f.Object, f.Message, f.Rule, from)
}

// The bounds on what a file may cost. No bulletin comes near any of them.
const (
	maxTime    = 3 * time.Minute // for both runs of qpdf
	maxPerRule = 5               // faults of one rule at one object
	maxFaults  = 1000
)

// Check reads a PDF and tells its faults, in the same order every time. A file
// that cannot be read has the fault "file/unreadable"; the error is for qpdf
// that is not there, was interrupted, or prints what is not understood.
func Check(ctx context.Context, file string) ([]Fault, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	c := newChecker()
	c.readEnds(file)
	doc, damage, err := load(ctx, file)
	if err != nil {
		return nil, err
	}
	if doc == nil {
		c.fault("file/unreadable", "file", "qpdf says: %s", strings.Join(damage, "; "))
		return c.faults, nil
	}
	for _, line := range damage {
		c.fault("file/damaged", "file", "qpdf says: %s", line)
	}
	c.checkDocument(doc)
	return c.faults, nil
}

func newChecker() *checker {
	return &checker{document: &document{}, count: map[place]int{}, pageOf: map[ref]*page{}, names: map[string]object{},
		states: map[ref]bool{}, profiles: map[*stream]profile{}, fonts: map[string]*usedFont{}, budget: maxContent}
}

// checkDocument checks all that qpdf has read.
func (c *checker) checkDocument(doc *document) {
	c.document = doc
	c.root = c.dict(c.trailer["Root"])
	c.readClaims()
	for _, a := range areas {
		if a.asked == nil || a.asked(c.claims) {
			a.check(c)
		}
	}
	if c.work > maxWork {
		c.fault("file/limit", "file", "it takes too much work to check; not all of it was")
	}
}

// areas are the parts of the check in their order; asked tells whether the
// claims of a file ask for it, nil is always. Later parts use what earlier
// ones have read.
var areas = []struct {
	asked func(claims) bool
	check func(*checker)
}{
	{nil, (*checker).checkFile},
	{nil, (*checker).checkLimits},
	{nil, (*checker).checkMetadata},
	{claims.isPDFA, (*checker).checkExtensions},
	{nil, (*checker).checkInfo},
	{claims.isPDFA, (*checker).checkIntents},
	{nil, (*checker).readPages},
	{nil, (*checker).readContents},
	{nil, (*checker).checkFonts},
	{nil, (*checker).checkLangs},
	{claims.isTagged, (*checker).checkMarkInfo},
	{claims.isTagged, (*checker).readStructure},
	{claims.isTagged, (*checker).checkGrammar},
	{claims.isTagged, (*checker).checkAttributes},
	{claims.isTagged, (*checker).checkMarked},
	{claims.isTagged, (*checker).checkParentTree},
	{claims.isTagged, (*checker).checkIDs},
	{claims.isUA, (*checker).checkHeadings},
	{claims.isTagged, (*checker).checkFigures},
	{claims.isTagged, (*checker).checkTables},
	{claims.isTagged, (*checker).checkLinks},
	{claims.isTagged, (*checker).checkPrivateUse},
	{nil, (*checker).checkDestinations},
	{nil, (*checker).checkAnnotations},
	{nil, (*checker).checkActions},
	{nil, (*checker).checkOutline},
	{nil, (*checker).checkPageLabels},
	{nil, (*checker).checkForbidden},
	{nil, (*checker).checkAttachments},
}

// checker is a file that is being checked, with what is known of it so far.
type checker struct {
	*document
	root   dict // the catalog
	claims claims
	xmp    *packet // nil when there is none that can be read

	intent   intent
	profiles map[*stream]profile // that were checked
	pages    []*page
	pageOf   map[ref]*page
	states   map[ref]bool // graphics states, and dictionaries of them, that were checked
	fonts    map[string]*usedFont
	order    []*usedFont // in order of first use
	langs    []placedLang
	secret   []privateUse
	budget   int // bytes of content that may still be read

	tree  *tree
	names map[string]object // named destinations

	faults []Fault
	count  map[place]int
}

// place is where faults of a rule are counted.
type place struct{ rule, object string }

// fault notes a fault; of many of one rule at one object, the first few.
func (c *checker) fault(rule, object, format string, args ...any) {
	p := place{rule, object}
	if c.count[p]++; c.count[p] > maxPerRule || len(c.faults) >= maxFaults {
		return
	}
	c.faults = append(c.faults, Fault{rule, object, fmt.Sprintf(format, args...)})
}
