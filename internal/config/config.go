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
	"slices"
	"strings"
)

// Config is the settings. The tag names the environment variable.
type Config struct {
	Listen      string `env:"TARAZU_LISTEN"`       // address to serve on; default 127.0.0.1:8080
	DatabaseURL string `env:"TARAZU_DATABASE_URL"` // sqlite:PATH or postgres://…; default: a file in the data folder
	BlobURL     string `env:"TARAZU_BLOB_URL"`     // folder of attachments; default: in the data folder
	Data        string `env:"TARAZU_DATA"`         // data folder; default: a fresh one for the demonstration
	BaseURL     string `env:"TARAZU_BASE_URL"`     // address that people type; default: http://LISTEN
	Rollout     string `env:"TARAZU_ROLLOUT"`      // complete, next or today; default complete
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

func (c *Config) fields() map[string]*string {
	return map[string]*string{
		"TARAZU_LISTEN": &c.Listen, "TARAZU_DATABASE_URL": &c.DatabaseURL, "TARAZU_BLOB_URL": &c.BlobURL,
		"TARAZU_DATA": &c.Data, "TARAZU_BASE_URL": &c.BaseURL, "TARAZU_ROLLOUT": &c.Rollout,
	}
}

func read(environ []string, known map[string]*string) (values map[string]string, faults []error) {
	values = map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "TARAZU_") || name == "TARAZU_SHOTS" { // screenshots of tests
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
	if c.Rollout == "" {
		c.Rollout = "complete"
	}
	if !slices.Contains(Rollouts, c.Rollout) {
		faults = append(faults, fmt.Errorf("TARAZU_ROLLOUT %q is none of %s", c.Rollout, strings.Join(Rollouts, ", ")))
	}
	if c.DatabaseURL != "" && !slices.ContainsFunc([]string{"sqlite:", "postgres://", "postgresql://"}, func(s string) bool { return strings.HasPrefix(c.DatabaseURL, s) }) {
		faults = append(faults, errors.New("TARAZU_DATABASE_URL: write sqlite:PATH or postgres://USER@HOST/DATABASE"))
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
