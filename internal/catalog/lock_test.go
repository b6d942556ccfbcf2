package catalog_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// locked is the exemplars with a lock of what they say now.
func locked(t *testing.T) fstest.MapFS {
	t.Helper()
	files := exemplars(t)
	c, err := catalog.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	files[catalog.LockFile] = &fstest.MapFile{Data: []byte(c.Lock())}
	return files
}

func TestLock(t *testing.T) {
	const quote = "say: روز تحویل پیش از آغاز اجاره است."
	for _, tc := range []struct {
		name, file, old, new, want string
	}{
		{"nothing changed", "PET-DEPOSIT.yaml", "title: PET-DEPOSIT", "title: PET-DEPOSIT", ""},
		{"a comment says nothing to people", "PET-DEPOSIT.yaml", "title: PET-DEPOSIT", "# a note of the author\ntitle: PET-DEPOSIT", ""},
		{"a shared group may change", "groups/lease.yaml", "group: lease", "# mended\ngroup: lease", ""},
		{"a changed sentence under the old number", "PET-DEPOSIT.yaml", quote, "say: روز تحویل پیش از آغاز اجاره نوشته شده است.", "titles/PET-DEPOSIT.yaml:2: PET-DEPOSIT changed, but its version is still 1; write version: 2, say under moved what becomes of answers, then run: tarazu catalog lock"},
		{"a changed English sentence", "PET-DEPOSIT.en.yaml", "Check them again.", "Look at them again.", "titles/PET-DEPOSIT.yaml:2: PET-DEPOSIT changed"},
		{"a changed title with a new number", "PET-DEPOSIT.yaml", "version: 1", "version: 2", ""},
		{"a version that falls", catalog.LockFile, "PET-DEPOSIT 1", "PET-DEPOSIT 7", "titles/PET-DEPOSIT.yaml:2: PET-DEPOSIT is at version 1, but catalog.lock:4 knows version 7; versions only rise"},
		{"a line that is none", catalog.LockFile, "PET-DEPOSIT 1", "PET-DEPOSIT one", `catalog.lock:4: "PET-DEPOSIT one`},
		{"two changes met under one number", catalog.LockFile, "PET-DEPOSIT 1", "CMP-FRAUD 1", "catalog.lock:4: version 1 of CMP-FRAUD is there twice (first at line 2)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := locked(t)
			plant(t, files, tc.file, edit{tc.old, tc.new})
			_, err := catalog.Load(files)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("want %q\ngot  %v", tc.want, err)
			}
		})
	}
}

// A title that is not in the lock yet is told of, not refused: its author locks it last.
func TestUnlocked(t *testing.T) {
	files := locked(t)
	plant(t, files, "PET-DEPOSIT.yaml", edit{"version: 1", "version: 2"})
	c, err := catalog.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if list := c.Unlocked(); len(list) != 1 || list[0].Code != "PET-DEPOSIT" || list[0].Version != 2 || len(strings.Split(c.Lock(), "\n")) != 7 {
		t.Errorf("unlocked: %v\n%s", list, c.Lock())
	}
}
