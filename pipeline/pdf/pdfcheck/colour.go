package pdfcheck

// paintWith does the operators that name colours, states and objects.
func (r *run) paintWith(op operator) {
	switch op {
	case "g", "G":
		r.c.checkDevice(r.at, "DeviceGray", r.resources)
		r.numbers(op)
	case "rg", "RG":
		r.c.checkDevice(r.at, "DeviceRGB", r.resources)
		r.numbers(op)
	case "k", "K":
		r.c.checkDevice(r.at, "DeviceCMYK", r.resources)
		r.numbers(op)
	case "SCN", "scn":
		if n := len(r.operands); n > 0 {
			if pattern, ok := r.operands[n-1].(name); ok {
				r.pattern(pattern)
				r.operands = r.operands[:n-1]
			}
		}
		r.numbers(op)
	default:
		n, ok := r.operands[0].(name)
		if !ok {
			r.fault("content/operands", "%s without name, before byte %d", op, r.lex.at)
			return
		}
		r.named(op, n)
	}
}

func (r *run) named(op operator, n name) {
	switch op {
	case "gs":
		d := r.c.dict(r.resource("ExtGState", n))
		if f := r.c.array(d["Font"]); len(f) == 2 {
			r.font = r.c.useFont(r.at, f[0])
		}
	case "ri":
		if !isIntent(n) {
			r.fault("forbidden/intent", "there is no rendering intent %s", n)
		}
	case "CS", "cs":
		space := object(n)
		if !isOneOf(n, "DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern") {
			space = r.resource("ColorSpace", n)
		}
		r.c.checkColour(r.at, space, r.resources, 0)
	case "sh":
		r.shading(r.resource("Shading", n))
	case "Do":
		r.draw(n)
	}
}

func (r *run) shading(o object) {
	if d := r.c.dict(o); d != nil {
		r.c.checkColour(where(o, r.at), d["ColorSpace"], r.resources, 0)
	}
}

// pattern takes shadings for patterns and refuses tiles, which would be
// content of their own.
func (r *run) pattern(n name) {
	d := r.c.dict(r.resource("Pattern", n))
	if d == nil {
		return
	}
	if kind, _ := r.c.int(d["PatternType"]); kind != 2 {
		r.fault("content/pattern", "the pattern %s is not a shading", n)
		return
	}
	r.shading(d["Shading"])
}

// draw draws an XObject: an image here, a form by its own operators.
func (r *run) draw(n name) {
	o := r.resource("XObject", n)
	s := r.c.stream(o)
	if s == nil {
		return
	}
	switch sub := r.c.name(s.dict["Subtype"]); sub {
	case "Image":
		r.paint("Do")
		if space := s.dict["ColorSpace"]; space != nil {
			r.c.checkColour(where(o, r.at), space, r.resources, 0)
		}
	case "Form":
		m := r.around()
		m.isText = false
		r.c.readForm(r.p, o, m, r.depth+1)
	default:
		r.fault("content/xobject", "the XObject %s is of the subtype %q", n, string(sub))
	}
}

// inlineImage passes over an inline image; false when it has no end. It has
// the short names of ISO 32000-1 §8.9.7, tables 93 and 94.
func (r *run) inlineImage() bool {
	d, err := r.lex.inlineImage()
	if err != nil {
		r.fault("content/syntax", "an inline image cannot be read: %v", err)
		return false
	}
	get := func(long, short name) object {
		if d[long] != nil {
			return d[long]
		}
		return d[short]
	}
	if r.c.isTrue(get("Interpolate", "I")) {
		r.fault("image/interpolate", "an inline image has Interpolate")
	}
	filters, isArray := get("Filter", "F").(array)
	if f := get("Filter", "F"); f != nil && !isArray {
		filters = array{f}
	}
	for _, f := range filters {
		if n := r.c.name(f); !isOneOf(n, "Fl", "DCT", "AHx", "A85", "RL", "CCF") {
			r.c.checkFilter(r.at, n)
		}
	}
	switch space := get("ColorSpace", "CS").(type) {
	case name:
		long, ok := map[name]name{"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[space]
		if ok {
			space = long
		}
		if isOneOf(space, "DeviceGray", "DeviceRGB", "DeviceCMYK") {
			r.c.checkDevice(r.at, space, r.resources)
		} else {
			r.c.checkColour(r.at, r.resource("ColorSpace", space), r.resources, 0)
		}
	case array:
		r.fault("content/inline-image", "an inline image with a colour table, which this check does not take")
	}
	return true
}

// devices are the device colour spaces with the default colour spaces that may
// stand for them (§8.6.5.6) and the space of the output intent that allows
// them; DeviceGray is allowed by any (ISO 19005-2 6.2.4.3).
var devices = map[name]struct {
	standIn    name
	space      string
	components int
}{
	"DeviceGray": {"DefaultGray", "", 1},
	"DeviceRGB":  {"DefaultRGB", "RGB ", 3},
	"DeviceCMYK": {"DefaultCMYK", "CMYK", 4},
}

func (c *checker) checkDevice(at string, space name, resources dict) {
	d := devices[space]
	if !c.claims.isPDFA() {
		return
	}
	if o := c.dict(resources["ColorSpace"])[d.standIn]; o != nil {
		c.checkColour(at, o, nil, 0) // nothing stands in for a stand-in
		return
	}
	if c.intent.space == "" || d.space != "" && d.space != c.intent.space {
		c.fault("colour/device", at, "%s, and the output intent is %q", space, c.intent.space)
	}
}

// maxSpaces bounds colour spaces in colour spaces.
const maxSpaces = 8

// checkColour checks a colour space (ISO 32000-1 §8.6, ISO 19005-2 6.2.4).
func (c *checker) checkColour(at string, o object, resources dict, depth int) {
	if depth > maxSpaces {
		c.fault("colour/space", at, "colour spaces lie too deep in each other")
		return
	}
	o = c.resolve(o)
	if n, ok := o.(name); ok && n != "Pattern" {
		if _, ok := devices[n]; ok {
			c.checkDevice(at, n, resources)
		} else {
			c.fault("colour/space", at, "there is no colour space %s", n)
		}
		return
	}
	a, isArray := o.(array)
	if !isArray && o == object(name("Pattern")) || len(a) == 1 && c.name(a[0]) == "Pattern" {
		return
	}
	base := 1
	switch family := c.name(first(a)); family {
	case "ICCBased":
		c.checkICCBased(at, a)
		return
	case "CalGray", "CalRGB", "Lab":
		return
	case "Separation", "DeviceN":
		base = 2
	case "Indexed", "Pattern":
	default:
		c.fault("colour/space", at, "there is no colour space %q", string(family))
		return
	}
	if len(a) <= base {
		c.fault("colour/space", at, "a colour space has %d elements", len(a))
		return
	}
	c.checkColour(at, a[base], resources, depth+1)
}

func first(a array) object {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}
