package pdfcheck

// fits are the kinds of destinations and how many numbers follow each (ISO
// 32000-1 §12.3.2.2, table 151); a number may be null.
var fits = map[name]int{"XYZ": 3, "Fit": 0, "FitH": 1, "FitV": 1, "FitR": 4, "FitB": 0, "FitBH": 1, "FitBV": 1}

// checkDestinations reads the named destinations (§12.3.2.3) and checks that
// each leads to a page of the file.
func (c *checker) checkDestinations() {
	if o := c.dict(c.root["Names"])["Dests"]; o != nil {
		for _, l := range c.nameTree("dest/tree", o) {
			c.names[string(l.key)] = l.value
			c.checkNamed(where(o, "file"), l.key.text(), l.value)
		}
	}
	old := c.dict(c.root["Dests"])
	for _, k := range old.keys() { // of PDF 1.1
		c.names["/"+string(k)] = old[k]
		c.checkNamed(where(c.root["Dests"], "file"), string(k), old[k])
	}
}

func (c *checker) checkNamed(at, name string, o object) {
	if d, ok := c.resolve(o).(dict); ok {
		o = d["D"]
	}
	a := c.array(o)
	if a == nil {
		c.fault("dest/form", at, "the destination %q is no array", name)
		return
	}
	c.checkArray(at, a)
}

// checkArray checks an explicit destination.
func (c *checker) checkArray(at string, a array) {
	if len(a) < 2 {
		c.fault("dest/form", at, "a destination has %d elements", len(a))
		return
	}
	if r, ok := a[0].(ref); !ok || c.pageOf[r] == nil {
		c.fault("dest/page", at, "a destination does not lead to a page of the file")
	}
	kind := c.name(a[1])
	n, ok := fits[kind]
	if !ok || len(a) != 2+n {
		c.fault("dest/form", at, "a destination of the kind %q has %d numbers", string(kind), len(a)-2)
	}
	for _, v := range a[2:] {
		if v := c.resolve(v); v != nil {
			if _, ok := v.(number); !ok {
				c.fault("dest/form", at, "a destination has something else than numbers")
			}
		}
	}
}

// checkTarget checks where a link, an outline item or an action leads: to an
// explicit destination or to a named one that exists.
func (c *checker) checkTarget(at string, o object) {
	key := ""
	switch o := c.resolve(o).(type) {
	case array:
		c.checkArray(at, o)
		return
	case str:
		key = string(o)
	case name:
		key = "/" + string(o)
	default:
		c.fault("dest/form", at, "the destination is neither a name nor an array")
		return
	}
	if _, ok := c.names[key]; !ok {
		c.fault("dest/name", at, "there is no destination %q", str(key).text())
	}
}
