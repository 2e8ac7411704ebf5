// Package train makes the weights of packages english/net and english from corpora: word vectors, the network, lemma
// rules, gazetteer and the splitter of tokens and sentences. The same corpora and seed give the same bytes on one
// architecture, however many cores there are.
package train
