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
	if err != nil || c.Listen != "127.0.0.1:8080" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	_, err := config.Load([]string{"TARAZU_LISTN=x", "TARAZU_LISTEN=8080", "TARAZU_ROLLOUT=soon", "TARAZU_DATABASE_URL=mysql://x", "TARAZU_BLOB_URL=s3://k@h/b", "TARAZU_DATA_FILE=/no/such/file"})
	for _, want := range []string{"TARAZU_LISTN is no setting", `TARAZU_LISTEN "8080"`, `TARAZU_ROLLOUT "soon"`, "TARAZU_DATABASE_URL", "TARAZU_BLOB_SECRET is missing", "TARAZU_DATA_FILE"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %s in: %v", want, err)
		}
	}
}

// TestServingNeedsWhatPeopleRelyOn: all that is missing or unsafe is told at once.
func TestServingNeedsWhatPeopleRelyOn(t *testing.T) {
	bare := config.Config{BaseURL: "http://court.example", Secret: "short"}
	for _, want := range []string{"TARAZU_DATA is missing", "TARAZU_SECRET has to be 64", "TARAZU_CIVIL_URL is missing", "TARAZU_MOBILE_URL", "TARAZU_SMS_URL", "TARAZU_BANK_URL", "has to begin with https://"} {
		if err := bare.Serving(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in: %v", want, err)
		}
	}
	whole := config.Config{
		Data: "/srv/tarazu", BaseURL: "https://court.example", Secret: strings.Repeat("0a", 32),
		CivilURL: "https://a.example", MobileURL: "https://b.example", SMSURL: "https://c.example", BankURL: "https://d.example",
	}
	if err := whole.Serving(); err != nil {
		t.Error(err)
	}
}

// TestALanguageModelIsNamedWhole: an address without a name, or a key for nowhere.
func TestALanguageModelIsNamedWhole(t *testing.T) {
	for _, tc := range []struct {
		environ []string
		want    string
	}{
		{nil, ""},
		{[]string{"TARAZU_LLM_URL=https://m.example/v1", "TARAZU_LLM_MODEL=m"}, ""},
		{[]string{"TARAZU_LLM_URL=https://m.example/v1"}, "TARAZU_LLM_MODEL is missing"},
		{[]string{"TARAZU_LLM_KEY=k"}, "TARAZU_LLM_URL is missing"},
	} {
		_, err := config.Load(tc.environ)
		if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("%v: %v", tc.environ, err)
		}
	}
}

// TestTheReferenceIsCurrent: docs/settings.md shows the settings as they are.
func TestTheReferenceIsCurrent(t *testing.T) {
	page, err := os.ReadFile("../../docs/settings.md")
	if err != nil || !strings.Contains(string(page), config.Reference()) {
		t.Errorf("docs/settings.md is old (%v); run 'make golden'", err)
	}
	if os.Getenv("TARAZU_UPDATE") != "" {
		head := "# Settings\n\nEvery setting is an environment variable; unknown names that begin with TARAZU_ are refused, and all faults are told at once. A value may come from a file: `NAME_FILE=PATH`. This page is generated from `internal/config`.\n\n"
		if err := os.WriteFile("../../docs/settings.md", []byte(head+config.Reference()), 0o600); err != nil {
			t.Fatal(err)
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
