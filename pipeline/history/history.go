// Package history reads the record of a content repository: its Git objects.
//
// What comes in is a folder inside a Git repository. What goes out is plain
// data: commits, the files of a commit as an fs.FS, and for every file the
// commits that changed it. No type of the Git library leaves the package.
//
// It needs no git program and reads neither environment nor the user's Git
// configuration, so the same objects give the same answer everywhere. It
// never writes to the repository, never fetches, and knows nothing of index
// and working files. Replacement references and grafts are ignored: the
// record is what the hashes say. It never compares the text of files, and
// it does not judge signatures; it hands out what they sign.
//
// File names are in NFC everywhere, however a commit spells them: a file
// system that decomposes names must not make a second file out of one.
package history

import (
	"time"

	"golang.org/x/text/unicode/norm"
)

// Commit is one commit of the record.
type Commit struct {
	Hash      string   // 40 hexadecimal digits
	Tree      string   // hash of its root folder
	Parents   []string // hashes in the order of the commit; none for a root
	Author    Person   // who wrote the change
	Committer Person   // who entered it into the record, and when
	Subject   string   // the first paragraph of the message in one line, at most 1 KiB
	Signed    bool     // it carries a signature, good or bad: see Repo.Payload
}

// Person is who did something, and when, as the commit claims it. When keeps
// the offset from UTC of the commit; it is the zero Time where the commit has
// no date that can be read. Name and Email are cut at 1 KiB.
type Person struct {
	Name, Email string
	When        time.Time
}

// Log is what Repo.Walk finds: all commits reachable from a head, and which of
// them changed which file. It depends on the commits alone, not on clocks,
// branches or a cache.
type Log struct {
	// Commits has every parent before its children. The order is that of a
	// walk from the head that goes to the parents in their order: first the
	// line of the first parent, then what a merge brought in, then the merge.
	Commits []Commit

	// Files has, for every path that any commit had below the chosen folders,
	// its changes in the order of Commits. Paths are slash-separated, below
	// Repo.Prefix, in NFC.
	//
	// Changes on a branch that a merge gave up are here too; Last leaves them out.
	Files map[string][]Change

	// Last has, for every path, the change that made what the head has, or
	// that removed the file. It follows Git's own simplification: from the head
	// back, at a merge to the first parent that has the same content. Where
	// two branches changed a file and the merge took one, it is the change of
	// that one, whichever is younger. A path that only a given-up branch ever
	// had is not in Last.
	Last map[string]Change

	// Clashes lists names that two entries of one folder share, by path; the
	// first commit that shows one stands for all.
	Clashes []Clash

	parents [][]int            // of each commit, as indices in Commits
	taken   map[string][]taken // by path, in the order of Commits
}

// Change is one commit's change of one path.
//
// A commit with one parent changes a path when the content is another than the
// parent's, a root when it has the path at all. A merge changes a path only when
// its content is that of none of its parents: a conflict solved by hand, or a
// change slipped into the merge. A new file mode is no change. Only regular files
// count: a symbolic link or a submodule is as if nothing stood there.
type Change struct {
	Commit int    // index in Log.Commits
	Blob   string // hash of the new content, "" when the file is removed

	// From is the path that the same commit removed with the same content: an
	// exact rename. Where several fit, those with equal base names are paired
	// first, then in the order of the paths. Merges and empty files have none.
	From string
}

// Clash is a name that stands twice in one folder, once composed and once
// decomposed, say. The entry that is spelled in NFC counts, or else the first.
type Clash struct {
	Commit int      // index in Log.Commits of the first commit that has it
	Path   string   // in NFC
	Names  []string // the spellings, as Git has them
}

// Of is the changes of a file, in whatever spelling its name is asked for: file
// systems give names decomposed that the log has composed.
func (l *Log) Of(name string) []Change { return l.Files[norm.NFC.String(name)] }

// LastOf is Last of a file, in whatever spelling its name is asked for.
func (l *Log) LastOf(name string) (Change, bool) {
	c, ok := l.Last[norm.NFC.String(name)]
	return c, ok
}
