// Package stack trains layers that let each word of a sequence see the others: convolutions over three words, and scans
// to either end. It computes them forward and backward and moves their weights; [sayso/english/net] and
// [sayso/reading/neural] apply what has been learnt.
package stack
