package reading

import "sayso"

// Whoever imports this package can read with sayso.New.
func init() { sayso.Register(func() sayso.Reader { return New() }) }
