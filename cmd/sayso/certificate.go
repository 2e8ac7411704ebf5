package main

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is a pair of files for HTTPS that is read again when it changes, as it does whenever it is renewed, without
// a restart.
type certificate struct {
	cert, key string

	mutex   sync.Mutex
	pair    *tls.Certificate
	stamp   string    // size and time of both files as they were read, or tried
	checked time.Time // when they were last looked at
}

// lookEvery is how often the files are looked at, at most.
const lookEvery = 10 * time.Second

func newCertificate(cert, key string) (*certificate, error) {
	c := &certificate{cert: cert, key: key, checked: time.Now()}
	c.stamp = c.stampNow()
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("read the certificate %s with the key %s: %w", cert, key, err)
	}
	c.pair = &pair
	return c, nil
}

func (c *certificate) stampNow() string {
	stamp := ""
	for _, path := range []string{c.cert, c.key} {
		if info, err := os.Stat(path); err == nil {
			stamp += fmt.Sprint(info.Size(), info.ModTime().UnixNano(), " ")
		}
	}
	return stamp
}

// get is for tls.Config.GetCertificate. Files that cannot be read leave the old certificate in place.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if time.Since(c.checked) < lookEvery {
		return c.pair, nil
	}
	c.checked = time.Now()
	stamp := c.stampNow()
	if stamp == c.stamp {
		return c.pair, nil
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		// One of the two may not have been written yet: look again.
		slog.Error("read the new certificate; the old one stays", "file", c.cert, "error", err)
		return c.pair, nil
	}
	slog.Info("a new certificate is in use", "file", c.cert)
	c.pair, c.stamp = &pair, stamp
	return c.pair, nil
}
