package reading

import (
	"strings"

	"sayso"
)

// Roles as they are entered and written.

// enterRole keeps the role, here and among what is known of the person.
func (r *Reader) enterRole(f roleFound) {
	if f.role == "" {
		return
	}
	r.people.all[f.person].addRole(f.role)
	r.roles = append(r.roles, f)
}

// writeRoles writes the roles into the record, each once for a person.
func (r *Reader) writeRoles(record *sayso.Record) {
	r.rolesOfTrees(false)
	r.rolesOfPhrases()
	r.findChanges()
	seen := map[string]bool{}
	for _, f := range r.roles {
		key := entityID(f.person) + "\x00" + strings.ToLower(f.role) + "\x00" + string(f.change)
		if f.org >= 0 {
			key += "\x00" + entityID(f.org)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		role := sayso.Role{Person: entityID(f.person), Role: f.role, Former: f.former, Then: f.then, From: f.from, Until: f.until,
			Change: f.change, ChangedOn: f.changedOn, Span: r.spans([]tokens{f.at})[0]}
		if f.org >= 0 {
			role.Org = entityID(f.org)
		}
		if f.by >= 0 {
			role.By = entityID(f.by)
		}
		role.SaySo = sayso.SaySoArticle
		if i := r.holder(record, role.Span); i >= 0 {
			role.SaySo = record.Statements[i].ID
		}
		record.Roles = append(record.Roles, role)
	}
}

// holder returns the innermost statement whose content holds the span, -1 if it is the article's own voice. What stands in
// a statement that nobody makes, with a cue that is no word of saying, is the article's own: "was dismissed for …".
func (r *Reader) holder(record *sayso.Record, span sayso.Span) int {
	best, size := -1, 0
	for i := range record.Statements {
		if s := &r.found[i]; len(s.source) == 0 && s.entry == nil {
			continue
		}
		for _, part := range record.Statements[i].Content {
			if part.Contains(span) && (best < 0 || part.Len() < size) {
				best, size = i, part.Len()
			}
		}
	}
	return best
}
