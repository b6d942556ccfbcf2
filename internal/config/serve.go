package config

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Serving says what keeps these settings from serving people in earnest, all at once.
func (c *Config) Serving() error {
	var faults []error
	need := func(name, value, why string) {
		if value == "" {
			faults = append(faults, fmt.Errorf("%s is missing: %s", name, why))
		}
	}
	need("TARAZU_DATA", c.Data, "name the folder of this instance; 'tarazu init' makes one")
	need("TARAZU_SECRET", c.Secret, "'tarazu init' makes it; point TARAZU_SECRET_FILE at its file")
	for _, port := range []struct{ name, value, what string }{
		{"TARAZU_CIVIL_URL", c.CivilURL, "the civil registry"},
		{"TARAZU_MOBILE_URL", c.MobileURL, "the registry of mobile owners"},
		{"TARAZU_SMS_URL", c.SMSURL, "the gateway of text messages"},
		{"TARAZU_BANK_URL", c.BankURL, "the payment gateway"},
	} {
		need(port.name, port.value, "serve needs "+port.what+" (docs/ports.md)")
	}
	if c.Secret != "" {
		if _, err := c.SecretBytes(); err != nil {
			faults = append(faults, err)
		}
	}
	switch {
	case (c.TLSCert == "") != (c.TLSKey == ""):
		faults = append(faults, errors.New("TARAZU_TLS_CERT and TARAZU_TLS_KEY belong together"))
	case c.TLSCert == "" && c.Listen != "" && !Loopback(c.Listen):
		faults = append(faults, fmt.Errorf("TARAZU_LISTEN %s would carry codes and sessions over a network in plain HTTP; listen on 127.0.0.1 behind a proxy that speaks TLS, or give TARAZU_TLS_CERT and TARAZU_TLS_KEY (docs/operations.md)", c.Listen))
	}
	return errors.Join(append(faults, c.address())...)
}

// address insists on https: codes and sessions travel over it.
func (c *Config) address() error {
	u, err := url.Parse(c.BaseURL)
	switch {
	case c.BaseURL == "":
		return errors.New("TARAZU_BASE_URL is missing: the address that people type, such as https://court.example")
	case err != nil || u.Host == "":
		return fmt.Errorf("TARAZU_BASE_URL %q is no address; write https://HOST", c.BaseURL)
	case u.Scheme != "https":
		return fmt.Errorf("TARAZU_BASE_URL %q has to begin with https://: codes and sessions travel over it; put TLS before the program (docs/operations.md)", c.BaseURL)
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "":
		return fmt.Errorf("TARAZU_BASE_URL %q has to end after the host: Tarazu serves a host of its own", c.BaseURL)
	}
	return nil
}

// SecretBytes is the secret as 32 bytes.
func (c *Config) SecretBytes() (secret [32]byte, err error) {
	b, err := hex.DecodeString(c.Secret)
	if err != nil || len(b) != len(secret) {
		return secret, errors.New("TARAZU_SECRET has to be 64 hexadecimal digits; 'tarazu init' makes one")
	}
	return [32]byte(b), nil
}
