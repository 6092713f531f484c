package pipeline

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"kan/pipeline/diag"
	"kan/pipeline/issue"
)

// Codes of numbered copies.
const (
	CodeNoRecipient  diag.Code = "copies/no-recipient"
	CodeOutOfNumbers diag.Code = "copies/out-of-numbers"
	CodeLeftOver     diag.Code = "copies/left-over"
)

// numbered is one copy of an issue: its number (份号, GB/T 9704-2012 7.2.1),
// six digits, and who gets it, on which line of the distribution list.
type numbered struct{ number, line, recipient string }

// numberedCopies are the copies of an issue, one for each addressee in the
// order of the list. They count from the copy number of the manifest, else
// from 1.
func numberedCopies(i *issue.Issue, diags *diag.List) (copies []numbered) {
	next := 1
	if i.CopyNumber.Set {
		next = i.CopyNumber.V
	}
	d := i.Distribution
	for _, line := range []struct {
		name string
		to   []Text
	}{{"报", d.ReportTo}, {"送", d.SendTo}, {"发", d.IssueTo}} {
		for _, to := range line.to {
			if next > issue.MaxCopyNumber {
				diags.Error(CodeOutOfNumbers, i.CopyNumber.Span, "起始份号写小一些", "份号只有六位，编到“%s”就超过 %d 了", to.V, issue.MaxCopyNumber)
				return nil
			}
			copies = append(copies, numbered{fmt.Sprintf("%06d", next), line.name, to.V})
			next++
		}
	}
	if len(copies) == 0 {
		diags.Error(CodeNoRecipient, i.Number.Span, "在清单里写“分送: {报: […], 送: […], 发: […]}”，一个收件单位编一份", "这一期没有分送单位，编不出带份号的分发本")
	}
	return copies
}

// registers puts behind the copies of every issue the register of who got
// which, so that one that leaked can be traced.
func registers(list []job, outputs [][]Output, staging string) (all []Output, err error) {
	for from := 0; from < len(list); {
		to := from
		for to < len(list) && list[to].issue == list[from].issue {
			all = append(all, outputs[to]...)
			to++
		}
		i := list[from].issue
		r := Output{Issue: i, Path: i.ID() + "/" + strings.ReplaceAll(i.ID(), "/", "-") + "-copies.csv"}
		err := r.write(staging, func(w io.Writer) error { return register(w, list[from:to], outputs[from:to]) })
		if err != nil {
			return nil, err
		}
		all, from = append(all, r), to
	}
	return all, nil
}

// leftOver warns of numbered copies below out that an earlier run made and that
// are in no register now: nobody could tell any more whom one was for.
func leftOver(issues []*issue.Issue, outputs []Output, out string, diags *diag.List) error {
	known := map[string]bool{}
	for _, o := range outputs {
		known[o.Path] = true
	}
	for _, i := range issues {
		name := strings.ReplaceAll(i.ID(), "/", "-")
		files, err := os.ReadDir(filepath.Join(out, filepath.FromSlash(i.ID())))
		if err != nil {
			return err
		}
		for _, f := range files {
			number, isPDF := strings.CutSuffix(f.Name(), ".pdf")
			number, isCopy := strings.CutPrefix(number, name+"-")
			if isPDF && isCopy && len(number) == 6 && strings.Trim(number, "0123456789") == "" && !known[i.ID()+"/"+f.Name()] {
				diags.Warning(CodeLeftOver, i.Number.Span, "没有发出去的就删掉；发出去了的，和当时的登记表一起留着",
					"%s 是以前排的，不在这次的登记表里", f.Name())
			}
		}
	}
	return nil
}

// byteOrderMark tells spreadsheet programs that a file is UTF-8; without it
// they take Chinese text for GBK.
const byteOrderMark = "\uFEFF"

// register writes the table of copies: number, line, addressee, file, SHA-256.
func register(w io.Writer, list []job, outputs [][]Output) error {
	b := bytes.NewBufferString(byteOrderMark)
	table := csv.NewWriter(b)
	table.UseCRLF = true // RFC 4180
	rows := [][]string{{"份号", "分送", "收件单位", "文件", "SHA-256"}}
	for n, j := range list {
		for _, o := range outputs[n] {
			rows = append(rows, []string{j.copy.number, j.copy.line, j.copy.recipient, o.Path[strings.LastIndexByte(o.Path, '/')+1:], o.SHA256})
		}
	}
	for _, row := range rows {
		for k := range row {
			row[k] = harmless(row[k])
		}
	}
	if err := table.WriteAll(rows); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// harmless keeps a spreadsheet program from taking a name for a formula; some
// read the full-width marks as the plain ones.
func harmless(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}
