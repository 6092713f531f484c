package check

import "kan/pipeline/diag"

// Codes of the settings in kan.yaml.
const (
	codeUnknownRule diag.Code = "registry/unknown-rule"
	codeFixedRule   diag.Code = "registry/fixed-rule"
)

// Codes of reports among each other.
const (
	codeDuplicateID      diag.Code = "report/duplicate-id"
	codeNoSummary        diag.Code = "report/no-summary"
	codeUnknownFollows   diag.Code = "report/unknown-follows"
	codeFollowsLater     diag.Code = "report/follows-later"
	codeFollowsCycle     diag.Code = "report/follows-cycle"
	codePublishedNowhere diag.Code = "report/published-nowhere"
)

// Codes of the review of a report.
const (
	codeNoChain      diag.Code = "review/no-chain"
	codeWrongStage   diag.Code = "review/wrong-stage"
	codeSkippedStage diag.Code = "review/skipped-stage"
	codeOutOfOrder   diag.Code = "review/out-of-order"
	codeAfterReturn  diag.Code = "review/after-return"
	codeIncomplete   diag.Code = "review/incomplete"
	codeReturned     diag.Code = "review/returned"
	codeNoNote       diag.Code = "review/no-note"
	codeWrongPerson  diag.Code = "review/wrong-person"
	codeSamePerson   diag.Code = "review/same-person"
	codeOwnReport    diag.Code = "review/own-report"
	codeBeforeReport diag.Code = "review/before-report"
	codeDateOrder    diag.Code = "review/date-order"
)

// Codes of issues among each other and with their reports.
const (
	codeWrongPath       diag.Code = "issue/wrong-path"
	codeDuplicateNumber diag.Code = "issue/duplicate-number"
	codeGap             diag.Code = "issue/missing-number"
	codeIssueOrder      diag.Code = "issue/date-order"
	codeNoTitle         diag.Code = "issue/no-title"
	codeNoReason        diag.Code = "issue/no-reason"
	codeNoDistribution  diag.Code = "issue/no-distribution"
	codeUnsigned        diag.Code = "issue/unsigned"
	codeWrongSigner     diag.Code = "issue/wrong-signer"
	codeNotApproved     diag.Code = "issue/not-approved"
	codeBeforeApproval  diag.Code = "issue/before-approval"
	codeTooLow          diag.Code = "issue/classification-too-low"
	codePrintedTwice    diag.Code = "issue/printed-twice"
	codeCorrects        diag.Code = "issue/corrects"
)

// Codes of prose.
const codeSpace diag.Code = "text/space-between-han"
