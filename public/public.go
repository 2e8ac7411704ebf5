// Package public tells addresses that everybody on the internet can reach from those of this machine and of private networks, so
// that no feed, redirection or webhook makes sayso ask what only its own network should see.
package public

import "net/netip"

// special are networks that are no one's public address, besides those that netip knows: of carriers, of documentation and
// measurements, reserved ones, and those through which IPv4 addresses are reached by IPv6 (IANA's registries of special-purpose
// addresses).
var special = func() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10"} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}()

// Address reports whether an IP address with its port, "192.0.2.1:443", is a public one. To be sound it is asked when a
// connection is made, with the address that a name has at that moment: see net.Dialer's Control. What is no address is not public.
func Address(address string) bool {
	parsed, err := netip.ParseAddrPort(address)
	if err != nil {
		return false
	}
	ip := parsed.Addr().Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, network := range special {
		if network.Contains(ip) {
			return false
		}
	}
	return true
}
