package pipeline

import (
	"kan/pipeline/history"
)

// History is the Git repository that a content repository lies in.
type History = history.Repo

// Commit is a commit of it.
type Commit = history.Commit

// Log is all commits, and which of them changed which file.
type Log = history.Log

// The kinds of errors of Git repositories that a caller tells apart.
var (
	ErrNoRepository    = history.ErrNoRepository
	ErrUnknownRevision = history.ErrUnknownRevision
	ErrShallow         = history.ErrShallow
)

// OpenHistory opens the Git repository at or above a folder.
func OpenHistory(dir string) (*History, error) { return history.Open(dir) }
