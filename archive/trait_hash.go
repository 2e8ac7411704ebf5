package archive

import (
	"encoding/binary"
	"slices"
)

// A traitHash is a trait as an entity keeps it: all that is asked of an entity is whether it has a trait, and what kinds it
// has. The highest bits are the kind, the others a hash of the whole. That two traits have one hash happens once in half a
// billion, and costs a fraction of what links two people.
type traitHash uint32

// traitKinds are the kinds by their number in a hash. Archives have the numbers.
const traitKinds = string(rune(traitRole)) + string(rune(traitOffice)) + string(rune(traitPerson)) + string(rune(traitNear)) +
	string(rune(traitOrg)) + string(rune(traitOutlet)) + string(rune(traitKin)) + string(rune(traitPlace))

// hashBits are the bits of a traitHash that are hash.
const hashBits = 29

func (t traitHash) kind() byte { return traitKinds[t>>hashBits] }

// hashTrait hashes a trait: FNV-1a, mixed.
func hashTrait(trait string) traitHash { return hashTraitOf(trait[0], trait[1:]) }

func hashTraitOf(kind byte, rest string) traitHash {
	h := uint64(14695981039346656037)
	for i := range len(rest) {
		h = (h ^ uint64(rest[i])) * 1099511628211
	}
	n := 0
	for traitKinds[n] != kind {
		n++
	}
	return traitHash(n)<<hashBits | traitHash(mix(h)>>(64-hashBits))
}

func hashTraits(traits []string) []traitHash {
	if len(traits) == 0 {
		return nil
	}
	list := make([]traitHash, len(traits))
	for i, t := range traits {
		list[i] = hashTrait(t)
	}
	return list
}

func sortedTraits(traits map[traitHash]bool) []traitHash {
	list := make([]traitHash, 0, len(traits))
	for t := range traits {
		list = append(list, t)
	}
	slices.Sort(list)
	return list
}

// packTraits writes what an entity is known by: four bytes a trait.
func packTraits(list []traitHash) []byte {
	out := make([]byte, 0, 4*len(list))
	for _, t := range list {
		out = binary.BigEndian.AppendUint32(out, uint32(t))
	}
	return out
}

func unpackTraits(packed []byte) (map[traitHash]bool, error) {
	if len(packed)%4 != 0 {
		return nil, errPacked
	}
	traits := make(map[traitHash]bool, len(packed)/4)
	for ; len(packed) > 0; packed = packed[4:] {
		traits[traitHash(binary.BigEndian.Uint32(packed))] = true
	}
	return traits, nil
}

// packTraitLines packs traits that are given a line each.
func packTraitLines(all []byte) []byte {
	var list []traitHash
	for _, t := range lines(string(all)) {
		if t != "" && slices.Contains([]byte(traitKinds), t[0]) {
			list = append(list, hashTrait(t))
		}
	}
	slices.Sort(list)
	return packTraits(slices.Compact(list))
}
