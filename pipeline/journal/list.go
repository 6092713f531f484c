package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// list is what the journal says of a commit. It holds no contents, those stand
// beside the targets, and no modes, which the staged files have already.
type list struct {
	title   string
	folders []string // to be made, each behind those above it
	files   []target
}

// target is one file to be changed. Before and after differ.
type target struct {
	path          string
	before, after State
}

const (
	maxList  = 8 << 20 // bytes of a list as it is written
	maxRound = 99      // how often an entry can be taken over
	idLength = 13
	magic    = "kan-journal 1 "
)

// The names in the journal's folder. A draft becomes the entry; a draft that is
// given up becomes a sweep first, so that it cannot become the entry any more.
const (
	entryName   = "entry"
	draftPrefix = "draft-"
	sweepPrefix = "sweep-"
)

// leftover takes the ID from the name of a draft or sweep.
func leftover(name string) (id string, ok bool) {
	id, ok = strings.CutPrefix(name, draftPrefix)
	if !ok {
		id, ok = strings.CutPrefix(name, sweepPrefix)
	}
	return id, ok && isID(id)
}

// isID tells whether text is as crypto/rand.Text writes it.
func isID(text string) bool {
	return len(text) == idLength && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// listName is the name of a list: its ID and round. That of an entry that was
// given up has sweepPrefix.
func listName(id string, round int) string { return id + "-" + strconv.Itoa(round) }

// parseListName reads what listName wrote, with or without sweepPrefix.
func parseListName(name string) (id string, round int, swept, ok bool) {
	rest, swept := strings.CutPrefix(name, sweepPrefix)
	id, digits, _ := strings.Cut(rest, "-")
	round, err := strconv.Atoi(digits)
	ok = err == nil && isID(id) && round >= 0 && round <= maxRound && listName(id, round) == rest
	return id, round, swept, ok
}

// written is the list as JSON, which a person can read as well.
type written struct {
	Title   string        `json:"title"`
	Folders []string      `json:"folders"`
	Files   []writtenFile `json:"files"`
}

type writtenFile struct {
	Path   string `json:"path"`
	Before string `json:"before"` // State.String
	After  string `json:"after"`
}

// encode writes a list: one line with the version and the SHA-256 of the rest,
// then JSON. It refuses one that decode would not read.
func (l *list) encode() ([]byte, error) {
	w := written{Title: l.title, Folders: append([]string{}, l.folders...)}
	for _, t := range l.files {
		w.Files = append(w.Files, writtenFile{t.path, t.before.String(), t.after.String()})
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(w); err != nil {
		return nil, err
	}
	if body.Len() > maxList-100 {
		return nil, fmt.Errorf("%w: the paths are too long", ErrRefused)
	}
	return fmt.Appendf(nil, "%s%x\n%s", magic, sha256.Sum256(body.Bytes()), body.Bytes()), nil
}

// decode reads what encode wrote. Everything else is an error: a list that was
// cut off or edited, and one with the right sum that says what no commit does.
func decode(text []byte, folder string) (*list, error) {
	head, body, _ := bytes.Cut(text, []byte("\n"))
	if string(head) != fmt.Sprintf("%s%x", magic, sha256.Sum256(body)) {
		return nil, errors.New("the first line does not fit the rest")
	}
	var w written
	if err := json.Unmarshal(body, &w); err != nil {
		return nil, err
	}
	l := &list{title: w.Title, folders: w.Folders}
	for _, f := range w.Files {
		before, err1 := parseState(f.Before)
		after, err2 := parseState(f.After)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		l.files = append(l.files, target{f.Path, before, after})
	}
	if again, err := l.encode(); err != nil || !bytes.Equal(again, text) {
		return nil, errors.New("not as it is written")
	}
	return l, l.check(folder)
}

// check holds a list that was read to what makePlan gives.
func (l *list) check(folder string) error {
	changes, parents := make([]Change, len(l.files)), map[string]bool{}
	for i, t := range l.files {
		if err := checkPath(t.path); err != nil { // first of all: nothing else expects /
			return err
		}
		if t.before == t.after {
			return about(t.path, errors.New("no change"))
		}
		changes[i] = Change{Path: t.path, Was: t.before, Remove: !t.after.Exists}
		for _, dir := range ancestors(t.path) {
			parents[dir] = true
		}
	}
	if len(l.files) == 0 {
		return errors.New("no changes")
	}
	for _, dir := range l.folders {
		if !parents[dir] {
			return about(dir, errors.New("no folder of a change"))
		}
	}
	return checkChanges(folder, l.title, changes)
}

// dirs are the root and all folders above targets, sorted.
func (l *list) dirs() []string {
	set := map[string]bool{".": true}
	for _, t := range l.files {
		for _, dir := range ancestors(t.path) {
			set[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// readList reads the list of that name. One that is not as it must be is
// ErrDamaged.
func readList(d disk, folder, name string) (*list, error) {
	info, err := d.lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, about(name, fmt.Errorf("%w: not a regular file", ErrDamaged))
	}
	f, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxList+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxList {
		return nil, about(name, fmt.Errorf("%w: too large", ErrDamaged))
	}
	l, err := decode(text, folder)
	if err != nil {
		return nil, about(name, fmt.Errorf("%w: %w", ErrDamaged, err))
	}
	return l, nil
}
