// Package net applies the trained network that reads English sentences: it gives every word its tags and its lemma,
// every sentence its tree and its names. Its weights are one embedded file.
//
// The package knows words only as strings; texts, spans and documents are package english's.
package net
