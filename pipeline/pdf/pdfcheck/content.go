package pdfcheck

// mark is what holds for content at a place: all marked-content sequences
// around it taken together.
type mark struct {
	isText   bool // opened by BT, which nests with marked content
	artifact bool
	tagged   bool // in a sequence with an MCID
	mcid     int
	actual   bool // in a sequence with ActualText
}

// run interprets a content stream as far as the rules need it.
type run struct {
	c         *checker
	p         *page
	at        string // "page 3", or the reference of a form XObject
	resources dict
	lex       *lexer
	depth     int  // of forms in forms; 0 is the page itself
	base      mark // what holds around the stream
	open      []mark
	level     level
	font      *usedFont
	fonts     []*usedFont // saved by q
	operands  []object
}

// The bounds on content streams. Real pages have some ten thousand bytes.
const (
	maxContent  = 512 << 20 // bytes of all streams of a file, each time they are drawn
	maxForms    = 8         // forms in forms
	maxOperands = 33        // DeviceN has 32 components (ISO 19005-2 6.1.13), SCN a name more
	maxSaved    = 28        // q in q (6.1.13)
)

// readContents interprets the pages.
func (c *checker) readContents() {
	for _, p := range c.pages {
		r := &run{c: c, p: p, at: p.label, resources: p.resources}
		if g := c.dict(p.dict["Group"])["CS"]; g != nil {
			c.checkColour(p.label, g, p.resources, 0)
		}
		r.read(c.data(p))
	}
}

// readForm interprets a form XObject where base holds around it.
func (c *checker) readForm(p *page, o object, base mark, depth int) {
	s := c.stream(o)
	at := where(o, p.label)
	if depth > maxForms {
		c.fault("content/limit", at, "forms lie too deep in each other")
		return
	}
	r := &run{c: c, p: p, at: at, resources: c.dict(s.dict["Resources"]), depth: depth, base: base}
	if r.resources == nil {
		c.fault("page/resources", at, "the form has no Resources of its own")
	}
	if g := c.dict(s.dict["Group"])["CS"]; g != nil {
		c.checkColour(at, g, r.resources, 0)
	}
	r.read(s.data)
}

func (r *run) fault(rule, format string, args ...any) { r.c.fault(rule, r.at, format, args...) }

// read interprets a stream to its end, or to the first thing that cannot be read.
func (r *run) read(data []byte) {
	if r.c.budget -= len(data); r.c.budget < 0 {
		r.c.fault("content/limit", "file", "the content has more than %d bytes", maxContent)
		return
	}
	r.lex = &lexer{b: data}
	r.level = atPage
	for {
		o, op, err := r.lex.next()
		if err != nil {
			r.fault("content/syntax", "the content cannot be read: %v", err)
			return
		}
		if op == "" && o == nil {
			break
		}
		if op == "" {
			if len(r.operands) == maxOperands {
				r.fault("content/operands", "more than %d operands before byte %d", maxOperands, r.lex.at)
				r.operands = r.operands[:0]
			}
			r.operands = append(r.operands, o)
			continue
		}
		if !r.operate(op) {
			return
		}
		r.operands = r.operands[:0]
	}
	if len(r.open) > 0 || len(r.fonts) > 0 {
		r.fault("content/balance", "at the end %d q and %d BT or marked contents are open", len(r.fonts), len(r.open))
	}
	if len(r.operands) > 0 {
		r.fault("content/operands", "operands without operator at the end")
	}
}

// operate checks an operator against the table and does what it means. It is
// false when the rest cannot be read.
func (r *run) operate(op operator) bool {
	u, ok := operators[op]
	if !ok {
		r.fault("content/operator", "there is no operator %q", string(op)) // ISO 19005-2 6.2.2
		return true
	}
	if u.levels&r.level == 0 {
		r.fault("content/context", "the operator %s may not stand here, before byte %d", op, r.lex.at)
	}
	if u.operands >= 0 && len(r.operands) != u.operands {
		r.fault("content/operands", "the operator %s has %d operands, before byte %d", op, len(r.operands), r.lex.at)
		return true
	}
	if u.paints && op != "Do" { // for Do it depends on the object
		r.paint(op)
	}
	return r.do(op)
}

// paint wants what is drawn to be real content or an artifact (ISO 14289-1
// 7.1, ISO 19005-2 6.7.3).
func (r *run) paint(op operator) {
	m := r.around()
	if !m.tagged && !m.artifact && r.c.claims.needsTags() {
		r.fault("content/untagged", "%s draws something that is neither tagged nor an artifact, before byte %d", op, r.lex.at)
	}
}

// around is what holds here.
func (r *run) around() mark {
	if len(r.open) > 0 {
		return r.open[len(r.open)-1]
	}
	return r.base
}

// do does what an operator means; false when the rest cannot be read.
func (r *run) do(op operator) bool {
	switch op {
	case "BI":
		return r.inlineImage()
	case "q", "Q":
		r.save(op)
	case "m", "re":
		r.level = inPath
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		r.level = atPage
	case "BT":
		m := r.around()
		m.isText = true
		r.open = append(r.open, m)
		r.level = inText
	case "ET":
		r.close(true)
		r.level = atPage
	case "BMC", "BDC":
		r.begin(op)
	case "EMC":
		r.close(false)
	case "Tf", "Tj", "TJ", "'", "\"":
		r.text(op)
	case "gs", "ri", "Do", "sh", "CS", "cs", "SCN", "scn", "g", "G", "rg", "RG", "k", "K":
		r.paintWith(op)
	default:
		r.numbers(op)
	}
	return true
}

// numbers checks that operands are numbers, for the operators that take
// nothing else.
func (r *run) numbers(op operator) {
	if isOneOf(name(op), "d", "MP", "DP") {
		return
	}
	for _, o := range r.operands {
		if _, ok := o.(number); !ok {
			r.fault("content/operands", "the operator %s has an operand that is no number, before byte %d", op, r.lex.at)
		}
	}
}

func (r *run) save(op operator) {
	switch {
	case op == "q" && len(r.fonts) > 1000: // hostile; told below already
	case op == "q":
		r.fonts = append(r.fonts, r.font)
		if len(r.fonts) == maxSaved+1 {
			r.fault("content/limit", "more than %d q in each other", maxSaved)
		}
	case len(r.fonts) == 0:
		r.fault("content/balance", "Q without q, before byte %d", r.lex.at)
	default:
		r.font = r.fonts[len(r.fonts)-1]
		r.fonts = r.fonts[:len(r.fonts)-1]
	}
}

// close ends a text object or a marked-content sequence: BT and ET, and BMC
// and EMC, must nest with each other (ISO 32000-1 §14.6.1).
func (r *run) close(isText bool) {
	if len(r.open) == 0 || r.open[len(r.open)-1].isText != isText {
		r.fault("content/balance", "ET or EMC that does not end what was begun last, before byte %d", r.lex.at)
		return
	}
	r.open = r.open[:len(r.open)-1]
}
