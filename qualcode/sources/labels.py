"""What a speaker's label is made of: which words can be one, and what role they tell."""

import re
from functools import lru_cache
from types import MappingProxyType

LONGEST = 40
LONGEST_IN_FULL = 80
# A file asks the same of few labels, once for each of its turns.
cache_labels = lru_cache(maxsize=4096)
_MOST_WORDS = 5
_MOST_WORDS_IN_FULL = 12

_ROLES = MappingProxyType(
    {
        "interviewer": (
            "i int interv interviewer interviewster interviewers inv onderzoeker onderzoekster "
            "moderator gespreksleider gespreksleidster gespreksvoerder researcher facilitator"
        ),
        "participant": (
            "p r pp resp respondent respondente geïnterviewde geinterviewde interviewee "
            "deelnemer deelneemster participant cliënt cliënte client kandidaat"
        ),
        "employment specialist": (
            "tb trajectbegeleider trajectbegeleidster jobcoach ips ipser ipscoach "
            "ipstrajectbegeleider employmentspecialist arbeidsbegeleider"
        ),
    }
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}
_PAIRS = frozenset(("job coach", "employment specialist", "ips coach", "ips er"))

# Words that begin a sentence or a remark, and so make a poor name.
_SENTENCE_WORDS = _words(
    "ik je jij jullie u hij ze zij we wij het dat dit die deze er en maar dus of want toen dan als "
    "om op in aan bij met van voor na naar over uit let zo zoals nou ja nee wat hoe waar waarom "
    "wanneer wie mijn zijn haar hun ons onze een de eerst later eigenlijk kortom bijvoorbeeld "
    "conclusie the a an and but so then he she they it this that my our note you what how why when "
    "yes no oké oke ok hm hmm uh ehm und aber ich er sie wir das es"
)
# What a transcript's heading tells about itself, and remarks around it.
_HEADING_WORDS = _words(
    "datum date titel title locatie plaats location place duur duration tijd tijdstip time project "
    "studie study bestand bestandsnaam file filename audio audiobestand opname opnamedatum "
    "interviewdatum transcribent transcriptie transcript transcribed getranscribeerd taal language "
    "onderwerp topic meting wave ronde interview interviewnummer casus case nummer code codes "
    "versie version leeftijd geslacht functie organisatie aanwezig aanwezigen deelnemers "
    "participants legenda legend opmerking opmerkingen toelichting noot nb ps bron source http "
    "https"
)
_PARTICLES = _words("van de der den het ten ter von zu du la le 't en and")
_CODE = re.compile(r"[A-Z]{1,4}[-_ ]?[0-9]{0,3}|[A-Za-z]{1,3}[-_ ]?[0-9]{1,3}")
_WORD = re.compile(r"[^\W\d_]+")


@cache_labels
def role_of(label: str | None) -> str:
    """The role a label tells of: interviewer, participant, employment specialist, or unknown."""
    words = _WORD.findall(label.casefold()) if label else []
    if not words:
        return "unknown"
    if " ".join(words[:2]) in _PAIRS:
        return "employment specialist"
    if len(words[0]) <= 2 and len(words) > 1:
        return "unknown"  # an initial: "P. van der Berg" is nobody's participant
    return _ROLE_OF.get("".join(words)) or _ROLE_OF.get(words[0], "unknown")


@cache_labels
def can_be_label(text: str) -> bool:
    """True where `text` is short and simple enough to be somebody's name, role or code."""
    return bool(
        0 < len(text) <= LONGEST
        and len(text.split()) <= _MOST_WORDS
        and any(char.isalpha() for char in text)
        and not re.search(r"[?!;,…\"“”]|\.\.|\w{6,}\.\s|\s\w{2,}\.\s|^https?$", text)
    )


@cache_labels
def can_be_full_name(text: str) -> bool:
    """True where `text` may be a name as an account has it: `de Boer, K. (Karin) | UU`."""
    return bool(
        0 < len(text) <= LONGEST_IN_FULL
        and len(text.split()) <= _MOST_WORDS_IN_FULL
        and any(char.isalpha() for char in text)
        and not re.search(r"[?!;…\"“”]|\.\.|\w{6,}\.\s|\s\w{5,}\.\s|,$", text)
    )


@cache_labels
def like_full_name(label: str) -> bool:
    """True for names and particles alone, wherever these stand: `de Boer, K.`, `Boer, Karin de`."""
    words = _WORD.findall(label)
    names = [word for word in words if word.casefold() not in _PARTICLES]
    return (
        bool(names)
        and all(word[0].isupper() for word in names)
        and names[0].casefold() not in _SENTENCE_WORDS
        and not like_heading(label)
    )


@cache_labels
def is_code(label: str) -> bool:
    """True for labels made for the purpose: S01, P2, id1, MOT."""
    return bool(_CODE.fullmatch(label))


def is_known(label: str | None) -> bool:
    """True where the label itself says that it is one: by its role or as a code."""
    return label is not None and (role_of(label) != "unknown" or is_code(label))


@cache_labels
def like_heading(label: str) -> bool:
    """True for `Datum`, `Duur opname` and the like: facts about a transcript."""
    words = _WORD.findall(label.casefold())
    return bool(words) and words[0] in _HEADING_WORDS


@cache_labels
def like_sentence(label: str) -> bool:
    """True where `label` looks like the beginning of a sentence: `Let op`, `Ik zei`."""
    words = label.split()
    if words[0].casefold() in _SENTENCE_WORDS and len(label) > 1:
        return True
    return any(word[0].islower() and word.casefold() not in _PARTICLES for word in words[1:])
