package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"
)

// Source is a page as the server sent it, with a name to find it again.
type Source struct {
	Name string `json:"name"`
	HTML string `json:"html"`
}

// Finding is what html-validate found wrong.
type Finding struct {
	Page    string `json:"page"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Line    int    `json:"line"`
}

func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: html-validate %s: %s", f.Page, f.Line, f.Rule, f.Message)
}

// Validate judges many pages in one run of node.
func Validate(t testing.TB, pages []Source) (list []Finding) {
	t.Helper()
	if len(pages) == 0 {
		return nil
	}
	module(t, "html-validate", "package.json")
	input, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(root(t), "internal", "web", "webtest", "validate.mjs")
	c := exec.CommandContext(t.Context(), "node", script)
	var out, trouble bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(input), &out, &trouble
	if err := c.Run(); err != nil {
		t.Fatalf("html-validate: %v\n%s", err, trouble.String())
	}
	if err := json.Unmarshal(out.Bytes(), &list); err != nil {
		t.Fatalf("html-validate: %v", err)
	}
	return list
}
