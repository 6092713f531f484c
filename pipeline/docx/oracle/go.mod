module kan/pipeline/docx/oracle

go 1.26.0

require github.com/unidoc/unioffice v1.4.0
