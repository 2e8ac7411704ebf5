package reading

import "strings"

// Nouns for what people are: their functions.

// functions are nouns for what people do in an organisation or are known for, over and above roles.
var functions = wordSet("advocate ally appointee apprentice architect arbiter artist associate astronaut athlete backer blogger boss broker " +
	"broadcaster champion colleague comptroller confidant congressmember contender contractor contributor controller co-chair co-chairman " +
	"co-chairwoman co-editor co-author co-host coordinator councilmember counselor counsellor dean designer developer dictator dissident " +
	"doctor emissary engineer entrepreneur financier freshman friend fundraiser guru hedge-fund humorist intern interpreter keynoter landlord " +
	"lecturer liaison lobbyist magnate marine mate mediator mentor mayoress negotiator neurosurgeon novelist ombudswoman oligarch organizer " +
	"paramedic parliamentarian philanthropist photographer pilot pioneer playwright poet policeman policewoman practitioner president-elect " +
	"presenter principal programmer promoter protégé publicist publisher realtor recruiter registrar regulator salesman scholar sculptor " +
	"segregationist speechwriter sponsor staffer star stockbroker subordinate superintendent supporter surrogate technician tenor " +
	"trader translator trainer undersecretary whip democrat republican leader-in-waiting frontwoman frontman chef novice whistleblower " +
	"whistle-blower warden governor-elect senator-elect lady")

// noFunctions are words of roles that tell of family, of a state or of a moment, not of a function.
var noFunctions = wordSet("wife husband son daughter brother sister widow mother father man woman boy girl victim witness survivor resident " +
	"voter neighbour neighbor rival opponent fellow head people")

// offices are the abbreviated titles of office that stand before a name.
var offices = wordSet("sen. sens. rep. reps. gov. gen. col. lt. capt. maj. adm. sgt. cmdr. amb. prof. rev. atty. sen rep gov gen col capt maj adm")

// function reports whether a noun in small letters is one for a person's function.
func function(w string) bool {
	if noFunctions[w] {
		return false
	}
	if roles[w] || functions[w] || titles[w] && w != "former" && w != "vice" && w != "prime" && w != "foreign" {
		return true
	}
	return len(w) > 9 && (strings.HasSuffix(w, "ologist") || strings.HasSuffix(w, "ographer") || strings.HasSuffix(w, "woman") || strings.HasSuffix(w, "person"))
}

// functions of several people: "two developers", "the Republican senators".
func functionOrPlural(w string) bool {
	return function(w) || len(w) > 4 && w[len(w)-1] == 's' && function(w[:len(w)-1])
}
