package issue

import "kan/pipeline/diag"

// Codes of what a manifest shows by itself.
const (
	codeTooLarge      diag.Code = "issue/too-large"
	codeUnreadable    diag.Code = "issue/unreadable"
	codeLink          diag.Code = "issue/link"
	codeUnexpected    diag.Code = "issue/unexpected-file"
	codeBadNumber     diag.Code = "issue/bad-number"
	codeUnknownReport diag.Code = "issue/unknown-report"
	codeTwice         diag.Code = "issue/listed-twice"
	codeUnknownPerson diag.Code = "issue/unknown-person"
	codeUnknownValue  diag.Code = "issue/unknown-value"
	codeEmptyQuery    diag.Code = "issue/empty-query"
	codeBadRange      diag.Code = "issue/bad-range"
	codeNoSections    diag.Code = "issue/no-sections"
	codeEmptySection  diag.Code = "issue/empty-section"
)
