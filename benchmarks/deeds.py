"""Deeds in words of our own, six wordings each: ``a`` and ``b`` are states, ``aa`` and ``bb`` their adjectives.

``DEVELOPMENT`` is what the constants of ``grouping.alike`` were swept on, ``TEST`` what its rules were mended on,
all but "request" of it; ``UNSEEN`` was written after that.
"""

Wordings = tuple[str, ...]
DEVELOPMENT: dict[str, tuple[str, Wordings]] = {
    "accuse": (
        "ACCUSE",
        (
            "{a} accused {b} of moving troops to the border {when}.",
            "The government of {a} charged {when} that {b} had massed soldiers along the frontier.",
            "{aa} officials blamed {b} {when} for a military build-up.",
            "{when}, {a} denounced {b} over tanks that were seen near the boundary.",
            "{a} criticised {b} {when} for sending new battalions to the line between them.",
            "Speaking {when}, the {aa} foreign minister condemned {b} for its deployment.",
        ),
    ),
    "sanction": (
        "SANCTION",
        (
            "{a} imposed sanctions on two banks of {b} {when}.",
            "{when}, {a} sanctioned {b} and froze the accounts of two lenders.",
            "The {aa} government announced an embargo on trade with {b} {when}.",
            "{a} placed restrictions on {bb} finance {when}, its treasury said.",
            "{a} froze assets of {b} {when} in a dispute over debts.",
            "New {aa} sanctions against {b} took effect {when}.",
        ),
    ),
    "visit": (
        "CONSULT",
        (
            "The president of {a} met the president of {b} for talks {when}.",
            "{a} and {b} held talks {when} on fishing rights.",
            "{when}, ministers of {a} and {b} discussed a fishing dispute.",
            "{aa} and {bb} leaders met {when} to talk about their waters.",
            "The foreign minister of {a} visited {b} {when} for consultations on fisheries.",
            "{a} consulted with {b} {when} about quotas at sea.",
        ),
    ),
    "aid": (
        "AID",
        (
            "{a} sent food and medicine to {b} {when} after the floods.",
            "{when}, {a} delivered tents and blankets to {b}.",
            "{a} gave {b} emergency aid {when}.",
            "{aa} planes brought relief supplies to {b} {when}.",
            "{a} donated ten million dollars to {b} {when} for victims of the flood.",
            "{a} provided humanitarian assistance to {b} {when}.",
        ),
    ),
    "threaten": (
        "THREATEN",
        (
            "{a} threatened to close its embassy in {b} {when}.",
            "{when}, {a} threatened {b} with the end of diplomatic ties.",
            "{a} warned {b} {when} that it would recall its ambassador.",
            "{aa} officials threatened {b} {when} with retaliation.",
            "{a} threatened {b} {when} to break off relations over the spying affair.",
            "The {aa} prime minister threatened {when} to expel diplomats of {b}.",
        ),
    ),
}
TEST: dict[str, tuple[str, Wordings]] = {
    "reject": (
        "REJECT",
        (
            "{a} rejected an offer of talks from {b} {when}.",
            "{when}, {a} turned down a proposal by {b}.",
            "The {aa} government refused {when} to negotiate with {b}.",
            "{a} dismissed the plan that {b} put forward {when}.",
            "{aa} officials rebuffed {b} {when}, calling its draft a step back.",
            "{a} declined an invitation from {b} {when}.",
        ),
    ),
    "agree": (
        "AGREE",
        (
            "{a} signed a trade agreement with {b} {when}.",
            "{when}, {a} and {b} signed a pact on tariffs.",
            "{a} and {b} concluded a treaty {when} that lowers duties.",
            "{aa} and {bb} ministers signed an accord {when} on customs.",
            "{a} agreed with {b} {when} to cut tariffs on grain and steel.",
            "{a} reached a deal with {b} {when} on goods.",
        ),
    ),
    "assault": (
        "ASSAULT",
        (
            "{a} bombed an airfield in {b} {when}.",
            "{when}, {aa} jets attacked {b} near the coast.",
            "{aa} missiles struck a base in {b} {when}.",
            "{a} shelled positions of {b} {when}, killing four soldiers.",
            "{aa} forces raided {b} {when}.",
            "{a} launched an air strike against {b} {when}.",
        ),
    ),
    "support": (
        "SUPPORT",
        (
            "{a} praised {b} for its role in the peace process {when}.",
            "{when}, {a} expressed support for {b}.",
            "{a} welcomed the election in {b} {when} and backed its government.",
            "The {aa} foreign minister voiced support for {b} {when}.",
            "{a} endorsed the bid of {b} for the council {when}.",
            "{a} commended {b} {when} for its conduct of the vote.",
        ),
    ),
    "request": (
        "REQUEST",
        (
            "{a} called on {b} to release two journalists {when}.",
            "{when}, {a} urged {b} to free reporters that it holds.",
            "{a} demanded {when} that {b} let the journalists go.",
            "The {aa} government asked {b} {when} for the release of a news crew.",
            "{a} appealed to {b} {when} over the detained correspondents.",
            "{aa} diplomats pressed {b} {when} to hand over the two writers.",
        ),
    ),
}
UNSEEN: dict[str, tuple[str, Wordings]] = {
    "withdraw": (
        "RETREAT",
        (
            "{a} withdrew its troops from {b} {when}.",
            "{when}, the last soldiers of {a} left {b}.",
            "{aa} forces pulled out of {b} {when}.",
            "The {aa} army completed its withdrawal from {b} {when}.",
            "{a} brought home the battalion that it had kept in {b}, its defence ministry said {when}.",
            "{a} ended its military presence in {b} {when}.",
        ),
    ),
    "exercise": (
        "COOPERATE",
        (
            "{a} and {b} held a joint naval exercise {when}.",
            "{when}, warships of {a} and {b} trained together off the coast.",
            "The navies of {a} and {b} carried out joint drills {when}.",
            "{a} took part in manoeuvres with {b} {when}.",
            "{aa} and {bb} sailors exercised together {when}.",
            "{a} cooperated with {b} {when} in a drill at sea.",
        ),
    ),
    "expel": (
        "SANCTION",
        (
            "{a} expelled two diplomats of {b} {when}.",
            "{when}, {a} ordered two {bb} diplomats to leave.",
            "{a} declared two attachés of {b} unwanted {when}.",
            "The {aa} government threw out two envoys of {b} {when}.",
            "{a} sent home two members of the {bb} embassy {when}.",
            "Two {bb} diplomats were expelled by {a} {when}.",
        ),
    ),
    "mobilize": (
        "MOBILIZE",
        (
            "{a} sent troops to its border with {b} {when}.",
            "{when}, {a} massed soldiers along the frontier with {b}.",
            "{a} deployed tanks against {b} {when}.",
            "The {aa} army moved two brigades toward {b} {when}.",
            "{a} put its forces at the border with {b} on alert {when}.",
            "{aa} troops took up positions facing {b} {when}.",
        ),
    ),
    "concede": (
        "CONCEDE",
        (
            "{a} apologised to {b} {when} for the sinking of a trawler.",
            "{when}, {a} lifted its ban on fish from {b}.",
            "{a} dropped its claim against {b} {when} over the trawler.",
            "The {aa} government gave way to {b} {when} in the fishing dispute.",
            "{a} accepted the terms of {b} {when} for an end of the dispute over fish.",
            "{a} yielded to {b} {when} and eased its rules for trawlers.",
        ),
    ),
}
