package account

import (
	"net"
	"strings"
	"sync"
	"time"
)

// Limit counts how often something was tried under a name, and says when it is too often: a bucket for each name that
// holds Burst tries and fills up again at one every Every. It may be used by many goroutines.
type Limit struct {
	// Burst is how many tries are free; Every is the time after which another one is.
	Burst int
	Every time.Duration

	mutex sync.Mutex
	// full is when each bucket is full again; those that are full are not in it.
	full map[string]time.Time
}

// maxBuckets bounds the memory of a Limit: beyond it those that are nearly full are forgotten.
const maxBuckets = 10_000

// Wait returns how long the next try must wait, 0 if it need not.
func (l *Limit) Wait(name string, now time.Time) time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.wait(name, now)
}

func (l *Limit) wait(name string, now time.Time) time.Duration {
	full, ok := l.full[name]
	if !ok {
		return 0
	}
	return max(0, full.Sub(now)-time.Duration(l.Burst-1)*l.Every)
}

// Take counts a try, and returns how long it should have waited; a try that should have waited does not count.
func (l *Limit) Take(name string, now time.Time) time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if wait := l.wait(name, now); wait > 0 {
		return wait
	}
	if l.full == nil {
		l.full = map[string]time.Time{}
	}
	if len(l.full) >= maxBuckets {
		l.forget(now)
	}
	from := l.full[name]
	if from.Before(now) {
		from = now
	}
	l.full[name] = from.Add(l.Every)
	return 0
}

// Forget fills a bucket: after a sign-in that went well.
func (l *Limit) Forget(name string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	delete(l.full, name)
}

// forget drops the buckets that are full, and where that is not enough all but those that are empty.
func (l *Limit) forget(now time.Time) {
	for name, full := range l.full {
		if !full.After(now) {
			delete(l.full, name)
		}
	}
	if len(l.full) < maxBuckets {
		return
	}
	for name := range l.full {
		if l.wait(name, now) == 0 {
			delete(l.full, name)
		}
	}
}

// SignIns says how often signing in may fail. An account under attack must not lock its owner out, so the narrow limit is
// for an account from one address, and wider ones stand behind it for many accounts from one address and for one account
// from many addresses.
type SignIns struct{ both, address, name Limit }

// NewSignIns returns the limits: 5 failures for an account from one address, then one more every minute; 20 from an address,
// then one more every 30 seconds; 100 for an account, then one more every 10 seconds.
func NewSignIns() *SignIns {
	return &SignIns{both: Limit{Burst: 5, Every: time.Minute}, address: Limit{Burst: 20, Every: 30 * time.Second},
		name: Limit{Burst: 100, Every: 10 * time.Second}}
}

// Try counts a try that may fail and returns how long it must wait. What goes well is taken back by [SignIns.Succeeded].
// Counting comes before the password is compared, so that many tries at once do not slip through.
func (s *SignIns) Try(name, address string, now time.Time) time.Duration {
	name, address = strings.ToLower(name), Network(address)
	wait := max(s.both.Wait(name+"\x00"+address, now), s.address.Wait(address, now), s.name.Wait(name, now))
	if wait > 0 {
		return wait
	}
	return max(s.both.Take(name+"\x00"+address, now), s.address.Take(address, now), s.name.Take(name, now))
}

// Succeeded forgets the failures of an account from an address. The other limits stay: they fill up by themselves, and
// whoever has one account must not use it to try others without end.
func (s *SignIns) Succeeded(name, address string) {
	s.both.Forget(strings.ToLower(name) + "\x00" + Network(address))
}

// Network is what counts as one address: an IPv4 address, or the /64 of an IPv6 address, of which everybody has as many
// as they like. address may have a port.
func Network(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		address = host
	}
	ip := net.ParseIP(address)
	if ip == nil {
		return address
	}
	if ip.To4() != nil {
		return ip.String()
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}
