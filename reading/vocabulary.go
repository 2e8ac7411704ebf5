package reading

// Word lists for names, roles and places. They are general English, not the names of anybody in particular.
var (
	// honorifics stand before a person's name and tell the gender where they can.
	honorifics = map[string]string{"mr.": "male", "mr": "male", "sir": "male", "lord": "male", "king": "male", "prince": "male",
		"mrs.": "female", "mrs": "female", "ms.": "female", "ms": "female", "miss": "female", "lady": "female", "queen": "female",
		"princess": "female", "dame": "female", "dr.": "", "dr": "", "prof.": "", "rev.": "", "sen.": "", "sens.": "", "rep.": "",
		"reps.": "", "gov.": "", "lt.": "", "gen.": "", "col.": "", "capt.": "", "sgt.": "", "maj.": "", "adm.": "", "hon.": ""}

	// titles are role words that stand before a name with a capital: President Marrow.
	titles = wordSet("president chancellor premier minister ambassador senator congressman congresswoman representative governor " +
		"mayor secretary judge justice general colonel captain major admiral sergeant professor doctor bishop archbishop pope " +
		"cardinal rabbi imam sheikh chairman chairwoman speaker director commissioner attorney deputy vice prime foreign envoy " +
		"councillor councilman councilwoman officer detective inspector sheriff chief former then-president ex-president consul " +
		"leader candidate spokesman spokeswoman spokesperson adviser advisor lieutenant reverend rector marshal")

	// roles are what people are called after their function. A definite phrase with one of them stands for a person.
	roles = wordSet("president chancellor premier minister ambassador senator congressman congresswoman representative governor " +
		"mayor secretary judge justice general colonel captain admiral professor doctor bishop archbishop pope cardinal chairman " +
		"chairwoman chair chairperson speaker director commissioner attorney deputy envoy councillor officer detective inspector " +
		"sheriff chief leader candidate nominee frontrunner spokesman spokeswoman spokesperson adviser advisor aide strategist manager " +
		"consultant lawyer counsel prosecutor economist analyst professor scientist researcher expert author writer editor reporter " +
		"journalist correspondent columnist anchor host moderator historian diplomat official lawmaker legislator politician businessman " +
		"businesswoman billionaire executive founder owner investor banker activist organizer organiser campaigner veteran soldier " +
		"commander fighter student teacher coach pastor priest rabbi imam nurse physician surgeon psychologist driver farmer worker " +
		"resident voter neighbour neighbor witness victim survivor mother father husband wife son daughter brother sister widow man woman " +
		"boy girl king queen prince princess actor actress singer comedian producer filmmaker filmmakers pollster operative delegate " +
		"incumbent challenger rival opponent donor member head ceo co-founder partner fellow clerk consul tycoon mogul spokesmen spokeswomen " +
		"lieutenant treasurer trustee ombudsman auditor observer")

	// female and male nouns give a speaker's gender away.
	femaleWords = wordSet("woman women girl mother wife daughter sister widow queen princess actress chairwoman spokeswoman " +
		"congresswoman councilwoman businesswoman lady she her herself hers")
	maleWords = wordSet("man men boy father husband son brother king prince chairman spokesman congressman councilman businessman " +
		"gentleman he him his himself")

	// bodies are nouns of organisations: as the last word of a name, or alone behind "the".
	bodies = wordSet("ministry government administration campaign party committee commission council court agency department " +
		"office bureau embassy consulate parliament senate congress house assembly cabinet palace police army navy force forces " +
		"company corporation corp. corp inc. inc ltd. ltd llc co. group bank fund union association federation foundation institute " +
		"institution university college school academy center centre network channel station newspaper paper magazine journal times " +
		"post herald tribune gazette news press guardian telegraph observer chronicle courier mail star sun mirror review wire service " +
		"radio television tv team club league authority tribunal board society movement alliance coalition organization organisation " +
		"republic state church hospital laboratory lab museum library airline airlines railway industries holdings partners bros. " +
		"brothers & trust exchange market markets reserve treasury pentagon kremlin brigade regiment guard intelligence conference caucus")

	// landmarks are the last words of names of places.
	landmarks = wordSet("city county town village island islands river lake sea ocean mountain mountains valley street avenue road " +
		"square park bridge airport harbor harbour bay beach coast peninsula province region district state territory republic " +
		"kingdom border forest desert north south east west hills heights port")

	// countries and the like that need no evidence.
	places = wordSet("america britain england scotland wales ireland france germany italy spain portugal russia ukraine poland " +
		"turkey greece china japan india pakistan iran iraq syria israel egypt libya africa europe asia australia canada mexico brazil " +
		"argentina cuba venezuela afghanistan yemen jordan lebanon qatar sweden norway denmark finland belgium austria switzerland " +
		"hungary romania bulgaria serbia croatia korea vietnam thailand indonesia malaysia singapore philippines nigeria kenya ethiopia " +
		"somalia sudan morocco algeria tunisia london paris berlin moscow beijing tokyo delhi rome madrid brussels vienna geneva washington " +
		"california texas florida ohio iowa michigan pennsylvania virginia nevada arizona wisconsin georgia colorado massachusetts illinois " +
		"minnesota missouri indiana tennessee maryland oregon kentucky alabama louisiana oklahoma utah kansas nebraska idaho montana maine " +
		"vermont hawaii alaska delaware connecticut boston chicago philadelphia cleveland atlanta miami dallas houston detroit seattle " +
		"manhattan brooklyn jerusalem baghdad damascus kabul tehran cairo istanbul ankara kiev kyiv warsaw u.s. us u.k. uk usa uae")

	// femaleNames and maleNames are common first names; they help a pronoun find its person and are no evidence of
	// gender in the record.
	femaleNames = wordSet("mary agda signe rina tessa maud hedda anna anne ann maria elena helena sarah sara susan linda barbara elizabeth jennifer " +
		"patricia jessica karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah " +
		"stephanie rebecca laura sharon cynthia kathleen amy angela shirley brenda emma pamela nicole helen samantha katherine " +
		"christine debra rachel carolyn janet catherine heather diane ruth julie olivia joyce virginia victoria kelly lauren christina " +
		"joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sonia sofia sophia isabel isabella ilse ines " +
		"irina olga natalia svetlana tatiana elizabeth madeleine theresa angela ursula marine " +
		" gabrielle loretta cheryl jill claire dianne tammy kirsten alice charlotte grace rose eva clara lucy julia " +
		"fatima aisha leila layla amina mariam yasmin zahra ingrid astrid freya greta petra monika agnes birgit heidi brigitte camille " +
		"chantal simone valerie veronica beatrice bianca carla daniela francesca giulia lucia paola rosa silvia stella mei yuki priya anita")
	maleNames = wordSet("jonas nils gunnar tomas bjorn leif sven oscar hugo felix simon marcus lukas james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark " +
		"donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey jeff ryan jacob gary nicholas " +
		"eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry " +
		"tyler aaron jose adam nathan henry douglas peter zachary kyle walter ethan jeremy harold keith christian roger noah gerald carl " +
		"terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph " +
		"randy eugene vincent russell elijah louis bobby philip johnny ivan vladimir dmitry sergey sergei igor oleg yuri viktor " +
		"mikhail nikolai aleksandr alexei pavel mike mitch ted tim tom jim bob bill ben dan dave don ken ron " +
		" rudy corey steve rick chris matt greg jake anderson wolf lindsey mohammed muhammad ahmed ali hassan " +
		"hussein omar ibrahim khalid abdul karim yusuf hamid luis carlos pedro miguel jorge antonio francisco manuel alejandro fernando " +
		"pierre jean jacques francois hans klaus jurgen karl otto friedrich giovanni giuseppe luca matteo lars erik anders olaf magnus " +
		"tomas jan piotr pawel jakub milan goran dragan zoran kofi kwame chinua raj sanjay arjun vikram hiroshi kenji takashi wei")
)
