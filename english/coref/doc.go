// Package coref finds which mentions of a text stand for the same: names in all their forms, descriptions, pronouns.
//
// The way through the package, in the order of the work: view.go looks at the mentions of an analysis and what the tree
// says of them; voices.go tells whose words each token is; names.go gathers names into entities by rules; resolve.go
// goes through the text and gives every description and pronoun to an entity or makes a new one of it, by the weights
// that model.go reads and over what features.go and person.go see of the candidates of candidates.go; hidden.go is a
// small network that judges of he and she beside the weights. learn.go and learn_hidden.go learn the weights from what corpora.go reads;
// measure.go measures.
//
// The ranking of antecedents and "none" together, with all right antecedents as one outcome, is that of Durrett and
// Klein, "Easy Victories and Uphill Battles in Coreference Resolution" (2013); here it is entities that are ranked, as
// in Clark and Manning's entity-centric resolver (2015), so that what a text has told of them counts.
package coref
