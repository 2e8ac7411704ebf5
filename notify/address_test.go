package notify

import (
	"errors"
	"testing"
	"time"
)

func TestCheckAddress(t *testing.T) {
	for _, bad := range []string{"127.0.0.1:80", "10.1.2.3:443", "172.16.0.1:1", "192.168.1.1:80", "169.254.169.254:80", "100.64.0.1:80", "0.0.0.0:80", "224.0.0.1:80",
		"255.255.255.255:1", "[::1]:80", "[::]:80", "[fe80::1%eth0]:80", "[fd00::1]:80", "[ff02::1]:80", "[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80",
		"[64:ff9b::7f00:1]:80", "[2002:7f00:1::]:80", "198.18.0.1:80"} {
		if err := checkAddress(bad); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, good := range []string{"93.184.216.34:443", "[2606:2800:220:1::1]:443"} {
		if err := checkAddress(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	if checkAddress("hooks.example:80") == nil {
		t.Error("a name is no address")
	}
}

func TestBackOff(t *testing.T) {
	last := time.Duration(0)
	for failed := range 50 {
		wait := backOff(failed)
		if wait < last || wait < 30*time.Second || wait > 6*time.Hour {
			t.Errorf("after %d failures it waits %v", failed, wait)
		}
		last = wait
	}
	if last != 6*time.Hour {
		t.Errorf("at last it waits %v", last)
	}
}
