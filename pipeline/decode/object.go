package decode

import (
	"slices"
	"strings"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// Object is a mapping being read. Its methods report to the list that was
// given when it was made.
type Object struct {
	diags *diag.List
	span  source.Span
	pairs []*value // key, value, key, value …
	index map[string]int
	asked map[string]bool // every name and alias the reader knows
	known []Key           // in the order first asked for
	bad   bool            // it was no mapping, which has been said
}

// Span is the place of the whole mapping.
func (o *Object) Span() source.Span { return o.span }

// Has tells whether k was written, even with no value behind it.
func (o *Object) Has(k Key) bool {
	key, _ := o.find(k)
	return key != nil
}

// KeySpan is the place of the key itself, for complaints about the entry as a
// whole; the zero Span when it is absent.
func (o *Object) KeySpan(k Key) source.Span {
	if key, _ := o.find(k); key != nil {
		return key.span
	}
	return source.Span{}
}

// Node returns the value of k; ok is false when it is absent or empty.
func (o *Object) Node(k Key) (n Node, ok bool) {
	v := o.lookup(k)
	return Node{v}, v != nil
}

// Text reads the value of k as a string; see Node.Text.
func (o *Object) Text(k Key) Value[string] { return o.lookup(k).readText(o.diags, k.String()) }

// Texts reads a sequence of strings; a single string is reported and taken as
// the only item.
func (o *Object) Texts(k Key) []Value[string] {
	v := o.lookup(k)
	if v != nil && v.kind == scalar {
		o.diags.Error(codeWrongType, v.span, "改成 ["+clip(v.text, 20)+"]，或者另起一行、前面写“- ”",
			"“%s”要写一个列表，却只是一段文字", k)
		return []Value[string]{v.readText(o.diags, k.String())}
	}
	var out []Value[string]
	for _, n := range v.items(o.diags, k.String()) {
		if n.v.null() {
			o.diags.Error(codeEmpty, n.v.span, "填上内容，或者删去这一项", "“%s”的列表里有一项是空的", k)
			continue
		}
		if t := n.v.readText(o.diags, k.String()); t.Set {
			out = append(out, t)
		}
	}
	return out
}

// Int reads a whole number in decimal digits, at most 2^31-1 either way.
func (o *Object) Int(k Key) Value[int] { return o.lookup(k).readInt(o.diags, k.String()) }

// Bool reads true or false, and nothing else.
func (o *Object) Bool(k Key) Value[bool] { return o.lookup(k).readBool(o.diags, k.String()) }

// Date reads a day of the form 2026-03-12.
func (o *Object) Date(k Key) Value[date.Date] { return o.lookup(k).readDate(o.diags, k.String()) }

// Items reads a sequence; anything else is reported.
func (o *Object) Items(k Key) []Node { return o.lookup(k).items(o.diags, k.String()) }

// Object reads a mapping inside this one. When it is absent or of another type
// (which is reported), ok is false and the Object is empty but usable.
func (o *Object) Object(k Key) (sub *Object, ok bool) {
	v := o.lookup(k)
	if v == nil {
		return &Object{diags: o.diags, span: o.span, asked: map[string]bool{}, bad: true}, false
	}
	if v.kind != mapping {
		v.wrongType(o.diags, k.String(), "一组“键: 值”")
		return &Object{diags: o.diags, span: v.span, asked: map[string]bool{}, bad: true}, false
	}
	return Node{v}.Object(o.diags), true
}

// Enum reads a string out of a closed list; another value is reported with
// the nearest allowed one, and comes back with Set false.
func (o *Object) Enum(k Key, allowed ...string) Value[string] {
	v := o.lookup(k)
	if v == nil {
		return Value[string]{}
	}
	if v.kind != scalar {
		v.wrongType(o.diags, k.String(), "下面的一个词："+list(allowed))
		return Value[string]{Span: v.span}
	}
	if slices.Contains(allowed, v.text) {
		return Value[string]{v.text, v.span, true}
	}
	hint := "可以写：" + list(allowed)
	if near := Nearest(v.text, allowed); near != "" {
		hint = "是不是 " + near + "？" + hint
	}
	o.diags.Error(codeNotAllowed, v.span, hint, "“%s”不能写成“%s”", k, clip(v.text, 30))
	return Value[string]{Span: v.span}
}

// Keys returns the keys in order of the file with their places, for mappings
// whose keys are data. A key counts as known only when it is then asked for.
func (o *Object) Keys() []Value[string] {
	var out []Value[string]
	for i := 0; i < len(o.pairs); i += 2 {
		if key := o.pairs[i]; o.index[key.text] == i {
			out = append(out, Value[string]{key.text, key.span, true})
		}
	}
	return out
}

// Need reports the absence of k, which the reader cannot do without; a key
// with nothing behind it, or with an empty string, counts as absent.
func (o *Object) Need(k Key) {
	key, v := o.find(k)
	switch {
	case o.bad:
	case key == nil:
		at := o.span
		if at.Start < at.End && at.Text()[0] != '{' {
			at.End = at.Start
		}
		o.diags.Error(codeMissingKey, at, "加上一行 "+o.written(k)+": …", "没有填写“%s”", k)
	case v.null(), v.kind == scalar && strings.TrimSpace(v.text) == "":
		o.diags.Error(codeEmpty, key.span, "在冒号后面填上内容", "没有填写“%s”", k)
	}
}

// Done reports the keys nobody asked for.
func (o *Object) Done() {
	var free []string // names not yet used, for suggestions
	spelled := map[string]Key{}
	for _, k := range o.known {
		if o.lookup(k) != nil {
			continue
		}
		for _, name := range [...]string{k.Name, k.Alias} {
			if name != "" {
				free = append(free, name)
				spelled[name] = k
			}
		}
	}
	said := 0
	for _, key := range o.Keys() {
		if o.asked[key.V] || said == maxSlips {
			continue
		}
		said++
		hint := "删去这一行，或者查一查键名"
		if near := Nearest(key.V, free); near != "" {
			hint = "是不是 " + spelled[near].String() + "？"
		} else if len(o.known) > 0 && len(o.known) <= 24 {
			hint = "这里可以写：" + keyList(o.known)
		}
		o.diags.Error(codeUnknownKey, key.Span, hint, "没有“%s”这个键", clip(key.V, 30))
	}
}

// lookup returns the value of k, nil when it is absent or null, and reports a
// name given together with its alias.
func (o *Object) lookup(k Key) *value {
	if _, v := o.find(k); !v.null() {
		return v
	}
	return nil
}

func (o *Object) find(k Key) (key, v *value) {
	first := o.note(k)
	i, ok := o.index[k.Name]
	j, also := o.index[k.Alias]
	also = also && k.Alias != "" && k.Alias != k.Name
	if ok && also && first {
		a, b := o.pairs[min(i, j)], o.pairs[max(i, j)]
		o.diags.Add(diag.Diagnostic{
			Code: codeTwoNames, Span: b.span, Hint: "两个键是一回事，留一个",
			Message: "“" + k.Name + "”和“" + k.Alias + "”同时写了",
			Related: []diag.Related{{Span: a.span, Message: "另一个在这里"}},
		})
	}
	switch {
	case ok && also:
		i = min(i, j)
	case also:
		i = j
	case !ok:
		return nil, nil
	}
	return o.pairs[i], o.pairs[i+1]
}

// note marks k as known and tells whether that is new.
func (o *Object) note(k Key) bool {
	if o.asked[k.Name] {
		return false
	}
	o.asked[k.Name] = true
	if k.Alias != "" {
		o.asked[k.Alias] = true
	}
	o.known = append(o.known, k)
	return true
}

// written is the key as an editor would add it: in the language of the keys
// that are there, in Chinese where there are none.
func (o *Object) written(k Key) string {
	if k.Alias == "" {
		return k.Name
	}
	for _, key := range o.Keys() {
		if key.V != "" && key.V[0] < 0x80 {
			return k.Name
		}
	}
	return k.Alias
}

func keyList(keys []Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.String()
	}
	return list(names)
}

// list joins words for a hint and stops after 24.
func list(words []string) string {
	if len(words) > 24 {
		return strings.Join(words[:24], "、") + "……"
	}
	return strings.Join(words, "、")
}

// clip shortens s to n characters for a message and shows control characters
// as spaces.
func clip(s string, n int) string {
	out := make([]rune, 0, n+1)
	for _, r := range s {
		if len(out) == n {
			return string(out) + "…"
		}
		if r < ' ' {
			r = ' '
		}
		out = append(out, r)
	}
	return string(out)
}
