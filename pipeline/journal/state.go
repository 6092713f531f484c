package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// State is what a file is: not there, or so many bytes with this SHA-256. The
// zero State is “not there”. States can be compared with ==.
type State struct {
	Exists bool
	Bytes  int64
	SHA256 [sha256.Size]byte
}

// StateOf is the state of a file that holds data.
func StateOf(data []byte) State {
	return State{Exists: true, Bytes: int64(len(data)), SHA256: sha256.Sum256(data)}
}

// StateAt is the state of a file below root; its path is slash-separated. What
// is there but no regular file, or a link, or larger than MaxFile, is an error.
func StateAt(root *os.Root, name string) (State, error) {
	if err := checkPath(name); err != nil {
		return State{}, err
	}
	s, _, err := stateAt(rootDisk{root}, name)
	return s, err
}

// stateAt is the state of a file, and what else is known of it; info is nil
// when it is not there.
func stateAt(d disk, name string) (State, fs.FileInfo, error) {
	info, err := d.lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil, nil
	}
	if err != nil {
		return State{}, nil, err
	}
	if !info.Mode().IsRegular() {
		return State{}, info, about(name, fmt.Errorf("%w: not a regular file", ErrRefused))
	}
	if info.Size() > MaxFile {
		return State{}, info, about(name, fmt.Errorf("%w: %d bytes", ErrRefused, info.Size()))
	}
	f, err := d.open(name)
	if err != nil {
		return State{}, info, err
	}
	defer f.Close()
	sum := sha256.New()
	// A file that grows while it is read is not read for ever.
	n, err := io.Copy(sum, io.LimitReader(f, MaxFile+1))
	if err != nil {
		return State{}, info, err
	}
	return State{true, n, [sha256.Size]byte(sum.Sum(nil))}, info, nil
}

// isAt tells whether the file of that name is in state s. A file of another
// size is not read.
func (s State) isAt(d disk, name string) (bool, error) {
	info, err := d.lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return !s.Exists, nil
	}
	if err != nil {
		return false, err
	}
	if !s.Exists || !info.Mode().IsRegular() || info.Size() != s.Bytes {
		return false, nil
	}
	now, _, err := stateAt(d, name)
	return now == s, err
}

// String is how a list has it: "-", or the size, a space and the sum in
// hexadecimal.
func (s State) String() string {
	if !s.Exists {
		return "-"
	}
	return fmt.Sprintf("%d %x", s.Bytes, s.SHA256)
}

// parseState reads what String wrote and nothing else.
func parseState(text string) (State, error) {
	var s State
	if bytes, sum, ok := strings.Cut(text, " "); ok && len(sum) == 2*sha256.Size {
		s.Exists = true
		s.Bytes, _ = strconv.ParseInt(bytes, 10, 64)
		hex.Decode(s.SHA256[:], []byte(sum))
	}
	// What was not read well does not come out the same.
	if s.String() != text || s.Bytes < 0 || s.Bytes > MaxFile {
		return State{}, fmt.Errorf("bad state %q", text)
	}
	return s, nil
}
