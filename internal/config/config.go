// Package config reads the settings of a running Tarazu from its environment.
//
// Every setting has a working zero value. Unknown TARAZU_ names are refused, all faults are
// told at once, and every secret may come from a file named by its _FILE twin. What a
// setting means to a part of the program is that part's concern.
package config

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"reflect"
	"slices"
	"strings"
)

// Config is the settings. Tags: env names the environment variable; doc says what it means
// and its default, for docs/settings.md; secret settings are never printed.
type Config struct {
	Listen      string `env:"TARAZU_LISTEN" doc:"address to serve on; default 127.0.0.1:8080"`
	BaseURL     string `env:"TARAZU_BASE_URL" doc:"address that people type, such as https://court.example; default http://LISTEN, which only the demonstration takes"`
	TLSCert     string `env:"TARAZU_TLS_CERT" doc:"file of the certificate chain (PEM), for serving https without a proxy; read anew when it changes"`
	TLSKey      string `env:"TARAZU_TLS_KEY" doc:"file of the certificate's key (PEM)"`
	Data        string `env:"TARAZU_DATA" doc:"folder of this instance: database, attachments and keys live in it unless named apart; the demonstration makes a fresh one"`
	DatabaseURL string `env:"TARAZU_DATABASE_URL" secret:"yes" doc:"sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME; default sqlite in the data folder"`
	BlobURL     string `env:"TARAZU_BLOB_URL" doc:"folder of attachments, or s3://KEY@HOST/BUCKET?region=REGION (with tls=off for a store on this machine); default in the data folder"`
	BlobSecret  string `env:"TARAZU_BLOB_SECRET" secret:"yes" doc:"secret of the key in TARAZU_BLOB_URL, for s3://"`
	Rollout     string `env:"TARAZU_ROLLOUT" doc:"which titles are open to the public: complete, next or today; default complete in the demonstration, today in serve"`
	Catalog     string `env:"TARAZU_CATALOG" doc:"folder of a catalogue of titles; default the one in the program"`
	KeyFile     string `env:"TARAZU_KEY" doc:"file of the key that seals receipts (PKCS #8, mode 0600); default keys/seal.pem in the data folder"`
	Secret      string `env:"TARAZU_SECRET" secret:"yes" doc:"64 hexadecimal digits under which one-time codes and authenticator secrets are kept; made by init"`

	CivilURL    string `env:"TARAZU_CIVIL_URL" doc:"civil registry, see docs/ports.md"`
	CivilToken  string `env:"TARAZU_CIVIL_TOKEN" secret:"yes" doc:"token that the civil registry knows us by"`
	MobileURL   string `env:"TARAZU_MOBILE_URL" doc:"registry of mobile owners"`
	MobileToken string `env:"TARAZU_MOBILE_TOKEN" secret:"yes" doc:"token that the registry of mobile owners knows us by"`
	SMSURL      string `env:"TARAZU_SMS_URL" doc:"gateway of text messages"`
	SMSToken    string `env:"TARAZU_SMS_TOKEN" secret:"yes" doc:"token that the gateway of text messages knows us by"`
	BankURL     string `env:"TARAZU_BANK_URL" doc:"payment gateway"`
	BankToken   string `env:"TARAZU_BANK_TOKEN" secret:"yes" doc:"token that the payment gateway knows us by"`
	BankPages   string `env:"TARAZU_BANK_PAGES" doc:"origin of the bank's own pages, such as https://pay.example, to which people are sent to pay"`

	Assist   string `env:"TARAZU_ASSIST" doc:"off: no box for stories, titles are found by their names and words alone; default on"`
	LLMURL   string `env:"TARAZU_LLM_URL" doc:"language model that may improve what the assistant found: an OpenAI-compatible address that ends before /chat/completions, see docs/language-model.md; default none"`
	LLMModel string `env:"TARAZU_LLM_MODEL" doc:"name of the model at TARAZU_LLM_URL"`
	LLMKey   string `env:"TARAZU_LLM_KEY" secret:"yes" doc:"key that the language model knows us by"`

	MetricsToken string `env:"TARAZU_METRICS_TOKEN" secret:"yes" doc:"token that reads /metrics as 'Authorization: Bearer TOKEN'; without it serve shows no metrics"`
	OTLPURL      string `env:"TARAZU_OTLP_URL" doc:"OpenTelemetry collector that gets spans over HTTP, such as http://127.0.0.1:4318; default none"`
	LogLevel     string `env:"TARAZU_LOG" doc:"debug, info, warn or error; default info in serve, warn in the demonstration"`
}

// Rollouts are the stages at which titles open to the public.
var Rollouts = []string{"complete", "next", "today"}

// Load reads settings from an environment such as os.Environ().
func Load(environ []string) (Config, error) {
	var c Config
	known := c.fields()
	values, faults := read(environ, known)
	for name, value := range values {
		*known[name] = value
	}
	faults = append(faults, c.check()...)
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return c, errors.Join(faults...)
}

// fields maps each environment variable to its place.
func (c *Config) fields() map[string]*string {
	fields := map[string]*string{}
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		fields[v.Type().Field(i).Tag.Get("env")] = v.Field(i).Addr().Interface().(*string) //nolint:forcetypeassert // all settings are text
	}
	return fields
}

func read(environ []string, known map[string]*string) (values map[string]string, faults []error) {
	values = map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "TARAZU_") || name == "TARAZU_SHOTS" || name == "TARAZU_UPDATE" { // of tests
			continue
		}
		base, fromFile := strings.CutSuffix(name, "_FILE")
		if known[base] == nil {
			faults = append(faults, fmt.Errorf("%s is no setting; known are %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", ")))
			continue
		}
		if fromFile {
			text, err := os.ReadFile(value)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
				continue
			}
			value = strings.TrimSpace(string(text))
		}
		if _, twice := values[base]; twice {
			faults = append(faults, fmt.Errorf("%s and %s_FILE are both set; leave one out", base, base))
		}
		values[base] = value
	}
	return values, faults
}

func (c *Config) check() (faults []error) {
	if c.Listen == "" {
		c.Listen = "127.0.0.1:8080"
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		faults = append(faults, fmt.Errorf("TARAZU_LISTEN %q is no address; write host:port, such as 127.0.0.1:8080", c.Listen))
	}
	if c.Rollout != "" && !slices.Contains(Rollouts, c.Rollout) {
		faults = append(faults, fmt.Errorf("TARAZU_ROLLOUT %q is none of %s", c.Rollout, strings.Join(Rollouts, ", ")))
	}
	if c.DatabaseURL != "" && !slices.ContainsFunc([]string{"sqlite:", "postgres://", "postgresql://"}, func(s string) bool { return strings.HasPrefix(c.DatabaseURL, s) }) {
		faults = append(faults, errors.New("TARAZU_DATABASE_URL: write sqlite:PATH or postgres://USER@HOST/DATABASE"))
	}
	if c.Assist != "" && c.Assist != "on" && c.Assist != "off" {
		faults = append(faults, fmt.Errorf("TARAZU_ASSIST %q is neither on nor off", c.Assist))
	}
	switch {
	case c.LLMURL != "" && c.LLMModel == "":
		faults = append(faults, errors.New("TARAZU_LLM_MODEL is missing: the name of the model at TARAZU_LLM_URL"))
	case c.LLMURL == "" && c.LLMModel+c.LLMKey != "":
		faults = append(faults, errors.New("TARAZU_LLM_URL is missing: TARAZU_LLM_MODEL and TARAZU_LLM_KEY mean nothing without it"))
	}
	switch {
	case !strings.HasPrefix(c.BlobURL, "s3://"):
		if strings.Contains(c.BlobURL, "://") {
			faults = append(faults, errors.New("TARAZU_BLOB_URL: write a folder or s3://KEY@HOST/BUCKET?region=REGION"))
		}
	case c.BlobSecret == "":
		faults = append(faults, errors.New("TARAZU_BLOB_SECRET is missing: the secret of the key in TARAZU_BLOB_URL"))
	}
	return faults
}

// Loopback says whether an address is reachable from this machine alone.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
