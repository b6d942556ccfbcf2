package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/config"
)

func TestZeroValueWorks(t *testing.T) {
	c, err := config.Load([]string{"HOME=/x"})
	if err != nil || c.Listen != "127.0.0.1:8080" || c.Rollout != "complete" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	_, err := config.Load([]string{"TARAZU_LISTN=x", "TARAZU_LISTEN=8080", "TARAZU_ROLLOUT=soon", "TARAZU_DATABASE_URL=mysql://x", "TARAZU_DATA_FILE=/no/such/file"})
	for _, want := range []string{"TARAZU_LISTN is no setting", `TARAZU_LISTEN "8080"`, `TARAZU_ROLLOUT "soon"`, "TARAZU_DATABASE_URL", "TARAZU_DATA_FILE"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %s in: %v", want, err)
		}
	}
}

func TestASettingFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "v")
	if err := os.WriteFile(file, []byte("https://court.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := config.Load([]string{"TARAZU_BASE_URL_FILE=" + file}); err != nil || c.BaseURL != "https://court.example" {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := config.Load([]string{"TARAZU_BASE_URL=x", "TARAZU_BASE_URL_FILE=" + file}); err == nil {
		t.Error("both twins were taken")
	}
}
