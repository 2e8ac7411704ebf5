package rules

// joinQuotations gives the quotations that no cue has claimed to the statement they continue.
func (r *Reader) joinQuotations() {}
