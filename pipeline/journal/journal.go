// Package journal changes several files together, or none of them, whatever
// stops the program: kill -9, a full disk or a power cut.
//
// In come a root folder and changes: a path, what the file must be before, and
// what it shall be. Out comes nil when all files are new and on the disk, or an
// error; of a run that was killed, Pending gives what it left, and Finish or
// Discard of that makes every file new or leaves every file old.
//
// The steps of Commit, each on the disk before the next begins:
//
//	list    a folder draft-ID below the journal's own, with the list of changes
//	stage   beside each target a file .kan-ID-ROUND-N with the new contents; for
//	        a file to be removed, an empty folder of that name
//	commit  draft-ID becomes entry, one rename: from here on, forward
//	apply   each staged file is renamed to its target, each file to be removed is
//	        renamed into its folder; the folders are synchronized
//	end     the list in entry is removed
//
// What needs room or rights is done before the commit, so that little can fail
// after it. When something fails and no target is new yet, the commit is taken
// back, in the same way as Discard does it.
//
// There is no lock, for a lock file survives kill -9 and flock is not on every
// system. Runs exclude each other by renames that succeed only once: draft-ID
// to entry fails while entry has a list; a run that takes over an entry renames
// its list to the next ROUND, which only one can do, and then every staged file.
// After that a slower run finds nothing left that it could move to a target. An
// ID is never used twice. So two runs at once are as safe as one after the
// other; one of them gets ErrPending or ErrTaken.
//
// Files whose names begin with .kan- and the journal's folder do not belong into
// Git. When somebody removes them between two runs, Finish says ErrLost.
//
// What the package will not do: keep readers from seeing some files new and
// others old while Commit is at work; keep owners, access lists or hard links of
// the files it replaces; follow links; bring back old contents once a target is
// new. Between the last look at a target and its rename there is a moment in
// which somebody else's change of that file would be lost. On Windows folders
// cannot be synchronized, so there a power cut, not a kill, is left to the file
// system.
package journal

import (
	"errors"
	"io/fs"
)

// The limits of a commit. They keep a hostile journal from costing memory or
// time, and are far above what an issue needs.
const (
	MaxChanges = 1000
	MaxFile    = 256 << 20 // bytes of one file, before or after
	MaxBytes   = 1 << 30   // bytes of all files after
)

// The kinds of errors, for errors.Is. Editors read their texts, so they are
// Chinese; most stand behind the path of a file.
var (
	// ErrRefused says that a change cannot be taken: a bad path, too much data.
	ErrRefused = errors.New("不能这样改")

	// ErrPending says that Pending has something to tell: an earlier run left it,
	// or another run is at work. Nothing was done.
	ErrPending = errors.New("上一次的改动还没有了结，或者另一个程序正在改文件")

	// ErrUnfinished says that something may be left; Pending tells what. An error
	// of Commit that is not ErrUnfinished means that every file is as it was.
	ErrUnfinished = errors.New("改动没有做完，下一次运行时先要了结它")

	// ErrTaken says that another run has taken the entry over. Its outcome is that
	// of the other run.
	ErrTaken = errors.New("另一个程序接手了这次改动")

	// ErrEdited says that a file is not what it must be: somebody changed it.
	ErrEdited = errors.New("这个文件被人另外改过")

	// ErrLost says that the new contents of a file, made ready beside it, are gone
	// or changed.
	ErrLost = errors.New("为这个文件准备好的新内容不见了，或者被改过")

	// ErrApplied says that an entry cannot be discarded, for a file is new already
	// and all the others can be made new.
	ErrApplied = errors.New("已经有文件换成了新的，不能放弃，只能做完")

	// ErrDamaged says that the journal is not as this program writes it.
	ErrDamaged = errors.New("改动记录已损坏，或者不是这个版本的程序写的；请核对各个文件，再删除它")
)

// Change is what shall happen to one file.
type Change struct {
	// Path is slash-separated and below the root. It may not lead into .git or
	// the journal, nor through a link.
	Path string

	// Was is what the file must be before: the zero State for a file that must
	// not exist. It is compared before anything is touched.
	Was State

	// Data is what the file shall hold. Missing folders are made.
	Data []byte

	// Remove says that the file shall go instead; Data must be empty then.
	Remove bool

	// Mode is what the permission bits shall be; its owner must be able to read.
	// 0 means those of the file that is replaced, or those usual for new files. A
	// change of the mode alone is no change.
	Mode fs.FileMode
}
