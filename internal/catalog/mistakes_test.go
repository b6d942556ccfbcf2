package catalog_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/catalog"
)

type edit struct{ Old, New string }

// Every mistake of LANGUAGE section 8 is planted once, and has to be told with its place.
func TestMistakesAreToldWithTheirPlace(t *testing.T) {
	data, err := os.ReadFile("testdata/mistakes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, File, Old, New, Want string
		Also                       map[string]edit
	}
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, tc := range cases {
		t.Run(tc.Name, func(t *testing.T) {
			files := exemplars(t)
			plant(t, files, tc.File, edit{tc.Old, tc.New})
			for name, e := range tc.Also {
				plant(t, files, name, e)
			}
			_, err := catalog.Load(files)
			if err == nil || !strings.Contains(err.Error(), tc.Want) {
				t.Errorf("want %s\ngot  %v", tc.Want, err)
			}
		})
	}
}

// All mistakes come at once, in the order of files and lines.
func TestMistakesComeAllAtOnce(t *testing.T) {
	files := exemplars(t)
	plant(t, files, "PET-DEPOSIT.yaml", edit{"reason: DEF-CLAIM", "reason: DEF-CLAM"})
	plant(t, files, "CMP-FRAUD.yaml", edit{"reason: DEF-FACTS", "reason: DEF-FATCS"})
	_, err := catalog.Load(files)
	want := "titles/CMP-FRAUD.yaml:58: reason \"DEF-FATCS\" is not in rules/reasons.yaml; did you mean \"DEF-FACTS\"?\n" +
		"titles/PET-DEPOSIT.yaml:43: reason \"DEF-CLAM\" is not in rules/reasons.yaml; did you mean \"DEF-CLAIM\"?"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func exemplars(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("testdata/exemplars")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func plant(t *testing.T, files fstest.MapFS, name string, e edit) {
	t.Helper()
	if !strings.Contains(name, "/") {
		name = "titles/" + name
	}
	text := string(files[name].Data)
	if !strings.Contains(text, e.Old) {
		t.Fatalf("%s holds no %q", name, e.Old)
	}
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, e.Old, e.New, 1))}
}
