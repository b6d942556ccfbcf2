package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// generator makes clients from the description; its version is fixed as the linter's is.
const generator = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2"

// TestAPIClient generates a Go client from the description, compiles a program against it
// and lets that program read the list of services.
func TestAPIClient(t *testing.T) {
	server, _, _ := demoSite(t)
	spec, err := filepath.Abs("../api/testdata/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":           "module example\n\ngo 1.26\n\nrequire github.com/oapi-codegen/runtime v1.8.0\n",
		"main.go":          clientProgram,
		"client/client.go": inDir(t, ".", "go", "run", generator, "-generate", "types,client", "-package", "client", spec),
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out := inDir(t, dir, "go", "run", "-mod=mod", ".", server.URL); !strings.Contains(out, "PET-DEPOSIT true") {
		t.Errorf("the generated client reads:\n%s", out)
	}
}

const clientProgram = `package main

import (
	"context"
	"fmt"
	"os"

	"example/client"
)

func main() {
	api, err := client.NewClientWithResponses(os.Args[1] + "/api/v1")
	if err != nil {
		panic(err)
	}
	words := "deposit"
	list, err := api.ListServicesWithResponse(context.Background(), &client.ListServicesParams{Q: &words})
	if err != nil {
		panic(err)
	}
	for _, s := range list.JSON200.Services {
		fmt.Println(s.Code, s.Open)
	}
}
`

// inDir runs a command and gives what it prints.
func inDir(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	run := exec.CommandContext(t.Context(), name, args...)
	var errors strings.Builder
	run.Dir, run.Stderr = dir, &errors
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, errors.String())
	}
	return string(out)
}
