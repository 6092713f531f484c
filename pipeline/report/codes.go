package report

import "kan/pipeline/diag"

// Codes of what a report shows by itself.
const (
	codeTooLarge      diag.Code = "report/too-large"
	codeUnreadable    diag.Code = "report/unreadable"
	codeLink          diag.Code = "report/link"
	codeUnexpected    diag.Code = "report/unexpected-file"
	codeFileName      diag.Code = "report/file-name"
	codeEncoding      diag.Code = "report/encoding"
	codeBOM           diag.Code = "report/bom"
	codeNoFrontMatter diag.Code = "report/no-front-matter"
	codeOpenMatter    diag.Code = "report/open-front-matter"
	codeBadID         diag.Code = "report/bad-id"
	codeWrongName     diag.Code = "report/wrong-name"
	codeWrongFolder   diag.Code = "report/wrong-folder"
	codeBadText       diag.Code = "report/bad-text"
	codeTitleBreak    diag.Code = "report/title-break"
	codeNoAuthor      diag.Code = "report/no-author"
	codeUnknownUnit   diag.Code = "report/unknown-unit"
	codeUnknownCat    diag.Code = "report/unknown-category"
	codeUnknownSource diag.Code = "report/unknown-source-kind"
	codeUnknownTopic  diag.Code = "report/unknown-topic"
	codeSecrecy       diag.Code = "report/bad-classification"
	codeLongTerm      diag.Code = "report/long-term"
	codeEmpty         diag.Code = "report/empty"
	codeTooLong       diag.Code = "report/too-long"
	codeUnknownStage  diag.Code = "review/unknown-stage"
	codeUnknownPerson diag.Code = "review/unknown-person"
	codeUnknownCheck  diag.Code = "review/unknown-check"
)

// Codes of images in reports.
const (
	codeImagePath    diag.Code = "image/bad-path"
	codeImageOutside diag.Code = "image/outside"
	codeImageRemote  diag.Code = "image/remote"
	codeImageMissing diag.Code = "image/missing"
	codeImageLarge   diag.Code = "image/too-large"
	codeImageFormat  diag.Code = "image/format"
	codeImageBroken  diag.Code = "image/broken"
	codeImageAlt     diag.Code = "image/no-alt"
)

// Codes of the registries.
const (
	codeRegMissing  diag.Code = "registry/missing"
	codeRegRead     diag.Code = "registry/unreadable"
	codeRegTwice    diag.Code = "registry/duplicate"
	codeRegID       diag.Code = "registry/bad-id"
	codeRegEmail    diag.Code = "registry/bad-email"
	codeRegStage    diag.Code = "registry/unknown-stage"
	codeRegReviewer diag.Code = "registry/no-reviewer"
	codeRegChain    diag.Code = "registry/dead-chain"
	codeRegValue    diag.Code = "registry/unknown-value"
	codeRegBefore   diag.Code = "registry/bad-count"
)
