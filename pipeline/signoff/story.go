package signoff

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// version is a report as one commit has it.
type version struct {
	commit  history.Commit
	name    string // where the commit has it
	report  *report.Report
	digest  string // of what is printed, images apart
	parents []int  // places in the story of what the commit's parents have
	entered []int  // for each review, the step of the chain that entered it
}

// story is all that was ever in the file of a report.
type story struct {
	versions []version
	names    []string       // that the file had, the present one first
	at       map[string]int // by the hash of its content, the last version that has it
	origin   map[int]int    // by the number of a step, the version that it is of
	reviewed bool           // a version has reviews

	removed map[int][]history.Commit // by the number of a step, what took its review out again
}

// touched is a change of one name in one commit.
type touched struct {
	commit int // place in the log
	name   string
}

// story reads all contents that a file had, across exact renames.
func (r *Record) story(name string) (*story, error) {
	found := map[touched]history.Change{}
	r.collect(name, len(r.Log.Commits), found)
	s := &story{names: []string{name}, at: map[string]int{}, origin: map[int]int{}, removed: map[int][]history.Commit{}}
	var order []touched
	for t := range found {
		order = append(order, t)
	}
	slices.SortFunc(order, func(a, b touched) int {
		return cmp.Or(cmp.Compare(a.commit, b.commit), cmp.Compare(a.name, b.name))
	})
	for _, t := range order {
		if !slices.Contains(s.names, t.name) {
			s.names = append(s.names, t.name)
		}
		if change := found[t]; change.Blob != "" {
			if err := r.tell(s, t.name, change); err != nil {
				return nil, fmt.Errorf("%s：%w", name, err)
			}
		}
	}
	return s, nil
}

// collect gathers the changes of a file before a commit. Renames are followed
// wherever they happen: a file may come back to a name that it had before.
func (r *Record) collect(name string, before int, found map[touched]history.Change) {
	for _, change := range r.Log.Of(name) {
		t := touched{change.Commit, name}
		if _, known := found[t]; known || change.Commit >= before {
			continue
		}
		found[t] = change
		if change.From != "" && change.From != name {
			r.collect(change.From, change.Commit, found)
		}
	}
}

// tell adds a version to a story.
func (r *Record) tell(s *story, name string, change history.Change) (err error) {
	text, err := r.Blob(change.Blob)
	if err != nil {
		return err
	}
	rep := r.parse(name, text)
	v := version{commit: r.Log.Commits[change.Commit], name: name, report: rep, digest: rep.Printed()}
	if v.parents, err = r.parents(s, &v, change.From); err != nil {
		return err
	}
	s.at[change.Blob] = len(s.versions)
	s.versions = append(s.versions, v)
	return nil
}

// parse reads a report without its images.
func (r *Record) parse(name string, text []byte) *report.Report {
	return report.Parse(source.New(name, text), r.Registry, source.NewTree(nothing{}), &diag.List{})
}

// nothing is a file system without files: images of old versions are not read.
type nothing struct{}

func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// parents are the versions that the parents of v's commit have. What went
// before in the record may be of another branch, or withdrawn since.
func (r *Record) parents(s *story, v *version, from string) (places []int, err error) {
	s.reviewed = s.reviewed || len(v.report.Reviews) > 0
	if !s.reviewed && !v.report.Broken { // nobody asks who entered them
		if n := len(s.versions); n > 0 {
			places = append(places, n-1)
		}
		return places, nil
	}
	names := []string{v.name}
	if from != "" {
		names = []string{from, v.name}
	}
	if len(v.commit.Parents) > 1 { // of a merge the log tells no renames
		names = append(names, s.names...)
	}
	for _, p := range v.commit.Parents {
		n, err := r.find(s, p, names)
		if err != nil {
			return nil, err
		}
		if n >= 0 {
			places = append(places, s.legible(n)...)
		}
	}
	return places, nil
}

// legible is version n, or the ones before it when it cannot be read: a slip
// that is put right in the next commit enters no reviews.
func (s *story) legible(n int) []int {
	if s.versions[n].report.Broken {
		return s.versions[n].parents
	}
	return []int{n}
}

// find is the version that a commit has under one of the names, -1 for none.
func (r *Record) find(s *story, commit string, names []string) (int, error) {
	for _, name := range names {
		blob, err := r.state(commit, name)
		if err != nil {
			return -1, err
		}
		if n, ok := s.at[blob]; ok && blob != "" {
			return n, nil
		}
	}
	return -1, nil
}
