// Package neural scores cues, and the sources and contents of each cue, by a network. Its layers stand on those of
// english/net and, unlike them, see a whole paragraph at once, with its quotation marks and what the rules took each word
// for. Its scores are one of two opinions that are pooled: the other is the linear field of package crf.
//
// network.go applies the network, file.go reads it from its weights, train.go and loss.go learn it.
package neural
