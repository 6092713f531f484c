package journal

import (
	"errors"
	"io"
	"io/fs"
)

// verdict is what becomes of one operation of a faulty disk.
type verdict int

const (
	pass   verdict = iota
	fail           // it is not done and reports errFull
	lie            // it is done and reports errFull
	partly         // of a write half is done, and it reports errFull
	kill           // the program ends before it
	killed         // the program ends after half of a write, or after it
)

var errFull = errors.New("no space left on device")

// faulty is a disk that asks before every operation what shall become of it.
// Steps are counted from 1. Reading is a step only with reads: whether a program
// dies before or after it makes no difference.
type faulty struct {
	disk
	reads bool
	step  int
	at    func(step int, op, name string) verdict
}

// only gives verdict v to one step.
func only(step int, v verdict) func(int, string, string) verdict {
	return func(n int, _, _ string) verdict {
		if n == step {
			return v
		}
		return pass
	}
}

// since gives verdict v to a step and all behind it.
func since(step int, v verdict) func(int, string, string) verdict {
	return func(n int, _, _ string) verdict {
		if n >= step {
			return v
		}
		return pass
	}
}

// death is the panic that ends a program.
type death struct{}

// survives runs a program and tells whether it came to its end.
func survives(program func()) (alive bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(death); !ok {
				panic(p)
			}
			alive = false
		}
	}()
	program()
	return true
}

func (d *faulty) do(op, name string, act func() error) error {
	if !d.reads && (op == "lstat" || op == "open" || op == "names") {
		return act()
	}
	d.step++
	switch d.at(d.step, op, name) {
	case pass:
		return act()
	case lie:
		act()
	case kill:
		panic(death{})
	case killed:
		act()
		panic(death{})
	}
	return failed(op, name, errFull)
}

func (d *faulty) lstat(name string) (i fs.FileInfo, err error) {
	err = d.do("lstat", name, func() error { i, err = d.disk.lstat(name); return err })
	return i, err
}

func (d *faulty) open(name string) (f io.ReadCloser, err error) {
	err = d.do("open", name, func() error { f, err = d.disk.open(name); return err })
	if err != nil && f != nil {
		f.Close()
	}
	return f, err
}

func (d *faulty) names(dir string) (n []string, err error) {
	err = d.do("names", dir, func() error { n, err = d.disk.names(dir); return err })
	return n, err
}

func (d *faulty) create(name string, perm fs.FileMode) (f file, err error) {
	err = d.do("create", name, func() error { f, err = d.disk.create(name, perm); return err })
	if err != nil {
		if f != nil {
			f.Close()
		}
		return nil, err
	}
	return &faultyFile{f, d, name}, nil
}

func (d *faulty) mkdir(name string) error {
	return d.do("mkdir", name, func() error { return d.disk.mkdir(name) })
}

func (d *faulty) rename(from, to string) error {
	return d.do("rename", from+" to "+to, func() error { return d.disk.rename(from, to) })
}

func (d *faulty) remove(name string) error {
	return d.do("remove", name, func() error { return d.disk.remove(name) })
}

func (d *faulty) syncDir(name string) error {
	return d.do("syncDir", name, func() error { return d.disk.syncDir(name) })
}

type faultyFile struct {
	file
	disk *faulty
	name string
}

func (f *faultyFile) Write(p []byte) (n int, err error) {
	d := f.disk
	d.step++
	switch v := d.at(d.step, "write", f.name); v {
	case pass:
		return f.file.Write(p)
	case partly, killed:
		n, _ = f.file.Write(p[:len(p)/2])
		if v == killed {
			f.file.Close()
			panic(death{})
		}
	case lie:
		n, _ = f.file.Write(p)
	case kill:
		f.file.Close()
		panic(death{})
	}
	return n, failed("write", f.name, errFull)
}

func (f *faultyFile) Chmod(perm fs.FileMode) error {
	return f.disk.do("chmod", f.name, func() error { return f.file.Chmod(perm) })
}

func (f *faultyFile) Sync() error {
	return f.disk.do("sync", f.name, func() error { return f.file.Sync() })
}

func (f *faultyFile) Close() error {
	f.disk.step++
	v := f.disk.at(f.disk.step, "close", f.name)
	err := f.file.Close() // also of a dead program, or a test would run out of files
	switch v {
	case pass:
		return err
	case kill, killed:
		panic(death{})
	}
	return failed("close", f.name, errFull)
}
