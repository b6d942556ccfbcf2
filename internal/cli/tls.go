package cli

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// secured speaks TLS on a listener, with a certificate that is read anew when its file
// changes: renewals need no restart.
func secured(plain net.Listener, cert, key string) (net.Listener, error) {
	c := &certificate{cert: cert, key: key}
	if _, err := c.get(nil); err != nil {
		return nil, errors.Join(fmt.Errorf("TARAZU_TLS_CERT and TARAZU_TLS_KEY: %w", err), plain.Close())
	}
	return tls.NewListener(plain, &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"h2", "http/1.1"}}), nil
}

type certificate struct {
	cert, key string
	mu        sync.Mutex
	read      time.Time // when the file was changed that is held
	held      *tls.Certificate
}

// get gives the certificate of the file; one that cannot be read leaves the old one in use.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(c.cert)
	if err == nil && (c.held == nil || !info.ModTime().Equal(c.read)) {
		var pair tls.Certificate
		if pair, err = tls.LoadX509KeyPair(c.cert, c.key); err == nil {
			c.held, c.read = &pair, info.ModTime()
		}
	}
	if c.held == nil {
		return nil, err
	}
	return c.held, nil
}
