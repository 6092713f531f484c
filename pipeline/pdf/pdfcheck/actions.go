package pdfcheck

import "strings"

// checkActions looks at every action of the file, wherever it hangs (ISO
// 19005-2 6.5).
func (c *checker) checkActions() {
	c.eachDict(func(r ref, d dict) {
		at := r.String()
		for _, key := range [...]name{"A", "PA", "Next", "OpenAction"} {
			for _, a := range c.actionsOf(d[key]) {
				c.checkAction(at, a)
			}
		}
		if d["AA"] != nil && c.claims.isPDFA() {
			c.fault("action/additional", at, "it has additional actions (AA)")
		}
		if d["JS"] != nil {
			c.fault("action/javascript", at, "it has JavaScript")
		}
	})
	if c.dict(c.root["Names"])["JavaScript"] != nil {
		c.fault("action/javascript", "file", "the document has JavaScript")
	}
	c.checkOpenAction()
}

// actionsOf gives the actions that an entry holds, one or several. Attributes
// of structure elements stand under A too; they have an owner O and no S.
func (c *checker) actionsOf(o object) (actions []dict) {
	list := c.array(o)
	if list == nil {
		list = array{o}
	}
	for _, o := range list {
		if d := c.dict(o); d["S"] != nil && d["O"] == nil {
			actions = append(actions, d)
		}
	}
	return actions
}

func (c *checker) checkAction(at string, a dict) {
	kind := c.name(a["S"])
	switch kind {
	case "GoTo":
		c.checkTarget(at, a["D"])
	case "URI":
		s, _ := c.str(a["URI"])
		if s == "" || strings.ContainsFunc(string(s), func(r rune) bool { return r <= ' ' || r > '~' }) {
			c.fault("action/uri", at, "the URI %q is not of ASCII characters", s.text()) // ISO 32000-1 §12.6.4.7
		}
	case "Named":
		if n := c.name(a["N"]); !isOneOf(n, "NextPage", "PrevPage", "FirstPage", "LastPage") {
			c.fault("action/named", at, "the named action %s is not allowed", n)
		}
	case "GoToR", "GoToE", "Thread", "SubmitForm":
	default:
		c.fault("action/type", at, "actions of the type %s are not allowed", kind)
	}
}

// checkOpenAction lets a file open at a place and do nothing else.
func (c *checker) checkOpenAction() {
	switch o := c.resolve(c.root["OpenAction"]).(type) {
	case nil:
	case array:
		c.checkArray("file", o)
	case dict:
		if kind := c.name(o["S"]); kind != "GoTo" {
			c.fault("action/open", "file", "the file opens with an action of the type %s", kind)
		}
	default:
		c.fault("action/open", "file", "the OpenAction is neither an action nor a destination")
	}
}
